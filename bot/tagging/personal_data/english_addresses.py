"""English addresses: a house number with a street after it, then flat and postal code.

Source: the words and abbreviations of streets of Royal Mail and of the US Postal Service
(Publication 28).
"""

import re
from collections.abc import Iterator
from itertools import chain

from bot.core.model.tag import PersonalData
from bot.tagging.personal_data.addresses import SPACE, after_postal_code

_ENDINGS = (
    r"(?i:street|road|avenue|lane|boulevard|crescent|terrace|gardens|grove|mews)"
    r"|St|Rd|Ave|Ln|Blvd|Cres|Close|Drive|Dr|Way|Square|Sq|Court|Ct|Place|Pl|Row|Hill|Park|Walk|Rise"
    r"|View|Green|Parade|Quay|Wharf|Embankment|Circle|Parkway|Pkwy|Trail|Alley|Yard"
)
_ENGLISH = re.compile(
    rf"(?P<number>\d(?<![\w'’-].)(?<!\d[.,:/].)\d{{0,4}})[A-Za-z]?(?:[-–/]\d{{1,4}})?{SPACE}(?P<first>[A-Z][\w'’.-]{{0,30}}){SPACE}"
    rf"(?:[A-Z][\w'’-]{{0,30}}{SPACE}){{0,3}}(?:{_ENDINGS})(?![\w-])"
    rf"(?!{SPACE}(?:shops|stores|branches|staff))"
    rf"(?:,?{SPACE}(?:[Ff]lat|[Aa]pt\.?|[Aa]partment|[Uu]nit){SPACE}[A-Z\d]{{1,4}}(?!\w))?"
)
_FLAT_BEFORE = re.compile(
    rf"(?<!\w)(?:flat|apartment|apt\.?|unit){SPACE}\w{{1,4}},?{SPACE}$", re.IGNORECASE
)
_QUIET = re.compile(
    r"(?P<number>\d(?<=[ \u00a0].)(?<=(?:at|to|of|is)[ \u00a0].)\d{0,3})[a-z]?"
    rf"{SPACE}(?P<first>(?!the)[a-z][a-z'’-]{{2,30}}){SPACE}"
    r"(?:street|st|road|rd|avenue|ave|lane|close|drive|crescent|terrace|square)(?![\w-])"
)
"""Without capitals, so only after a word that says where."""

_NO_FIRST = re.compile(
    r"and|apr|april|aug|august|big|busy|cars|day|days|dec|december|different|euros|feb|february"
    r"|for|hour|hours|jan|january|jul|july|jun|june|lane|mar|march|may|men|meters|metres|miles"
    r"|minute|minutes|more|nov|november|oct|october|other|people|per|percent|pounds|sep|sept"
    r"|september|small|way|weeks|women"
)
_NO_NUMBER = re.compile(
    r"(?<!\w)(?:(?:in|since|by|until|before|after|during|of|from|summer|year)[ \u00a0]"
    r"|(?P<line>(?:bus|buses|tram|train|route|line|platform|gate|room|table|channel|exit|junction"
    r"|track|top|order|ticket|version|level|floor|chapter|page)[ \u00a0]"
    r"(?:(?:no\.?|number)[ \u00a0])?))$",
    re.IGNORECASE,
)
_SEEN = 20
_YEAR = re.compile(r"(?:19|20)\d\d")


def english_addresses(text: str) -> Iterator[PersonalData]:
    """Yield house numbers with a street; a year or a bus line before a street is none."""
    end = 0
    for match in sorted(_numbered_streets(text), key=re.Match.start):
        start = match.start() - len(_flat_before(text, match.start()))
        if start >= end:
            end = after_postal_code(text, match.end())
            yield PersonalData("address", start, end)


def _numbered_streets(text: str) -> Iterator[re.Match[str]]:
    for match in chain(_ENGLISH.finditer(text), _QUIET.finditer(text)):
        before = _NO_NUMBER.search(text[max(0, match.start() - _SEEN) : match.start()])
        is_year = before and (before["line"] or _YEAR.fullmatch(match["number"]))
        if not (is_year or _NO_FIRST.fullmatch(match["first"].casefold())):
            yield match


def _flat_before(text: str, start: int) -> str:
    flat = _FLAT_BEFORE.search(text[max(0, start - _SEEN) : start])
    return flat.group() if flat else ""
