"""Number plates of Finnish and Swedish vehicles, told from product codes by the words around.

Sources: Traficom (two or three letters, a hyphen, one to three digits; mopeds and trailers have
fewer) and Transportstyrelsen (three letters without I, Q, V, Å, Ä, Ö, then three digits, or two
and a letter).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.model.tag import PersonalData
from bot.tagging.personal_data.vehicle_words import says_vehicle

_PLATE = re.compile(
    r"(?<![\w/@#.+-])(?:(?:FIN?|SE)[ \u00a0])?(?:"
    r"(?P<exact>[A-ZÅÄÖ]{3}[-‑–][1-9]\d\d)"
    r"|(?P<hyphen>[^\W\d_]{2,3}[-‑–][1-9]\d{0,2})"
    r"|(?P<spaced>[A-ZÅÄÖ]{3}[ \u00a0]?(?:\d{3}|\d\d[A-HJ-PR-UW-Z]))"
    r"|(?P<quiet>[a-zåäö]{3}[ \u00a0]?(?:\d{3}|\d\d[a-hj-pr-uw-z]))"
    r")(?![\w/@+-]|[.,:]\d)"
)
_WORD_OR_END = re.compile(
    r"(?P<word>[^\W\d_](?<![\w\[-].)[\w-]*+)|[.!?…][\"”»)]?\s|\n",
)
"""A word, but no mark, or the end of a sentence."""

_QUIET_BEFORE = re.compile(
    r"(?<!\w)(?:reg(?:nr|\.)?|rek(?:kari|isteri|nro|\.)\w*|plate|registration|skylten|kilpi|kilvessä|kilven"
    r"|bil(?:en)?|auto|car|van|registreringsnummer|registernummer)[ :.]{0,3}"
    r"(?:(?:on|oli|is|was|är|var|numero|number|nummer|no|nr)[ :.]{0,2}){0,2}$",
    re.IGNORECASE,
)
_NO_LETTERS = re.compile(
    r"abs|all|and|are|att|bmw|bus|but|ca|can|den|det|dhl|did|din|dvd|esp|ett|eur|fick|fin|for"
    r"|gbp|get|got|gps|gti|had|han|har|has|hon|iso|its|jos|jäi|kia|klm|klo|kom|kpl|kun|led|lot"
    r"|max|med|men|min|noin|not|nro|nyt|och|off|oli|one|our|out|pdf|per|pin|puh|ral|rum|sai|sal"
    r"|sas|sek|sen|sms|som|suv|tai|tdi|tel|the|tog|top|two|under|ups|usb|usd|var|vat|vei|vid|vin"
    r"|was|yli|you"
)
"""Words and makes before a number that is no plate."""

_NO_HYPHEN = re.compile(
    r"art|ay|bmw|cd|co|din|dvd|dy|eu|gps|hp|ic|id|iso|kia|led|lg|max|mig|min|mod|mp|no|nr|pc"
    r"|pin|pro|ral|ref|rf|sk|sku|spf|top|tv|usb|vin|vr|wd|xl"
)
"""Products, trains and standards that are written with a hyphen."""


@dataclass(frozen=True, slots=True)
class _Around:
    """The telling words in order: where each begins, in which sentence, and if it is a vehicle."""

    starts: list[int]
    sentences: list[int]
    vehicles: list[bool]
    ends: list[int]

    def about_vehicle(self, start: int) -> bool | None:
        """Tell what the nearest telling word says, before in the sentence rather than after.

        The sentences beside it can only say that there is a vehicle.
        """
        place = bisect_left(self.starts, start)
        sentence = bisect_left(self.ends, start)
        for near in (place - 1, place):
            if 0 <= near < len(self.starts) and self.sentences[near] == sentence:
                return self.vehicles[near]
        beside = (
            self.vehicles[near]
            for near in (place - 1, place)
            if 0 <= near < len(self.starts) and abs(self.sentences[near] - sentence) == 1
        )
        return any(beside) or None


def plates(text: str) -> Iterator[PersonalData]:
    """Yield plates: written exactly as one, or less exactly where a vehicle is spoken of."""
    around: _Around | None = None
    for match in _PLATE.finditer(text):
        around = around or _look_around(text)
        if _is_plate(match, around.about_vehicle(match.start())):
            yield PersonalData("plate", *match.span())


def _is_plate(match: re.Match[str], about_vehicle: bool | None) -> bool:
    form = str(match.lastgroup)
    letters = re.split(r"[-‑–\s\d]", match[form], maxsplit=1)[0].casefold()
    if form == "exact":
        return about_vehicle or (about_vehicle is None and not _NO_HYPHEN.fullmatch(letters))
    if not about_vehicle:
        return False
    if form == "hyphen":
        return not _NO_HYPHEN.fullmatch(letters)
    if _NO_LETTERS.fullmatch(letters):
        return False
    return form == "spaced" or _QUIET_BEFORE.search(_before(match)) is not None


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - 50) : match.start()]


def _look_around(text: str) -> _Around:
    starts: list[int] = []
    sentences: list[int] = []
    vehicles: list[bool] = []
    ends: list[int] = []
    for match in _WORD_OR_END.finditer(text):
        if match.lastgroup is None:
            ends.append(match.start())
        elif (vehicle := says_vehicle(match.group())) is not None:
            starts.append(match.start())
            sentences.append(len(ends))
            vehicles.append(vehicle)
    return _Around(starts, sentences, vehicles, ends)
