"""Names of people in a story, by lists, titles, neighbours and case endings; no machine learning.

Whatever speaks for a name adds to a score, whatever speaks against it takes away. Ordinary words
that are names as well need a neighbour that speaks for them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.model.language import StoryLanguage
from bot.tagging.name_forms import has_surname_ending
from bot.tagging.name_lists import FIRSTS, LONGEST, NAMES, SURNAMES, Kind, NameLists, Sign
from bot.tagging.name_roles import NameRole, role_of
from bot.tagging.name_score import ENOUGH, Beside, Part, beside, score
from bot.tagging.name_words import NameWords, name_words

_PARTS = 4
"""Words that one name has at most."""

_SHOUTED = 0.6
"""Share of words in capitals from which on the capitals of a text say nothing."""

_BESIDE_A_NAME = 2
"""What "Siobhan and …" adds to the score of the next."""

_PARTICLES = frozenset({"von", "af", "van", "der", "bin", "ibn", "al", "el", "la", "di", "da"})
_AND = frozenset({"ja", "sekä", "tai", "and", "or", "och", "eller"})
_FIRST, _OTHER, _SURNAME = int(Kind.FIRST), int(Kind.OTHER), int(Kind.SURNAME)
_RARE = int(Kind.OTHER | Kind.ABROAD)
_NOUNS = int(Sign.STAFF | Sign.CUSTOMER | Sign.KIN)
_LEADING = int(Sign.TITLE | Sign.STAFF_TITLE | Sign.SIGN_OFF | Sign.INTRO)
_LETS_SMALL = _LEADING | _NOUNS | int(Sign.SELF | Sign.THANKS | Sign.ASKS)
_SAYS, _WITH = int(Sign.SAYS), int(Sign.WITH)
_LEADING_GAPS = frozenset({" ", ". ", ": ", "\n", ", ", ",\n", "\n\n", ",\n\n"})
_SMALL_GAPS = frozenset({" ", ": ", ". ", ", "})
_VERB_ENDINGS = {
    "fi": ("in", "en", "an", "än", "on", "aa", "ää", "t", "ti", "si", "ko", "kö"),
    "en": ("ed",),
    "sv": ("de",),
    "other": ("in", "ed", "de"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: code points [start, end) with its case ending, without titles."""

    start: int
    end: int
    role: NameRole


class NameFinder:
    """Finds names. The lists are read in the constructor; nothing is kept of a text."""

    def __init__(self) -> None:
        """Read the package's lists."""
        self._lists = NameLists()
        self._lets_small = self._lists.words_with(_LETS_SMALL)

    def find(self, text: str, language: StoryLanguage) -> tuple[Name, ...]:
        """Return every name, in order and without overlaps. Time is linear in the length."""
        words = name_words(text)
        capitals = [place for place, (start, _) in enumerate(words.spans) if text[start].isupper()]
        shouted = self._is_shouted(words, capitals)
        found: list[Name] = []
        end = 0
        for place in self._worth_reading(words, capitals, language):
            if place < end:
                continue
            end = place + 1
            if words.is_capital(place):
                end = _run_end(words, place)
                alone = end == place + 1
                if shouted or (alone and self._is_plain(words, place, language)):
                    continue
                already = _BESIDE_A_NAME * _is_beside(words, place, found)
                found += self._in_run(words, range(place, end), language, already)
            elif small := self._small(words, place, language):
                end = small
                parts = self._parts(words, place, end, language)
                sides = beside(self._lists, words, place, end - 1, language)
                found.append(self._name(words, parts, sides, language))
        return tuple(found)

    def _is_shouted(self, words: NameWords, capitals: Sequence[int]) -> bool:
        if len(capitals) < 2 or len(capitals) < _SHOUTED * len(words.spans):
            return False
        loud = sum(words.is_loud(place) for place in capitals)
        return loud > 1 and loud >= _SHOUTED * len(words.spans)

    def _worth_reading(
        self, words: NameWords, capitals: list[int], language: StoryLanguage
    ) -> Sequence[int]:
        """Return the places of capitals, and of small words of which a neighbour says a name."""
        lets_small = self._lets_small[language]
        small = [
            place + 1
            for place, word in enumerate(words.folded)
            if word in lets_small and place + 1 < len(words.folded)
        ]
        if words.folded and not words.is_capital(0):
            small.append(0)
        return sorted({*capitals, *small}) if small else capitals

    def _in_run(
        self, words: NameWords, run: range, language: StoryLanguage, already: int
    ) -> Iterator[Name]:
        """Find names among words with capitals that stand side by side."""
        parts = self._parts(words, run.start, run.stop, language)
        first = 0
        while first < len(parts):
            last = self._last(words, parts, first, language)
            name = parts[first:last]
            if name:
                sides = beside(self._lists, words, name[0].place, name[-1].place, language)
                if already + score(name, words, self._lists, sides, language) >= ENOUGH:
                    yield self._name(words, name, sides, language)
            first = max(last, first + 1)
            already = 0

    def _is_plain(self, words: NameWords, place: int, language: StoryLanguage) -> bool:
        """Tell of the capital that opens most sentences, cheaply, that it begins no name."""
        word = words.folded[place]
        if not self._lists.is_ordinary(word) or self._lists.is_listed(word):
            return False
        if not words.is_opening(place) or self._is_led(words, place, language):
            return False
        following = words.folded[place + 1] if place + 1 < len(words.folded) else ""
        return not self._lists.sign(following, language) & _WITH

    def _parts(
        self, words: NameWords, start: int, end: int, language: StoryLanguage
    ) -> list[Part]:
        return [self._part(words, place, language) for place in range(start, end)]

    def _part(self, words: NameWords, place: int, language: StoryLanguage) -> Part:
        folded = words.folded[place]
        if not 1 < len(folded) <= LONGEST:
            return Part(place, 0, "base", folded)
        return Part(place, *self._lists.read(folded, language))

    def _last(
        self, words: NameWords, parts: Sequence[Part], first: int, language: StoryLanguage
    ) -> int:
        """Return where a name that begins with part `first` would end; `first` if none does."""
        if not self._may_begin(words, parts, first, language):
            return first
        end = first + 1
        while end < len(parts) and end - first < _PARTS and self._goes_on(words, parts, end):
            end += 1
        if parts[first].kind & _FIRST or end == len(parts) or parts[end].case != "base":
            return end
        return first if _is_thing(parts[end]) else end  # "Korhonen Oy", "Rantala Group"

    def _may_begin(
        self, words: NameWords, parts: Sequence[Part], first: int, language: StoryLanguage
    ) -> bool:
        part = parts[first]
        place = part.place
        word = words.folded[place]
        if len(word) == 1:
            return first + 1 < len(parts) and words.gap(place + 1) in {". ", "."}
        if words.is_compound(place) or self._lists.exact(word, language) & _LEADING:
            return False
        if self._is_led(words, place, language):
            return True
        if part.kind & NAMES:
            return not self._is_opener(words, parts, first)
        return self._may_be_unlisted(words, parts, first, language)

    def _is_led(self, words: NameWords, place: int, language: StoryLanguage) -> bool:
        """Tell whether a title, a greeting at the end, or "nimeltä" stands before."""
        if not place or not self._lists.exact(words.folded[place - 1], language) & _LEADING:
            return False
        return words.gap(place) in _LEADING_GAPS

    def _is_opener(self, words: NameWords, parts: Sequence[Part], first: int) -> bool:
        """Tell whether an ordinary word opens a sentence before a name: "Annan Pekalle"."""
        if first + 1 == len(parts) or not parts[first + 1].kind & FIRSTS:
            return False
        place = parts[first].place
        return self._lists.is_ordinary(words.folded[place]) and words.is_opening(place)

    def _may_be_unlisted(
        self, words: NameWords, parts: Sequence[Part], first: int, language: StoryLanguage
    ) -> bool:
        part = parts[first]
        if part.kind & _OTHER or (first and _is_thing(parts[first - 1])):
            return False  # "Nordea", "Hotel Kämp"
        opening = words.is_opening(part.place)
        if opening and not _has_surname_next(parts, first, language):
            return False
        word = words.folded[part.place]
        if self._lists.is_ordinary(word.partition("'")[0]):
            return False
        return not self._lists.noun(word, language) & _NOUNS

    def _goes_on(self, words: NameWords, parts: Sequence[Part], end: int) -> bool:
        before, part = parts[end - 1], parts[end]
        word = words.folded[part.place]
        if before.case != "base" or words.is_compound(part.place):
            return False
        gap = words.gap(part.place)
        if gap != " " and len(words.folded[before.place]) > 1:
            return False
        if len(word) == 1:
            return word != "i" or words.gap(part.place + 1).startswith(".")
        if part.kind & NAMES:
            return True
        return not part.kind & _OTHER and not self._lists.is_ordinary(word.partition("'")[0])

    def _small(self, words: NameWords, place: int, language: StoryLanguage) -> int:
        """Return where a name without capitals ends that begins here; 0 if none does."""
        word = words.folded[place]
        if not 2 < len(word) <= LONGEST or (place and words.gap(place) not in _SMALL_GAPS):
            return 0
        kind, case, _ = self._lists.read(word, language)
        if not kind & _FIRST or kind & _RARE or self._lists.is_ordinary(word):
            return 0
        following = place + 1
        if following == len(words.folded) or words.gap(following) != " ":
            return following if place else 0
        if not place and not self._lists.exact(words.folded[following], language) & _SAYS:
            return 0
        kind, _, _ = self._lists.read(words.folded[following], language)
        return following + (case == "base" and bool(kind & _SURNAME))

    def _name(
        self, words: NameWords, parts: Sequence[Part], sides: Beside, language: StoryLanguage
    ) -> Name:
        first, last = parts[0].place, parts[-1].place
        role = role_of(
            self._lists, words, range(first, last + 1), sides, language, _formality(parts)
        )
        start, end = words.spans[first][0], words.spans[last][1]
        if len(words.folded[last]) == 1 and words.gap(last + 1).startswith((".,", ". ")):
            end += 1  # the full stop of an initial
        return Name(start, end, role)


def _formality(parts: Sequence[Part]) -> int:
    """Customers are called by the surname, colleagues by the first name; both say nothing."""
    if len(parts) > 1:
        return 0
    return -1 if parts[0].kind & FIRSTS else 1


def _is_beside(words: NameWords, place: int, found: Sequence[Name]) -> bool:
    """Tell whether "and" stands before, and before that a name."""
    if place < 2 or not found or words.folded[place - 1] not in _AND:
        return False
    return found[-1].end == words.spans[place - 2][1]


def _run_end(words: NameWords, place: int) -> int:
    """Return the place after the last word of a run of words with capitals."""
    end = place + 1
    count = len(words.folded)
    while end < count and _is_near(words, end):
        if words.is_capital(end):
            end += 1
        elif words.folded[end] in _PARTICLES and end + 1 < count and words.is_capital(end + 1):
            end += 2
        else:
            return end
    return end


def _is_near(words: NameWords, place: int) -> bool:
    gap = words.gap(place)
    return gap == " " or (gap in {". ", "."} and not words.is_opening(place))


def _is_thing(part: Part) -> bool:
    return bool(part.kind & _OTHER) and not part.kind & NAMES


def _has_surname_next(parts: Sequence[Part], first: int, language: StoryLanguage) -> bool:
    """An unknown word opens a sentence: a name only with a surname beside, and if no verb."""
    if first + 1 == len(parts) or parts[first].base.endswith(_VERB_ENDINGS[language]):
        return False
    following = parts[first + 1]
    if following.kind & FIRSTS:
        return len(parts) > first + 2 and bool(following.kind & SURNAMES)
    return bool(following.kind & SURNAMES) or has_surname_ending(following.base)
