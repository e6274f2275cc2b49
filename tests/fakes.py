"""Small real implementations of the ports, for tests."""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.core.errors import StorageUnavailableError
from bot.core.model.delivery import Delivery
from bot.core.model.digest import Digest, Line
from bot.core.model.language import Language, StoryLanguage
from bot.core.model.tag import Reading, Sentiment, Source, Tag, Version
from bot.core.model.team import Team
from bot.core.ports.sender import Subject
from bot.core.ports.store import Store
from bot.tagging.vectors import vector_of


class StandingClock:
    """A clock that stands still until it is moved; nobody who sleeps by it waits."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)

    def advance(self, by: timedelta) -> None:
        self._now += by

    def set(self, now: datetime) -> None:
        self._now = now


class PlainTagger:
    """Masks nothing; good, bad and a sign of distress are the words of that name. Of the words
    that it is given it finds the first of each, like "invoice" for touchpoint:invoice.
    """

    def __init__(
        self,
        language: StoryLanguage = "en",
        words: Mapping[str, str] | None = None,
        taxonomy: str = "t1",
        model: str = "m1",
    ) -> None:
        self._language: StoryLanguage = language
        self._words = words or {}
        self._version = Version(taxonomy=taxonomy, model=model)

    def version(self, team: Team) -> Version:
        return self._version

    def is_urgent(self, text: str, team: Team) -> bool:
        return "distress" in self.read(text, team).signs

    def vector(self, shown: str) -> bytes:
        return vector_of(shown)

    def read(self, text: str, team: Team) -> Reading:
        sentiment = Sentiment.NEUTRAL
        if "good" in text:
            sentiment = Sentiment.POSITIVE
        elif "bad" in text:
            sentiment = Sentiment.NEGATIVE
        return Reading(
            language=self._language,
            sentiment=sentiment,
            valence=0.0,
            emotions=(),
            tags=tuple(
                _found(word, target, text) for word, target in self._words.items() if word in text
            ),
            criticality=3 if "bad" in text else 0,
            needs_reply="?" in text,
            signs=("distress",) if "distress" in text else (),
            pii=(),
            masked=text,
        )


def _found(word: str, target: str, text: str) -> Tag:
    facet, _, key = target.partition(":")
    start = text.index(word)
    return Tag(
        facet=facet,
        key=key,
        source=Source.RULE,
        polarity=0,
        confidence=0.8,
        start=start,
        end=start + len(word),
    )


class RecordingSender:
    """Delivers into a list. `answers` are raised, one a call, before it delivers again; `reply` is
    what it says of every lost answer, or raises.
    """

    def __init__(self) -> None:
        self.sent: list[Delivery] = []
        self.subjects: list[Subject] = []
        self.digests: list[Digest | None] = []
        self.answers: list[Exception] = []
        self.found: dict[str, str | None] = {}
        self.reply: str | Exception | None = None
        self.delivered = asyncio.Event()

    async def send(self, delivery: Delivery, subject: Subject) -> str:
        if self.answers:
            raise self.answers.pop(0)
        self.sent.append(delivery)
        self.subjects.append(subject)
        self.digests.append(subject if isinstance(subject, Digest) else None)
        self.delivered.set()
        return f"remote-{len(self.sent)}"

    async def find(self, delivery: Delivery) -> str | None:
        if isinstance(self.reply, Exception):
            raise self.reply
        return self.found.get(delivery.id.hex, self.reply)


class FailingStore:
    """A store whose next writes fail as a full disk or a locked database does."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.failures = 0
        self.failures_after = 0
        """So many writes succeed before."""
        self.exhausted = asyncio.Event()
        """Set by the last failure."""

    async def write(self, unit):  # type: ignore[no-untyped-def]  # the port is generic
        if self.failures_after:
            self.failures_after -= 1
        elif self.failures:
            self.failures -= 1
            if not self.failures:
                self.exhausted.set()
            raise StorageUnavailableError("the database cannot be written to now")
        return await self._store.write(unit)

    async def read(self, unit):  # type: ignore[no-untyped-def]  # the same
        return await self._store.read(unit)

    async def read_much(self, unit):  # type: ignore[no-untyped-def]  # the same
        return await self._store.read_much(unit)


class CountingStore:
    """Counts the writes that it passes on, or answers with nothing to do, or with an error."""

    def __init__(self, store: Store | None = None, error: Exception | None = None) -> None:
        self._store = store
        self._error = error
        self.writes = 0
        self.wrote = asyncio.Event()

    async def write(self, unit):  # type: ignore[no-untyped-def]  # the port is generic
        self.writes += 1
        self.wrote.set()
        if self._error is not None:
            raise self._error
        return [] if self._store is None else await self._store.write(unit)

    async def read(self, unit):  # type: ignore[no-untyped-def]  # the same
        return [] if self._store is None else await self._store.read(unit)

    async def read_much(self, unit):  # type: ignore[no-untyped-def]  # the same
        return await self.read(unit)


def no_holidays(day: date, country: str) -> bool:
    """The `Holidays` port of a place without any."""
    return False


def redact_nothing(lines: tuple[Line, ...], number: str, language: Language) -> tuple[Line, ...]:
    """A `Redact` that only drops the number from the ids."""
    return tuple(
        Line(line.block, line.text, tuple(i for i in line.ids if i != number)) for line in lines
    )
