"""Stories, parts, tags, cases and tombstones: what is written and removed. `archive.py` reads
them back.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, exists, func, insert, select, update

from bot.core.edition import History, RecentTellers, WeekCount
from bot.core.model.story import Identity, Share, Status, Story, Waiting
from bot.core.model.week import Week
from bot.core.ports.stories import (
    HeldPart,
    Holdings,
    Mark,
    NewPart,
    NewStory,
    OwnStory,
    Standing,
    ToldPart,
    Trace,
)
from storage import archive, belongings, changing, emptying, history, holding, search
from storage.numbers import BLOCK, FreeNumbers
from storage.session import Insert, Row, Session, Statement, micros
from storage.tables import case, erasure, held, part, part_key, story
from storage.tag_sets import add_set

_ANY_ZONE = ZoneInfo("UTC")
_FIRST_SET = 0
"""The number of a new part's tags, which are of the time when it was told."""

_LOCK = Statement(select(func.pg_advisory_xact_lock(bindparam("low"))))
_TRACE = Statement(
    select(
        exists().where(part.c.key == bindparam("key")).label("told"),
        exists().where(erasure.c.key == bindparam("key")).label("removed"),
        exists().where(held.c.parent == bindparam("key")).label("awaited"),
    )
)
_TOP_NUMBER = Statement(select(func.max(story.c.number).label("top")))
_NUMBERS = Statement(
    select(story.c.number).where(
        story.c.number >= bindparam("low"), story.c.number < bindparam("high")
    )
)


def _add_story(dialect_insert: Insert) -> Any:
    new = dialect_insert(story).on_conflict_do_nothing(index_elements=["number"])
    return new.returning(story.c.number)


_ADD_STORY = Statement(_add_story)
_ADD_PART = Statement(insert(part))
_ADD_KEY = Statement(insert(part_key))
_OPEN_CASE = Statement(
    insert(case).values({name: bindparam(name) for name in ("story", "state", "due")})
)
_GROW = Statement(
    update(story)
    .where(story.c.id == bindparam("story_id"), story.c.criticality < bindparam("at_least"))
    .values(criticality=bindparam("at_least"))
)
_BEGIN_WITH = Statement(
    update(story).where(story.c.id == bindparam("story_id")).values(key=bindparam("first"))
)
# On PostgreSQL the story's row stays locked until the commit: a part must not join a story that
# another process is just removing, nor a digest claim it.
_OWN = (
    select(story.c.id, story.c.number, story.c.team, story.c.language, story.c.digest, story.c.key)
    .join_from(story, part, part.c.story == story.c.id)
    .where(part.c.key == bindparam("key"), story.c.status == Status.KEPT)
    .with_for_update(of=story, key_share=True)
)
_OF = Statement(_OWN)
_OF_PERSON = Statement(_OWN.where(story.c.person == bindparam("person")))
_BY_NUMBER = (
    select(story.c.id, story.c.number, story.c.team, story.c.language, story.c.digest)
    .where(story.c.number == bindparam("number"), story.c.status == Status.KEPT)
    .with_for_update(key_share=True)
)
_ALL_OWN = Statement(
    select(story.c.id, story.c.number, story.c.team, story.c.language, story.c.digest)
    .where(story.c.person == bindparam("person"), story.c.status == Status.KEPT)
    .order_by(story.c.told_at, story.c.id)
    .with_for_update(key_share=True)
)
_NUMBERED = Statement(_BY_NUMBER)
_NUMBERED_OF_PERSON = Statement(_BY_NUMBER.where(story.c.person == bindparam("person")))


_SHARE = Statement(
    update(story)
    .where(story.c.id == bindparam("story_id"))
    .values(identity=bindparam("as_whom"), share=bindparam("how_far"))
)


class SqlStories:
    """The `Stories` port on one session."""

    def __init__(self, session: Session, numbers: FreeNumbers) -> None:
        """Work within that session; the numbers outlive it."""
        self._session = session
        self._numbers = numbers

    def lock(self, key: bytes) -> None:
        """Hold PostgreSQL's advisory lock; SQLite has one writer anyway."""
        if self._session.dialect == "postgresql":
            self._session.one(_LOCK, low=int.from_bytes(key[:8], signed=True))

    def trace(self, key: bytes) -> Trace:
        """Look for a part, a tombstone and replies."""
        row = self._session.one(_TRACE, key=key)
        assert row is not None  # noqa: S101  # a select without a table has one row
        return Trace(bool(row["told"]), bool(row["removed"]), bool(row["awaited"]))

    def add(self, new: NewStory) -> str:
        """Write story, first part, its tags and, when a reply is due, an open case."""
        reading = new.part.reading
        number = self._add_numbered(
            id=new.id.hex,
            key=new.part.key,
            team=new.team.id,
            person=new.person.hex,
            role=new.role,
            identity=new.identity,
            share=new.share,
            status=Status.KEPT,
            language=reading.language,
            week=str(new.week),
            told_at=micros(new.part.told_at),
            criticality=reading.criticality,
            needs_reply=int(new.reply_due is not None),
            digest=None,
        )
        self._write_part(new.id, new.part)
        if new.reply_due is not None:
            self._session.run(
                _OPEN_CASE, story=new.id.hex, state="open", due=micros(new.reply_due)
            )
        return archive.shown_number(number)

    def of(self, key: bytes, person: UUID | None) -> OwnStory | None:
        """Find the kept story of a message."""
        if person is None:
            row = self._session.one(_OF, key=key)
        else:
            row = self._session.one(_OF_PERSON, key=key, person=person.hex)
        return None if row is None else _own(row, begins_with_it=bytes(row["key"]) == key)

    def numbered(self, number: str, person: UUID | None) -> OwnStory | None:
        """Find a kept story by its number; None for what is no number."""
        digits = archive.stored_number(number)
        if digits is None:
            return None
        if person is None:
            row = self._session.one(_NUMBERED, number=digits)
        else:
            row = self._session.one(_NUMBERED_OF_PERSON, number=digits, person=person.hex)
        return None if row is None else _own(row)

    def own(self, person: UUID) -> Sequence[OwnStory]:
        """Find a person's kept stories."""
        return [_own(row) for row in self._session.all(_ALL_OWN, person=person.hex)]

    def add_part(self, story_id: UUID, new: NewPart) -> None:
        """Write the part and its tags; the story becomes as critical as its most critical part."""
        self._write_part(story_id, new)
        self._session.run(_GROW, story_id=story_id.hex, at_least=new.reading.criticality)

    def put_first(self, story_id: UUID, new: NewPart) -> None:
        """Write the part; its message is the one that the story goes with."""
        self.add_part(story_id, new)
        self._session.run(_BEGIN_WITH, story_id=story_id.hex, first=new.key)

    def part(self, key: bytes) -> ToldPart | None:
        """Read a part with its key."""
        return changing.part_of(self._session, key)

    def parts_of(self, story_id: UUID) -> Sequence[ToldPart]:
        """Read a story's parts."""
        return changing.parts_of(self._session, story_id)

    def change_part(self, own: OwnStory, new: NewPart, changed_at: datetime) -> None:
        """Write text, key and what the story is by them."""
        changing.change(self._session, own, new, changed_at)

    def shown(self, story_id: UUID) -> str:
        """Join the parts as readers see them."""
        return changing.shown(self._session, story_id)

    def hold(self, new: HeldPart) -> bool:
        """Keep what came first."""
        return holding.hold(self._session, new)

    def held_as(self, key: bytes) -> HeldPart | None:
        """Read what is held of a message."""
        return holding.held_as(self._session, key)

    def held(self, parent: bytes, person: bytes) -> Sequence[HeldPart]:
        """Read what waits for a message."""
        return holding.held(self._session, parent, person)

    def release(self, key: bytes) -> None:
        """Delete the row of what waits no more."""
        holding.release(self._session, key)

    def drop_held(self, now: datetime) -> int:
        """Drop what has waited long enough."""
        return holding.drop(self._session, now)

    def bury_held(self, person: bytes, now: datetime) -> None:
        """Bury each message."""
        for key in holding.keys_of(self._session, person):
            emptying.bury(self._session, key, now)

    def withdraw(self, story_id: UUID, now: datetime) -> None:
        """Empty the story."""
        emptying.empty(self._session, story_id, Status.WITHDRAWN, now)

    def erase(self, story_id: UUID, now: datetime) -> None:
        """Empty the story."""
        emptying.empty(self._session, story_id, Status.ERASED, now)

    def drop_part(self, key: bytes, now: datetime) -> None:
        """Delete the part's words and leave its tombstone."""
        emptying.drop_part(self._session, key, now)

    def bury(self, key: bytes, now: datetime) -> None:
        """Leave one tombstone; a held reply of that message goes too."""
        emptying.bury(self._session, key, now)

    def by_id(self, story_id: UUID) -> Story | None:
        """Read one story."""
        return next(iter(archive.BY_ID.load(self._session, which=story_id.hex)), None)

    def of_number(self, team: str, number: str) -> Story | None:
        """Read one story, without a lock; None for what is no number."""
        digits = archive.stored_number(number)
        if digits is None:
            return None
        return next(iter(archive.SHOWN_AS.load(self._session, team=team, number=digits)), None)

    def of_person(self, person: UUID, first: int, most: int) -> Sequence[Story]:
        """Read a page of a person's stories."""
        found = archive.OF_PERSON.load(self._session, person=person.hex, first=first, most=most)
        return found[::-1]

    def holdings(self, person: UUID) -> Holdings:
        """Count what is kept of a person."""
        return belongings.holdings(self._session, person)

    def standing(self, story_id: UUID) -> Standing:
        """Read what became of a story."""
        return belongings.standing(self._session, story_id)

    def share_as(self, story_id: UUID, identity: Identity, share: Share) -> None:
        """Write both."""
        self._session.run(_SHARE, story_id=story_id.hex, as_whom=identity, how_far=share)

    def distressing(self, least: int, since: datetime) -> frozenset[UUID]:
        """Read who told something grave."""
        return belongings.distressing(self._session, least, since)

    def told_in(self, team: str, week: Week) -> Sequence[Story]:
        """Read a week."""
        return archive.TOLD_IN.load(self._session, team=team, week=str(week))

    def marks(self, stories: Sequence[UUID]) -> Mapping[UUID, Mark]:
        """Read how these stories stand."""
        return archive.marks(self._session, stories)

    def uncounted(self, team: str, until: Week) -> Sequence[Story]:
        """Read what no digest counts yet."""
        return archive.UNCOUNTED.load(self._session, team=team, until=str(until))

    def counted_in(self, digest: UUID) -> Sequence[Story]:
        """Read what a digest counts."""
        return archive.COUNTED_IN.load(self._session, digest=digest.hex)

    def earlier(self, team: str, before: Week, since: Week) -> Sequence[Story]:
        """Read the weeks before."""
        return archive.EARLIER.load(self._session, team=team, before=str(before), since=str(since))

    def told_between(self, team: str, start: datetime, end: datetime) -> Sequence[Story]:
        """Read what was told between the two."""
        return archive.TOLD_BETWEEN.load(
            self._session,
            team=team,
            first=str(Week.of(start - timedelta(days=1), _ANY_ZONE)),
            last=str(Week.of(end + timedelta(days=1), _ANY_ZONE)),
            start=micros(start),
            end=micros(end),
        )

    def by_week(self, team: str, last: Week, weeks: int) -> Sequence[WeekCount]:
        """Count stories by week."""
        return history.by_week(self._session, team, last, weeks)

    def history(self, team: str, before: Week, weeks: int) -> History:
        """Count tellers by theme."""
        return history.history(self._session, team, before, weeks)

    def recent_tellers(self, team: str, before: Week, weeks: int) -> RecentTellers:
        """Read whose voice is not new."""
        return history.recent_tellers(self._session, team, before, weeks)

    def awaiting(self, team: str, most: int) -> Sequence[Story]:
        """Read the stories of open cases."""
        return archive.AWAITING.load(self._session, team=team, most=most)

    def search(self, team: str, words: Sequence[str], limit: int) -> Sequence[Story]:
        """Read those in whose shown text every word occurs."""
        return search.search(self._session, team, words, limit)

    def waiting(self, team: str) -> Sequence[Waiting]:
        """Read the open cases."""
        return archive.waiting(self._session, team)

    def _add_numbered(self, **row: Any) -> int:
        """Insert the story row under a free number and return the number."""
        while True:
            number = self._numbers.draw()
            if number is None:
                self._fill_numbers()
            elif self._session.one(_ADD_STORY, **row, number=number) is not None:
                return number

    def _fill_numbers(self) -> None:
        """Fill from the present block, else from the next."""
        top = self._session.one(_TOP_NUMBER)
        block = 0 if top is None or top["top"] is None else top["top"] // BLOCK
        bounds = {"low": block * BLOCK, "high": (block + 1) * BLOCK}
        used = {row["number"] for row in self._session.all(_NUMBERS, **bounds)}
        if not self._numbers.fill(block, used):
            self._numbers.fill(block + 1, ())

    def _write_part(self, story_id: UUID, new: NewPart) -> None:
        self._session.run(
            _ADD_PART,
            id=new.id.hex,
            story=story_id.hex,
            key=new.key,
            shown=new.reading.masked,
            vector=new.vector,
            original=new.original.sealed,
            told_at=micros(new.told_at),
            tag_set=_FIRST_SET,
            changed_at=new.changed_at and micros(new.changed_at),
        )
        self._session.run(_ADD_KEY, part=new.id.hex, wrapped=new.original.wrapped_key)
        add_set(self._session, new.id, _FIRST_SET, new.version, new.reading.tags, new.told_at)


def _own(row: Row, *, begins_with_it: bool = True) -> OwnStory:
    return OwnStory(
        id=UUID(row["id"]),
        number=archive.shown_number(row["number"]),
        team=row["team"],
        language=row["language"],
        digest=UUID(row["digest"]) if row["digest"] else None,
        begins_with_it=begins_with_it,
    )
