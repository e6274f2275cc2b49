"""Text → the words in which names are sought, and how each is written and set off."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.tagging.name_lists import LONGEST

# One pass, no step back: an apostrophe or a hyphen belongs to a word only before a letter.
_WORD = re.compile(
    r"[^\W\d_][^\W_]*(?:(?:[\u0300-\u036f]+|['’-](?=[^\W\d_])|:(?=[a-zäöå]))[^\W_]*)*"
)
_COMBINING = re.compile("[\u0300-\u036f]")
_STOPS = frozenset('.!?…\n\r:;"”“»«•[]()*>|/=')
_ABBREVIATIONS = frozenset(
    {"mr", "mrs", "ms", "dr", "st", "prof", "hra", "rva", "tri", "nti", "terv", "hr", "fr"}
)


@dataclass(frozen=True, slots=True)
class NameWords:
    """The words of a text: as they are compared (small letters, NFC), and where they stand."""

    text: str
    folded: Sequence[str]
    spans: Sequence[tuple[int, int]]

    def gap(self, place: int) -> str:
        """Return what stands before the word; at the number of words, what ends the text."""
        start = self.spans[place - 1][1] if place else 0
        end = self.spans[place][0] if place < len(self.spans) else len(self.text)
        return self.text[start:end]

    def is_capital(self, place: int) -> bool:
        """Tell whether the word begins with a capital letter."""
        return self.text[self.spans[place][0]].isupper()

    def is_loud(self, place: int) -> bool:
        """Tell whether the word is in capitals only, and longer than an initial."""
        start, end = self.spans[place]
        return end - start > 1 and self.text[start:end].isupper()

    def is_opening(self, place: int) -> bool:
        """Tell whether it is the first of a sentence, or after a colon, a quote, a bracket."""
        if not place:
            return True
        gap = self.gap(place)
        if gap == " ":
            return False
        if gap == ". ":
            before = self.folded[place - 1]
            return len(before) > 1 and before not in _ABBREVIATIONS
        return not _STOPS.isdisjoint(gap)

    def is_compound(self, place: int) -> bool:
        """Tell whether a small letter follows a hyphen: "Linda-koira", "Prisma-kortti"."""
        start, end = self.spans[place]
        hyphen = self.text.rfind("-", start, end)
        return hyphen > 0 and self.text[hyphen + 1].islower()


def name_words(text: str) -> NameWords:
    """Split the text. Every word of a text has an entry, so that neighbours are neighbours."""
    spans = [match.span() for match in _WORD.finditer(text)]
    small = text.lower()
    if len(small) != len(text) or (not text.isascii() and _COMBINING.search(text)):
        return NameWords(text, [_fold(text[start:end]) for start, end in spans], spans)
    if "’" in small:
        small = small.replace("’", "'")
    return NameWords(text, [small[start:end] for start, end in spans], spans)


def _fold(word: str) -> str:
    # Normalising a run of combining marks costs its length squared; so long a word is no name.
    if len(word) > LONGEST:
        return "-"
    return unicodedata.normalize("NFC", word.lower().replace("’", "'"))
