"""Telegram's updates to neutral values. Pure: a dict in, a value out, None for what is not
Kuule's business.

An update that breaks Telegram's own form raises ValueError, so that it is parked and reported,
not lost.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.core.model import (
    Address,
    IncomingCommand,
    IncomingMessage,
    IncomingRemoval,
    Platform,
    Route,
)
from bot.core.text import is_blank

Payload = Mapping[str, Any]
Incoming = IncomingMessage | IncomingRemoval | IncomingCommand

REMOVE = "remove:"
"""Callback data of the button on a receipt, before the story's number."""
START = "start"

_SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "group_chat_created",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
)
"""Messages that the chat itself writes; nobody waits for an answer to them."""


def parse_update(update: Payload, bot: str) -> Incoming | None:
    """Return what the update brings. `bot` is the id of the bot, which begins its token."""
    if "callback_query" in update:
        return _press(_mapping(update, "callback_query"), bot)
    if "edited_message" in update:
        return _command(_mapping(update, "edited_message"), bot, "not-taken-edit", _edit_key)
    if "message" in update:
        return _message(_mapping(update, "message"), bot)
    return None


def _message(message: Payload, bot: str) -> Incoming | None:
    if any(field in message for field in _SERVICE):
        return None
    if _mapping(message, "chat").get("type") != "private":
        return _command(message, bot, "not-taken-group", _group_key)
    text = message.get("text")
    if isinstance(text, str) and text.startswith("/"):
        return _slash(message, text, bot)
    told = text if text is not None else message.get("caption", "")
    if not isinstance(told, str):
        raise ValueError("text is no string")  # noqa: TRY004  # a malformed payload is a value that is wrong
    if is_blank(told):
        return _command(message, bot, "not-taken-media", _media_key)
    return IncomingMessage(
        key=_key(message, bot),
        platform=Platform.TELEGRAM,
        route=Route.DM,
        workspace=bot,
        user=_sender(message),
        channel=_chat(message),
        text=told,
        told_at=datetime.fromtimestamp(_number(message, "date"), UTC),
        locale=_locale(message),
        file_dropped=text is None,
    )


def _slash(message: Payload, text: str, bot: str) -> IncomingCommand | None:
    """Return the command with its argument; /start@name_of_the_bot is /start."""
    word, _, argument = text[1:].partition(" ")
    name = word.partition("@")[0].lower()
    note = {START: START, "help": "help"}.get(name, "unknown-command")
    return _command(message, bot, note, _key, argument=argument.strip())


def _press(query: Payload, bot: str) -> IncomingRemoval | None:
    data = query.get("data")
    message = query.get("message")
    if (
        not isinstance(data, str)
        or not data.startswith(REMOVE)
        or not isinstance(message, Mapping)
    ):
        return None
    user = str(_number(_mapping(query, "from"), "id"))
    return IncomingRemoval(
        key=("telegram", bot, "press", str(query.get("id"))),
        person=("telegram", bot, user),
        number=data.removeprefix(REMOVE),
        answer_to=Address(
            platform=Platform.TELEGRAM,
            channel=_chat(message),
            edits=str(_number(message, "message_id")),
        ),
        locale=str(_mapping(query, "from").get("language_code") or ""),
    )


def _command(
    message: Payload, bot: str, note: str, key: Any, *, argument: str = ""
) -> IncomingCommand | None:
    if "from" not in message:
        return None
    return IncomingCommand(
        key=key(message, bot),
        platform=Platform.TELEGRAM,
        workspace=bot,
        user=_sender(message),
        channel=_chat(message),
        note=note,
        argument=argument,
        locale=_locale(message),
    )


def _key(message: Payload, bot: str) -> tuple[str, ...]:
    return ("telegram", bot, _chat(message), str(_number(message, "message_id")))


def _edit_key(message: Payload, bot: str) -> tuple[str, ...]:
    return (*_key(message, bot), "edit", str(message.get("edit_date", "")))


def _media_key(message: Payload, bot: str) -> tuple[str, ...]:
    """An album comes as several messages and gets one answer."""
    album = message.get("media_group_id")
    return ("telegram", bot, _chat(message), "album", str(album)) if album else _key(message, bot)


def _group_key(message: Payload, bot: str) -> tuple[str, ...]:
    """A group gets one answer a day, not one a message."""
    day = datetime.fromtimestamp(_number(message, "date"), UTC).date().isoformat()
    return ("telegram", bot, _chat(message), "group", day)


def _chat(message: Payload) -> str:
    return str(_number(_mapping(message, "chat"), "id"))


def _sender(message: Payload) -> str:
    return str(_number(_mapping(message, "from"), "id"))


def _locale(message: Payload) -> str:
    return str(_mapping(message, "from").get("language_code") or "")


def _mapping(payload: Payload, name: str) -> Payload:
    found = payload.get(name)
    if not isinstance(found, Mapping):
        raise ValueError(name)  # noqa: TRY004  # the same
    return found


def _number(payload: Payload, name: str) -> int:
    found = payload.get(name)
    if not isinstance(found, int) or isinstance(found, bool):
        raise ValueError(name)  # noqa: TRY004  # the same
    return found
