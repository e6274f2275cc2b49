"""Nothing is named that the cited stories, the catalogue or the themes do not name."""

import re
from collections.abc import Iterator
from itertools import permutations

from bot.core.model.digest import Finding, Line
from bot.core.model.language import Language
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import POLARITIES, Evidence, Theme
from bot.digest.verifying.page import Page
from bot.digest.verifying.reading import Reading
from bot.digest.verifying.sentences import Value

_WHY = {
    "reason-empathy": frozenset({"empathy"}),
    "reason-feeling": frozenset({"feeling", "emotion"}),
    "reason-must_win": frozenset({"must_win"}),
}
_UNKIND = frozenset({"indifference", "blaming", "bouncing", "rudeness"})
"""The keys of empathy that say that there was none."""

_CUT = "…"
_OVERCLAIMS: dict[Language, re.Pattern[str]] = {
    "fi": re.compile(
        r"\b(siksi|johtu(i|u|va|en|nut)\w*|ansiosta|takia|vuoksi|kaikki asiakkaat|jokainen asiakas"
        r"|kukaan ei|aina|merkittäv\w*|todista\w*|osoittaa)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(because of|due to|therefore|caused by|all (the )?customers|every customer|nobody"
        r"|always|significant(ly)?|prove[sdn]?)\b",
        re.IGNORECASE,
    ),
    "sv": re.compile(
        r"\b(därför|beror på|berodde på|på grund av|tack vare|alla kunder|varje kund|ingen kund"
        r"|alltid|betydligt|signifikant\w*|bevisar)\b",
        re.IGNORECASE,
    ),
}
"""Cause, everybody and certainty: what no count of stories shows."""


def entities(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find words that are nobody's: no sentence of the block, and no name of a cited theme."""
    for line, reading in page.entries:
        if reading is None or not _is_why(line, reading, evidence):
            yield Finding("entity", line)
    for line, value, printed in page.printed:
        if value is Value.THEME and not themes_named(line, printed, evidence):
            yield Finding("entity", line)


def overclaims(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find words that claim more than stories can, in what is no fixed sentence and no quote."""
    free = [(line, line.text) for line, reading in page.entries if reading is None]
    free += [
        (line, text) for line, value, text in page.printed if value in {Value.THEME, Value.WHY}
    ]
    for line, text in free:
        if _OVERCLAIMS[evidence.language].search(text):
            yield Finding("overclaim", line)


def themes_named(line: Line, printed: str, evidence: Evidence) -> set[Theme]:
    """Return the themes that are called so, of which every cited story speaks on this side."""
    stories = evidence.on_side(Block(line.block)) if line.block in POLARITIES else {}
    found = [stories.get(number, frozenset()) for number in line.ids]
    shared = frozenset.intersection(*found) if found else frozenset()
    return {theme for theme in shared if _is_name(printed, evidence.name(theme))}


def _is_why(line: Line, reading: Reading, evidence: Evidence) -> bool:
    """The reason names one or two good things that the story tells, if it names any."""
    printed = reading.of(Value.WHY)
    if printed is None:
        return True
    names = {
        evidence.name((tag.facet, tag.key))
        for story in evidence.cited(line)
        for tag in story.tags
        if tag.facet in _WHY[reading.key] and tag.key not in _UNKIND
    }
    pairs = (", ".join(pair) for pair in permutations(sorted(names), 2))
    return any(_is_name(printed, name) for name in (*names, *pairs))


def _is_name(printed: str, name: str) -> bool:
    """A name may begin in small letters, and may be cut where it is marked."""
    printed, name = printed.casefold(), name.casefold()
    if printed.endswith(_CUT) and not name.endswith(_CUT):
        return name.startswith(printed.removesuffix(_CUT))
    return printed == name
