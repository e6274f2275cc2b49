"""Every figure counted again, and every digit of Kuule's own words accounted for."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from bot.core.model.digest import Finding, Line, Sheet
from bot.core.model.story import Role
from bot.core.ports.catalogue import OTHER
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.length import characters
from bot.digest.verifying.page import Page
from bot.digest.verifying.reading import Reading
from bot.digest.verifying.sentences import Value

_GROUP_MARK = re.compile(r"(?<=\d)[\u00a0\u202f,](?=\d{3})")
_HALF_MINUTE = 500
"""Characters read in half a minute."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a figure is counted from."""

    line: Line
    reading: Reading
    page: Page
    evidence: Evidence


def numbers(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find figures, dates and weeks that are not what the stories give."""
    for line, reading in page.read:
        place = Place(line, reading, page, evidence)
        is_right = all(_is_right(value, printed, place) for value, printed in reading.values)
        if not is_right or not _has_its_weeks(reading, evidence):
            yield Finding("numbers", line)


def _is_right(value: Value, printed: str, place: Place) -> bool:
    if value is Value.DATES:
        return printed == _dates(place.evidence)
    if value is Value.PERIOD:
        return printed == _period(place.evidence)
    if value not in _FIGURES:
        return True
    expected = _FIGURES[value](place)
    return expected > 1 if printed == OTHER else _number(printed) == expected


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


def _dates(evidence: Evidence) -> str:
    first, last = evidence.period.first.monday(), evidence.period.last.sunday()
    return evidence.texts.dates(evidence.language, first, last)


def _period(evidence: Evidence) -> str:
    first, last = evidence.period.first, evidence.period.last
    if first == last:
        return f"{first.number}"
    if first.year == last.year:
        return f"{first.number}–{last.number}"
    return f"{first.number}/{first.year}–{last.number}/{last.year}"


def _minutes(place: Place) -> float:
    top = [line for line in place.page.on(Sheet.TOP) if line.block != Block.READING_TIME]
    return ceil(characters(top) / _HALF_MINUTE) / 2


def _quotes_below(place: Place) -> int:
    return sum(line.block == Block.QUOTE for line in place.page.below(place.line))


_FIGURES: Mapping[Value, Callable[[Place], float]] = {
    Value.WEEKS: lambda place: place.evidence.weeks,
    Value.STORIES: lambda place: len(place.evidence.kept),
    Value.CUSTOMERS: lambda place: len(place.evidence.with_role(Role.CUSTOMER)),
    Value.EMPLOYEES: lambda place: len(place.evidence.with_role(Role.EMPLOYEE)),
    Value.TELLERS: lambda place: place.evidence.tellers(place.evidence.kept),
    Value.LATE: lambda place: len(place.evidence.late),
    Value.WAITING: lambda place: place.evidence.people_waiting,
    Value.LONGEST_WAIT: lambda place: place.evidence.longest_wait,
    Value.PROMISE: lambda place: place.evidence.team.reply_days,
    Value.CITED: lambda place: len(place.line.ids),
    Value.MORE: lambda place: len(place.line.ids) - len(place.reading.printed),
    Value.QUOTED: _quotes_below,
    Value.MINUTES: _minutes,
}
