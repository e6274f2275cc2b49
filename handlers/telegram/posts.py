"""Webhook mode: Telegram posts each update to one path of the web port."""

import asyncio
import hmac
import json
from typing import Any
from weakref import WeakValueDictionary

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from bot.core.errors import StorageUnavailableError
from bot.core.model.platforms import Platform
from bot.core.payload import Payload
from bot.core.pulse import Pulse
from handlers.bodies import read_body
from handlers.telegram.listeners import TelegramListener
from handlers.telegram.parse import chat_of

PATH = "/telegram/updates"
_HEADER = b"x-telegram-bot-api-secret-token"
_MOST_BYTES = 1_000_000
"""Our own; a message of 4,096 characters that answers one as long is a twentieth of it."""
_PATIENCE_SECONDS = 5.0
_FORBIDDEN, _TOO_SLOW, _TOO_LARGE, _NOT_KEPT = 403, 408, 413, 503


class TelegramPosts:
    """The ASGI app behind the path.

    What does not carry the secret gets 403 and is not looked at. The rest is answered 200 once it
    is committed or parked, else 503, on which Telegram posts it again. Telegram posts the updates
    of a chat one after another; whatever stands between keeps its order here, too.
    """

    def __init__(
        self,
        secret: str,
        listener: TelegramListener,
        pulse: Pulse,
        *,
        patience: float = _PATIENCE_SECONDS,
    ) -> None:
        """Take the secret that Telegram was told; a body has to come within `patience` seconds."""
        self._secret = secret.encode()
        self._listener = listener
        self._pulse = pulse
        self._patience = patience
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        status = await self._answer(Request(scope, receive))
        await Response(status_code=status)(scope, receive, send)

    async def _answer(self, request: Request) -> int:
        if not self._is_telegram(request):
            self._pulse.count("refused_requests", Platform.TELEGRAM)
            return _FORBIDDEN
        try:
            async with asyncio.timeout(self._patience):
                body = await read_body(request, _MOST_BYTES)
        except (TimeoutError, ClientDisconnect):
            return _TOO_SLOW
        if body is None:
            return _TOO_LARGE
        try:
            await self._handle(read_update(body))
        except StorageUnavailableError:
            return _NOT_KEPT
        return 200

    def _is_telegram(self, request: Request) -> bool:
        given = [value for name, value in request.scope["headers"] if name == _HEADER]
        return len(given) == 1 and hmac.compare_digest(given[0], self._secret)

    async def _handle(self, update: Payload) -> None:
        chat = chat_of(update)
        if chat is None:
            await self._listener.handle(update)
            return
        # Forgotten with the last update that holds it.
        turn = self._chats.setdefault(chat, asyncio.Lock())
        async with turn:
            await self._listener.handle(update)


def read_update(body: bytes) -> dict[str, Any]:
    """Return the update. What is no object is wrapped, so that it can be parked."""
    text = body.decode("utf-8", "replace")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = text
    return found if isinstance(found, dict) else {"update": found}
