"""Telegram's webhook: updates are posted to one address, each chat's in order, and again until
they are taken.
"""

import asyncio
import json
import re
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.practice.arguments import is_true
from bot.practice.clock import PracticeClock
from bot.practice.ledger import Attempt, Event, Ledger
from bot.practice.telegram_chats import Updates
from bot.practice.telegram_texts import TelegramError, bad_request, strings, whole

HEADER = "X-Telegram-Bot-Api-Secret-Token"
_CONNECTIONS = 40
_MOST_CONNECTIONS = 100
_PATIENCE = aiohttp.ClientTimeout(total=60)
_PAUSES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
"""Seconds by the workspace's clock before a refused update comes again; the last one repeats."""
ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Webhook:
    """One bot's webhook. Without an address it does nothing, and updates wait for polls."""

    def __init__(self, updates: Updates, ledger: Ledger, clock: PracticeClock) -> None:
        self.url = ""
        self.connections = _CONNECTIONS
        self._secret = ""
        self._updates = updates
        self._ledger = ledger
        self._clock = clock
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy: set[object] = set()
        self._last_error: dict[str, Any] = {}

    def set(self, arguments: dict[str, Any]) -> None:
        """Use that address from now on; an empty one takes the webhook away."""
        url = str(arguments.get("url") or "")
        if url and not _is_fit(url):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = str(arguments.get("secret_token") or "")
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        asked = whole(arguments, "max_connections", _CONNECTIONS)
        self.connections = min(max(asked, 1), _MOST_CONNECTIONS)
        if arguments.get("allowed_updates") is not None:
            self._updates.allow(strings(arguments["allowed_updates"]))
        self._drop_if_asked(arguments)
        self.url, self._secret, self._last_error = url, secret, {}
        self._ledger.changed()
        self.pump()

    def delete(self, arguments: dict[str, Any]) -> None:
        """Take the webhook away."""
        self._drop_if_asked(arguments)
        self.url, self._last_error = "", {}
        self._ledger.changed()

    def info(self) -> dict[str, Any]:
        """Return what getWebhookInfo answers."""
        state: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        return (state | {"max_connections": self.connections} if self.url else state) | (
            self._last_error
        )

    def refuse_polls(self) -> None:
        """Raise Telegram's conflict while a webhook is set."""
        if self.url:
            raise TelegramError(409, ACTIVE)

    def pump(self) -> None:
        """Post the oldest update of every chat that waits for no other."""
        for event in self._updates.waiting() if self.url else ():
            if len(self._tasks) >= self.connections:
                return
            chat = _chat_of(event)
            if chat not in self._busy:
                self._busy.add(chat)
                task = asyncio.create_task(self._deliver(event, chat))
                self._tasks.add(task)
                task.add_done_callback(self._ended)

    async def close(self) -> None:
        """Drop what is under way."""
        self.url = ""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self.pump()

    async def _deliver(self, event: Event, chat: object) -> None:
        event.attempts.append(Attempt("", self.url, self._clock.now()))
        self._ledger.changed()
        problem = await self._post(event)
        if not problem:
            self._updates.taken(event)
            self._busy.discard(chat)
            return
        now = self._clock.now()
        self._last_error = {
            "last_error_date": int(now.timestamp()),
            "last_error_message": problem,
        }
        event.failures.append(problem)
        self._ledger.changed()
        pause = _PAUSES[min(len(event.attempts), len(_PAUSES)) - 1]
        self._clock.call_later(pause, lambda: self._free(chat))

    def _free(self, chat: object) -> None:
        self._busy.discard(chat)
        self.pump()

    async def _post(self, event: Event) -> str:
        """Return what went wrong, in Telegram's words; nothing when it was taken."""
        headers = {"content-type": "application/json"}
        if self._secret:
            headers[HEADER] = self._secret
        body = json.dumps(event.payload)
        try:
            async with self._open().post(self.url, data=body, headers=headers) as response:
                await response.read()
        except aiohttp.ClientConnectionError:
            return "Connection refused"
        except (aiohttp.ClientError, TimeoutError):
            return "Connection timed out"
        return "" if response.ok else _wrong(response)

    def _drop_if_asked(self, arguments: dict[str, Any]) -> None:
        if is_true(arguments.get("drop_pending_updates")):
            self._updates.drop_all()

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=_PATIENCE)
        return self._session


def _wrong(response: aiohttp.ClientResponse) -> str:
    return f"Wrong response from the webhook: {response.status} {response.reason}"


def _is_fit(url: str) -> bool:
    """Telegram wants HTTPS; nobody has a certificate for the loopback."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme, parts.hostname) == ("http", "127.0.0.1")


def _chat_of(event: Event) -> object:
    """Return the chat, whose updates come one after another; else the update itself."""
    for content in event.payload.values():
        if isinstance(content, dict):
            inner = content.get("message", content)
            chat = inner.get("chat") if isinstance(inner, dict) else None
            if isinstance(chat, dict) and isinstance(chat.get("id"), int):
                return chat["id"]
    return id(event)
