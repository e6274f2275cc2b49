"""Digests: one row a team, kind and period."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, update

from bot.core.model.digest import Digest, DigestState, Dot, Line, Period, Phase, Picture, Tone
from bot.core.model.month import Month, Months
from bot.core.model.story import Role, Status
from bot.core.model.tag import Version
from bot.core.model.week import Week
from storage.session import (
    Insert,
    RacedError,
    Row,
    Session,
    Statement,
    insert_new,
    instant,
    micros,
)
from storage.tables import digest, story, team

_KIND, _MONTH = "week", "month"
_TEST = "test"

# Any number that nothing else locks; it holds until the commit.
_LOCK = Statement(select(func.pg_advisory_xact_lock(7205759403792795)))

_ADD = insert_new(digest, "team", "kind", "period")
_KEEP_ID = {"id", "team", "kind", "period"}


def _in_place_of(*conditions: ColumnElement[bool]) -> Callable[[Insert], Any]:
    """Return an insert that replaces what stands for its period, where that meets these."""

    def build(dialect_insert: Insert) -> Any:
        new = dialect_insert(digest)
        return new.on_conflict_do_update(
            index_elements=["team", "kind", "period"],
            set_={
                column.name: new.excluded[column.name]
                for column in digest.c
                if column.name not in _KEEP_ID
            },
            where=and_(*conditions) if conditions else None,
        )

    return build


_CLAIM = Statement(_in_place_of(digest.c.state == DigestState.COMPOSED))
_PUT = Statement(_in_place_of())
_IS_WEEKLY = digest.c.kind == _KIND
_COUNT = Statement(
    update(story)
    .where(
        story.c.id == bindparam("which"),
        story.c.status == Status.KEPT,
        story.c.digest.is_(None),
    )
    .values(digest=bindparam("into"))
)
_OF = Statement(
    select(digest).where(
        digest.c.team == bindparam("team"),
        digest.c.kind == bindparam("kind"),
        digest.c.period == bindparam("period"),
    )
)
_OF_ID = select(digest).where(digest.c.id == bindparam("which"))
_BY_ID = Statement(_OF_ID)
# On PostgreSQL the row stays locked until the commit: who reads the lines may rewrite them.
_LOCKED = Statement(_OF_ID.with_for_update(key_share=True))
_LATEST = Statement(
    select(func.max(digest.c.period).label("period")).where(
        digest.c.team == bindparam("team"), _IS_WEEKLY, digest.c.state != DigestState.COMPOSED
    )
)
_HAS_MONTHS = Statement(
    select(digest.c.id)
    .where(
        digest.c.team == bindparam("team"),
        digest.c.kind == _MONTH,
        digest.c.period < bindparam("before"),
    )
    .limit(1)
)
_BEFORE = Statement(
    select(digest)
    .where(
        digest.c.team == bindparam("team"),
        _IS_WEEKLY,
        digest.c.period < bindparam("before"),
        or_(digest.c.state == DigestState.CLAIMED, digest.c.state == DigestState.POSTED),
    )
    .order_by(digest.c.period.desc())
    .limit(bindparam("most"))
)
# Locked like `_LOCKED`.
_SHOWING = Statement(
    select(digest)
    .where(digest.c.team == bindparam("team"), digest.c.lines.contains(bindparam("quoted")))
    .order_by(digest.c.period)
    .with_for_update(key_share=True)
)
_MOVE = Statement(
    update(digest).where(digest.c.id == bindparam("which")).values(state=bindparam("new_state"))
)
_REWRITE = Statement(
    update(digest)
    .where(digest.c.id == bindparam("which"))
    .values(lines=bindparam("new_lines"), picture=bindparam("new_picture"))
)
_HOLD = Statement(
    update(digest).where(digest.c.id == bindparam("which")).values(held_until=bindparam("until"))
)
_CHOOSE = Statement(
    update(digest)
    .where(digest.c.id == bindparam("which"))
    .values(chosen=bindparam("number"), offers=bindparam("new_offers"))
)
_OVERDUE = Statement(
    select(digest).where(
        digest.c.state == DigestState.HELD, digest.c.held_until <= bindparam("now")
    )
)
_SERVE = insert_new(team, "id")
_SINCE = Statement(select(team.c.since).where(team.c.id == bindparam("which")))


class SqlDigests:
    """The `Digests` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def lock(self) -> None:
        """Hold PostgreSQL's advisory lock; SQLite has one writer anyway."""
        if self._session.dialect == "postgresql":
            self._session.one(_LOCK)

    def propose(self, new: Digest, now: datetime) -> bool:
        """Write the row, if there is none."""
        return self._session.run(_ADD, **_row(new, _KIND, now)) == 1

    def claim(self, new: Digest, now: datetime) -> bool:
        """Write the row; the unique period decides between processes."""
        kind = _MONTH if new.months else _KIND
        return self._session.run(_CLAIM, **_row(new, kind, now)) == 1

    def put_test(self, new: Digest, now: datetime) -> Digest:
        """Write the row of its kind."""
        self._session.run(_PUT, **_row(new, _TEST, now))
        row = self._session.one(_OF, team=new.team, kind=_TEST, period=str(new.period.last))
        assert row is not None  # noqa: S101  # it was just written
        return _digest(row)

    def hold(self, which: UUID, until: datetime | None) -> None:
        """Write until when."""
        self._session.run(_HOLD, which=which.hex, until=until and micros(until))

    def choose(self, which: UUID, number: str, offers: Sequence[str]) -> None:
        """Write the numbers."""
        self._session.run(_CHOOSE, which=which.hex, number=number, new_offers=json.dumps(offers))

    def overdue(self, now: datetime) -> Sequence[Digest]:
        """Read what was held long enough."""
        return [_digest(row) for row in self._session.all(_OVERDUE, now=micros(now))]

    def count(self, which: UUID, stories: Sequence[UUID]) -> None:
        """Stamp the stories; a story that was removed or counted since it was read is not
        stamped, and the unit runs again.
        """
        rows = [{"which": each.hex, "into": which.hex} for each in stories]
        if self._session.many(_COUNT, rows) != len(rows):
            raise RacedError("a story of this digest was removed or counted meanwhile")

    def of(self, team_id: str, week: Week) -> Digest | None:
        """Read the digest of a period."""
        row = self._session.one(_OF, team=team_id, kind=_KIND, period=str(week))
        return None if row is None else _digest(row)

    def of_month(self, team_id: str, month: Month) -> Digest | None:
        """Read the page of a month."""
        row = self._session.one(_OF, team=team_id, kind=_MONTH, period=str(month))
        return None if row is None else _digest(row)

    def has_months(self, team_id: str, before: Month) -> bool:
        """Look for one."""
        return self._session.one(_HAS_MONTHS, team=team_id, before=str(before)) is not None

    def by_id(self, which: UUID) -> Digest | None:
        """Read one digest."""
        row = self._session.one(_BY_ID, which=which.hex)
        return None if row is None else _digest(row)

    def locked(self, which: UUID) -> Digest | None:
        """Read one digest and lock its row."""
        row = self._session.one(_LOCKED, which=which.hex)
        return None if row is None else _digest(row)

    def latest(self, team_id: str) -> Week | None:
        """Read the last period."""
        row = self._session.one(_LATEST, team=team_id)
        return None if row is None or row["period"] is None else Week.parse(row["period"])

    def latest_posted(self, team_id: str, before: Week, limit: int) -> Sequence[Digest]:
        """Read the digests that people saw."""
        rows = self._session.all(_BEFORE, team=team_id, before=str(before), most=limit)
        return [_digest(row) for row in rows]

    def showing(self, team_id: str, number: str) -> Sequence[Digest]:
        """Read the digests whose lines name the number among their ids."""
        rows = self._session.all(_SHOWING, team=team_id, quoted=json.dumps(number))
        return [
            found
            for found in map(_digest, rows)
            if any(number in line.ids for line in found.lines)
        ]

    def move(self, which: UUID, state: DigestState) -> None:
        """Write the state."""
        self._session.run(_MOVE, which=which.hex, new_state=state)

    def rewrite(self, which: UUID, lines: Sequence[Line], picture: Picture | None) -> None:
        """Write both."""
        self._session.run(
            _REWRITE,
            which=which.hex,
            new_lines=_encode(lines),
            new_picture=picture and _encode_picture(picture),
        )

    def serve(self, team_id: str, now: datetime) -> None:
        """Write since when, once."""
        self._session.run(_SERVE, id=team_id, since=micros(now))

    def served_since(self, team_id: str) -> datetime | None:
        """Read since when."""
        row = self._session.one(_SINCE, which=team_id)
        return None if row is None else instant(row["since"])


def _row(new: Digest, kind: str, now: datetime) -> dict[str, Any]:
    return {
        "id": new.id.hex,
        "team": new.team,
        "kind": kind,
        "period": str((new.months or new.period).last),
        "first_week": str((new.months or new.period).first),
        "language": new.language,
        "state": new.state,
        "lines": _encode(new.lines),
        "picture": new.picture and _encode_picture(new.picture),
        "taxonomy": new.version and new.version.taxonomy,
        "model": new.version and new.version.model,
        "claimed_at": micros(now),
        "chosen": new.chosen,
        "offers": json.dumps(new.offers),
        "held_until": new.held_until and micros(new.held_until),
    }


def _encode(lines: Sequence[Line]) -> str:
    return json.dumps(
        [[line.block, line.text, line.ids, line.data, line.reason] for line in lines],
        ensure_ascii=False,
    )


def _encode_picture(picture: Picture) -> str:
    dots = [[dot.number, dot.phase, dot.tone, dot.role, dot.waits] for dot in picture.dots]
    return json.dumps({"dots": dots, "others": picture.others})


def _digest(row: Row) -> Digest:
    months = _months(row)
    return Digest(
        id=UUID(row["id"]),
        team=row["team"],
        period=Period(months.first_week(), months.last_week())
        if months
        else Period(Week.parse(row["first_week"]), Week.parse(row["period"])),
        months=months,
        language=row["language"],
        state=DigestState(row["state"]),
        lines=tuple(_line(*fields) for fields in json.loads(row["lines"])),
        picture=row["picture"] and _picture(json.loads(row["picture"])),
        chosen=row["chosen"],
        offers=tuple(json.loads(row["offers"] or "[]")),
        held_until=row["held_until"] and instant(row["held_until"]),
        version=row["taxonomy"] and Version(taxonomy=row["taxonomy"], model=row["model"]),
    )


def _months(row: Row) -> Months | None:
    if row["kind"] != _MONTH:
        return None
    return Months(Month.parse(row["first_week"]), Month.parse(row["period"]))


def _line(
    block: str, text: str, ids: Sequence[str], data: Sequence[str] = (), reason: str = ""
) -> Line:
    """Return the line; one written by an older Kuule has three fields."""
    return Line(block, text, tuple(ids), tuple(data), reason)


def _picture(fields: Mapping[str, Any]) -> Picture:
    dots = tuple(
        Dot(
            number=number,
            phase=Phase(phase),
            tone=Tone(tone),
            role=role and Role(role),
            waits=waits,
        )
        for number, phase, tone, role, waits in fields["dots"]
    )
    return Picture(dots, fields["others"])
