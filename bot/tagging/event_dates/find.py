"""Every date, weekday and time of day of a text, beside each other as one."""

import re
from collections.abc import Iterable, Iterator

from bot.core.model.language import StoryLanguage
from bot.tagging.event_dates.calendar_dates import calendar_dates
from bot.tagging.event_dates.clock_times import clock_times
from bot.tagging.event_dates.marks import EventDate, Grain
from bot.tagging.event_dates.weekdays import weekdays

_ROUNDS = 4
_BESIDE = re.compile(r",?\s?\(?(?:(?:at|den|the|on|noin|around|about|ca)\s)?", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_WEEKDAY = re.compile(r"tai|viikko|day|dag", re.IGNORECASE)
_CLOCK = re.compile(
    r"k(?:el)?lo|kl|puoli|halv|kvart|aika|aiko|clock|past|quarter|tiden", re.IGNORECASE
)
_RANK = {grain: place for place, grain in enumerate(Grain)}


def find_dates(text: str, language: StoryLanguage) -> tuple[EventDate, ...]:
    """Return those of a text of that language, in order and without overlaps.

    "Tiistaina 12.11. klo 14" is one, of which the month is left. In a text with their marks
    there is none. Time is linear in the length.
    """
    found: list[EventDate] = []
    # What is replaced can uncover its neighbour, and masking twice must be masking once.
    for _ in range(_ROUNDS):
        fresh = _apart(_dates(text, language))
        if not fresh:
            break
        found += fresh
        text = _covered(text, fresh)
    return tuple(_joined(sorted(found), text))


def _dates(text: str, language: StoryLanguage) -> Iterator[EventDate]:
    """Yield what each finder finds, if the text has what all its forms have."""
    has_figure = _FIGURE.search(text)
    if has_figure:
        yield from calendar_dates(text, language)
    if _WEEKDAY.search(text):
        yield from weekdays(text)
    if has_figure or _CLOCK.search(text):
        yield from clock_times(text)


def _apart(dates: Iterable[EventDate]) -> list[EventDate]:
    """Return in order those that begin first; of two that begin together, the longer one."""
    apart: list[EventDate] = []
    end = 0
    for date in sorted(dates, key=lambda one: (one.start, -one.end, _RANK[one.grain])):
        if date.start >= end:
            apart.append(date)
            end = date.end
    return apart


def _covered(text: str, dates: Iterable[EventDate]) -> str:
    """Return the text, as long as it was, with brackets where the marks will have theirs."""
    pieces: list[str] = []
    end = 0
    for date in dates:
        pieces += (text[end : date.start], "[", "]" * (date.end - date.start - 1))
        end = date.end
    return "".join((*pieces, text[end:]))


def _joined(dates: Iterable[EventDate], text: str) -> list[EventDate]:
    """Join neighbours; what says most of them stands for all."""
    joined: list[EventDate] = []
    for date in dates:
        last = joined[-1] if joined else None
        if last and _BESIDE.fullmatch(text, last.end, date.start):
            best = min(last, date, key=lambda one: _RANK[one.grain])
            joined[-1] = best._replace(start=last.start, end=date.end)
        else:
            joined.append(date)
    return joined
