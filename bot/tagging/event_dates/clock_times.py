"""Times of day: with a word for the clock before them, or in a form that says it.

A bare 14.30 is left: it is a price, a measure or a number as well.
"""

import re
from collections.abc import Iterator

from bot.tagging.event_dates.marks import EventDate, Grain

_HOUR = r"(?:[01]?\d|2[0-4])"
_EXACT = rf"{_HOUR}[.:][0-5]\d(?::[0-5]\d)?"
_TIME = rf"(?:{_EXACT}|{_HOUR})"
_TO = r"\s?[-–]\s?"
_CLOCK = r"(?<![\w-])(?:klo|kello|kl\.?|klockan)\s?"
_HALF_DAY = r"\s?(?:[ap]\.m\.|[ap]m)(?!\w)"
_BEFORE = r"(?<![\w.,:/])(?<!\d[-–])"
_AFTER = r"(?![\w/]|[.,:–-]\d)"
_CASE = r"(?::(?:n|aan|een|ään|lt[aä]|ll[aä]|ksi|st[aä]|ss[aä]|tä|ta))?"

_FI = (
    r"(?:yksi|kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän|kymmenen)(?:toista)?"
    r"|(?:yhde|kahde|kolme|neljä|viide|kuude|seitsemä|kahdeksa|yhdeksä|kymmene)(?:lt[aä]|n)(?:toista)?"
)
_EN = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_SV = r"ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_CLOCK}{_TIME}(?:{_TO}{_TIME})?(?:-tiden)?{_CASE}{_AFTER}",
        rf"{_CLOCK}(?:(?:puoli|varttia (?:vaille|yli)) )?(?:{_FI})(?!\w)",
        rf"{_CLOCK}(?:(?:halv|kvart (?:i|över)) )?(?:{_SV})(?!\w)",
        rf"{_BEFORE}{_HOUR}:[0-5]\d(?::[0-5]\d)?(?:{_TO}{_HOUR}:[0-5]\d)?(?:{_HALF_DAY})?{_CASE}"
        rf"{_AFTER}",
        rf"{_BEFORE}(?:{_EXACT}|1[0-2]|0?\d)(?:{_TO}(?:{_EXACT}|1[0-2]|0?\d))?{_HALF_DAY}",
        rf"{_BEFORE}(?:{_EXACT}|{_HOUR})(?::n)?\s(?:aikaan|aikoihin)(?!\w)",
        r"(?<!\w)(?:(?:yhden|kahden|kolmen|neljän|viiden|kuuden|seitsemän|kahdeksan|yhdeksän|kymmenen)"
        r"(?:toista)?)\s(?:aikaan|aikoihin)(?!\w)",
        rf"(?<!\w)puoli\s(?:{_FI})(?!\w)",
        rf"(?<!\w)(?:\d\d?|{_EN})\s?o['’]?clock(?!\w)",
        rf"(?<!\w)(?:half past|(?:a )?quarter (?:past|to)|(?:five|ten|twenty) (?:past|to))\s"
        rf"(?:\d\d?|{_EN})(?!\w)",
        rf"(?<!\w)(?:halv|kvart (?:i|över))\s(?:{_SV})(?![\w-])",
        rf"(?<!\w)vid\s(?:{_HOUR}-|(?:{_SV}))tiden(?!\w)",
    )
)


def clock_times(text: str) -> Iterator[EventDate]:
    """Yield times of day, in no order; they may overlap."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            yield EventDate(*match.span(), Grain.TIME)
