"""Telegram's updates to neutral values. Pure: a dict in, a value out, None for what is not
Kuule's business.

An update that breaks Telegram's own form raises ValueError, so that it is parked and reported,
not lost.
"""

from collections.abc import Mapping
from dataclasses import replace

from bot.core.model.incoming import IncomingReach
from bot.core.payload import Payload, read_mapping, read_number, read_string
from bot.core.text import is_blank
from bot.core.wishes import wish_in
from handlers.telegram.answers import answered
from handlers.telegram.attached import album_key, has_file, sounds_of
from handlers.telegram.commands import NOTES, OWN, Command, command_named, reader_goal
from handlers.telegram.edits import parse_edit
from handlers.telegram.fields import (
    is_private,
    message_key,
    person_key,
    words_of,
)
from handlers.telegram.presses import parse_press
from handlers.telegram.reader_words import Goal, goal_answered
from handlers.telegram.removals import written_removal
from handlers.telegram.story import parse_story
from handlers.telegram.wanted import Guided, Incoming, ReaderWish, Voice

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The updates that Kuule asks for."""

_NOT_TAKEN = {
    "voice": "not-taken-voice",
    "video_note": "not-taken-voice",
    "sticker": "not-taken-sticker",
    "location": "not-taken-location",
    "venue": "not-taken-location",
    "contact": "not-taken-contact",
    "poll": "not-taken-poll",
}
"""What is no text, and the sentence that says what to do instead."""
_FORWARDED = {"forward_origin", "forward_date"}
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


def parse_update(update: Payload, bot: str) -> Incoming | None:
    """Return what the update brings. `bot` is the id of the bot, which begins its token."""
    read_number(update, "update_id")
    if "callback_query" in update:
        return parse_press(read_mapping(update, "callback_query"), bot)
    if "edited_message" in update:
        return _edit(read_mapping(update, "edited_message"), bot)
    if "message" in update:
        return _message(read_mapping(update, "message"), bot)
    if "my_chat_member" in update:
        return _reach(read_mapping(update, "my_chat_member"), bot)
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
    if read_mapping(message, "from").get("is_bot") is True:
        return None
    told = words_of(message)
    if told.startswith("/"):
        return _slash(message, told, bot)
    is_forwarded = not message.keys().isdisjoint(_FORWARDED)
    if is_blank(told) and has_file(message) and not is_forwarded:
        return parse_story(message, bot)
    if is_blank(told) and sounds_of(message) and not is_forwarded:
        return Voice(parse_story(message, bot), answered(message, bot, "not-taken-voice"))
    if is_blank(told):
        key = album_key(message, bot) or message_key(message, bot)
        return answered(message, bot, _not_taken(message), key)
    if is_forwarded:
        # Told afterwards, it is answered as the message that it is.
        key = (*message_key(message, bot), "forwarded")
        question = answered(message, bot, "forwarded-question", key)
        return replace(question, replies_to=message_key(message, bot)[-1])
    return _wished(told, message, bot) or parse_story(message, bot)


def _wished(told: str, message: Payload, bot: str) -> Incoming | None:
    """Return what somebody asks for in words."""
    if asked := goal_answered(message, bot):
        return _reading(asked, message, bot, told)
    wish = wish_in(told)
    if wish is None:
        return None
    if wish.number:
        return written_removal(message, bot, wish.number)
    return answered(message, bot, "help") if wish.is_help else _own(Command.DELETE, message, bot)


def _reading(
    goal: Goal, message: Payload, bot: str, text: str, *, is_start: bool = False
) -> ReaderWish:
    """Return what a reader wants; `text` is what is searched for, or the start word."""
    incoming = replace(answered(message, bot, "team-not-member"), argument=text)
    return ReaderWish(goal, incoming, is_start=is_start)


def _own(command: Command, message: Payload, bot: str) -> Guided:
    """Return the command with what is said to somebody of whom nothing is kept."""
    note = "delete-none" if command is Command.DELETE else "own-none"
    return Guided(command, answered(message, bot, note))


def _edit(message: Payload, bot: str) -> Incoming | None:
    told = words_of(message)
    if is_blank(told) or told.startswith("/"):
        # A live location on its way, for one: nobody edits it. Nor is a command a story.
        return None
    return parse_edit(message, bot, told)


def _slash(message: Payload, text: str, bot: str) -> Incoming | None:
    """Return the command with its argument; /start@name_of_the_bot is /start."""
    word, argument = (*text[1:].split(maxsplit=1), "", "")[:2]
    name, argument = word.partition("@")[0], argument.strip()
    command, goal = command_named(name), reader_goal(name, argument)
    if goal is not None:
        is_start = command is Command.START
        return _reading(goal, message, bot, argument, is_start=is_start)
    if command is Command.STORY and argument:
        return parse_story(message, bot, argument)
    if command is Command.DELETE and argument:
        return written_removal(message, bot, argument)
    if command is not None and command in OWN:
        return _own(command, message, bot)
    if command is None or command in NOTES:
        return answered(message, bot, NOTES[command] if command else "unknown-command")
    return Guided(command, replace(answered(message, bot, command), argument=argument))


def _reach(change: Payload, bot: str) -> IncomingReach | None:
    """Return whether the person of a private chat has blocked the bot or let it in again."""
    if not is_private(change):
        return None
    status = read_string(read_mapping(change, "new_chat_member"), "status")
    return IncomingReach(person=person_key(change, bot), may=status != "kicked")


def _not_taken(message: Payload) -> str:
    other = "file-without-words" if has_file(message) else "not-taken-media"
    return next((_NOT_TAKEN[kind] for kind in _NOT_TAKEN if kind in message), other)
