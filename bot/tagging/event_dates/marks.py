"""What stands in a shown text instead of a date, and how exact that still is."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from bot.core.model.language import Language


class Grain(StrEnum):
    """What is left of a date, the most telling first."""

    MONTH = "month"
    YEAR = "year"
    DAY = "day"
    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    TIME = "time"


class EventDate(NamedTuple):
    """A date, weekday or time of day in a text: code points [start, end)."""

    start: int
    end: int
    grain: Grain
    month: int = 0
    """1 to 12 where the grain is a month."""
    year: str = ""
    """Four digits, or nothing where no year was written."""


MONTHS: Mapping[Language, Sequence[str]] = {
    "fi": tuple(
        f"{month}kuu"
        for month in (
            *("tammi", "helmi", "maalis", "huhti", "touko", "kesä"),
            *("heinä", "elo", "syys", "loka", "marras", "joulu"),
        )
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "sv": (
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
}

_OTHERS: Mapping[Language, Mapping[Grain, str]] = {
    "fi": {
        Grain.DAY: "päivämäärä",
        Grain.WEEKDAY: "arkipäivä",
        Grain.WEEKEND: "viikonloppu",
        Grain.TIME: "kellonaika",
    },
    "en": {
        Grain.DAY: "date",
        Grain.WEEKDAY: "weekday",
        Grain.WEEKEND: "weekend",
        Grain.TIME: "time",
    },
    "sv": {
        Grain.DAY: "datum",
        Grain.WEEKDAY: "vardag",
        Grain.WEEKEND: "helg",
        Grain.TIME: "klockslag",
    },
}

_NAMES = sorted(
    {name for names in MONTHS.values() for name in names}
    | {name for names in _OTHERS.values() for name in names.values()}
)
DATE_MARK = rf"\[(?:(?:{'|'.join(map(re.escape, _NAMES))})(?: \d{{4}})?|\d{{4}})\]"
"""A pattern of every mark in every language."""


def date_mark(date: EventDate, language: Language) -> str:
    """Return what stands for it: a month with its year, or a word for what it was."""
    if date.grain is Grain.YEAR:
        return f"[{date.year}]"
    if date.grain is not Grain.MONTH:
        return f"[{_OTHERS[language][date.grain]}]"
    name = MONTHS[language][date.month - 1]
    return f"[{name} {date.year}]" if date.year else f"[{name}]"
