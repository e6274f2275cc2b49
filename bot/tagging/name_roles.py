"""Who somebody named in a story is: the one who is served, or the one who serves."""

from typing import Literal

from bot.core.model.language import StoryLanguage
from bot.tagging.name_lists import NameLists, Sign
from bot.tagging.name_score import Beside
from bot.tagging.name_words import NameWords

NameRole = Literal["customer", "colleague", "unknown"]

_SERVED = int(Sign.CUSTOMER | Sign.KIN | Sign.TITLE)
_STAFF = int(Sign.STAFF | Sign.STAFF_TITLE)
_SELF = int(Sign.SIGN_OFF | Sign.SELF | Sign.INTRO)
_SIGN_OFF = int(Sign.SIGN_OFF)
_THANKS_ASKS, _SERVES = int(Sign.THANKS | Sign.ASKS), int(Sign.SERVES)
_STAFF_DOES, _CUSTOMER_DOES = int(Sign.STAFF_DOES), int(Sign.CUSTOMER_DOES)
_STAFF_SCENE, _CUSTOMER_SCENE = int(Sign.STAFF_SCENE), int(Sign.CUSTOMER_SCENE)
_AT = int(Sign.AT)
_REACH = 12
"""Words on either side that are read for the role."""

_NEAR = 4


def role_of(
    lists: NameLists,
    words: NameWords,
    span: range,
    sides: Beside,
    language: StoryLanguage,
    formality: int,
) -> NameRole:
    """Return the role of the name in `span`. Formality above 0 speaks for a customer."""
    if sides.noun & _STAFF:
        return "colleague"
    if sides.noun & _SERVED:
        return "customer"
    if sides.before & _SELF:
        return _introduced(lists, words, span.start, language)
    weight = formality
    if sides.before & _THANKS_ASKS:
        weight -= 2
    elif sides.before & _SERVES:
        weight += 2
    weight += _said_after(lists, words, span, language) + _scene(lists, words, span, language)
    if weight > 0:
        return "customer"
    return "colleague" if weight < 0 else "unknown"


def _introduced(
    lists: NameLists, words: NameWords, first: int, language: StoryLanguage
) -> NameRole:
    """A name that is told as a name: of whom the words before speak, or else of the teller."""
    for place in range(first - 1, max(first - 1 - _NEAR, -1), -1):
        noun = lists.noun(words.folded[place], language)
        if noun & _STAFF:
            return "colleague"
        if noun & (_SERVED | _SIGN_OFF) or words.is_opening(place):
            break
    return "customer"


def _said_after(lists: NameLists, words: NameWords, span: range, language: StoryLanguage) -> int:
    """Weigh the verbs after the name, the nearest most."""
    weight = 0
    for place in range(span.stop, min(span.stop + _NEAR, len(words.folded))):
        if words.is_opening(place):
            break
        sign = lists.sign(words.folded[place], language)
        does = bool(sign & _CUSTOMER_DOES) - bool(sign & _STAFF_DOES)
        weight += 2 * does if not weight else does
        if sign & _AT and place == span.stop:
            weight -= 2
    return weight


def _scene(lists: NameLists, words: NameWords, span: range, language: StoryLanguage) -> int:
    """Weigh what else the sentence tells of: a shift, a desk; an order, a bill."""
    weight = 0
    for place in range(span.start - 1, max(span.start - 1 - _REACH, -1), -1):
        weight += _told(lists.sign(words.folded[place], language))
        if words.is_opening(place):
            break
    for place in range(span.stop, min(span.stop + _REACH, len(words.folded))):
        if words.is_opening(place):
            break
        weight += _told(lists.sign(words.folded[place], language))
    return weight


def _told(sign: int) -> int:
    return bool(sign & _CUSTOMER_SCENE) - bool(sign & (_STAFF_SCENE | _STAFF))
