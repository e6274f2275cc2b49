"""Telegram's updates to neutral values. Pure: a dict in, a value out, None for what is not
Kuule's business.

An update that breaks Telegram's own form raises ValueError, so that it is parked and reported,
not lost.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.core.model.delivery import Address
from bot.core.model.incoming import IncomingCommand, IncomingMessage, IncomingRemoval
from bot.core.model.platforms import NaturalKey, Platform, Route
from bot.core.payload import Payload, read_mapping, read_number, read_string
from bot.core.text import is_blank
from bot.core.wishes import Wish, wish_in
from handlers.telegram.attached import files_of, is_picture

Incoming = IncomingMessage | IncomingRemoval | IncomingCommand

REMOVE = "remove:"
"""Callback data of the button on a receipt, before the story's number."""
START = "start"
KINDS = ("message", "edited_message", "callback_query")
"""The updates that Kuule asks for."""

_TAKEN = ("text", "caption")
_SERVICE = {
    "new_chat_members",
    "left_chat_member",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "message_auto_delete_timer_changed",
    "pinned_message",
    "successful_payment",
    "refunded_payment",
    "users_shared",
    "chat_shared",
    "connected_website",
    "write_access_allowed",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "giveaway_created",
    "giveaway",
    "giveaway_winners",
    "giveaway_completed",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_ended",
    "video_chat_participants_invited",
    "web_app_data",
    "gift",
    "unique_gift",
    "paid_message_price_changed",
    "direct_message_price_changed",
    "checklist_tasks_done",
    "checklist_tasks_added",
}
"""Messages that the chat itself writes; nobody waits for an answer to them.
https://core.telegram.org/bots/api#message
"""
_LATEST = 2**33
"""No clock of Telegram's reaches the year 2242; later than 9999 no calendar goes."""


def parse_update(update: Payload, bot: str) -> Incoming | None:
    """Return what the update brings. `bot` is the id of the bot, which begins its token."""
    read_number(update, "update_id")
    if "callback_query" in update:
        return _press(read_mapping(update, "callback_query"), bot)
    if "edited_message" in update:
        return _edit(read_mapping(update, "edited_message"), bot)
    if "message" in update:
        return _message(read_mapping(update, "message"), bot)
    return None


def chat_of(update: Payload) -> int | None:
    """Return the chat, which orders its updates; None when there is none or it cannot be read."""
    for kind in KINDS:
        found = update.get(kind)
        if isinstance(found, Mapping):
            message = found.get("message") if kind == "callback_query" else found
            chat = message.get("chat") if isinstance(message, Mapping) else None
            number = chat.get("id") if isinstance(chat, Mapping) else None
            return number if isinstance(number, int) else None
    return None


def _message(message: Payload, bot: str) -> Incoming | None:
    if not message.keys().isdisjoint(_SERVICE):
        return None
    if not _is_private(message):
        return _command(message, bot, "not-taken-group", _group_key(message, bot))
    if read_mapping(message, "from").get("is_bot") is True:
        return None
    told = _told(message)
    if told.startswith("/"):
        return _slash(message, told, bot)
    if is_blank(told):
        note = "file-without-words" if is_picture(message) else "not-taken-media"
        return _command(message, bot, note, _media_key(message, bot))
    if wish := wish_in(told):
        return _wished(wish, message, bot)
    return IncomingMessage(
        key=_key(message, bot),
        platform=Platform.TELEGRAM,
        route=Route.DM,
        workspace=bot,
        user=_sender(message),
        channel=_chat(message),
        text=told,
        told_at=_instant(message),
        locale=_locale(read_mapping(message, "from")),
        files=files_of(message),
    )


def _wished(wish: Wish, message: Payload, bot: str) -> IncomingRemoval | IncomingCommand | None:
    key = _key(message, bot)
    if not wish.number:
        return _command(message, bot, "help", key)
    return IncomingRemoval(
        key=(*key, "wish"),
        person=("telegram", bot, _sender(message)),
        number=wish.number,
        answer_to=Address(platform=Platform.TELEGRAM, channel=_chat(message)),
        locale=_locale(read_mapping(message, "from")),
    )


def _edit(message: Payload, bot: str) -> IncomingCommand | None:
    if not _is_private(message):
        return _command(message, bot, "not-taken-group", _group_key(message, bot))
    if message.keys().isdisjoint(_TAKEN):
        # A live location on its way, for one: nobody edits it.
        return None
    return _command(message, bot, "not-taken-edit", _edit_key(message, bot))


def _slash(message: Payload, text: str, bot: str) -> IncomingCommand | None:
    """Return the command with its argument; /start@name_of_the_bot is /start."""
    word, argument = (*text[1:].split(maxsplit=1), "", "")[:2]
    name = word.partition("@")[0].lower()
    note = {START: START, "help": "help"}.get(name, "unknown-command")
    return _command(message, bot, note, _key(message, bot), argument=argument.strip())


def _press(query: Payload, bot: str) -> IncomingRemoval | None:
    if "data" not in query or "message" not in query:
        return None
    data, message, presser = (
        read_string(query, "data"),
        read_mapping(query, "message"),
        _sender(query),
    )
    if not data.startswith(REMOVE):
        return None
    # A message too old for the bot to reach has the date 0: it cannot be edited either.
    edits = str(read_number(message, "message_id")) if read_number(message, "date") else ""
    return IncomingRemoval(
        key=("telegram", bot, "press", read_string(query, "id")),
        person=("telegram", bot, presser),
        number=data.removeprefix(REMOVE),
        answer_to=Address(platform=Platform.TELEGRAM, channel=_chat(message), edits=edits),
        locale=_locale(read_mapping(query, "from")),
    )


def _command(
    message: Payload, bot: str, note: str, key: NaturalKey, *, argument: str = ""
) -> IncomingCommand | None:
    if "from" not in message:
        return None
    return IncomingCommand(
        key=key,
        platform=Platform.TELEGRAM,
        workspace=bot,
        user=_sender(message),
        channel=_chat(message),
        note=note,
        argument=argument,
        locale=_locale(read_mapping(message, "from")),
    )


def _key(message: Payload, bot: str) -> NaturalKey:
    number = read_number(message, "message_id")
    if number < 1:
        # Telegram's number of a message that it has not sent yet: many would share one key.
        raise ValueError("message_id")
    return ("telegram", bot, _chat(message), str(number))


def _edit_key(message: Payload, bot: str) -> NaturalKey:
    return (*_key(message, bot), "edit", str(read_number(message, "edit_date")))


def _media_key(message: Payload, bot: str) -> NaturalKey:
    """An album comes as several messages and gets one answer."""
    if "media_group_id" not in message:
        return _key(message, bot)
    return ("telegram", bot, _chat(message), "album", read_string(message, "media_group_id"))


def _group_key(message: Payload, bot: str) -> NaturalKey:
    """A group gets one answer a day, not one a message."""
    day = _instant(message).date().isoformat()
    return ("telegram", bot, _chat(message), "group", day)


def _is_private(message: Payload) -> bool:
    return read_string(read_mapping(message, "chat"), "type") == "private"


def _told(message: Payload) -> str:
    return next((read_string(message, name) for name in _TAKEN if name in message), "")


def _instant(message: Payload) -> datetime:
    seconds = read_number(message, "date")
    if not 0 <= seconds < _LATEST:
        raise ValueError("date")
    return datetime.fromtimestamp(seconds, UTC)


def _chat(message: Payload) -> str:
    return str(read_number(read_mapping(message, "chat"), "id"))


def _sender(message: Payload) -> str:
    return str(read_number(read_mapping(message, "from"), "id"))


def _locale(person: Payload) -> str:
    return read_string(person, "language_code") if "language_code" in person else ""
