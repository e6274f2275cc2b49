"""Finnish personal identity codes.

Source: the form, the check character and the century signs of 2023 are those of the Digital and
Population Data Services Agency (dvv.fi/en/personal-identity-code).
"""

import re
from collections.abc import Iterator
from datetime import date

from bot.core.model.tag import PersonalData

_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
_HETU = re.compile(
    r"([0-3](?<![^\W_].)\d)(\d\d)(\d\d)([-+–‑−A-FU-Y])(\d{3})([0-9A-FHJ-NPR-Y])(?![^\W_])",
    re.IGNORECASE,
)


def identity_codes(text: str) -> Iterator[PersonalData]:
    """Yield codes whose date exists and whose check character is right."""
    for match in _HETU.finditer(text):
        if _is_identity_code(*match.groups()):
            yield PersonalData("hetu", *match.span())


def _is_identity_code(day: str, month: str, year: str, sign: str, number: str, check: str) -> bool:
    century = _CENTURIES["-" if sign in "–‑−" else sign.upper()]
    try:
        date(century + int(year), int(month), int(day))
    except ValueError:
        return False
    return int(number) >= 2 and _CHECK[int(day + month + year + number) % 31] == check.upper()
