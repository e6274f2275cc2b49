"""HTTP mode: Slack posts events, interactivity and commands to one path of the web port."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl

from slack_bolt.response import BoltResponse
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from bot.core.model.platforms import Platform
from bot.core.ports.clock import Clock
from bot.core.pulse import Pulse
from handlers.bodies import read_body
from handlers.slack.boundary import SlackBoundary
from handlers.slack.signature import claim
from handlers.slack.under_way import UnderWay

_MOST_BYTES = 1_000_000
"""Our own; a message of 40,000 characters with its blocks is a tenth of it."""
_MOST_FIELDS = 100
_CERTIFICATE = {"ssl_check", "token"}
_PATIENCE_SECONDS = 5.0
"""Slack itself waits three for the answer."""
_UNSIGNED, _TOO_SLOW, _TOO_LARGE, _NOT_YET = 401, 408, 413, 503


class SlackPosts:
    """The transport of HTTP mode, and the ASGI app behind its path.

    What is not proved to be Slack's gets 401 and is not looked at. The rest is answered as in
    Socket Mode: 200 for what is committed or parked, else a status on which Slack sends an event
    again.
    """

    def __init__(
        self,
        signing_secret: str,
        clock: Clock,
        pulse: Pulse,
        *,
        patience: float = _PATIENCE_SECONDS,
    ) -> None:
        """Take the secret of the app's Basic Information page; a body has to come within
        `patience` seconds.
        """
        self._secret = signing_secret
        self._clock = clock
        self._pulse = pulse
        self._patience = patience
        self._boundary: SlackBoundary | None = None
        self._under_way = UnderWay()

    async def serve(self, boundary: SlackBoundary) -> None:
        """Take posts until cancelled; then answer what came in."""
        self._boundary = boundary
        self._pulse.listening.add(Platform.SLACK)
        try:
            await asyncio.Event().wait()
        finally:
            self._pulse.listening.discard(Platform.SLACK)
            self._boundary = None
            await self._under_way.drain()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        response = await self._answer(Request(scope, receive))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        claimed = claim(request.scope["headers"], self._clock.now())
        if claimed is None:
            return self._refused()
        try:
            async with asyncio.timeout(self._patience):
                body = await read_body(request, _MOST_BYTES)
        except (TimeoutError, ClientDisconnect):
            return Response(status_code=_TOO_SLOW)
        if body is None:
            return Response(status_code=_TOO_LARGE)
        if not claimed.holds(self._secret, body):
            return self._refused()
        return await self._handle(read_payload(body))

    async def _handle(self, payload: dict[str, Any]) -> Response:
        if payload.get("type") == "url_verification":
            return PlainTextResponse(str(payload.get("challenge")))
        if payload.keys() <= _CERTIFICATE and "ssl_check" in payload:
            # Slack looks whether the certificate is good; it has been by now.
            return Response()
        if self._boundary is None:
            return Response(status_code=_NOT_YET)
        answer: BoltResponse = await self._under_way.begin(self._boundary.dispatch(payload))
        return Response(answer.body or "", answer.status, answer.first_headers())

    def _refused(self) -> Response:
        self._pulse.count("refused_requests", Platform.SLACK)
        return Response(status_code=_UNSIGNED)


def read_payload(body: bytes) -> dict[str, Any]:
    """Return what Slack posts: an event as JSON, an interaction as JSON in a form, a command as a
    form. What is no object is wrapped, so that it can be parked.
    """
    text = body.decode("utf-8", "replace")
    if not text.startswith("{"):
        fields = _form(text)
        if "payload" not in fields:
            return fields
        text = fields["payload"]
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = text
    return found if isinstance(found, dict) else {"payload": found}


def _form(text: str) -> dict[str, Any]:
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS))
    except ValueError:
        return {"payload": text}
