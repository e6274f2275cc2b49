"""What was done to settings, to what is learned and to a digest before it left, by whom in the
sense of a role.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID, uuid4


class Deed(StrEnum):
    """What was done."""

    RETAG = "retag"
    REFIT = "refit"
    ROLL_BACK = "roll_back"
    HOLD = "hold"
    RELEASE = "release"
    SWAP = "swap"


class Cause(StrEnum):
    """What made it be done."""

    SETTINGS = "settings"
    UPGRADE = "upgrade"
    SCHEDULE = "schedule"
    ADMINISTRATOR = "administrator"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One deed. No personal data: versions, numbers and counts only."""

    id: UUID = field(default_factory=uuid4)
    at: datetime
    deed: Deed
    cause: Cause
    team: str
    before: str
    """The version, state or story of the week before it, and the one after."""
    after: str
    count: int = 0
    """How many parts or stories it was about."""
    reason: str = ""
    """The word for why, of those that could be chosen."""


class Audit(Protocol):
    """The audit trail."""

    def add(self, entry: Entry) -> None:
        """Write it; where it stands already, add to its count."""
        ...
