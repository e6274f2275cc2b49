"""Deliveries to Slack, and what its errors mean for them."""

import asyncio
import math
from collections.abc import Awaitable, Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.core.errors import DeliveryDelayedError, DeliveryRefusedError, DeliveryUnknownError
from bot.core.model import Delivery, Digest, Language, Note, Receipt
from bot.core.ports import Clock, Texts
from handlers.slack import render
from handlers.slack.locales import Locales
from handlers.slack.render import Message

_EVENT_TYPE = "kuule_delivery"
_PAGES = 10
_DEFAULT_RETRY_SECONDS = 30.0

_FINAL = frozenset(
    {
        "account_inactive",
        "cannot_dm_bot",
        "cant_update_message",
        "channel_not_found",
        "edit_window_closed",
        "invalid_arguments",
        "invalid_blocks",
        "is_archived",
        "message_not_found",
        "messages_tab_disabled",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "not_in_channel",
        "restricted_action",
        "user_disabled",
        "user_is_restricted",
        "user_not_found",
        "user_not_in_channel",
    }
)
"""Errors after which the same message will never arrive there."""

_UNCLEAR = frozenset({"fatal_error", "internal_error"})
"""Slack: "It's possible some aspect of the operation succeeded before the error was raised." """


class SlackSender:
    """The `Sender` port on Slack's Web API. The client has no retry handlers: retries are the
    courier's.
    """

    def __init__(
        self, client: AsyncWebClient, texts: Texts, locales: Locales, clock: Clock
    ) -> None:
        """Take the client and the catalogue."""
        self._client = client
        self._texts = texts
        self._locales = locales
        self._clock = clock

    async def send(self, delivery: Delivery, digest: Digest | None) -> str:
        """Post, show to one person, answer a command or edit."""
        message = await self._render(delivery, digest)
        if delivery.shortcut is not None and delivery.shortcut.until > self._clock.now():
            return await self._respond(
                delivery.shortcut.url, message, replaces=delivery.shortcut.replaces
            )
        address = delivery.address
        arguments: dict[str, Any] = {
            "channel": address.channel,
            "text": message.text,
            "blocks": message.blocks,
        }
        if address.user:
            call = self._client.chat_postEphemeral(user=address.user, **arguments)
            return str((await _called(call)).get("message_ts", ""))
        if address.edits:
            return str(
                (await _called(self._client.chat_update(ts=address.edits, **arguments)))["ts"]
            )
        call = self._client.chat_postMessage(
            **arguments,
            unfurl_links=False,
            unfurl_media=False,
            metadata={
                "event_type": _EVENT_TYPE,
                "event_payload": {"delivery_id": delivery.id.hex},
            },
        )
        return str((await _called(call))["ts"])

    async def find(self, delivery: Delivery) -> str | None:
        """Look for the delivery's id in the metadata of the channel's last messages."""
        address = delivery.address
        if (
            address.user
            or address.edits
            or delivery.shortcut
            or not address.channel.startswith(("C", "G"))
        ):
            raise DeliveryUnknownError("Slack keeps no list of this kind of message")
        cursor = ""
        for _ in range(_PAGES):
            found = await _called(
                self._client.conversations_history(
                    channel=address.channel, include_all_metadata=True, limit=100, cursor=cursor
                ),
                reading=True,
            )
            for message in found["messages"]:
                if _delivery_id(message) == delivery.id.hex:
                    return str(message["ts"])
            cursor = (found.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None
        raise DeliveryUnknownError("the channel has moved on too far to tell")

    async def _render(self, delivery: Delivery, digest: Digest | None) -> Message:
        content = delivery.content
        if digest is not None:
            return render.digest(digest)
        if isinstance(content, Receipt):
            return render.receipt(
                content, await self._language(delivery, content.language), self._texts
            )
        if isinstance(content, Note):
            return render.note(
                content, await self._language(delivery, content.language), self._texts
            )
        raise DeliveryRefusedError("digest_missing")

    async def _language(self, delivery: Delivery, otherwise: Language) -> Language:
        """Return the reader's own language where Slack tells it."""
        address = delivery.address
        reader = address.user or address.channel
        if not reader.startswith(("U", "W")):
            return otherwise
        return await self._locales.of(reader) or otherwise

    async def _respond(self, url: str, message: Message, *, replaces: bool) -> str:
        webhook = AsyncWebhookClient(url, timeout=10, retry_handlers=[])
        try:
            response = await webhook.send(
                text=message.text,
                blocks=message.blocks,
                response_type="ephemeral",
                replace_original=replaces,
            )
        except aiohttp.ClientConnectorError as error:
            raise DeliveryDelayedError from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise DeliveryUnknownError("the answer was lost") from error
        if response.status_code == 429:
            raise DeliveryDelayedError(retry_seconds(response.headers))
        if response.status_code >= 500:
            raise DeliveryUnknownError("the answer was lost")
        if response.status_code != 200:
            # Expired or used up: the same answer goes by direct message.
            raise DeliveryDelayedError
        return ""


async def _called(call: Awaitable[Any], *, reading: bool = False) -> Any:
    """Await a Web API call and translate its errors. A failed reading changed nothing."""
    try:
        return await call
    except SlackApiError as error:
        raise _translated(error) from error
    except aiohttp.ClientConnectorError as error:
        # No connection: nothing was sent.
        raise DeliveryDelayedError from error
    except (aiohttp.ClientError, TimeoutError, asyncio.IncompleteReadError) as error:
        if reading:
            raise DeliveryDelayedError from error
        raise DeliveryUnknownError("the answer was lost") from error


def _translated(error: SlackApiError) -> Exception:
    response: Any = error.response
    status = getattr(response, "status_code", 200)
    if status == 429:
        return DeliveryDelayedError(retry_seconds(response.headers))
    if status >= 500:
        return DeliveryUnknownError("the answer was lost")
    reason = str(response.get("error", "unknown"))
    if reason in _UNCLEAR:
        return DeliveryUnknownError("the answer was lost")
    if reason == "ratelimited":
        return DeliveryDelayedError(retry_seconds(response.headers))
    if reason in _FINAL:
        return DeliveryRefusedError(reason)
    # Tokens and scopes: an operator can heal those, so the message waits.
    return DeliveryDelayedError()


def retry_seconds(headers: Mapping[str, Any]) -> float:
    """Return the seconds of a Retry-After header; whatever is no sensible number counts as
    thirty.
    """
    value = next((headers[name] for name in headers if name.lower() == "retry-after"), "")
    try:
        seconds = float(value[0] if isinstance(value, list) else value)
    except ValueError:
        return _DEFAULT_RETRY_SECONDS
    return max(seconds, 1.0) if math.isfinite(seconds) and seconds >= 0 else _DEFAULT_RETRY_SECONDS


def _delivery_id(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return str(payload.get("delivery_id", "")) if metadata.get("event_type") == _EVENT_TYPE else ""
