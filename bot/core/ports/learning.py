"""How far a team's corrections are learned, and the versions that were made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.core.model.correction import Keys
from bot.core.model.tag import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """Where a team stands. `changes` counts its corrections, and what was forgotten of them."""

    team: str
    changes: int
    version: int
    """The one in use; 0 is none."""
    since: int
    """After this one corrections are learned at once, over the version in use."""
    tried: int
    """Up to this one a refit was tried."""
    refit_at: datetime
    """When that was; before the first, when the team began to correct."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedVersion:
    """A recipe: the corrections up to `through`, counted with that caution. What comes of it is
    not kept, so that nothing of a removed story is in it.
    """

    team: str
    number: int
    made_at: datetime
    through: int
    caution: int
    stories: int
    """Corrected ones, when it was made."""
    held_out: int
    """Those of them on which it was tried and by which it was not taught."""
    errors: int
    """Facets of those that came out otherwise than people had left them."""
    untaught_errors: int
    """The same without any teaching."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a correction left of a facet, and the story's shown text as it was then."""

    serial: int
    story: UUID
    facet: str
    keys: Keys
    source: Source
    text: str
    beside: tuple[tuple[str, Keys], ...] = ()
    """What the machine said of other facets, and was left."""


class Learning(Protocol):
    """The teaching of the teams that ever corrected anything."""

    def states(self) -> Mapping[str, Teaching]:
        """Return where each team stands."""
        ...

    def verdicts(self, team: str) -> Sequence[Verdict]:
        """Return what the team's corrections say, in their order."""
        ...

    def versions(self, team: str) -> Sequence[LearnedVersion]:
        """Return the versions that are kept, newest first."""
        ...

    def adopt(self, version: LearnedVersion, seen: Teaching) -> bool:
        """Keep the version and put it into use. Return False, and do nothing, when the team does
        not stand where it was seen any more.
        """
        ...

    def decline(self, seen: Teaching, now: datetime) -> bool:
        """Note that a refit was tried and not taken into use; False like `adopt`."""
        ...

    def use(self, team: str, version: int) -> None:
        """Put an earlier version into use; what was corrected after it is set aside."""
        ...
