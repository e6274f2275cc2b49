"""Which sentences of the catalogue a line of each block may be, and what its arguments are."""

from collections.abc import Mapping
from enum import StrEnum, auto

from bot.digest.blocks import Block


class Value(StrEnum):
    """What an argument of a sentence says, by which the gates know how to check it."""

    QUOTE = auto()
    """A teller's words."""
    THEME = auto()
    """The name of a theme of which the cited stories speak."""
    WHY = auto()
    """Names of what is good in the cited story."""
    LANGUAGE = auto()
    """The code of the language in which the cited story was told."""
    NUMBER = auto()
    """The number of one story."""
    LIST = auto()
    """Numbers of stories, some with their weeks."""
    NUMBERS = auto()
    """The same, and after them how many are not listed."""
    VARIANT = auto()
    """Which of several fixed questions; it says nothing."""

    WEEK = auto()
    """The week of the story before it."""
    DATES = auto()
    PERIOD = auto()
    WEEKS = auto()
    STORIES = auto()
    CUSTOMERS = auto()
    EMPLOYEES = auto()
    TELLERS = auto()
    LATE = auto()
    WAITING = auto()
    LONGEST_WAIT = auto()
    PROMISE = auto()
    CITED = auto()
    """How many stories the line cites."""
    QUOTED = auto()
    """How many stories the section quotes."""
    MORE = auto()
    """How many of the cited stories are not listed."""
    MINUTES = auto()


Argument = Value | Mapping[str, "Arguments"]
"""What an argument is; a mapping is the sentences that may stand within this one."""

Arguments = Mapping[str, Argument]

MORE_NUMBERS: Arguments = {"numbers": Value.LIST, "more": Value.MORE}
LATE_NUMBER: Arguments = {"number": Value.NUMBER, "week": Value.WEEK}

_WHO: Mapping[str, Arguments] = {
    "counts-roles": {
        "dates": Value.DATES,
        "stories": Value.STORIES,
        "customers": Value.CUSTOMERS,
        "employees": Value.EMPLOYEES,
    },
    "counts": {"dates": Value.DATES, "stories": Value.STORIES},
}
_COUNTS: Mapping[str, Arguments] = {
    "counts-tellers": {"counts": _WHO, "tellers": Value.TELLERS},
    **_WHO,
}
_SPOKEN: Mapping[str, Arguments] = {"spoken": {"language": Value.LANGUAGE}}
_ITEM: Mapping[str, Arguments] = {
    "item-week-story": {"numbers": Value.NUMBERS},
    "item-quote-foreign": {
        "quote": Value.QUOTE,
        "spoken": _SPOKEN,
        "numbers": Value.NUMBERS,
    },
    "item-quote": {"quote": Value.QUOTE, "numbers": Value.NUMBERS},
    "item": {"theme": Value.THEME, "stories": Value.CITED, "numbers": Value.NUMBERS},
    "no-stories": {},
}
_WAIT: Arguments = {"days": Value.LONGEST_WAIT, "promise": Value.PROMISE}
_QUESTION: Arguments = {"variant": Value.VARIANT, "number": Value.NUMBER}
_WEEKS: Arguments = {"weeks": Value.WEEKS, "period": Value.PERIOD}

SENTENCES: Mapping[Block, Mapping[str, Arguments]] = {
    Block.HEADER: {"header-quiet": _WEEKS, "header": _WEEKS},
    Block.COUNTS: _COUNTS,
    Block.READING_TIME: {"reading-time": {"minutes": Value.MINUTES}},
    Block.LATE: {"late": {}},
    Block.MERGED: {"merged": {"period": Value.PERIOD}},
    Block.LATE_STORIES: {"late-stories": {"stories": Value.LATE}},
    Block.QUIET: {"quiet": {}},
    Block.STORY_HEADING: {"story-heading": {"stories": Value.QUOTED}},
    Block.REASON: {
        "reason-empathy": {"theme": Value.WHY},
        "reason-feeling": {"theme": Value.WHY},
        "reason-must_win": {"theme": Value.WHY},
        "reason-event": {},
        "reason-length": {},
        "reason-voice": {},
        "reason-owner": {},
        "reason-oldest": {},
    },
    Block.FEW: {"few": {"stories": Value.STORIES}},
    Block.DELIGHTED_HEADING: {"delighted-heading": {}},
    Block.DELIGHTED: _ITEM,
    Block.HURT_HEADING: {"hurt-heading": {}},
    Block.HURT: _ITEM,
    Block.WAITING_HEADING: {"waiting-heading": {}},
    Block.WAITING: {
        "waiting": {"waiting": Value.WAITING, "numbers": Value.NUMBERS},
        "waiting-unlisted": {"waiting": Value.WAITING},
    },
    Block.OLDEST: {"oldest-in-time": _WAIT, "oldest-overdue": _WAIT},
    Block.ARCHIVE_HEADING: {"archive-heading": {}},
    Block.EASY_START_HEADING: {"easy-start-heading": {}},
    Block.EASY_START: {"easy-start": {"variant": Value.VARIANT}},
    Block.QUESTION_HEADING: {"question-heading": {}},
    Block.QUESTION: {
        "question-hurt": _QUESTION,
        "question-delighted": _QUESTION,
        "question-other": _QUESTION,
    },
    Block.CAUTION: {"caution": {}},
}
"""By block, the more special sentence before one that would read it too."""

QUOTES = frozenset({Block.QUOTE})
"""The blocks whose lines are a teller's words and nothing else."""

SOURCES = frozenset({Block.SOURCE})
"""The blocks whose lines are a number and what may be told of its teller."""

JUDGED = frozenset({*SENTENCES, *QUOTES, *SOURCES})
"""The blocks whose lines are read."""

ABOUT_ONE_STORY = frozenset({Block.QUOTE, Block.SOURCE, Block.REASON, Block.QUESTION})
"""The blocks whose lines rest on one story, this week's or an earlier one's."""

MARKED = frozenset({Block.SOURCE, "item-quote", "item-quote-foreign"})
"""The blocks and sentences that say in which language a quote is, when it is not the digest's."""

BELOW_A_QUOTE = frozenset({Block.SOURCE, Block.REASON})
"""The blocks whose lines belong to the quote above them."""

SOURCE_WORDS: Mapping[str, Arguments] = {
    "role-customer": {},
    "role-employee": {},
    "week": {"week": Value.WEEK},
    **_SPOKEN,
}
