"""How far corrections are learned: a row a team, and the recipes of its versions."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update

from bot.core.model.correction import Keys
from bot.core.model.tag import Source
from bot.core.ports.learning import LearnedVersion, Teaching, Verdict
from storage.session import Row, Session, Statement, instant, micros
from storage.tables import correction, learned, learning, part

_KEPT = 5
"""Versions that can be rolled back to."""

_STATES = Statement(select(learning))
_VERDICTS = Statement(
    select(correction)
    .where(correction.c.team == bindparam("of_team"))
    .order_by(correction.c.serial)
)
_PARTS = Statement(
    select(part.c.story, part.c.shown, part.c.told_at)
    .where(
        part.c.story.in_(
            select(correction.c.story).where(correction.c.team == bindparam("of_team"))
        )
    )
    .order_by(part.c.told_at, part.c.id)
)
_VERSIONS = Statement(
    select(learned).where(learned.c.team == bindparam("of_team")).order_by(learned.c.number.desc())
)
_ADD_VERSION = Statement(insert(learned))
_MOVE = Statement(
    update(learning)
    .where(
        learning.c.team == bindparam("of_team"),
        learning.c.changes == bindparam("seen_changes"),
        learning.c.version == bindparam("seen_version"),
    )
    .values(
        version=bindparam("new_version"),
        since=bindparam("new_since"),
        tried=learning.c.changes,
        refit_at=bindparam("now"),
    )
)
_DROP = Statement(
    delete(learned).where(
        learned.c.team == bindparam("of_team"),
        learned.c.number <= bindparam("last_dropped"),
        learned.c.number != bindparam("in_use"),
    )
)
_USE = Statement(
    update(learning)
    .where(learning.c.team == bindparam("of_team"))
    .values(
        version=bindparam("new_version"),
        changes=learning.c.changes + 1,
        since=learning.c.changes + 1,
        tried=learning.c.changes + 1,
    )
)


class SqlLearning:
    """The `Learning` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def states(self) -> Mapping[str, Teaching]:
        """Read a row a team."""
        return {row["team"]: _teaching(row) for row in self._session.all(_STATES)}

    def verdicts(self, team: str) -> Sequence[Verdict]:
        """Read the corrections, and the parts that had been told by then."""
        parts: dict[str, list[Row]] = defaultdict(list)
        for row in self._session.all(_PARTS, of_team=team):
            parts[row["story"]].append(row)
        return [
            _verdict(row, parts[row["story"]])
            for row in self._session.all(_VERDICTS, of_team=team)
        ]

    def versions(self, team: str) -> Sequence[LearnedVersion]:
        """Read the recipes."""
        return [_version(row) for row in self._session.all(_VERSIONS, of_team=team)]

    def adopt(self, version: LearnedVersion, seen: Teaching) -> bool:
        """Write the recipe, and drop those that are too old."""
        if not self._move(seen, version.number, version.through, version.made_at):
            return False
        self._session.run(
            _ADD_VERSION,
            team=version.team,
            number=version.number,
            made_at=micros(version.made_at),
            through=version.through,
            caution=version.caution,
            stories=version.stories,
            held_out=version.held_out,
            errors=version.errors,
            untaught_errors=version.untaught_errors,
        )
        self._session.run(
            _DROP,
            of_team=version.team,
            last_dropped=version.number - _KEPT,
            in_use=version.number,
        )
        return True

    def decline(self, seen: Teaching, now: datetime) -> bool:
        """Write what was tried."""
        return self._move(seen, seen.version, seen.since, now)

    def use(self, team: str, version: int) -> None:
        """Write which version it is; the change counts, so that every process sees it."""
        self._session.run(_USE, of_team=team, new_version=version)

    def _move(self, seen: Teaching, version: int, since: int, now: datetime) -> bool:
        moved = self._session.run(
            _MOVE,
            of_team=seen.team,
            seen_changes=seen.changes,
            seen_version=seen.version,
            new_version=version,
            new_since=since,
            now=micros(now),
        )
        return moved == 1


def _teaching(row: Row) -> Teaching:
    return Teaching(
        team=row["team"],
        changes=row["changes"],
        version=row["version"],
        since=row["since"],
        tried=row["tried"],
        refit_at=instant(row["refit_at"]),
    )


def _verdict(row: Row, parts: Sequence[Row]) -> Verdict:
    # The first part is older than anything that was said of it, whatever two clocks say.
    shown = [each["shown"] for each in parts[1:] if each["told_at"] <= row["at"]]
    return Verdict(
        serial=row["serial"],
        story=UUID(row["story"]),
        facet=row["facet"],
        keys=_keys(json.loads(row["after"])),
        beside=tuple((facet, _keys(keys)) for facet, keys in json.loads(row["beside"])),
        source=Source(row["source"]),
        text="\n".join([parts[0]["shown"], *shown]),
    )


def _keys(listed: list[tuple[str, int]]) -> Keys:
    return tuple((key, polarity) for key, polarity in listed)


def _version(row: Row) -> LearnedVersion:
    return LearnedVersion(
        team=row["team"],
        number=row["number"],
        made_at=instant(row["made_at"]),
        through=row["through"],
        caution=row["caution"],
        stories=row["stories"],
        held_out=row["held_out"],
        errors=row["errors"],
        untaught_errors=row["untaught_errors"],
    )
