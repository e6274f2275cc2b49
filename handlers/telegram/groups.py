"""What comes from groups and channels on Telegram: employees tell there when they turn to Kuule.

With privacy mode on, Telegram hands over only what is meant for the bot anyway: commands, replies
to it, mentions. What others may hand over too, of a bot without that mode, is nobody's business
here.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace

from bot.core.editing import Changed, Editing
from bot.core.groups import GroupList
from bot.core.helping import Helping
from bot.core.intake import Intake
from bot.core.model.delivery import Address
from bot.core.model.incoming import IncomingCommand, IncomingMessage, IncomingRemoval
from bot.core.model.platforms import Platform, Route
from bot.core.payload import Payload, read_mapping, read_number, read_string
from bot.core.removal import Removal
from bot.core.talk import Talk
from bot.core.text import is_blank
from bot.core.wishes import wish_in
from handlers.telegram.answers import answered
from handlers.telegram.buttons import REMOVE
from handlers.telegram.edits import parse_edit
from handlers.telegram.fields import (
    answered_message,
    chat_id,
    locale_of,
    message_key,
    person_key,
    words_of,
)
from handlers.telegram.reader import ReaderListener
from handlers.telegram.reader_words import read_rating
from handlers.telegram.removals import written_removal
from handlers.telegram.story import parse_story
from handlers.telegram.wanted import Edited, Rated

STORY_COMMANDS = frozenset({"story", "tarina", "berattelse"})
"""Telegram takes small Latin letters only. https://core.telegram.org/bots/api#botcommand"""
_OTHER_COMMANDS = frozenset({"start", "help", "ohje", "hjalp"})
_PLACES = frozenset({"group", "supergroup", "channel"})
_THERE = frozenset({"member", "administrator", "restricted"})
_COMMAND = re.compile(r"/(\w+)(?:@(\w+))?\s*(.*)", re.DOTALL | re.ASCII)


@dataclass(frozen=True, slots=True)
class Membership:
    """Kuule was added to a group or channel, or removed from it."""

    chat: str
    is_member: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A group has become a supergroup."""

    old: str
    new: str


FromGroup = (
    IncomingMessage | IncomingCommand | IncomingRemoval | Edited | Membership | Move | Rated
)


@dataclass(frozen=True, slots=True)
class GroupListener:
    """Handles the updates of groups: parse, call one service."""

    bot: str
    username: Callable[[], Awaitable[str]]
    """The bot's own; empty while Telegram does not tell."""
    intake: Intake
    editing: Editing
    helping: Helping
    removal: Removal
    talk: Talk
    groups: GroupList
    reader: ReaderListener

    async def serve(self, update: Payload) -> str:
        """Do what one update wants; return what is said to who pressed a button, if anything."""
        incoming = parse_group(update, self.bot, await self.username())
        if isinstance(incoming, Rated):
            return await self.reader.rate(incoming)
        await self._do(incoming)
        return ""

    async def _do(self, incoming: FromGroup | None) -> None:
        if isinstance(incoming, IncomingMessage):
            await self._tell(incoming)
        elif isinstance(incoming, IncomingCommand):
            await self.talk.answer(incoming)
        elif isinstance(incoming, IncomingRemoval):
            await self.removal.remove(incoming)
        elif isinstance(incoming, Edited):
            await self._change(incoming)
        elif isinstance(incoming, Move):
            await self.groups.move(incoming.old, incoming.new)
        elif isinstance(incoming, Membership):
            await self._list(incoming)

    async def _tell(self, told: IncomingMessage) -> None:
        await self.intake.submit(told)
        await self.helping.heed(told.key, told.person, told.text, told.locale)

    async def _change(self, edited: Edited) -> None:
        edit, answer = edited.edit, edited.answer
        changed = await self.editing.edit(edit)
        # First, for an edit is answered once.
        await self.helping.heed(edit.message, edit.person, edit.text, answer.locale)
        if changed is Changed.CHANGED:
            await self.talk.answer(answer)

    async def _list(self, news: Membership) -> None:
        if news.is_member:
            await self.groups.join(news.chat)
        else:
            await self.groups.leave(news.chat)


def is_of_group(update: Payload) -> bool:
    """True when it comes from a group or a channel. What breaks Telegram's form is not."""
    message = update.get("callback_query", update)
    kinds = ("message", "edited_message", "my_chat_member")
    for kind in kinds if isinstance(message, Mapping) else ():
        found = message.get(kind)
        chat = found.get("chat") if isinstance(found, Mapping) else None
        if isinstance(chat, Mapping):
            return chat.get("type") in _PLACES
    return False


def parse_group(update: Payload, bot: str, username: str) -> FromGroup | None:
    """Return what the update brings, None for what is not meant for Kuule. `bot` is its id."""
    read_number(update, "update_id")
    if "my_chat_member" in update:
        return _membership(read_mapping(update, "my_chat_member"))
    if "callback_query" in update:
        return _press(read_mapping(update, "callback_query"), bot)
    if "edited_message" in update:
        return _edit(read_mapping(update, "edited_message"), bot, username)
    return (
        _message(read_mapping(update, "message"), bot, username) if "message" in update else None
    )


def _membership(change: Payload) -> Membership:
    status = read_string(read_mapping(change, "new_chat_member"), "status")
    return Membership(chat_id(change), status in _THERE)


def _message(message: Payload, bot: str, username: str) -> FromGroup | None:
    if "migrate_to_chat_id" in message:
        return Move(chat_id(message), str(read_number(message, "migrate_to_chat_id")))
    if "migrate_from_chat_id" in message:
        return Move(str(read_number(message, "migrate_from_chat_id")), chat_id(message))
    words = _meant(message, words_of(message), bot, username)
    if words is None or message.get("is_automatic_forward") is True:
        return None
    if "sender_chat" in message:
        # An anonymous administrator or a channel: the sender beside it is a placeholder.
        return _answer(message, bot, "group-anonymous")
    if read_mapping(message, "from").get("is_bot") is True:
        return None
    if is_blank(words):
        return _answer(message, bot, "group-how")
    if (wish := wish_in(words)) and wish.number:
        return written_removal(message, bot, wish.number)
    return _story(message, bot, words)


def _edit(message: Payload, bot: str, username: str) -> Edited | None:
    """Return what a message says now. What it told stays told when the bot's name goes from it;
    whether it told anything the service knows. Its answer hangs under it, for others write, too.
    """
    told = words_of(message)
    words = _meant(message, told, bot, username)
    if words is None and not told.startswith("/"):
        words = told
    if words is None or is_blank(words) or "sender_chat" in message:
        return None
    edited = parse_edit(message, bot, words)
    under = message_key(message, bot)[-1]
    return replace(edited, answer=replace(edited.answer, replies_to=under))


def _meant(message: Payload, text: str, bot: str, username: str) -> str | None:
    """Return what is told to Kuule, empty when only it was called; None for the talk of others."""
    command = _COMMAND.fullmatch(text)
    if command:
        name, to, words = command[1].lower(), (command[2] or "").lower(), command[3]
        if to and username and to != username.lower():
            return None
        return words if name in STORY_COMMANDS else "" if to or name in _OTHER_COMMANDS else None
    called = _without_mention(message, text, username)
    if called is not None:
        return called
    return text if answered_message(message, bot) else None


def _without_mention(message: Payload, text: str, username: str) -> str | None:
    """Return the text without the bot's name; None when it is not mentioned. While the name is
    not known, a mention is taken for ours: privacy mode hands over no other.
    """
    name = re.escape(username) if username else r"\w+bot"
    called = re.compile(rf"(?<![\w@])@{name}\b[:,]?\s*", re.IGNORECASE | re.ASCII)
    kinds = ("entities", "caption_entities")
    listed = [found for kind in kinds if isinstance(found := message.get(kind), list)]
    entities = [each for found in listed for each in found if isinstance(each, Mapping)]
    if not any(each.get("type") == "mention" for each in entities):
        return None
    return called.sub("", text).strip() if called.search(text) else None


def _story(message: Payload, bot: str, words: str) -> IncomingMessage:
    told = parse_story(message, bot, words)
    # Here a sound is a file beside the words, and no picture of an album waits for another.
    files = (*told.files, *told.sounds)
    return replace(told, route=Route.GROUP, files=files, sounds=(), album=None)


def _answer(message: Payload, bot: str, note: str) -> IncomingCommand | None:
    if "from" not in message:
        return None
    answer = answered(message, bot, note)
    # Of a placeholder Telegram may tell a language, but it is nobody's.
    return replace(answer, locale="") if "sender_chat" in message else answer


def _press(query: Payload, bot: str) -> IncomingRemoval | Rated | None:
    """A press of anybody in the group; whose story it is the service knows. The receipt stays as
    it is, so that nobody else can write over it.
    """
    data = query.get("data")
    if not isinstance(data, str):
        return None
    if (rating := read_rating(data)) is not None:
        digest, is_useful = rating
        return Rated(
            digest=digest,
            is_useful=is_useful,
            person=person_key(query, bot),
            chat=chat_id(read_mapping(query, "message")),
            locale=locale_of(query),
        )
    if not data.startswith(REMOVE):
        return None
    return IncomingRemoval(
        key=("telegram", bot, "press", read_string(query, "id")),
        person=person_key(query, bot),
        number=data.removeprefix(REMOVE),
        answer_to=Address(
            platform=Platform.TELEGRAM, channel=chat_id(read_mapping(query, "message"))
        ),
        locale=locale_of(query),
    )
