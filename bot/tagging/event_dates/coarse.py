"""A reading whose shown text tells days and times no more exactly than by their month."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.model.language import Language
from bot.core.model.tag import Reading, Tag
from bot.tagging.event_dates.find import find_dates
from bot.tagging.event_dates.marks import EventDate, date_mark


def coarsened(reading: Reading, otherwise: Language) -> Reading:
    """Return it with marks in place of dates, in its language or, where that is not spoken, the
    other one. What rests on a date alone is said no more.
    """
    dates = find_dates(reading.masked, reading.language)
    if not dates:
        return reading
    marks = [date_mark(date, _spoken(reading, otherwise)) for date in dates]
    moved = _Moved(dates, marks)
    tags = tuple(moved.tags(reading.tags, reading.masked))
    return replace(
        reading,
        masked=_replaced(reading.masked, dates, marks),
        emotions=tuple(tag.key for tag in tags if tag.facet == "emotion"),
        tags=tags,
        ideas=tuple(moved.whole(*span) for span in reading.ideas),
    )


class _Moved:
    """Where what stood in a text stands once its dates are replaced."""

    def __init__(self, dates: Sequence[EventDate], marks: Sequence[str]) -> None:
        self._dates = dates
        self._starts = [date.start for date in dates]
        self._shifts = [0]
        for date, mark in zip(dates, marks, strict=True):
            self._shifts.append(self._shifts[-1] + len(mark) - (date.end - date.start))

    def tags(self, tags: Sequence[Tag], text: str) -> Iterator[Tag]:
        """Yield the tags that rest on more than dates, on the words that are left."""
        for tag in tags:
            start, end = self._outside(tag.start, tag.end, text)
            if start < end:
                yield tag._replace(start=self._place(start), end=self._place(end))

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch stands, with the whole mark of a date that it cuts."""
        first, last = self._around(start), self._around(end - 1)
        return self._place(first.start if first else start), self._place(last.end if last else end)

    def _outside(self, start: int, end: int, text: str) -> tuple[int, int]:
        before = self._around(start)
        if before is not None:
            start = before.end
        behind = self._around(end - 1)
        if behind is not None:
            end = behind.start
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        return start, end

    def _around(self, place: int) -> EventDate | None:
        date = self._dates[max(0, bisect_right(self._starts, place) - 1)]
        return date if date.start <= place < date.end else None

    def _place(self, place: int) -> int:
        """Return where a place outside every date has moved; the end of one is outside."""
        before = bisect_right(self._starts, place)
        if before and place < self._dates[before - 1].end:
            before -= 1
        return place + self._shifts[before]


def _spoken(reading: Reading, otherwise: Language) -> Language:
    return otherwise if reading.language == "other" else reading.language


def _replaced(text: str, dates: Sequence[EventDate], marks: Sequence[str]) -> str:
    pieces: list[str] = []
    end = 0
    for date, mark in zip(dates, marks, strict=True):
        pieces += (text[end : date.start], mark)
        end = date.end
    return "".join((*pieces, text[end:]))
