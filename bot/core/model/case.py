"""A case: a story whose teller waits for a reply, and who has taken it on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    CLAIMED = "claimed"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a team that is not answered yet."""

    story: UUID
    number: str
    state: CaseState
    since: datetime
    """When the teller told it."""
    due: datetime
    claimed_by: UUID | None = None
    """The person row of the colleague who has taken it on; None while it is open."""
