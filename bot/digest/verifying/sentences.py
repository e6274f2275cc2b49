"""Which sentences of the catalogue a line of each block may be, and what its arguments are."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from bot.digest.blocks import Block


class Value(StrEnum):
    """What an argument of a sentence says, by which the gates know how to check it."""

    QUOTE = auto()
    """A teller's words."""
    LANGUAGE = auto()
    """The code of the language in which the cited story was told."""
    NUMBER = auto()
    """The number of one story."""
    LIST = auto()
    """Numbers of stories, some with their weeks."""
    WEEK = auto()
    """The week of the story before it."""
    FORM = auto()
    """What only chose a form of the sentence, and is told by the rest of it."""

    THEME = auto()
    """A theme of the side, of which every cited story speaks."""
    NAMED_GOOD = auto()
    NAMED_BAD = auto()
    """One or two themes that are items of the side."""
    COUNTED_THEME = auto()
    """The theme or risk whose figure the line rests on."""
    STORY_THEME = auto()
    """A theme of the cited story."""
    HORIZON = auto()
    """How far the idea of the cited story goes."""
    WHY = auto()
    """Names of what is good in the cited story."""
    PRIVATE_RISK = auto()
    """A kind of risk that goes to one person."""
    PHASES = auto()
    GROUPS = auto()
    """Phases and groups of which nobody told, or too few."""

    DATES = auto()
    PERIOD = auto()
    WEEKS = auto()
    PROMISE = auto()
    WAIT = auto()
    """For how many working days the teller of the cited story waits."""
    DUE = auto()
    """By which day the first of the cited tellers who wait was promised an answer."""
    CITED = auto()
    """How many stories the line cites."""
    QUOTED = auto()
    """How many stories the section quotes."""
    MORE = auto()
    """How many of the cited stories are not listed."""
    MINUTES = auto()
    FOR = auto()
    AGAINST = auto()
    IDEAS = auto()
    """People who spoke for the line's theme, against it, or with an idea to it."""
    VOTES = auto()
    """How many readers voted for the cited story."""
    OPINION = auto()
    """The words of a reader who did."""
    HIDDEN = auto()
    """How many figures are too small to be told."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with a name; `{0}` in it is the first that the line names in its `data`."""

    name: str


@dataclass(frozen=True, slots=True)
class Within:
    """Another sentence within this one; words that are none of these are the value instead."""

    sentences: "Mapping[str, Arguments]"
    otherwise: Value | None = None


Said = Value | Figure
Argument = Said | Within
Arguments = Mapping[str, Argument]

LATE_NUMBER: Arguments = {"number": Value.NUMBER, "week": Value.WEEK}

_MORE: Arguments = {"numbers": Value.LIST, "more": Value.MORE}
_NUMBERS = Within({"numbers-more": _MORE}, Value.LIST)
_SPOKEN: Mapping[str, Arguments] = {"spoken": {"language": Value.LANGUAGE}}
_MOODS = {mood: Figure(f"mood.{mood}") for mood in ("positive", "negative", "mixed", "neutral")}
_PHASES = {phase: Figure(f"phase.{phase}") for phase in ("before", "during", "after")}
_WHO: Mapping[str, Arguments] = {
    "counts-roles": {
        "dates": Value.DATES,
        "stories": Figure("stories"),
        "customers": Figure("stories.customers"),
        "employees": Figure("stories.employees"),
    },
    "counts": {"dates": Value.DATES, "stories": Figure("stories")},
}
_ITEM: Mapping[str, Arguments] = {
    "item-week-story": {"numbers": _NUMBERS},
    "item-quote-foreign": {"quote": Value.QUOTE, "spoken": Within(_SPOKEN), "numbers": _NUMBERS},
    "item-quote": {"quote": Value.QUOTE, "numbers": _NUMBERS},
    "item": {"theme": Value.THEME, "stories": Value.CITED, "numbers": _NUMBERS},
    "no-stories": {},
}
_TREND: Arguments = {
    "theme": Value.COUNTED_THEME,
    "now": Figure("{0}"),
    "of": Figure("tellers"),
    "before": Figure("{0}.before"),
    "earlier": Figure("tellers.before"),
    "weeks": Figure("weeks.before"),
}
_MOVED: Arguments = {"number": Value.NUMBER, "votes": Value.VOTES}
_WAIT: Arguments = {"days": Figure("waiting.oldest"), "promise": Value.PROMISE}
_QUESTION: Arguments = {"variant": Value.FORM, "number": Value.NUMBER}
_WEEKS: Arguments = {"weeks": Value.WEEKS, "period": Value.PERIOD}
_RISK: Arguments = {"risk": Value.COUNTED_THEME, "stories": Figure("{0}")}
_IDEA: Arguments = {"quote": Value.QUOTE, "numbers": _NUMBERS, "horizon": Value.HORIZON}
_STORY: Arguments = {"quote": Value.QUOTE, "numbers": _NUMBERS}

FIGURES = (
    *("stories", "stories.customers", "stories.employees", "tellers"),
    *("tellers.customers", "tellers.customers.before", "tellers.before", "weeks.before"),
    *(figure.name for figure in (*_MOODS.values(), *_PHASES.values())),
    *("waiting", "waiting.oldest", "late", "energy.gave", "energy.took"),
)
"""The figures that have a name of their own in the catalogue."""


def figure_key(name: str) -> str:
    """Return the sentence that names a figure on the sheet of numbers."""
    if name in FIGURES:
        return f"figure-{name.replace('.', '_')}"
    kind = name.partition(".")[0]
    return f"figure-{kind}-before" if name.endswith(".before") else f"figure-{kind}"


_FIGURE_NAMES: Mapping[str, Arguments] = {
    **{figure_key(name): {} for name in FIGURES},
    "figure-theme-before": {"name": Value.COUNTED_THEME},
    "figure-theme": {"name": Value.COUNTED_THEME},
    "figure-risk": {"name": Value.COUNTED_THEME},
}

SENTENCES: Mapping[Block, Mapping[str, Arguments]] = {
    Block.HEADER: {"header-quiet": _WEEKS, "header": _WEEKS},
    Block.COUNTS: {
        "counts-tellers": {"counts": Within(_WHO), "tellers": Figure("tellers")},
        **_WHO,
    },
    Block.READING_TIME: {"reading-time": {"minutes": Value.MINUTES}},
    Block.LATE: {"late": {}},
    Block.MERGED: {"merged": {"period": Value.PERIOD}},
    Block.LATE_STORIES: {"late-stories": {"stories": Figure("late")}},
    Block.QUIET: {"quiet": {}},
    Block.SENTENCE_HEADING: {"sentence-heading": {}},
    Block.SENTENCE: {
        "sentence": {
            "side": Value.FORM,
            "delighted": Value.NAMED_GOOD,
            "hurt": Value.NAMED_BAD,
            **_MOODS,
        }
    },
    Block.STORY_HEADING: {"story-heading": {"stories": Value.QUOTED}},
    Block.MOVED: {
        "moved-why": {**_MOVED, "why": Value.OPINION},
        "moved": _MOVED,
    },
    Block.REASON: {
        "reason-empathy": {"theme": Value.WHY},
        "reason-feeling": {"theme": Value.WHY},
        "reason-must_win": {"theme": Value.WHY},
        "reason-event": {},
        "reason-length": {},
        "reason-voice": {},
        "reason-owner": {},
        "reason-mix": {},
        "reason-oldest": {},
    },
    Block.FEW: {"few": {"stories": Figure("stories")}},
    Block.DELIGHTED_HEADING: {"delighted-heading": {}},
    Block.DELIGHTED: _ITEM,
    Block.HURT_HEADING: {"hurt-heading": {}},
    Block.HURT: _ITEM,
    Block.RISING_HEADING: {"rising-heading": {"direction": Value.FORM}},
    Block.RISING: {
        "rising-clear_rise": _TREND,
        "rising-clear_fall": _TREND,
        "rising-possible_rise": _TREND,
        "rising-possible_fall": _TREND,
        "rising-new": _TREND,
    },
    Block.STEADY: {"steady": {}, "steady-few": {}},
    Block.MIX: {
        "mix": {
            "now": Figure("tellers.customers"),
            "of": Figure("tellers"),
            "before": Figure("tellers.customers.before"),
            "earlier": Figure("tellers.before"),
        }
    },
    Block.WAITING_HEADING: {"waiting-heading": {}},
    Block.WAITING: {
        "waiting": {"waiting": Figure("waiting"), "numbers": _NUMBERS},
        "waiting-unlisted": {"waiting": Figure("waiting")},
    },
    Block.OLDEST: {"oldest-in-time": _WAIT, "oldest-overdue": _WAIT},
    Block.PICTURE: {
        "picture": {
            "stories": Figure("stories"),
            "waiting": Figure("waiting"),
            **_MOODS,
            **_PHASES,
        }
    },
    Block.ARCHIVE_HEADING: {"archive-heading": {}},
    Block.EASY_START_HEADING: {"easy-start-heading": {}},
    Block.EASY_START: {"easy-start": {"variant": Value.FORM}},
    Block.QUESTION_HEADING: {"question-heading": {}},
    Block.QUESTION: {
        "question-hurt": _QUESTION,
        "question-delighted": _QUESTION,
        "question-other": _QUESTION,
    },
    Block.CAUTION: {"caution": {}},
    Block.MUST_WIN_HEADING: {"must_win-heading": {}},
    Block.MUST_WIN: {
        "must_win": {
            "theme": Value.COUNTED_THEME,
            "for": Value.FOR,
            "against": Value.AGAINST,
            "ideas": Value.IDEAS,
        }
    },
    Block.IDEAS_HEADING: {"ideas-heading": {}},
    Block.IDEA: {"idea-foreign": {**_IDEA, "spoken": Within(_SPOKEN)}, "idea": _IDEA},
    Block.MORE_IDEAS: {"more-ideas": {"stories": Value.CITED}},
    Block.RISKS_HEADING: {"risks-heading": {}},
    Block.RISK: {
        "risk-private": {"risk": Within({"risk-other": {}}, Value.PRIVATE_RISK)},
        "risk-due": {**_RISK, "due": Value.DUE},
        "risk": _RISK,
    },
    Block.OPEN_HEADING: {"open-heading": {}},
    Block.OPEN: {
        "open": {"number": Value.LIST, "theme": Value.STORY_THEME, "days": Value.WAIT},
        "open-plain": {"number": Value.LIST, "days": Value.WAIT},
    },
    Block.GUIDE: {"guide": {}},
    Block.STORIES_HEADING: {"stories-heading": {}},
    Block.STORY: {"story-foreign": {**_STORY, "spoken": Within(_SPOKEN)}, "story": _STORY},
    Block.MORE_STORIES: {"more-stories": {"stories": Value.CITED}},
    Block.NUMBERS_HEADING: {"numbers-heading": {}},
    Block.NUMBER: {"number": {"name": Within(_FIGURE_NAMES), "value": Figure("{0}")}},
    Block.MISSING: {
        "missing-phases": {"names": Value.PHASES},
        "missing-groups": {"names": Value.GROUPS},
    },
    Block.HIDDEN: {"hidden": {"figures": Value.HIDDEN}},
    Block.METHOD: {"method": {}},
}
"""By block, the more special sentence before one that would read it too."""

QUOTES = frozenset({Block.QUOTE, Block.MUST_WIN_QUOTE})
"""The blocks whose lines are a teller's words and nothing else."""

SOURCES = frozenset({Block.SOURCE, Block.MUST_WIN_SOURCE})
"""The blocks whose lines are a number and what may be told of its teller."""

ABOUT_ONE_STORY = frozenset(
    {
        *QUOTES,
        *SOURCES,
        Block.REASON,
        Block.MOVED,
        Block.QUESTION,
        Block.IDEA,
        Block.OPEN,
        Block.STORY,
    }
)
"""The blocks whose lines rest on one story, this week's or an earlier one's."""

_QUOTING = ("item-quote", "idea", "story")
COUNTED_BY_IDS = frozenset(
    {Block.COUNTS, Block.FEW, Block.LATE_STORIES, Block.WAITING, Block.OLDEST}
)
"""The blocks whose figures need no name, for they cite every story that is counted."""

MARKED = frozenset({*SOURCES, *_QUOTING, *(f"{key}-foreign" for key in _QUOTING)})
"""The blocks and sentences that say in which language a quote is, when it is not the digest's."""

SOURCE_WORDS: Mapping[str, Arguments] = {
    "role-customer": {},
    "role-employee": {},
    "week": {"week": Value.WEEK},
    **_SPOKEN,
}
