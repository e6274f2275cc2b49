"""Buttons pressed in a private chat, to neutral values. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from bot.core.model.delivery import Address
from bot.core.model.incoming import (
    IncomingCommand,
    IncomingErasing,
    IncomingOversight,
    IncomingRemoval,
    IncomingTap,
    IncomingVerdict,
    Verdict,
)
from bot.core.model.language import spoken
from bot.core.model.oversight import read
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.payload import Payload, read_mapping, read_number, read_string
from handlers.telegram.buttons import (
    ERASE,
    NOT_OWN,
    OVERSEE,
    OWN,
    PRIVACY,
    REMOVE,
    SPEAK,
    Tap,
    read_count,
    read_shelf,
    read_tap,
    read_verdict,
)
from handlers.telegram.fields import chat_id, locale_of, person_key, sender_id
from handlers.telegram.reader_words import Wanted, read_button
from handlers.telegram.story import parse_story
from handlers.telegram.wanted import Incoming, Look, ReaderWish, Speech

_IN_PLACE = {Wanted.DIGEST, Wanted.VOTE, Wanted.TURN, Wanted.CLAIM, Wanted.RELEASE}
"""What takes the place of the page with the button; the rest is a message of its own."""


def parse_press(query: Payload, bot: str) -> Incoming | None:
    """Return what the button asks for; None for one that is not ours."""
    if "data" not in query or "message" not in query:
        return None
    press = _Press(query, bot)
    data = read_string(query, "data")
    if data.startswith((REMOVE, ERASE)):
        return press.removal(data)
    if data.startswith(OVERSEE):
        return press.oversight(data.removeprefix(OVERSEE))
    if (tap := read_tap(data)) is not None:
        return press.tap(tap)
    if (verdict := read_verdict(data)) is not None:
        return press.verdict(*verdict)
    if (shelf := read_shelf(data)) is not None:
        return Look(*shelf, press.command("own-none"))
    if language := spoken(data.removeprefix(SPEAK)) if data.startswith(SPEAK) else None:
        return Speech(language, press.command("language-chosen"))
    return press.word(data)


class _Press:
    """One press."""

    def __init__(self, query: Payload, bot: str) -> None:
        self._query = query
        self._bot = bot
        self._message = read_mapping(query, "message")
        self._key: NaturalKey = (Platform.TELEGRAM, bot, "press", read_string(query, "id"))
        # A message too old for the bot to reach has the date 0: it cannot be edited either.
        has_date = read_number(self._message, "date")
        self._edits = str(read_number(self._message, "message_id")) if has_date else ""

    @property
    def _place(self) -> Address:
        """Where the button is, which the answer replaces."""
        return Address(
            platform=Platform.TELEGRAM, channel=chat_id(self._message), edits=self._edits
        )

    def removal(self, data: str) -> IncomingRemoval | IncomingErasing:
        if data.startswith(ERASE):
            return self._erasing(data.removeprefix(ERASE))
        return IncomingRemoval(
            key=self._key,
            person=person_key(self._query, self._bot),
            number=data.removeprefix(REMOVE),
            answer_to=self._place,
            locale=locale_of(self._query),
        )

    def _erasing(self, confirmed: str) -> IncomingErasing:
        return IncomingErasing(
            key=self._key,
            person=person_key(self._query, self._bot),
            confirmed=read_count(confirmed),
            question="erase-question",
            answer_to=self._place,
            locale=locale_of(self._query),
        )

    def tap(self, tap: Tap) -> IncomingTap:
        return IncomingTap(
            key=self._key,
            person=person_key(self._query, self._bot),
            channel=chat_id(self._message),
            talk=tap.talk,
            verb=tap.verb,
            value=tap.value,
            edits=self._edits,
            locale=locale_of(self._query),
        )

    def oversight(self, written: str) -> IncomingOversight | None:
        found = read(written)
        if found is None:
            return None
        digest, choice = found
        return IncomingOversight(
            key=self._key,
            person=person_key(self._query, self._bot),
            digest=digest,
            choice=choice,
            answer_to=self._place,
            locale=locale_of(self._query),
        )

    def verdict(self, recording: UUID, verdict: Verdict) -> IncomingVerdict:
        return IncomingVerdict(
            key=self._key,
            person=person_key(self._query, self._bot),
            channel=chat_id(self._message),
            recording=recording,
            verdict=verdict,
            edits=self._edits,
            locale=locale_of(self._query),
        )

    def command(self, note: str) -> IncomingCommand:
        return IncomingCommand(
            key=self._key,
            platform=Platform.TELEGRAM,
            workspace=self._bot,
            user=sender_id(self._query),
            channel=chat_id(self._message),
            note=note,
            edits=self._edits,
            locale=locale_of(self._query),
        )

    def word(self, data: str) -> Incoming | None:
        """Return what a reader's button, or one without a value, asks for."""
        if (goal := read_button(data)) is not None:
            command = self.command("team-not-member")
            is_in_place = goal.wanted in _IN_PLACE
            return ReaderWish(goal, command if is_in_place else replace(command, edits=""))
        if data == PRIVACY:
            return replace(self.command("privacy"), edits="")
        if data == NOT_OWN:
            return self.command("forwarded-left")
        return self._own() if data == OWN else None

    def _own(self) -> Incoming:
        """Return the forwarded message, on which the question with the button hangs."""
        original = self._message.get("reply_to_message")
        if not isinstance(original, Mapping):
            return self.command("forwarded-gone")
        return parse_story(original, self._bot)
