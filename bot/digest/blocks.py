"""The places in a digest, and the names that it is written with."""

from enum import StrEnum
from typing import Protocol

from bot.core.model.language import Language


class Block(StrEnum):
    """The place of a line. A heading opens a section; the lines after it belong to it."""

    HEADER = "header"
    COUNTS = "counts"
    READING_TIME = "reading_time"
    LATE = "late"
    MERGED = "merged"
    LATE_STORIES = "late_stories"
    QUIET = "quiet"
    STORY_HEADING = "story_heading"
    QUOTE = "quote"
    SOURCE = "source"
    REASON = "reason"
    FEW = "few"
    DELIGHTED_HEADING = "delighted_heading"
    DELIGHTED = "delighted"
    HURT_HEADING = "hurt_heading"
    HURT = "hurt"
    WAITING_HEADING = "waiting_heading"
    WAITING = "waiting"
    OLDEST = "oldest"
    ARCHIVE_HEADING = "archive_heading"
    EASY_START_HEADING = "easy_start_heading"
    EASY_START = "easy_start"
    QUESTION_HEADING = "question_heading"
    QUESTION = "question"
    CAUTION = "caution"

    @property
    def is_heading(self) -> bool:
        """True when this line opens a section."""
        return self.endswith("_heading")


class Labels(Protocol):
    """The names of themes and feelings: the team's own first, then the taxonomy's."""

    def label(self, facet: str, key: str, language: Language) -> str:
        """Return the name that people read."""
        ...
