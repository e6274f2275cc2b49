"""Two teams, messages, and the services wired on a store, for the tests of the heart."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Executable, RowMapping, create_engine, select

from bot.core import waiting
from bot.core.alerts import Alerts
from bot.core.corrections import Corrected, Corrections
from bot.core.drafting import Compose, Drafting
from bot.core.editing import Editing
from bot.core.edition import Edition
from bot.core.erasing import Erasing
from bot.core.gap_watch import GapWatch
from bot.core.guiding import Guiding
from bot.core.helping import Helping
from bot.core.intake import Intake
from bot.core.learning import Learning
from bot.core.model.correction import TagChange
from bot.core.model.delivery import Address, Delivery, Receipt
from bot.core.model.dialogue import Verb
from bot.core.model.digest import Composition, Line
from bot.core.model.incoming import (
    IncomingCommand,
    IncomingCorrection,
    IncomingEdit,
    IncomingMessage,
    IncomingRemoval,
    IncomingTap,
)
from bot.core.model.language import Language
from bot.core.model.learning import TeamLayer
from bot.core.model.platforms import NaturalKey, Platform, Route
from bot.core.model.story import Story
from bot.core.model.tag import Version
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.month_pages import MonthPages
from bot.core.overseeing import Overseeing
from bot.core.ports.calendars import Holidays
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store
from bot.core.ports.stories import HeldPart
from bot.core.ports.tagger import Tagger
from bot.core.proposing import Proposing
from bot.core.publishing import Publishing
from bot.core.pulse import Pulse
from bot.core.removal import Removal
from bot.core.retagging import Retagging
from bot.core.silence import Silence
from bot.core.talk import Talk
from bot.core.telling import Telling
from bot.core.timetable import Timetable
from bot.core.trying import Trying
from bot.core.votes import Votes
from bot.core.withholding import Withholding
from bot.courier import Courier
from bot.digest.late import marked_late
from bot.digest.prepare import prepare, prepare_month
from bot.digest.week_story import other_week_stories
from bot.digest.withdraw import without, without_old_words, without_reason
from bot.i18n.catalogue import Catalogue
from bot.tagging.labels import TaxonomyLabels
from bot.tagging.learner import LessonLearner
from bot.tagging.learning_tagger import LearningTagger
from bot.tagging.word_cues import WordCues
from storage.store import driver_url
from storage.tables import held
from tests.digest_builders import FakeLabels, tells_nobody
from tests.fakes import PlainTagger, RecordingSender, StandingClock, no_holidays

HELSINKI = ZoneInfo("Europe/Helsinki")
WEDNESDAY = datetime(2026, 11, 11, 9, tzinfo=UTC)
"""In week 46."""
_TALK_ID = 16
"""Bytes."""
WEEK_46 = Week(2026, 46)
TEXTS = Catalogue()
LABELS = FakeLabels.of_taxonomy()
KNOWN = TaxonomyLabels()
CUES = WordCues()

SERVICE = Team(
    id="palvelu",
    name="Asiakaspalvelu",
    language="fi",
    timezone=HELSINKI,
    members=12,
    slack_listen=("C1",),
    slack_digest="C9",
    slack_capture=frozenset(Route),
)
SHOP = Team(
    id="butik",
    name="Butiken",
    language="sv",
    timezone=HELSINKI,
    slack_listen=("C2",),
    slack_digest="C8",
    slack_capture=frozenset(Route),
    telegram_start="butik",
)
TEAMS = Teams((SERVICE, SHOP))


def a_key(ts: str, channel: str = "C1") -> NaturalKey:
    """Return the natural key of a message on Slack."""
    return ("slack", "T1", channel, ts)


def a_message(text: str = "A story.", ts: str = "1.0", **fields: Any) -> IncomingMessage:
    """Return a message in the listened channel C1 by U1, told on Wednesday of week 46."""
    channel = fields.pop("channel", "C1")
    parent = fields.pop("parent", None)
    values: dict[str, Any] = {
        "platform": Platform.SLACK,
        "route": Route.CHANNEL,
        "workspace": "T1",
        "user": "U1",
        "told_at": WEDNESDAY,
    }
    return IncomingMessage(
        key=a_key(ts, channel),
        channel=channel,
        text=text,
        parent=None if parent is None else a_key(parent, channel),
        **(values | fields),
    )


def a_reply(text: str = "More.", ts: str = "2.0", **fields: Any) -> IncomingMessage:
    """Return a reply in the thread of the message 1.0, told as many seconds later as its ts."""
    moment = WEDNESDAY + timedelta(seconds=float(ts))
    return a_message(text, ts, **({"parent": "1.0", "told_at": moment} | fields))


def a_telegram_message(
    text: str = "A story.", number: int = 1, *, user: str = "77", **fields: Any
) -> IncomingMessage:
    """Return a message in a private chat."""
    values: dict[str, Any] = {"told_at": WEDNESDAY, "locale": "en"}
    return IncomingMessage(
        key=("telegram", "9", user, str(number)),
        platform=Platform.TELEGRAM,
        route=Route.DM,
        workspace="9",
        user=user,
        channel=user,
        text=text,
        **(values | fields),
    )


def a_command(note: str = "start", argument: str = "", *, number: int = 900) -> IncomingCommand:
    """Return a command of user 77 in a private chat on Telegram."""
    return IncomingCommand(
        key=("telegram", "9", "77", str(number)),
        platform=Platform.TELEGRAM,
        workspace="9",
        user="77",
        channel="77",
        note=note,
        argument=argument,
        locale="en",
    )


def a_tap(
    talk: UUID, verb: Verb, value: str = "", *, number: int = 1, user: str = "77"
) -> IncomingTap:
    """Return the press of a button of that talk, in a message of ours."""
    return IncomingTap(
        key=("telegram", "9", "press", f"{user}-{number}"),
        person=("telegram", "9", user),
        channel=user,
        talk=talk,
        verb=verb,
        value=value,
        edits="5",
        locale="en",
    )


def a_deletion(ts: str = "1.0", channel: str = "C1") -> IncomingRemoval:
    """Return Slack's word that a message is gone."""
    key = a_key(ts, channel)
    return IncomingRemoval(key=(*key, "deletion"), person=None, message=key)


def an_edit(text: str, ts: str = "1.0", *, at: float = 60.0, **fields: Any) -> IncomingEdit:
    """Return an edit by U1 of a message in C1, that many seconds after Wednesday of week 46."""
    values: dict[str, Any] = {
        "person": ("slack", "T1", "U1"),
        "channel": "C1",
        "changed_at": WEDNESDAY + timedelta(seconds=at),
    }
    return IncomingEdit(message=a_key(ts), text=text, **(values | fields))


def a_bell(ts: str = "1.0", *, user: str = "U1") -> IncomingRemoval:
    """Return a 🔕 on a message in C1."""
    key = a_key(ts)
    return IncomingRemoval(
        key=(*key, "reaction"),
        person=("slack", "T1", user),
        message=key,
        answer_to=Address(platform=Platform.SLACK, channel=user),
    )


def a_correction(facet: str, number: str, **fields: Any) -> IncomingCorrection:
    """Return the wish of U1 on Slack to change a tag."""
    who = {each: fields.pop(each) for each in ("platform", "workspace", "user") if each in fields}
    values: dict[str, Any] = {"platform": Platform.SLACK, "workspace": "T1", "user": "U1"}
    return IncomingCorrection(
        number=number, change=TagChange(facet=facet, **fields), **(values | who)
    )


def revise(lines: Sequence[Line], number: str, shown: str, language: Language) -> tuple[Line, ...]:
    """Return the lines without words that the story, which shows that text now, does not say."""
    return without_old_words(lines, number, shown, TEXTS, language)


def knows(team: Team, facet: str, key: str) -> bool:
    """True for every tag but those of the key that nobody has heard of."""
    return key != "unheard_of"


def compose_digest(edition: Edition) -> Composition:
    """Return the digest as the program composes it, with the taxonomy's names."""
    if edition.monthly:
        return prepare_month(edition, TEXTS, LABELS, tells_nobody)
    found = prepare(edition, TEXTS, LABELS, tells_nobody)
    return replace(found, offers=other_week_stories(edition))


def version_of(_team: Team) -> Version:
    """Return the version under which every story is read."""
    return Version(taxonomy="taxonomy 1", model="model 1")


@dataclass(frozen=True)
class Office:
    """The services on one store and one clock, with senders that record."""

    store: Store
    sealer: Sealer
    clock: StandingClock
    teams: Teams = TEAMS
    holidays: Holidays = no_holidays
    tagger: Tagger = field(default_factory=PlainTagger)
    slack: RecordingSender = field(default_factory=RecordingSender)
    telegram: RecordingSender = field(default_factory=RecordingSender)
    pulse: Pulse = field(default_factory=Pulse)
    layers: dict[str, TeamLayer] = field(default_factory=dict)
    compose: Compose = compose_digest
    operator: Address | None = None

    @property
    def intake(self) -> Intake:
        return Intake(
            self.store,
            self.taught,
            self.sealer,
            self.teams,
            self.holidays,
            self.clock,
            Withholding(revise),
            Alerts(self.operator),
        )

    @property
    def guiding(self) -> Guiding:
        return Guiding(
            store=self.store,
            tagger=self.taught,
            sealer=self.sealer,
            telling=Telling(self.taught, self.sealer, self.holidays, Alerts(self.operator)),
            teams=self.teams,
            clock=self.clock,
        )

    @property
    def editing(self) -> Editing:
        return Editing(
            self.store,
            self.tagger,
            self.sealer,
            revise,
            self.teams,
            self.clock,
            Alerts(self.operator),
        )

    @property
    def helping(self) -> Helping:
        return Helping(self.store, self.taught, self.sealer, self.teams, self.clock)

    @property
    def removal(self) -> Removal:
        return Removal(
            self.store,
            self.sealer,
            lambda lines, number, language: without(lines, number, TEXTS, language),
            self.teams,
            self.clock,
        )

    @property
    def erasing(self) -> Erasing:
        return Erasing(
            self.store,
            self.sealer,
            lambda lines, number, language: without(lines, number, TEXTS, language),
            lambda lines, number, why, language: without_reason(
                lines, number, why, TEXTS, language
            ),
            self.teams,
            self.clock,
        )

    @property
    def corrections(self) -> Corrections:
        learn = self.learning.take_up
        withholding = Withholding(revise)
        return Corrections(
            self.store, self.sealer, self.teams, knows, learn, self.clock, withholding
        )

    @property
    def learning(self) -> Learning:
        return Learning(
            self.store,
            LessonLearner(self.tagger, CUES),
            self.teams,
            self.layers,
            self.clock,
            asyncio.sleep,
            asyncio.to_thread,
        )

    @property
    def retagging(self) -> Retagging:
        return Retagging(
            self.store, self.taught, self.teams, self.clock, self.pulse, asyncio.sleep
        )

    @property
    def taught(self) -> LearningTagger:
        """The tagger with the layers that were learned."""
        return LearningTagger(self.tagger, KNOWN, CUES, self.layers)

    async def correct(self, facet: str, number: str = "", **fields: Any) -> Corrected:
        """Change a tag of the story with that number, else of the only one; as U1 on Slack."""
        if not number:
            (story,) = await self.told()
            number = story.number
        return await self.corrections.correct(a_correction(facet, number, **fields))

    @property
    def talk(self) -> Talk:
        return Talk(self.store, self.sealer, self.teams, self.clock)

    @property
    def timetable(self) -> Timetable:
        return Timetable(self.holidays)

    @property
    def drafting(self) -> Drafting:
        return Drafting(self.store, self.compose, version_of, self.timetable, asyncio.to_thread)

    @property
    def proposing(self) -> Proposing:
        return Proposing(self.store, self.teams, self.drafting, self.timetable, self.clock)

    @property
    def overseeing(self) -> Overseeing:
        return Overseeing(
            self.store,
            self.sealer,
            self.teams,
            self.drafting,
            self.publishing,
            self.timetable,
            self.clock,
        )

    @property
    def trying(self) -> Trying:
        def mark(language: Language) -> Line:
            return Line("test", TEXTS.text(language, "digest-test"), ())

        return Trying(self.teams, self.drafting, self.timetable, mark, self.clock)

    @property
    def publishing(self) -> Publishing:
        return Publishing(
            self.store,
            self.teams,
            self.drafting,
            self.timetable,
            self.clock,
            Silence(self.teams, frozenset(Platform), self.operator),
            Votes(self.sealer),
            partial(marked_late, texts=TEXTS),
            self.operator,
        )

    @property
    def month_pages(self) -> MonthPages:
        return MonthPages(
            self.store,
            self.teams,
            self.drafting,
            self.timetable,
            self.clock,
            partial(marked_late, texts=TEXTS),
            self.operator,
        )

    @property
    def gap_watch(self) -> GapWatch:
        return GapWatch(self.store, self.teams, self.pulse, self.clock, self.operator)

    @property
    def courier(self) -> Courier:
        senders = {Platform.SLACK: self.slack, Platform.TELEGRAM: self.telegram}
        return Courier(self.store, senders, self.clock, self.pulse, self.sealer)

    async def told(self, team: Team = SERVICE, week: Week = WEEK_46) -> Sequence[Story]:
        """Return the kept stories of a week."""
        return await self.store.read(lambda tx: tx.stories.told_in(team.id, week))

    async def delivered(self) -> list[Delivery]:
        """Send whatever may leave within the next minutes, and return it in order."""
        before = len(self.slack.sent), len(self.telegram.sent)
        await drain(self.courier, self.clock)
        return self.slack.sent[before[0] :] + self.telegram.sent[before[1] :]

    async def receipts(self) -> list[Delivery]:
        """Send as above, and return the receipts among it."""
        return [each for each in await self.delivered() if isinstance(each.content, Receipt)]


async def drain(courier: Courier, clock: StandingClock) -> None:
    """Send what is due, moving the clock through pauses of a few minutes."""
    while True:
        if await courier.send_due():
            continue
        due = await courier.next_due()
        if due is None or due - clock.now() > timedelta(minutes=6):
            return
        clock.set(max(due, clock.now()))


def rows(database: str, query: Executable) -> Sequence[RowMapping]:
    """Return what stands in the tables, past every port."""
    with _connected(database) as connection:
        return connection.execute(query).mappings().all()


def held_texts(database: str, sealer: Sealer) -> Counter[str]:
    """Return how often each text is held until its talk ends. Its parent is the talk's id; what
    else waits has a keyed hash for a parent, which is longer.
    """
    of_talks = (row for row in rows(database, select(held)) if len(row["parent"]) == _TALK_ID)
    found = (HeldPart(**dict(row) | {"expires": WEDNESDAY}) for row in of_talks)
    return Counter(waiting.opened(sealer, part).text for part in found)


def execute(database: str, statement: Executable) -> None:
    """Change what stands in the tables, past every port."""
    with _connected(database) as connection:
        connection.execute(statement)


@contextmanager
def _connected(database: str) -> Iterator[Connection]:
    engine = create_engine(driver_url(database))
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def holidays_on(*days: date) -> Callable[[date, str], bool]:
    """Return the `Holidays` port of a place where those days are free."""
    return lambda day, _country: day in days
