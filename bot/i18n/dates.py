"""Dates and times as each language writes them."""

from datetime import date, datetime

from bot.core.model.language import Language

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def format_date(language: Language, day: date) -> str:
    """Return 9.11.2026, in English 9 Nov 2026."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day}.{day.month}.{day.year}"


def format_dates(language: Language, first: date, last: date) -> str:
    """Return the range, both days included; month and year stand once where they are the same.

    A Swedish day before a dash has no full stop, a Finnish one has.
    """
    end = format_date(language, last)
    if first == last:
        return end
    if first.year != last.year:
        return (
            f"{format_date(language, first)} – {end}"
            if language == "en"
            else f"{format_date(language, first)}–{end}"
        )
    if first.month != last.month:
        return _across_months(language, first, end)
    return f"{first.day}.–{end}" if language == "fi" else f"{first.day}–{end}"


def format_time(language: Language, moment: datetime) -> str:
    """Return klo 9.00, in Swedish kl. 9.00, in English 09:00: the time where the moment is."""
    if language == "en":
        return f"{moment:%H:%M}"
    clock = "klo" if language == "fi" else "kl."
    return f"{clock} {moment.hour}.{moment:%M}"


def format_moment(language: Language, moment: datetime) -> str:
    """Return 9.11.2026 klo 9.00, in English 9 Nov 2026, 09:00."""
    comma = "," if language == "en" else ""
    return f"{format_date(language, moment)}{comma} {format_time(language, moment)}"


def _across_months(language: Language, first: date, end: str) -> str:
    if language == "en":
        return f"{first.day} {_MONTHS[first.month - 1]} – {end}"
    stop = "." if language == "fi" else ""
    return f"{first.day}.{first.month}{stop}–{end}"
