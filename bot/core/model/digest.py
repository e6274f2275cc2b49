"""A digest, its lines and the weeks that it covers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from bot.core.model.language import Language
from bot.core.model.month import Months
from bot.core.model.story import Role
from bot.core.model.tag import Version
from bot.core.model.week import Week


class DigestState(StrEnum):
    """Where a digest stands."""

    COMPOSED = "composed"
    HELD = "held"
    CLAIMED = "claimed"
    POSTED = "posted"
    MERGED = "merged"
    SKIPPED = "skipped"


COUNTING = frozenset(
    {
        *("counts", "late_stories", "waiting", "oldest", "sentence", "rising", "risk", "must_win"),
        *("more_stories", "more_ideas", "picture", "number"),
    }
)
"""Blocks whose lines count the stories that they rest on, and show none of them."""


_FEWEST_DOTS = 5


class Sheet(StrEnum):
    """What of a digest one message shows: the top, what hangs on it, or the picture alone."""

    TOP = "top"
    MUST_WIN = "must_win"
    IDEAS = "ideas"
    RISKS = "risks"
    OPEN = "open"
    STORIES = "stories"
    NUMBERS = "numbers"
    PICTURE = "picture"


_BLOCKS = {
    Sheet.MUST_WIN: ("must_win_heading", "must_win", "must_win_quote", "must_win_source"),
    Sheet.IDEAS: ("ideas_heading", "idea", "more_ideas"),
    Sheet.RISKS: ("risks_heading", "risk"),
    Sheet.OPEN: ("open_heading", "open", "guide"),
    Sheet.STORIES: ("stories_heading", "story", "more_stories"),
    Sheet.NUMBERS: ("numbers_heading", "number", "missing", "hidden", "method"),
}
_SHEETS = {block: sheet for sheet, blocks in _BLOCKS.items() for block in blocks}


def sheet_of(block: str) -> Sheet:
    """Return the sheet on which lines of that block stand."""
    return _SHEETS.get(block, Sheet.TOP)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a digest with the numbers of the stories that it rests on.

    `data` names the figures that it rests on, as the sheet of numbers prints them. `reason` is
    the word for why it was chosen, told to those who ask how the digest is made; a line that
    lists all there is, or is the only one that could stand there, has none.
    """

    block: str
    text: str
    ids: tuple[str, ...]
    data: tuple[str, ...] = ()
    reason: str = ""


Check = Literal[
    "entity",
    "citation",
    "share",
    "quote",
    "numbers",
    "roles",
    "order",
    "balance",
    "prevalence",
    "voice",
    "picture",
    "critical_recall",
    "personal_data",
    "small_cells",
    "overclaim",
    "length",
]
"""What is checked before a digest is sent."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and in which line if in one; an amber one warns, a red one stops it."""

    check: Check
    line: Line | None
    is_red: bool = True


class Phase(StrEnum):
    """Where on the way of a customer a story happened; the order is that of the way."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Tone(StrEnum):
    """Which band of the picture a story is in, from the top."""

    DELIGHTED = "delighted"
    BETWEEN = "between"
    HURT = "hurt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One story of the picture. `role` is None where telling it could give a teller away."""

    number: str
    phase: Phase
    tone: Tone
    role: Role | None
    waits: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The story dots, and how many stories beside them have none, as nobody may see them."""

    dots: tuple[Dot, ...]
    others: int

    @property
    def is_worth_drawing(self) -> bool:
        """True when there are enough dots to see anything but single stories."""
        return len(self.dots) >= _FEWEST_DOTS

    def of_shown(self, lines: Iterable[Line]) -> "Picture":
        """Return it with the dots of the stories that these lines show."""
        shown = {number for line in lines if line.block not in COUNTING for number in line.ids}
        dots = tuple(dot for dot in self.dots if dot.number in shown)
        return Picture(dots, self.others + len(self.dots) - len(dots))


@dataclass(frozen=True, slots=True)
class Composition:
    """What composing gives. Without lines nothing may be sent."""

    lines: tuple[Line, ...]
    picture: Picture | None = None
    findings: tuple[Finding, ...] = ()
    """Of what the check before sending warns (amber), and for what lines were left out (red);
    without lines, for what it is held."""
    offers: tuple[str, ...] = ()
    """The numbers of the stories that may be the story of the week, best first."""
    quotes_only: Check | None = None
    """The check for which it tells of the stories in quotes alone."""


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
    picture: Picture | None = None
    chosen: str = ""
    """The number of the story of the week that the owner chose instead of ours."""
    offers: tuple[str, ...] = ()
    """The numbers of the stories that the owner could choose instead."""
    held_until: datetime | None = None
    """Until when the owner holds it back at most; None when nobody does."""
    months: Months | None = None
    """What a page for leaders covers, whose `period` is the weeks in which these begin and end; a
    week's digest has none."""
    version: Version | None = None
    """Of the taxonomy and the model under which the stories were last read."""

    @property
    def week_story(self) -> str:
        """The number of the story of the week, the one that has a reason beside it; empty when
        none was chosen.
        """
        reasons = (line for line in self.lines if line.block == "reason")
        return next((number for line in reasons for number in line.ids), "")

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """The numbers of the stories on which the lines rest that were chosen for a reason, by
        its word; each once, by number.
        """
        found: dict[str, set[str]] = defaultdict(set)
        for line in self.lines:
            if line.reason:
                found[line.reason].update(line.ids)
        return {reason: tuple(sorted(numbers)) for reason, numbers in found.items()}
