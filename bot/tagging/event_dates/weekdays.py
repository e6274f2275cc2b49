"""Weekdays on which something happened; not those on which something always happens.

"Viime tiistaina", "on Tuesday" and "i tisdags" tell of one day; "tiistaisin", "every Tuesday" and
"tisdagar" of all of them, and "Monday to Friday" of opening hours.
"""

import re
from collections.abc import Iterator

from bot.tagging.event_dates.marks import EventDate, Grain

_FI = r"(?:maanantai|tiistai|keskiviikko|torstai|perjantai|(?P<end>lauantai|sunnuntai))"
_EN = r"(?:monday|tuesday|wednesday|thursday|friday|(?P<end>saturday|sunday))"
_SV = r"(?:måndag|tisdag|onsdag|torsdag|fredag|(?P<end>lördag|söndag))"
_PART_FI = r"-?(?:aamu(?:päivä)?|ilta(?:päivä)?|päivä|yö)"
_PART_EN = r"(?: (?:morning|lunchtime|afternoon|evening|night))?"
_PART_SV = r"(?: ?s?(?:morgon|morse|förmiddag|eftermiddag|kväll|natt)(?:en)?)?"
_THAT_FI = r"(?:(?:viime|ensi|toissa|edellisenä|seuraavana|samana|kuluneena) )?"
_THAT_EN = r"(?:(?:last|next|this|that|this past|the previous|the following) )?"
_THAT_SV = r"(?:(?:förra|nästa|i|nu i|den här|samma) )?"
_NO_EVENT_EN = r"(?<!every )(?<!each )(?<!black )(?<!good )"

_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w-])(?<!joka ){_THAT_FI}{_FI}(?:na|{_PART_FI}(?:na|nä|ll[aä]))(?![\w-])",
        rf"(?<![\w-])(?:viime|ensi|toissa) {_FI}(?:n|sta|hin)?(?![\w-])",
        rf"(?<![\w-]){_FI}(?:sta (?:asti|lähtien|alkaen)|(?:hin|on) (?:asti|saakka|mennessä))"
        r"(?!\w)",
        rf"(?<![\w-]){_THAT_EN}{_NO_EVENT_EN}{_EN}{_PART_EN}"
        rf"(?![\w-]|\s?(?:–|to|through|till|until) ?(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
        rf"(?<![\w-]){_THAT_SV}(?<!varje )(?<!alla ){_SV}(?:s|en)?{_PART_SV}"
        rf"(?![\w-]|\s?(?:–|till|t\.o\.m\.) ?(?:mån|tis|ons|tors|fre|lör|sön)dag)",
    )
)
_FROM = re.compile(
    r"day(?:\s?[-–]\s?|\s(?:to|through|till|until)\s)$|dag(?:\s?[-–]\s?|\s(?:till|t\.o\.m\.)\s)$",
    re.IGNORECASE,
)


def weekdays(text: str) -> Iterator[EventDate]:
    """Yield weekdays of one event, in no order; they may overlap."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if _FROM.search(text[max(0, match.start() - 14) : match.start()]):
                continue
            yield EventDate(*match.span(), Grain.WEEKEND if match["end"] else Grain.WEEKDAY)
