"""A digest, its lines and the weeks that it covers."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bot.core.model.language import Language
from bot.core.model.week import Week


class DigestState(StrEnum):
    """Where a digest stands."""

    COMPOSED = "composed"
    HELD = "held"
    CLAIMED = "claimed"
    POSTED = "posted"
    MERGED = "merged"
    SKIPPED = "skipped"


COUNTING = frozenset({"counts", "late_stories", "waiting", "oldest"})
"""Blocks whose lines count the stories that they rest on, and show none of them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a digest with the numbers of the stories that it rests on."""

    block: str
    text: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """The weeks that one digest covers, first to last, both included."""

    first: Week
    last: Week


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What is posted for a team and period."""

    id: UUID
    team: str
    period: Period
    language: Language
    state: DigestState
    lines: tuple[Line, ...]
