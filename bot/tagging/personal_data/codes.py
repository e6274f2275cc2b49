"""Finnish personal identity codes and Swedish personal numbers.

Sources: the form, the check character and the century signs of 2023 are those of the Digital and
Population Data Services Agency (dvv.fi/en/personal-identity-code); the Swedish form and its check
digit (Luhn over ten digits) those of Skatteverket (SKV 704), coordination numbers, whose day is 60
higher, among them.
"""

import re
from collections.abc import Iterator
from datetime import date

from bot.core.model.tag import PersonalData
from bot.tagging.personal_data.luhn import is_luhn

_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
_HETU = re.compile(
    r"([0-3](?<![^\W_].)\d)(\d\d)(\d\d)([-+–‑−A-FU-Y])(\d{3})([0-9A-FHJ-NPR-Y])(?![^\W_])",
    re.IGNORECASE,
)

_PERSONNUMMER = re.compile(
    r"(?<!\w)(?<!\d[-.])(19|20)?(\d\d)(\d\d)(\d\d)([-+–]?)(\d{4})(?!\w)(?![-.]\d)"
)
_COORDINATED = 60


def identity_codes(text: str) -> Iterator[PersonalData]:
    """Yield Finnish codes whose date exists and whose check character is right."""
    for match in _HETU.finditer(text):
        if _is_identity_code(*match.groups()):
            yield PersonalData("hetu", *match.span())


def personal_numbers(text: str) -> Iterator[PersonalData]:
    """Yield Swedish numbers whose date exists and whose check digit is right."""
    for match in _PERSONNUMMER.finditer(text):
        if _is_personal_number(*match.groups()):
            yield PersonalData("hetu", *match.span())


def _is_identity_code(day: str, month: str, year: str, sign: str, number: str, check: str) -> bool:
    century = _CENTURIES["-" if sign in "–‑−" else sign.upper()]
    try:
        date(century + int(year), int(month), int(day))
    except ValueError:
        return False
    return int(number) >= 2 and _CHECK[int(day + month + year + number) % 31] == check.upper()


def _is_personal_number(
    century: str | None, year: str, month: str, day: str, sign: str, number: str
) -> bool:
    # Ten digits in one are as likely an order number or a telephone number.
    if not (century or sign):
        return False
    born = int(day) - (_COORDINATED if int(day) > _COORDINATED else 0)
    try:
        date(int((century or "20") + year), int(month), born)
    except ValueError:
        return False
    return is_luhn(year + month + day + number)
