"""Every kind of personal data of a text in one go."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from bot.core.model.tag import PersonalData
from bot.tagging.personal_data.accounts import accounts, cards
from bot.tagging.personal_data.addresses import addresses
from bot.tagging.personal_data.codes import identity_codes, personal_numbers
from bot.tagging.personal_data.contacts import emails, handles, links, slack_forms
from bot.tagging.personal_data.english_addresses import english_addresses
from bot.tagging.personal_data.marks import covered
from bot.tagging.personal_data.phones import phones
from bot.tagging.personal_data.vehicles import plates

_ROUNDS = 4
_TELLING = re.compile(r"[@/<)\]\d]")
"""Without one of these, and without "www.", there is nothing to find: so it is in most texts."""

_FIGURE = re.compile(r"\d")

_LONG_NUMBER = re.compile(r"\d(?:\D{0,3}\d){4}")
_AFTER_WORD = re.compile(
    r"\d(?:(?<=[^\W\d_].)|(?<=[^\W\d_][ \u00a0\u202f‑–-].)|(?<=[^\W\d_][ \u00a0]{2}.))"
)
_AFTER_LETTERS = re.compile(
    r"\d(?:(?<=(?<!\w)[^\W\d_]{3}.)|(?<=(?<!\w)[^\W\d_]{3}[ \u00a0‑–-].)"
    r"|(?<=(?<!\w)[^\W\d_]{2}[‑–-].))"
)
_BEFORE_WORD = re.compile(r"\d[A-Za-z]?(?:[-–/]\d{1,4})?[ \u00a0\u202f][^\W\d_]")

_Finder = Callable[[str], Iterator[PersonalData]]
_FINDERS: tuple[tuple[_Finder, re.Pattern[str] | None], ...] = (
    (slack_forms, None),
    (links, None),
    (emails, None),
    (accounts, _LONG_NUMBER),
    (cards, _LONG_NUMBER),
    (identity_codes, _LONG_NUMBER),
    (personal_numbers, _LONG_NUMBER),
    (handles, None),
    (addresses, _AFTER_WORD),
    (english_addresses, _BEFORE_WORD),
    (phones, _LONG_NUMBER),
    (plates, _AFTER_LETTERS),
)
"""In this order, each with the figures that must stand in a text for it to have something to find;
those of no figures look for their own signs first. Each yields spans in order and without
overlaps; what one found is covered before the next looks.
"""


def find(text: str, others: Sequence[PersonalData] = ()) -> tuple[PersonalData, ...]:
    """Return every span, in order and without overlaps. In a masked text there is none.

    `others` are spans of another finder (of names, say); where one overlaps a rule's, that wins.
    """
    found: list[PersonalData] = []
    # Masking a span can uncover its neighbour ("a@b@c"), and masking twice must be masking once.
    for _ in range(_ROUNDS):
        text, fresh = _one_round(text)
        if others:
            apart = _apart(others, fresh)
            text, fresh, others = covered(text, apart), fresh + apart, ()
        if not fresh:
            break
        found += fresh
    return tuple(sorted(found, key=lambda span: span.start))


def _one_round(text: str) -> tuple[str, list[PersonalData]]:
    """Return what each finder finds, and the text in which that is covered."""
    fresh: list[PersonalData] = []
    if not _TELLING.search(text) and "www." not in text.lower():
        return text, fresh
    has_figures = _FIGURE.search(text) is not None  # covering a span adds none
    for finder, needed in _FINDERS:
        if needed is None or (has_figures and needed.search(text)):
            spans = list(finder(text))
            text = covered(text, spans)
            fresh += spans
    return text, fresh


def _apart(others: Sequence[PersonalData], found: Sequence[PersonalData]) -> list[PersonalData]:
    """Return in order those of the others that touch none of the found ones, nor each other."""
    taken = sorted((span.start, span.end) for span in found)
    apart: list[PersonalData] = []
    end = 0
    for other in sorted(others, key=lambda span: span.start):
        after = bisect_left(taken, (other.start, other.start))
        before = taken[after - 1][1] if after else 0
        following = taken[after][0] if after < len(taken) else other.end
        if max(before, end) <= other.start < other.end <= following:
            apart.append(other)
            end = other.end
    return apart
