"""The places in a digest, and the names that it is written with.

What a line of each block says, on which stories (`ids`) and figures (`data`) it rests, and on
which sheet it stands, is told here; composing, verifying and rendering each follow it.
"""

from collections.abc import Iterable
from enum import StrEnum
from itertools import zip_longest
from typing import Protocol

from bot.core.model.digest import Line, Sheet, sheet_of
from bot.core.model.language import Language


class Block(StrEnum):
    """The place of a line. A heading opens a section; the lines after it belong to it."""

    HEADER = "header"
    COUNTS = "counts"
    READING_TIME = "reading_time"
    LATE = "late"
    MERGED = "merged"
    TEST = "test"
    """That this is a digest on trial."""
    LATE_STORIES = "late_stories"
    QUIET = "quiet"
    SENTENCE_HEADING = "sentence_heading"
    SENTENCE = "sentence"
    """The week in one sentence: the themes of the first items of both sides, and how many stories
    there are of each mood (`data`). `ids` are all stories that count."""
    PICTURE = "picture"
    """The words that stand for the picture; `ids` are the stories that have a dot."""
    STORY_HEADING = "story_heading"
    QUOTE = "quote"
    SOURCE = "source"
    REASON = "reason"
    FEW = "few"
    MOVED = "moved"
    """The story for which most readers of the digest before voted, and the first reason."""
    DELIGHTED_HEADING = "delighted_heading"
    DELIGHTED = "delighted"
    HURT_HEADING = "hurt_heading"
    HURT = "hurt"
    RISING_HEADING = "rising_heading"
    RISING = "rising"
    """One theme whose share of tellers changed: k of n, K of N before, and how sure that is.
    `ids` are this week's stories on it that may be shown, `data` the figures' names."""
    STEADY = "steady"
    """That nothing changed clearly, or that there is too little to tell."""
    MIX = "mix"
    """That other people tell than in the weeks before (`data`)."""
    WAITING_HEADING = "waiting_heading"
    WAITING = "waiting"
    OLDEST = "oldest"
    ARCHIVE_HEADING = "archive_heading"
    EASY_START_HEADING = "easy_start_heading"
    EASY_START = "easy_start"
    QUESTION_HEADING = "question_heading"
    QUESTION = "question"
    CAUTION = "caution"

    MUST_WIN_HEADING = "must_win_heading"
    MUST_WIN = "must_win"
    """One must-win theme: tellers for, against and with ideas. `ids`: its stories."""
    MUST_WIN_QUOTE = "must_win_quote"
    MUST_WIN_SOURCE = "must_win_source"
    """A teller's words on the theme above, and whose they are."""
    IDEAS_HEADING = "ideas_heading"
    IDEA = "idea"
    """One idea in its teller's words, with number, horizon and status: new, as nothing is kept yet
    of what becomes of one."""
    MORE_IDEAS = "more_ideas"
    """How many more stories have ideas than the list has room for."""
    RISKS_HEADING = "risks_heading"
    RISK = "risk"
    """How many stories carry one kind of risk. No numbers of stories are printed; `ids` are empty
    for the kinds that go to one person alone."""
    OPEN_HEADING = "open_heading"
    OPEN = "open"
    """One story whose teller waits: number, theme, working days."""
    GUIDE = "guide"
    """How to answer well; a fixed sentence."""
    STORIES_HEADING = "stories_heading"
    STORY = "story"
    """One publishable story: the beginning of its words, and its number."""
    MORE_STORIES = "more_stories"
    """How many more there are than are listed."""
    NUMBERS_HEADING = "numbers_heading"
    NUMBER = "number"
    """One figure with its name: `data` is that name, which other lines cite."""
    MISSING = "missing"
    """Phases or groups of which nobody told."""
    HIDDEN = "hidden"
    """How many figures are too small to print."""
    METHOD = "method"
    """How the digest is made; a fixed sentence."""

    MONTH_FIGURE = "month_figure"
    """Of a page for leaders, one of its three figures: stories, who waits, usefulness (`data`)."""
    MONTH_MUST_WIN_HEADING = "month_must_win_heading"
    MONTH_MUST_WIN = "month_must_win"
    """One must-win theme: tellers for and against, and the direction (`reason`)."""
    MONTH_SERVICE_HEADING = "month_service_heading"
    MONTH_SERVICE = "month_service"
    """One service: tellers who thank and who blame. Small cells take their row with them."""
    MONTH_RISK_HEADING = "month_risk_heading"
    MONTH_RISK = "month_risk"
    """How many stories carry one kind of risk, and how old the oldest is."""
    MONTH_RUN_HEADING = "month_run_heading"
    MONTH_RUN = "month_run"
    """Stories a week and their median: the numbers of one run chart."""
    MONTH_UNKNOWN_HEADING = "month_unknown_heading"
    MONTH_UNKNOWN = "month_unknown"
    """Of whom and of what too little was told to know anything."""

    @property
    def is_heading(self) -> bool:
        """True when this line opens a section."""
        return self.endswith("_heading")

    @property
    def is_listed(self) -> bool:
        """True when several such lines below each other are a list."""
        return self in _LISTED

    @property
    def sheet(self) -> Sheet:
        """The message in which the line stands."""
        return sheet_of(self)


_LISTED = frozenset(
    {
        *(Block.DELIGHTED, Block.HURT, Block.IDEA, Block.RISK, Block.OPEN, Block.STORY),
        *(Block.MONTH_MUST_WIN, Block.MONTH_SERVICE, Block.MONTH_RISK, Block.MONTH_RUN),
    }
)

ENDING = frozenset({Block.QUESTION_HEADING, Block.EASY_START_HEADING, Block.CAUTION})
"""What begins the end of the top: what is shown beside the lines stands before it."""


def on_sheet(lines: Iterable[Line], sheet: Sheet) -> tuple[Line, ...]:
    """Return the lines of one message."""
    return tuple(line for line in lines if Block(line.block).sheet is sheet)


def without_empty_sections(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines without the headings below which nothing stands."""
    found = tuple(lines)
    return tuple(
        line
        for line, below in zip_longest(found, found[1:])
        if not Block(line.block).is_heading or not _ends_section(below)
    )


def _ends_section(below: Line | None) -> bool:
    return below is None or Block(below.block).is_heading or below.block == Block.CAUTION


class Labels(Protocol):
    """The names of themes and feelings: the team's own first, then the taxonomy's."""

    def label(self, facet: str, key: str, language: Language) -> str:
        """Return the name that people read."""
        ...
