"""Days of the calendar: in figures, and with the name of the month in three languages.

Sources: Kielitoimiston ohjepankki ("12.11.2026", "12. marraskuuta"), ISO 8601 ("2026-11-12"),
Språkrådet ("den 12 november", "12/11"), and what both sides of the Atlantic write in English.
Every form is sought whatever the language of the text: people quote letters and receipts.
"""

import re
from collections.abc import Iterator

from bot.core.model.language import StoryLanguage
from bot.tagging.event_dates.marks import MONTHS, EventDate, Grain

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_YEAR = r"(?:19|20)\d\d"
_SPACE = r"[ \u00a0\u202f]"
_TO = rf"{_SPACE}?[-–]{_SPACE}?"
_BEFORE = r"(?<![\w.,:/§])(?<!\d[-–])"
_AFTER = r"(?![\w/]|[.,:–-]\d)"

_FIGURES = re.compile(
    rf"{_BEFORE}(?:(?:ma|ti|ke|to|pe|la|su){_SPACE})?(?:{_DAY}(?:\.(?:{_MONTH}\.{_YEAR})?)?{_TO})?"
    rf"{_DAY}\.{_SPACE}?(?P<month>{_MONTH})\."
    rf"(?:{_SPACE}?(?P<year>{_YEAR}){_AFTER}|(?P<short>\d\d){_AFTER}|(?!\w|\.\d|[-–]\d{{3}}))",
    re.IGNORECASE,
)
_NO_DATE_BEFORE = re.compile(
    r"(?<!\w)(?:luku|luvun|kohta|kohdan|kohdassa|kappale|kappaleen|pykälä|versio\w*|v\.|nro|section"
    r"|chapter|version|item|step|avsnitt|punkt|kapitel|paragraf|klo|kello|kl\.?|klockan"
    r"|maksoi|maksaa|hinta|cost|costs|paid|pay|price|was|is|only|than|kostade|kostar|priset)\s?$",
    re.IGNORECASE,
)
"""Chapters and versions; times of day and prices with a full stop behind them."""

_NO_DATE_AFTER = re.compile(r"\s?(?:€|%|eur|kr|kg|km|cm|sek|prosen|procent)", re.IGNORECASE)
_ENDS_SENTENCE = re.compile(r"\s*$|\s*\n|\s+[A-ZÅÄÖ]")

_ISO = re.compile(
    rf"(?<![\w.,:/-])(?P<year>{_YEAR})-(?P<month>0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    rf"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{{1,6}})?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])"
)
_SLASHED = re.compile(
    rf"{_BEFORE}(?P<first>\d\d?)(?P<mark>[/-])(?P<second>\d\d?)(?P=mark)"
    rf"(?:(?P<year>{_YEAR})|(?P<short>\d\d)){_AFTER}"
)
_DEN_SLASHED = re.compile(
    rf"(?<!\w)den{_SPACE}{_DAY}/(?P<month>{_MONTH})(?:[ -]?(?P<year>{_YEAR}))?{_AFTER}",
    re.IGNORECASE,
)


def _names(*shorts: str) -> str:
    return "|".join(rf"(?P<m{place}>{short})" for place, short in enumerate(shorts, 1))


_FI = _names(*(name.removesuffix("kuu") for name in MONTHS["fi"]))
_EN = _names(
    *("jan(?:uary)?", "feb(?:ruary)?", "(?-i:Mar(?:ch)?)", "apr(?:il)?", "(?-i:May)", "june?"),
    *("july?", "aug(?:ust)?", "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?"),
    "dec(?:ember)?",
)
_SV = _names(
    *("jan(?:uari)?", "feb(?:ruari)?", "mars", "apr(?:il)?", "maj", "juni?", "juli?"),
    *("aug(?:usti)?", "sept?(?:ember)?", "okt(?:ober)?", "nov(?:ember)?", "dec(?:ember)?"),
)
_OPTIONAL_YEAR = rf"(?:,?{_SPACE}(?P<year>{_YEAR})(?!\w|[.,:-]\d))?"
_ORDINAL = r"(?:st|nd|rd|th)"
_COUNTED = (
    r"(?!\s(?:people|customers?|orders?|calls?|times|days|hours|minutes|euros?|percent|of\s)"
    r"|\s?[%€])"
)

_NAMED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BEFORE}(?:{_DAY}\.?{_TO})?{_DAY}\.?{_SPACE}?(?:päivä(?:nä)?{_SPACE})?"
        rf"(?:{_FI})(?:kuu(?:ta|n|ssa|hun|sta)?(?!\w)|k\.){_OPTIONAL_YEAR}",
        rf"(?<!\w)(?:{_FI})kuun{_SPACE}{_DAY}(?:\.|:\w{{1,6}})(?:{_TO}{_DAY}\.)?(?!\d)"
        rf"(?:{_SPACE}?päiv(?:ä(?:nä|än|stä)?)(?!\w))?{_OPTIONAL_YEAR}",
        rf"{_BEFORE}(?:the{_SPACE})?(?:{_DAY}{_ORDINAL}?{_TO})?{_DAY}{_ORDINAL}?{_SPACE}"
        rf"(?:of{_SPACE})?(?:{_EN})(?!\w)(?:\.(?={_SPACE}{_YEAR}))?{_OPTIONAL_YEAR}",
        rf"{_BEFORE}(?:the{_SPACE})?{_DAY}{_ORDINAL}{_SPACE}(?:of{_SPACE})?"
        rf"(?:(?P<m3>march)|(?P<m5>may))(?!\w){_OPTIONAL_YEAR}",
        rf"(?<!\w)(?:{_EN})\.?{_SPACE}(?:the{_SPACE})?{_DAY}{_ORDINAL}?"
        rf"(?:{_TO}{_DAY}{_ORDINAL}?)?(?!\w|[.,:/-]\d){_COUNTED}{_OPTIONAL_YEAR}",
        rf"(?<!\w)(?:(?P<m3>march)|(?P<m5>may)){_SPACE}(?:the{_SPACE})?{_DAY}{_ORDINAL}(?!\w)"
        rf"{_OPTIONAL_YEAR}",
        rf"{_BEFORE}(?:den{_SPACE})?(?:{_DAY}(?::?[ae])?{_TO})?{_DAY}(?::?(?:e|a|de|te|dje))?"
        rf"{_SPACE}(?:{_SV})(?![\w-])(?:\.(?={_SPACE}{_YEAR}))?{_OPTIONAL_YEAR}",
    )
)
_DAYS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BEFORE}{_DAY}\.{_SPACE}?(?:päivänä|pvä)(?!\w)",
        rf"(?<!\w)(?:tämän|viime|ensi){_SPACE}kuun{_SPACE}{_DAY}\.(?:{_SPACE}päiv(?:ä|änä)(?!\w))?",
        r"(?:(?<=\bon )|(?<=\bby )|(?<=since )|(?<=until )|(?<=after )|(?<=before )|(?<=from ))"
        rf"the{_SPACE}{_DAY}{_ORDINAL}"
        r"(?=\s*[.,;!?)]|\s*$|\s(?:and|at|I|we|they|he|she|my|our|but|when)(?!\w))",
        rf"(?<!\w)den{_SPACE}{_DAY}:?(?:e|a|de|te|dje)"
        r"(?=\s*[.,;!?)]|\s*$|\s(?:och|kl|klockan|i|men|när|då|denna|förra|fick|kom|var|hade)(?!\w))",
    )
)


def calendar_dates(text: str, language: StoryLanguage) -> Iterator[EventDate]:
    """Yield days of the calendar, in no order; they may overlap."""
    yield from _in_figures(text)
    yield from _with_slashes(text, language)
    yield from _with_month(text)
    for pattern in _DAYS:
        for match in pattern.finditer(text):
            yield EventDate(*match.span(), Grain.DAY)


def _in_figures(text: str) -> Iterator[EventDate]:
    for match in _FIGURES.finditer(text):
        start, end = match.span()
        year = match["year"] or _whole(match["short"])
        if _NO_DATE_BEFORE.search(text[max(0, start - 12) : start]):
            continue
        if _NO_DATE_AFTER.match(text, end):
            continue
        # The full stop of a day without a year may end the sentence as well: then it stays.
        if not year and _ENDS_SENTENCE.match(text, end):
            end -= 1
        yield EventDate(start, end, Grain.MONTH, int(match["month"]), year)


def _with_slashes(text: str, language: StoryLanguage) -> Iterator[EventDate]:
    for match in _SLASHED.finditer(text):
        first, second = int(match["first"]), int(match["second"])
        if not _is_day_and_month(first, second) or (match["short"] and match["mark"] == "-"):
            continue
        year = match["year"] or _whole(match["short"])
        if first > 12 or first == second or (language in {"fi", "sv"} and second <= 12):
            yield EventDate(*match.span(), Grain.MONTH, second, year)
        elif second > 12:
            yield EventDate(*match.span(), Grain.MONTH, first, year)
        else:  # in English the day comes first, or the month
            yield EventDate(*match.span(), Grain.YEAR, 0, year)


def _is_day_and_month(first: int, second: int) -> bool:
    return 0 < first <= 31 and 0 < second <= 31 and min(first, second) <= 12


def _with_month(text: str) -> Iterator[EventDate]:
    for pattern in (_ISO, _DEN_SLASHED, *_NAMED):
        for match in pattern.finditer(text):
            yield EventDate(*match.span(), Grain.MONTH, _month(match), match["year"] or "")


def _month(match: re.Match[str]) -> int:
    said = match.groupdict()
    if "month" in said:
        return int(said["month"])
    return next(int(name[1:]) for name, value in said.items() if value and name != "year")


def _whole(short: str | None) -> str:
    return f"20{short}" if short else ""
