"""Cases in the database."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, update

from bot.core.model.case import Case, CaseState
from storage.archive import shown_number, stored_number, waiting_cases
from storage.session import Row, Session, Statement, instant, micros
from storage.tables import case, story

_WAITING = waiting_cases(
    case.c.story, case.c.state, case.c.due, case.c.claimed_by, story.c.number, story.c.told_at
)
_QUEUE = Statement(_WAITING.limit(bindparam("most")))
_NUMBERED = Statement(_WAITING.where(story.c.number == bindparam("number")))
_CLAIM = Statement(
    update(case)
    .where(case.c.story == bindparam("which"), case.c.state == CaseState.OPEN)
    .values(state=CaseState.CLAIMED, claimed_by=bindparam("by"), claimed_at=bindparam("at"))
)
_GIVE_BACK = (
    update(case)
    .where(case.c.state == CaseState.CLAIMED, case.c.claimed_by == bindparam("by"))
    .values(state=CaseState.OPEN, claimed_by=None, claimed_at=None)
)
_RELEASE_ALL = Statement(_GIVE_BACK)
_RELEASE = Statement(_GIVE_BACK.where(case.c.story == bindparam("which")))


class SqlCases:
    """The `Cases` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def queue(self, team: str, most: int) -> Sequence[Case]:
        """Read the cases of a team."""
        return [_case(row) for row in self._session.all(_QUEUE, team=team, most=most)]

    def numbered(self, team: str, number: str) -> Case | None:
        """Read one case."""
        digits = stored_number(number)
        row = None if digits is None else self._session.one(_NUMBERED, team=team, number=digits)
        return None if row is None else _case(row)

    def claim(self, which: UUID, person: UUID, at: datetime) -> bool:
        """Write who has taken it on; of two at once, one does."""
        return self._session.run(_CLAIM, which=which.hex, by=person.hex, at=micros(at)) == 1

    def release_all(self, person: UUID) -> None:
        """Write that nobody has them."""
        self._session.run(_RELEASE_ALL, by=person.hex)

    def release(self, which: UUID, person: UUID) -> bool:
        """Write that nobody has."""
        return self._session.run(_RELEASE, which=which.hex, by=person.hex) == 1


def _case(row: Row) -> Case:
    return Case(
        story=UUID(row["story"]),
        number=shown_number(row["number"]),
        state=CaseState(row["state"]),
        since=instant(row["told_at"]),
        due=instant(row["due"]),
        claimed_by=row["claimed_by"] and UUID(row["claimed_by"]),
    )
