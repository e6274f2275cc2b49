"""Nothing is named that the cited stories, the catalogue or the themes do not name."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import permutations

from bot.core.model.digest import Finding, Line
from bot.core.model.language import Language
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import POLARITIES, PRIVATE_RISKS, THEMES, Evidence, Theme
from bot.digest.verifying.figures import theme_of
from bot.digest.verifying.names import are_names, is_name
from bot.digest.verifying.page import Page, Place
from bot.digest.verifying.sentences import Said, Value
from bot.digest.verifying.silence import silent_groups, silent_phases

_Names = Callable[[Place], Iterable[str]]

_WHY = {
    "reason-empathy": frozenset({"empathy"}),
    "reason-feeling": frozenset({"feeling", "emotion"}),
    "reason-must_win": frozenset({"must_win"}),
}
_UNKIND = frozenset({"indifference", "blaming", "bouncing", "rudeness"})
"""The keys of empathy that say that there was none."""

_NO_HORIZON = "none"
_PAIRED = frozenset({Value.NAMED_GOOD, Value.NAMED_BAD})
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
    """Find words that are nobody's: no sentence of the block, and no name of what is cited."""
    for line, reading in page.entries:
        if reading is None or not all(
            _is_named(said, printed, Place(line, reading, page, evidence))
            for said, printed in reading.values
        ):
            yield Finding("entity", line)


def overclaims(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find words that claim more than stories can, in what is no fixed sentence and no quote."""
    free = [(line, line.text) for line, reading in page.entries if reading is None]
    free += [(line, text) for line, said, text in page.printed if said in {*_NAMES, *_LISTS}]
    for line, text in free:
        if _OVERCLAIMS[evidence.language].search(text):
            yield Finding("overclaim", line)


def themes_named(line: Line, printed: str, evidence: Evidence) -> set[Theme]:
    """Return the themes that are called so, of which every cited story speaks on this side."""
    stories = evidence.on_side(Block(line.block)) if line.block in POLARITIES else {}
    found = [stories.get(number, frozenset()) for number in line.ids]
    shared = frozenset.intersection(*found) if found else frozenset()
    return {theme for theme in shared if is_name(printed, evidence.name(theme))}


def _is_named(said: Said, printed: str, place: Place) -> bool:
    if said in _LISTS:
        return are_names(printed, _LISTS[said](place.evidence))
    if said not in _NAMES:
        return True
    names = list(_NAMES[said](place))
    return any(is_name(printed, name) for name in names) or (
        said in _PAIRED and _is_pair(printed, names, place.evidence)
    )


def _is_pair(printed: str, names: Sequence[str], evidence: Evidence) -> bool:
    """Two different names, with the word between them; it may stand in a name too."""
    between = evidence.texts.text(evidence.language, "digest-and", first="", second="")
    parts = printed.split(between)
    halves = ((between.join(parts[:at]), between.join(parts[at:])) for at in range(1, len(parts)))
    return any(
        first != second and is_name(left, first) and is_name(right, second)
        for left, right in halves
        for first, second in permutations(names, 2)
    )


def _of_side(place: Place) -> Iterable[str]:
    line = place.line
    printed = place.reading.of(Value.THEME) or ""
    return map(place.evidence.name, themes_named(line, printed, place.evidence))


def _items_of(side: Block) -> _Names:
    """Return what names the themes that are items of the side."""

    def names(place: Place) -> Iterable[str]:
        for line, said, printed in place.page.printed:
            if line.block == side and said is Value.THEME:
                yield from map(place.evidence.name, themes_named(line, printed, place.evidence))

    return names


def _counted(place: Place) -> Iterable[str]:
    name = place.line.data[0] if place.line.data else ""
    theme = theme_of(name) or ("risk", name.removeprefix("risk."))
    return [place.evidence.name(theme)]


def _tagged(*facets: str) -> _Names:
    """Return what names the tags of these facets on the cited stories."""

    def names(place: Place) -> Iterable[str]:
        tags = {
            (tag.facet, tag.key)
            for story in place.evidence.cited(place.line)
            for tag in story.tags
            if tag.facet in facets
        }
        return map(place.evidence.name, sorted(tags))

    return names


def _horizons(place: Place) -> Iterable[str]:
    return list(_tagged("horizon")(place)) or [_NO_HORIZON]


def _reasons(place: Place) -> Iterable[str]:
    """The reason names one or two good things that the story tells."""
    facets = _WHY[place.reading.key]
    names = {
        place.evidence.name((tag.facet, tag.key))
        for story in place.evidence.cited(place.line)
        for tag in story.tags
        if tag.facet in facets and tag.key not in _UNKIND
    }
    return [*names, *(", ".join(pair) for pair in permutations(sorted(names), 2))]


def _private_risks(place: Place) -> Iterable[str]:
    kinds = [key for key in PRIVATE_RISKS if place.evidence.tagged("risk", key)]
    return [place.evidence.name(("risk", key)) for key in kinds]


_NAMES: Mapping[Said, _Names] = {
    Value.THEME: _of_side,
    Value.NAMED_GOOD: _items_of(Block.DELIGHTED),
    Value.NAMED_BAD: _items_of(Block.HURT),
    Value.COUNTED_THEME: _counted,
    Value.STORY_THEME: _tagged(*THEMES),
    Value.HORIZON: _horizons,
    Value.WHY: _reasons,
    Value.PRIVATE_RISK: _private_risks,
}
_LISTS: Mapping[Said, Callable[[Evidence], Sequence[str]]] = {
    Value.PHASES: silent_phases,
    Value.GROUPS: silent_groups,
}
