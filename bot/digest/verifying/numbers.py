"""Every figure counted again, and every digit of Kuule's own words accounted for."""

import re
from collections.abc import Callable, Iterator, Mapping
from math import ceil

from bot.core.model.digest import Finding, Sheet
from bot.core.ports.catalogue import OTHER
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.figures import figure, name_of, theme_of
from bot.digest.verifying.length import characters
from bot.digest.verifying.page import Page, Place
from bot.digest.verifying.reading import Reading
from bot.digest.verifying.sentences import Figure, Said, Value
from bot.digest.verifying.small_cells import hidden_figures

_GROUP_MARK = re.compile(r"(?<=\d)[\u00a0\u202f,](?=\d{3})")
_HALF_MINUTE = 500
"""Characters read in half a minute."""


def numbers(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find figures, dates and weeks that are not what the stories give."""
    for line, reading in page.read:
        place = Place(line, reading, page, evidence)
        is_right = all(_is_right(value, printed, place) for value, printed in reading.values)
        if not is_right or not _has_its_weeks(reading, evidence):
            yield Finding("numbers", line)


def _is_right(said: Said, printed: str, place: Place) -> bool:
    if isinstance(said, Figure):
        return is_number(printed, figure(name_of(said, place.line), place.evidence))
    if said in _WORDS:
        return printed == _WORDS[said](place)
    return said not in _COUNTS or is_number(printed, _COUNTS[said](place))


def is_number(printed: str, expected: float | None) -> bool:
    """True when the number is printed, or a form of the sentence for several stands for it."""
    if expected is None or printed == OTHER:
        return expected is not None and expected > 1
    return _number(printed) == expected


def _number(printed: str) -> float | None:
    plain = _GROUP_MARK.sub("", printed).replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def _has_its_weeks(reading: Reading, evidence: Evidence) -> bool:
    """A week beside a number is that story's, and an earlier one."""
    story = None
    for value, printed in reading.values:
        if value is Value.NUMBER:
            story = evidence.known.get(printed)
        if value is Value.WEEK and story:
            is_earlier = story.week < evidence.period.first
            if not is_earlier or printed != str(story.week.number):
                return False
    return True


def _dates(place: Place) -> str:
    evidence = place.evidence
    first, last = evidence.period.first.monday(), evidence.period.last.sunday()
    return evidence.texts.dates(evidence.language, first, last)


def _period(place: Place) -> str:
    first, last = place.evidence.period.first, place.evidence.period.last
    if first == last:
        return f"{first.number}"
    if first.year == last.year:
        return f"{first.number}–{last.number}"
    return f"{first.number}/{first.year}–{last.number}/{last.year}"


def _due(place: Place) -> str | None:
    day = place.evidence.first_due(place.line.ids)
    return place.evidence.texts.date(place.evidence.language, day) if day else None


def _minutes(place: Place) -> float:
    top = [line for line in place.page.on(Sheet.TOP) if line.block != Block.READING_TIME]
    return ceil(characters(top) / _HALF_MINUTE) / 2


def _quotes_below(place: Place) -> int:
    return sum(line.block == Block.QUOTE for line in place.page.below(place.line))


def _spoke(side: Block) -> Callable[[Place], int | None]:
    """Return what counts who spoke on that side of the theme on which the line rests."""

    def count(place: Place) -> int | None:
        theme = theme_of(name_of(Figure("{0}"), place.line))
        return None if theme is None else place.evidence.speaking(theme, side)

    return count


def _ideas(place: Place) -> int:
    return place.evidence.tellers(
        place.evidence.tagged("kind", "idea").intersection(place.line.ids)
    )


def _votes(place: Place) -> int | None:
    moved = place.evidence.moved
    return moved.votes if moved and place.line.ids == (moved.number,) else None


def _hidden(place: Place) -> int:
    told = {name for line in place.page.of_block(Block.NUMBER) for name in line.data}
    return len(hidden_figures(told, place.evidence))


_WORDS: Mapping[Said, Callable[[Place], str | None]] = {
    Value.DATES: _dates,
    Value.PERIOD: _period,
    Value.DUE: _due,
}
_COUNTS: Mapping[Said, Callable[[Place], float | None]] = {
    Value.WEEKS: lambda place: place.evidence.weeks,
    Value.PROMISE: lambda place: place.evidence.team.reply_days,
    Value.WAIT: lambda place: place.evidence.wait_of(place.line.ids[0]),
    Value.CITED: lambda place: len(place.line.ids),
    Value.MORE: lambda place: len(place.line.ids) - len(place.reading.printed),
    Value.QUOTED: _quotes_below,
    Value.MINUTES: _minutes,
    Value.FOR: _spoke(Block.DELIGHTED),
    Value.AGAINST: _spoke(Block.HURT),
    Value.IDEAS: _ideas,
    Value.HIDDEN: _hidden,
    Value.VOTES: _votes,
}
