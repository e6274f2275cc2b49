"""How much speaks for a name: what its words are on the lists, and what stands beside them."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.core.model.language import StoryLanguage
from bot.tagging.name_forms import Case, has_surname_ending
from bot.tagging.name_lists import FIRM, FIRSTS, NAMES, Kind, NameLists, Sign
from bot.tagging.name_words import NameWords

ENOUGH = 3
"""Score from which on a span is a name."""

_NEVER = 9

_FIRST, _DOUBTFUL_FIRST = int(Kind.FIRST), int(Kind.DOUBTFUL_FIRST)
_SURNAME, _OTHER, _ABROAD = int(Kind.SURNAME), int(Kind.OTHER), int(Kind.ABROAD)
_TITLE, _STAFF_TITLE = int(Sign.TITLE), int(Sign.STAFF_TITLE)
_NOUNS = int(Sign.STAFF | Sign.CUSTOMER | Sign.KIN)
_INTRO, _SELF, _SIGN_OFF = int(Sign.INTRO), int(Sign.SELF), int(Sign.SIGN_OFF)
_SPOKEN_TO = int(Sign.THANKS | Sign.ASKS | Sign.SERVES)
_SAYS, _WHO, _WITH, _AT = int(Sign.SAYS), int(Sign.WHO), int(Sign.WITH), int(Sign.AT)
_DAY = int(Kind.DAY)
_THANKS, _IS = int(Sign.THANKS), int(Sign.IS)
_STAFF, _STAFF_SCENE = int(Sign.STAFF), int(Sign.STAFF_SCENE)
_AT_WORK = _AT | _STAFF_SCENE
_THING, _NEAR = int(Sign.THING), 3
_LINKING = frozenset(
    {"on", "is", "was", "to", "till", "with", "med", "about", "by", "you", "the", "så", "stort"}
)
_GLUED = frozenset("@#/_&0123456789")
"""What makes a handle, a link or a code of the word beside it."""

_JOINING = frozenset(" .,:!\n\r-–")
"""What may stand between a name and the word that speaks for it."""

_ASKED_ENDINGS = ("lle", "lta", "ltä", "lla", "llä")


class Part(NamedTuple):
    """One word that may belong to a name: where it stands, what the lists say of it."""

    place: int
    kind: int
    case: Case
    base: str


class Beside(NamedTuple):
    """What the neighbours of a span say (numbers of Sign)."""

    noun: int
    """The word directly before, also as the last part of a compound."""

    before: int
    """The word before, or the one before that where the nearer only links."""

    after: int


def beside(
    lists: NameLists, words: NameWords, first: int, last: int, language: StoryLanguage
) -> Beside:
    """Look at the words beside those from `first` to `last`."""
    noun = before = after = 0
    if first and _JOINING.issuperset(words.gap(first)):
        previous = words.folded[first - 1]
        noun = lists.noun(previous, language)
        before = lists.sign(previous, language) | noun
        if first > 1 and previous in _LINKING and words.gap(first - 1) == " ":
            before |= lists.sign(words.folded[first - 2], language)
        if words.is_opening(first):
            before &= _SIGN_OFF | _INTRO | _TITLE | _STAFF_TITLE
            noun &= _SIGN_OFF | _TITLE | _STAFF_TITLE
    if last + 1 < len(words.folded) and not words.is_opening(last + 1):
        after = lists.sign(words.folded[last + 1], language)
        if after & (_IS | _AT):
            after |= _at_work(lists, words, last + 2, language)
    return Beside(noun, before, after)


def _at_work(lists: NameLists, words: NameWords, place: int, language: StoryLanguage) -> int:
    """Return what says in the next words that somebody serves: "on paras työpari", "i kassan"."""
    for near in range(place, min(place + _NEAR, len(words.folded))):
        if words.is_opening(near):
            break
        sign = lists.noun(words.folded[near], language)
        if sign & (_STAFF | _STAFF_SCENE):
            return sign & (_STAFF | _STAFF_SCENE)
    return 0


def score(
    parts: Sequence[Part],
    words: NameWords,
    lists: NameLists,
    sides: Beside,
    language: StoryLanguage,
) -> int:
    """Return how much speaks for these words being one name."""
    opening = words.is_opening(parts[0].place)
    total = (
        _listed(parts, opening=opening)
        + _before(parts, words, sides)
        + _after(parts, words, sides)
    )
    if any(words.is_loud(part.place) for part in parts):
        total -= 0 if len(parts) > 1 and all(part.kind & FIRM for part in parts) else _NEVER
    if opening and len(parts) == 1:
        if not parts[0].kind & _DAY:
            total -= 2 * lists.is_ordinary(words.folded[parts[0].place])
        total -= parts[0].case != "base" and bool(parts[0].kind & _ABROAD)
    if language == "other" and not parts[0].kind & _FIRST:
        total -= 2
    return total - _against(parts, words, sides, language)


def _listed(parts: Sequence[Part], *, opening: bool) -> int:
    if len(parts) == 1:
        return _alone(parts[0], opening=opening)
    worth = [_worth(part) for part in parts]
    total = max(worth[:-1]) + worth[-1] + (len(parts[0].base) == 1)  # "K. Jokela"
    if not opening:
        return total + 1
    return total + (max(worth) > 1)


def _alone(part: Part, *, opening: bool) -> int:
    worth = _worth(part)
    if opening or part.kind & _OTHER or worth >= ENOUGH or not worth:
        return worth
    return worth + (2 if part.kind & _DOUBTFUL_FIRST else 1)


def _worth(part: Part) -> int:
    if part.kind & (_FIRST | _SURNAME):
        return 1 if part.kind & _OTHER else ENOUGH
    if part.kind & NAMES:
        return 0 if part.kind & _OTHER else 1
    return int(has_surname_ending(part.base))


def _before(parts: Sequence[Part], words: NameWords, sides: Beside) -> int:
    first = parts[0].place
    gap = words.gap(first)
    before = sides.before
    if before & (_TITLE | _STAFF_TITLE):
        return 5
    if before & (_SIGN_OFF | _INTRO):
        return ENOUGH
    if sides.noun & _NOUNS and gap in {" ", ", ", ": "}:
        told = gap == " " or words.gap(parts[-1].place + 1).startswith((",", " -", " –"))
        return ENOUGH if told else 1
    if before & _SPOKEN_TO and gap == " ":
        return 0 if parts[0].kind & _OTHER else 2
    return 1 if before & _SELF and parts[0].kind & NAMES else 0


def _after(parts: Sequence[Part], words: NameWords, sides: Beside) -> int:
    last = parts[-1]
    gap = words.gap(last.place + 1)
    total = 0
    if gap == " " and last.case == "base":
        total += _doing(parts[0].kind, sides.after)
    if sides.after & _WHO and gap == ", ":
        total += 1
    if sides.after & _THANKS and gap == ", ":
        total += ENOUGH
    if sides.after & _WITH and gap == " " and last.case == "genitive":
        total += 2
    if not words.is_opening(parts[0].place):
        asked = last.case == "person" or (
            not last.kind and words.folded[last.place].endswith(_ASKED_ENDINGS)
        )
        total += asked
    return total


def _doing(kind: int, after: int) -> int:
    """Weigh the verb after a name: what only people do says most."""
    if after & _SAYS:
        thing = kind & _OTHER and not kind & _DAY
        return ENOUGH if kind & FIRSTS and not thing else 1 + bool(kind & NAMES)
    if after & _AT_WORK == _AT_WORK or after & _STAFF:
        return 2
    return bool(after & _IS and kind & NAMES)


def _against(
    parts: Sequence[Part], words: NameWords, sides: Beside, language: StoryLanguage
) -> int:
    first, last = parts[0], parts[-1]
    before, after = words.gap(first.place), words.gap(last.place + 1)
    if before[-1:] in _GLUED or after[:1] in _GLUED:
        return _NEVER
    total = 0
    if len(parts) == 1 and not first.kind & _FIRST:
        total += 2 * (last.case == "place")
        total += 2 * (language != "fi" and bool(sides.before & _AT))
    if sides.noun & _THING and before == " ":
        total += ENOUGH  # "Hotelli Helmi"
    if sides.after & _THING and after in {" ", " -"}:
        total += ENOUGH + ENOUGH * (last.case == "genitive")  # "Veikko Lavin katu"
    return total
