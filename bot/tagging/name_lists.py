"""Which words are names, which only look like names, and what the words beside a name say."""

import json
from enum import IntFlag
from importlib.resources import files
from typing import Any

from bot.core.model.language import SPOKEN, Language, StoryLanguage
from bot.tagging.name_forms import Case, bases

LONGEST = 40
"""Longer words are no names."""

_REMEMBERED = 4096
"""Words of which is remembered that no base of theirs is on a list."""

_SHORTEST_BASE = 3
_SHORTEST_STEM, _LONGEST_STEM = 3, 9
_SHORTEST_HEAD, _LONGEST_HEAD = 2, 18


class Kind(IntFlag):
    """What a word is on the lists. A doubtful name is an ordinary word as well."""

    FIRST = 1
    DOUBTFUL_FIRST = 2
    SURNAME = 4
    DOUBTFUL_SURNAME = 8
    OTHER = 16
    """A place, a company, a day, a people, a department."""

    ABROAD = 32
    """A name that is rare in Finland: its Finnish case forms are often ordinary words."""

    DAY = 64
    """A day or a month."""


class Sign(IntFlag):
    """What a word beside a name says of it."""

    TITLE = 1
    STAFF_TITLE = 2
    SIGN_OFF = 4
    STAFF = 8
    CUSTOMER = 16
    KIN = 32
    INTRO = 64
    THANKS = 128
    ASKS = 256
    SERVES = 512
    STAFF_DOES = 1024
    CUSTOMER_DOES = 2048
    SAYS = 4096
    WHO = 8192
    WITH = 16384
    STAFF_SCENE = 32768
    CUSTOMER_SCENE = 65536
    SELF = 131072
    """"olen", "I'm": what follows may be a name."""

    IS = 524288
    """A verb of which a thing can be the subject, too."""

    THING = 1048576
    """A shop, a street: what stands beside is called after somebody."""

    AT = 262144
    """A preposition of place."""


_LISTS = {
    "first_names": Kind.FIRST,
    "first_names_abroad": Kind.FIRST | Kind.ABROAD,
    "first_names_doubtful": Kind.DOUBTFUL_FIRST,
    "surnames": Kind.SURNAME,
    "surnames_abroad": Kind.SURNAME | Kind.ABROAD,
    "surnames_doubtful": Kind.DOUBTFUL_SURNAME,
    "places": Kind.OTHER,
    "companies": Kind.OTHER,
    "calendar": Kind.OTHER | Kind.DAY,
    "peoples": Kind.OTHER,
    "departments": Kind.OTHER,
}
FIRM = int(Kind.FIRST | Kind.SURNAME)
FIRSTS = int(Kind.FIRST | Kind.DOUBTFUL_FIRST)
SURNAMES = int(Kind.SURNAME | Kind.DOUBTFUL_SURNAME)
_SETTLED = FIRM | int(Kind.OTHER)
NAMES = FIRSTS | SURNAMES
"""Plain numbers: IntFlag arithmetic is slow, and these are asked for every capital letter."""


class NameLists:
    """The lists of `names.json`."""

    def __init__(self) -> None:
        """Read the package's file."""
        text = files("bot.tagging").joinpath("names.json").read_text(encoding="utf-8")
        listed: dict[str, Any] = json.loads(text)
        self._kinds: dict[str, int] = {}
        for section, kind in _LISTS.items():
            number = int(kind)
            for word in listed[section].split():
                self._kinds[word] = self._kinds.get(word, 0) | number
        self._ordinary = frozenset(listed["ordinary_words"].split())
        self._signs: dict[StoryLanguage, dict[str, int]] = {
            language: _signs(listed["signs"], (language,)) for language in SPOKEN
        }
        self._signs["other"] = _signs(listed["signs"], SPOKEN)
        self._stem_starts = frozenset(
            word[:_SHORTEST_STEM] for word in self._signs["other"] if word.endswith("*")
        )
        self._no_names: dict[StoryLanguage, set[str]] = {name: set() for name in self._signs}

    def is_ordinary(self, folded: str) -> bool:
        """Tell whether this form, at the beginning of a sentence, is an ordinary word first."""
        return folded in self._ordinary

    def is_listed(self, folded: str) -> bool:
        """Tell whether the word stands on a list just so."""
        return folded in self._kinds

    def read(self, folded: str, language: StoryLanguage) -> tuple[int, Case, str]:
        """Return what the form can be (numbers of Kind), its case and its base."""
        kinds = self._kinds
        kind = kinds.get(folded, 0)
        if kind:
            return kind, "base", folded
        if "-" in folded:
            return self._read_double(folded, language)
        if folded in self._no_names[language]:
            return 0, "base", folded
        other: tuple[int, Case, str] | None = None
        for base, case in bases(folded, language):
            kind = kinds.get(base, 0) if len(base) >= _SHORTEST_BASE else 0
            if kind & _SETTLED:
                return kind, case, base
            if kind and other is None:
                other = kind, case, base
        if other is None:
            self._remember(folded, language)
        return other or (0, "base", folded)

    def _remember(self, folded: str, language: StoryLanguage) -> None:
        # To try a form's bases is dear; what is a name is looked up again all the same, so that
        # none is kept.
        if len(self._no_names[language]) >= _REMEMBERED:
            self._no_names[language].clear()
        self._no_names[language].add(folded)

    def sign(self, folded: str, language: StoryLanguage) -> int:
        """Return what the word says of a name beside it (numbers of Sign)."""
        signs = self._signs[language]
        sign = signs.get(folded, 0)
        if folded[:_SHORTEST_STEM] not in self._stem_starts:
            return sign
        for length in range(_SHORTEST_STEM, min(len(folded), _LONGEST_STEM) + 1):
            sign |= signs.get(folded[:length] + "*", 0)
        return sign

    def words_with(self, signs: int) -> dict[StoryLanguage, frozenset[str]]:
        """Return for each language the words that say one of these (numbers of Sign)."""
        return {
            language: frozenset(word for word, sign in known.items() if sign & signs)
            for language, known in self._signs.items()
        }

    def exact(self, folded: str, language: StoryLanguage) -> int:
        """Return what a word says as it stands. Cheap enough to be asked of every word."""
        return self._signs[language].get(folded, 0)

    def noun(self, folded: str, language: StoryLanguage) -> int:
        """Return what a noun before a name says, also when the noun is a compound's last part."""
        signs = self._signs[language]
        sign = signs.get(folded, 0)
        if language == "en":
            return sign
        found = _by_head(folded, signs)
        if not found and language != "sv":
            for ending in ("ni", "mme", "nsa", "nsä", "si", "nne"):
                if folded.endswith(ending):
                    found = _by_head(folded[: -len(ending)], signs)
                    break
        return sign | found

    def _read_double(self, folded: str, language: StoryLanguage) -> tuple[int, Case, str]:
        first, _, last = folded.rpartition("-")
        kind, case, base = self.read(last, language)
        front = self._kinds.get(first.rpartition("-")[2], 0)
        both = kind & front
        if both & NAMES or (kind & NAMES and front & NAMES):
            sure = FIRM if (kind | front) & (FIRM | int(Kind.DOUBTFUL_FIRST)) else 0
            firsts = bool((kind & FIRSTS) and (front & FIRSTS))
            number = Kind.FIRST if firsts else Kind.SURNAME
            return (int(number) & sure) or both, case, f"{first}-{base}"
        if kind & int(Kind.OTHER) or front & int(Kind.OTHER):
            return int(Kind.OTHER), case, folded
        return 0, case, folded


def _by_head(folded: str, signs: dict[str, int]) -> int:
    for length in range(min(len(folded), _LONGEST_HEAD), _SHORTEST_HEAD - 1, -1):
        sign = signs.get("*" + folded[-length:])
        if sign is not None:
            return sign
    return 0


def _signs(
    listed: dict[str, dict[str, str]], languages: tuple[Language | StoryLanguage, ...]
) -> dict[str, int]:
    signs: dict[str, int] = {}
    for language in ("all", *languages):
        for section, words in listed[language].items():
            number = int(Sign[section.upper()])
            for word in words.split():
                signs[word] = signs.get(word, 0) | number
                if word[0] == "*":
                    signs[word[1:]] = signs.get(word[1:], 0) | number
    return signs
