"""Telephone numbers, Finnish, Swedish, North American and international.

Source: ITU-T E.164, an international number has at most 15 digits.
"""

import re
from collections.abc import Iterator

from bot.core.model.tag import PersonalData
from bot.tagging.personal_data.references import follows_reference, shaped

_SPACE = r"[ \u00a0\u202f]"
_GAP = rf"(?:{_SPACE}{{1,2}}|[/‐‑–-]|{_SPACE}?[‐‑-])?"
_STEP = rf"(?!{_SPACE}{{1,2}}\d\d?(?:[.:/]\d|{_SPACE}?[–-]{_SPACE}?[012]?\d(?!{_GAP}\d))){_GAP}\d"
"""To the next digit; not into the date, the time of day or the hours that follow a number."""

_RUN = re.compile(r"[\d+(][\d+()/. \u00a0\u202f‐‑–-]{4,}+")
_PHONE = re.compile(
    rf"(?<![^\W_])(?<!\d[.,:/])(?:"
    # International; the trunk zero or the area may stand in brackets, and so may the country.
    rf"(?:\+|\(\+(?=\d{{1,3}}\))|00){_SPACE}?(?=(?:\d[^\d\n]{{0,4}}){{7}})[1-9]\d{{0,2}}"
    rf"[ \u00a0\u202f)/‐‑–-]{{0,3}}(?:\(\d{{1,4}}\){_GAP})?\d(?:{_STEP}){{3,11}}"
    rf"|\+\d{{1,3}}(?:\.\d{{2,4}}){{2,5}}"  # written with full stops
    rf"|0\d{{2,3}}(?:\.\d{{2,4}}){{2,4}}"
    rf"|\(0\d{{0,3}}\){_GAP}\d(?:{_STEP}){{3,8}}"  # Finnish or Swedish, national
    rf"|0[1-9](?:\d{{0,2}} [/–-] (?=\d{{3}}))?(?:{_STEP}){{5,10}}"
    rf"|358{_GAP}[1-9](?:{_STEP}){{6,10}}"  # Finnish, the plus forgotten
    rf"|(?:1[ -])?(?:\([2-9]\d\d\){_SPACE}?|[2-9]\d\d[ -])\d{{3}}-\d{{4}}"  # North American
    rf"|[2-9]\d\d\.\d{{3}}\.\d{{4}}"
    rf")(?!\d)"
)
_SAID_PHONE = re.compile(
    r"\b(?:puh(?:elin)?(?:nro|numero(?:ni|mme)?)?|p\.|tel(?:efon(?:nummer)?)?|phone(?: number)?"
    r"|gsm|mobil|soita(?:kaa)?|tfn|ring me?[ij]g? på|call me (?:at|on))[.: ]{1,3}$",
    re.IGNORECASE,
)
_SAID_NUMBER = re.compile(rf"\d(?:{_STEP}){{4,14}}(?!\d)")
_SEEN = 30
_DATE_OR_HOURS = re.compile(
    r"\d\d?([-/ .])\d\d?\1(?:19|20)\d\d(?!\d)"
    r"|(?:[01]\d|2[0-3])[0-5]\d ?[–-] ?(?:[01]\d|2[0-4])[0-5]\d(?!\d)"
    r"|[012]\d ?[–-] ?[012]\d [012]\d ?[–-] ?[012]\d(?!\d)"
)
_MOBILE = re.compile(r"\(?\+|\(?0(?:4\d|50|7\d)")
_AMOUNT = re.compile(r"[.,]\d|\s?(?:€|eur\b|euro|kr\b|kpl\b|%)", re.IGNORECASE)


def phones(text: str) -> Iterator[PersonalData]:
    """Yield numbers that can be dialled, none inside another code."""
    numbers = sorted(_numbers(text))
    codes = iter(shaped(text) if numbers else ())
    first = last = end = 0
    for start, stop in numbers:
        while last <= start and (code := next(codes, None)) is not None:
            first, last = code
        if start >= end and not first <= start < last:
            yield PersonalData("phone", start, stop)
            end = stop


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        said = _said_number(text, run.start())
        if said:
            yield said.span()
        for match in _PHONE.finditer(text, *run.span()):
            if _is_dialled(text, match):
                yield match.span()


def _said_number(text: str, start: int) -> re.Match[str] | None:
    number = _SAID_NUMBER.match(text, start)
    if number is None or _DATE_OR_HOURS.match(number.group()):
        return None
    return number if _SAID_PHONE.search(text[max(0, start - _SEEN) : start]) else None


def _is_dialled(text: str, match: re.Match[str]) -> bool:
    if _DATE_OR_HOURS.match(match.group()) or _AMOUNT.match(text, match.end()):
        return False
    return bool(_MOBILE.match(match.group())) or not follows_reference(text, match.start())
