"""Delivery to a request URL: signed, with a limit of three seconds, and again when it fails."""

import asyncio
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode
from uuid import uuid4

import aiohttp

from bot.practice.clock import PracticeClock
from bot.practice.ledger import Attempt, Event, Ledger
from bot.practice.slack_events import VERIFICATION_TOKEN
from bot.practice.slack_handover import Handover

MOST_REDIRECTS = 2
FORM = "application/x-www-form-urlencoded"
ROBOT = "Slackbot 1.0 (+https://api.slack.com/robots)"
NOT_JSON = {"response_action": "not JSON"}  # what no submission can be answered with


class UrlNotVerifiedError(Exception):
    """The request URL did not answer Slack's challenge."""


def signed_headers(secret: str, body: bytes, now: datetime) -> dict[str, str]:
    """Return the headers by which an app knows that a request is Slack's."""
    timestamp = str(int(now.timestamp()))
    base = b"v0:" + timestamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": timestamp, "x-slack-signature": f"v0={digest}"}


class HttpDelivery:
    """Sends events, interactivity and commands to one request URL, once that is verified."""

    late = "http_timeout"

    def __init__(
        self, clock: PracticeClock, ledger: Ledger, handover: Handover, signing_secret: str
    ) -> None:
        self.url = ""
        self._clock = clock
        self._ledger = ledger
        self._handover = handover
        self._secret = signing_secret
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._acks_to_ignore = 0

    async def verify(self, url: str) -> None:
        """Use that URL from now on. Raise UrlNotVerifiedError if it does not echo a challenge."""
        challenge = uuid4().hex
        question = {
            "token": VERIFICATION_TOKEN,
            "challenge": challenge,
            "type": "url_verification",
        }
        headers, body = self._request(json.dumps(question).encode(), "application/json")
        try:
            async with self._open().post(url, data=body, headers=headers) as response:
                answer = await response.text(errors="replace")
        except aiohttp.ClientError as error:
            raise UrlNotVerifiedError(type(error).__name__) from error
        if response.status != 200 or challenge not in _echoes(answer):
            raise UrlNotVerifiedError(str(response.status))
        self.url = url

    def attempt(self, event: Event, reason: str) -> None:
        """Post the event in a task of its own."""
        event.attempts.append(Attempt("", self.url, self._clock.now()))
        self._ledger.changed()
        task = asyncio.create_task(self._deliver(event, reason, len(event.attempts) - 1))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def ignore_acks(self, count: int) -> None:
        """Lose the next acknowledgements on their way."""
        self._acks_to_ignore = count

    async def close(self) -> None:
        """Drop what is under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def _deliver(self, event: Event, reason: str, number: int) -> None:
        posting = asyncio.create_task(self._post(event, reason, number))
        timer = self._clock.call_later(self._handover.retries.ack_timeout, posting.cancel)
        try:
            await asyncio.wait([posting])
        finally:
            timer.cancel()
            posting.cancel()
        if posting.cancelled():
            self._handover.failed(event, self.late)
            return
        posting.result()

    async def _post(self, event: Event, reason: str, number: int) -> None:
        headers, body = self._request(*_content(event))
        if number:
            headers |= {"x-slack-retry-num": str(number), "x-slack-retry-reason": reason}
        try:
            async with self._open().post(
                self.url, data=body, headers=headers, max_redirects=MOST_REDIRECTS
            ) as response:
                text = await response.text(errors="replace")
        except aiohttp.ClientError as error:
            self._handover.failed(event, _word(error))
            return
        self._judge(event, response, text)

    def _judge(self, event: Event, response: aiohttp.ClientResponse, text: str) -> None:
        if not response.ok:
            is_last = response.headers.get("x-slack-no-retry") == "1"
            self._handover.failed(event, "http_error", for_good=is_last)
        elif self._acks_to_ignore > 0:
            self._acks_to_ignore -= 1
            self._handover.failed(event, self.late)
        else:
            self._handover.acknowledged(event, _answer(event, text))

    def _request(self, body: bytes, content_type: str) -> tuple[dict[str, str], bytes]:
        headers = {"content-type": content_type, "user-agent": ROBOT}
        return headers | signed_headers(self._secret, body, self._clock.now()), body

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            # The limit is the workspace's own clock's.
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))
        return self._session


def _content(event: Event) -> tuple[bytes, str]:
    if event.kind == "events_api":
        return json.dumps(event.payload).encode(), "application/json"
    if event.kind == "slash_commands":
        return urlencode(event.payload).encode(), FORM
    return urlencode({"payload": json.dumps(event.payload)}).encode(), FORM


def _answer(event: Event, text: str) -> dict[str, Any] | None:
    """Return what comes with an acknowledgement: JSON, or the text that answers a command."""
    if event.kind == "events_api" or not text.strip():
        return None
    try:
        answer = json.loads(text)
    except ValueError:
        return {"text": text} if event.kind == "slash_commands" else NOT_JSON
    return answer if answer and isinstance(answer, dict) else None


def _echoes(answer: str) -> set[str]:
    """Return what may be meant as the echo: the text itself, or `challenge` in JSON or a form."""
    echoes = {answer.strip(), *parse_qs(answer).get("challenge", [])}
    try:
        found = json.loads(answer)
    except ValueError:
        return echoes
    return echoes | {str(found.get("challenge"))} if isinstance(found, dict) else echoes


def _word(error: aiohttp.ClientError) -> str:
    if isinstance(error, aiohttp.TooManyRedirects):
        return "too_many_redirects"
    if isinstance(error, aiohttp.ClientSSLError):
        return "ssl_error"
    if isinstance(error, aiohttp.ClientConnectionError):
        return "connection_failed"
    return "unknown_error"
