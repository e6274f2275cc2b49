"""Deliveries to Slack, and what its errors mean for them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.core.errors import DeliveryDelayedError, DeliveryRefusedError, DeliveryUnknownError
from bot.core.model.delivery import (
    Address,
    Ask,
    Claimed,
    Delivery,
    DigestPost,
    Note,
    Nudge,
    Oversight,
    Receipt,
    Shortcut,
)
from bot.core.model.digest import Digest
from bot.core.model.language import Language
from bot.core.model.platforms import Platform
from bot.core.model.story import Story
from bot.core.ports.catalogue import Texts
from bot.core.ports.clock import Clock
from bot.core.ports.pictures import Draw
from bot.core.ports.sender import Subject
from bot.core.sheets import picture_of
from bot.digest.blocks import Labels
from handlers.slack import render
from handlers.slack.answers import retry_seconds, status_of, word_of
from handlers.slack.ask_message import ask_message
from handlers.slack.asking import Pause
from handlers.slack.blocks import Message
from handlers.slack.digest import DigestDrawing
from handlers.slack.oversight import oversight
from handlers.slack.pictures import SlackPictures
from handlers.slack.profiles import Profiles
from handlers.slack.receipt import receipt

_EVENT_TYPE = "kuule_delivery"
_PAGES = 10
_DIRECT = "D"
"""Begins the id of a channel of direct messages."""
_OK, _TOO_MANY, _SERVER_ERROR = 200, 429, 500

_PICTURE_PAUSES = (0.0, 1.0, 2.0, 4.0)
"""Slack looks through an uploaded picture for some seconds before a message may show it."""
_NOT_TAKEN = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
"""What Slack says of a block that it does not know, or of a picture that it has not yet."""
_FINAL = frozenset(
    {
        "block_mismatch",
        "cannot_dm_bot",
        "cant_broadcast_message",
        "cant_update_message",
        "channel_not_found",
        "edit_window_closed",
        "invalid_arguments",
        "invalid_array_arg",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "is_archived",
        "is_inactive",
        "markdown_text_conflict",
        "message_not_found",
        "messages_tab_disabled",
        "metadata_must_be_sent_from_app",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "not_in_channel",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "team_not_found",
        "thread_locked",
        "thread_not_found",
        "too_many_attachments",
        "user_disabled",
        "user_is_bot",
        "user_is_restricted",
        "user_not_found",
        "user_not_in_channel",
        "user_not_visible",
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
        self,
        client: AsyncWebClient,
        texts: Texts,
        labels_of: Callable[[str], Labels],
        profiles: Profiles,
        clock: Clock,
        draw: Draw,
        pause: Pause,
    ) -> None:
        """Take the client, the catalogue and what gives a team's names of tags by its id."""
        self._client = client
        self._texts = texts
        self._labels_of = labels_of
        self._profiles = profiles
        self._clock = clock
        self._pictures = SlackPictures(client, draw, texts)
        self._pause = pause

    async def send(self, delivery: Delivery, subject: Subject) -> str:
        """Post, show to one person, answer a command or edit."""
        if isinstance(subject, Digest) and isinstance(delivery.content, DigestPost):
            drawing = DigestDrawing(subject, delivery.content, self._texts)
            return await self._send_best(delivery, await self._forms(drawing))
        message = await self._render(delivery, subject)
        if await self._respond(delivery.shortcut, message):
            return ""
        return await self._send(delivery, message)

    async def _forms(self, drawing: DigestDrawing) -> list[tuple[float, Message]]:
        """Return the forms of a digest's message, the best first; each after that many seconds.
        The last one is taken by every workspace.
        """
        forms = [(0.0, drawing.message())]
        if drawing.has_figures:
            return [(0.0, drawing.message(with_table=True)), *forms]
        picture = picture_of(drawing.digest, drawing.post, Platform.SLACK)
        if picture is None:
            return forms
        language, words = drawing.digest.language, drawing.words
        if not (file := await self._pictures.upload(picture, language, words)):
            return forms
        illustrated = drawing.message(file=file)
        return [*((seconds, illustrated) for seconds in _PICTURE_PAUSES), *forms]

    async def _send_best(self, delivery: Delivery, forms: Sequence[tuple[float, Message]]) -> str:
        """Send the first form that the workspace takes. What it refuses it has not shown."""
        *better, (_, plain) = forms
        for seconds, message in better:
            await self._pause(seconds)
            try:
                return await self._send(delivery, message)
            except DeliveryRefusedError as error:
                if error.reason not in _NOT_TAKEN:
                    raise
        return await self._send(delivery, plain)

    async def _send(self, delivery: Delivery, message: Message) -> str:
        address = delivery.address
        arguments: dict[str, Any] = {
            "channel": address.channel,
            "text": message.text,
            "blocks": message.blocks,
            "parse": "none",
            "link_names": False,
        }
        if address.user:
            call = self._client.chat_postEphemeral(user=address.user, **arguments)
            return str((await _called(call)).get("message_ts", ""))
        # In private the conversation stands before the ts: Slack finds no message by a user.
        channel, _, ts = (address.edits or address.replies_to).rpartition(":")
        arguments |= {"channel": channel or address.channel}
        if address.edits:
            return _remote_id(await _called(self._client.chat_update(ts=ts, **arguments)))
        call = self._client.chat_postMessage(
            **arguments,
            unfurl_links=False,
            unfurl_media=False,
            thread_ts=ts or None,
            metadata={
                "event_type": _EVENT_TYPE,
                "event_payload": {"delivery_id": delivery.id.hex},
            },
        )
        return _remote_id(await _called(call))

    async def find(self, delivery: Delivery) -> str | None:
        """Look for the delivery's id in the metadata of the last messages of its channel, or of
        its thread, which the list of the channel leaves out.
        """
        address = delivery.address
        if address.user or delivery.shortcut or not address.channel.startswith(("C", "G")):
            raise DeliveryUnknownError("Slack keeps no list of this kind of message")
        cursor = ""
        for _ in range(_PAGES):
            found = await _called(self._listed(address, cursor), reading=True)
            for message in found["messages"]:
                if _delivery_id(message) == delivery.id.hex:
                    return str(message["ts"])
            cursor = (found.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None
        raise DeliveryUnknownError("the channel has moved on too far to tell")

    def _listed(self, address: Address, cursor: str) -> Awaitable[Any]:
        about: dict[str, Any] = {
            "channel": address.channel,
            "include_all_metadata": True,
            "limit": 100,
            "cursor": cursor,
        }
        if address.replies_to:
            return self._client.conversations_replies(ts=address.replies_to, **about)
        return self._client.conversations_history(**about)

    async def _render(self, delivery: Delivery, subject: Subject) -> Message:
        content = delivery.content
        if isinstance(content, Oversight) and isinstance(subject, Digest):
            language = await self._language(delivery, content)
            return oversight(content, subject, language, self._texts)
        if isinstance(content, Receipt):
            language = await self._language(delivery, content)
            story = subject if isinstance(subject, Story) else None
            labels = self._labels_of(story.team if story else "")
            return receipt(content, story, language, self._texts, labels)
        if isinstance(content, Ask):
            return ask_message(content, await self._language(delivery, content), self._texts)
        if isinstance(content, Note):
            return render.note(content, await self._language(delivery, content), self._texts)
        if isinstance(content, Claimed):
            return render.claimed(content, self._texts)
        if isinstance(content, Nudge):
            return render.nudge(content, await self._language(delivery, content), self._texts)
        raise DeliveryRefusedError("digest_missing")

    async def _language(
        self, delivery: Delivery, content: Receipt | Note | Nudge | Ask | Oversight
    ) -> Language:
        """Return the language that the reader chose here, else the one on Slack where it tells."""
        address, otherwise = delivery.address, content.language
        if not isinstance(content, Ask) and content.chosen:
            return otherwise
        reader = address.user or address.channel
        if not reader.startswith(("U", "W")):
            return otherwise
        profile = await self._profiles.of(reader)
        return (profile and profile.language) or otherwise

    async def _respond(self, shortcut: Shortcut | None, message: Message) -> bool:
        """Answer at a response_url; return False when there is none that Slack still takes: then
        nothing was shown, and the answer can go by direct message.
        """
        if shortcut is None or shortcut.until <= self._clock.now():
            return False
        webhook = AsyncWebhookClient(shortcut.url, timeout=self._client.timeout, retry_handlers=[])
        try:
            response = await webhook.send(
                text=message.text,
                blocks=message.blocks,
                response_type="ephemeral",
                replace_original=shortcut.replaces,
            )
        except aiohttp.InvalidURL:
            return False
        except aiohttp.ClientConnectorError as error:
            raise DeliveryDelayedError from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise DeliveryUnknownError("the answer was lost") from error
        if response.status_code == _TOO_MANY:
            raise DeliveryDelayedError(retry_seconds(response.headers))
        if response.status_code >= _SERVER_ERROR:
            raise DeliveryUnknownError("the answer was lost")
        return response.status_code == _OK


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
    status, word = status_of(error), word_of(error)
    if status == _TOO_MANY or word == "ratelimited":
        return DeliveryDelayedError(retry_seconds(error.response.headers))
    if status >= _SERVER_ERROR or not word or word in _UNCLEAR:
        return DeliveryUnknownError("the answer was lost")
    if word in _FINAL:
        return DeliveryRefusedError(word)
    # Tokens and scopes: an operator can heal those, so the message waits.
    return DeliveryDelayedError()


def _remote_id(posted: Mapping[str, Any]) -> str:
    """Return the message's ts; with its channel for a direct message, which is addressed by the
    person but edited by the channel.
    """
    channel, ts = str(posted["channel"]), str(posted["ts"])
    return f"{channel}:{ts}" if channel.startswith(_DIRECT) else ts


def _delivery_id(message: Mapping[str, Any]) -> str:
    metadata = message.get("metadata") or {}
    payload = metadata.get("event_payload") or {}
    return str(payload.get("delivery_id", "")) if metadata.get("event_type") == _EVENT_TYPE else ""
