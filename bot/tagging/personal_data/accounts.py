"""Bank accounts and payment cards.

Sources: ISO 13616 (IBAN: the length is fixed by country, the remainder by 97 is 1) with the
lengths of SWIFT's IBAN Registry; ISO/IEC 7812-1 (card numbers have up to 19 digits, the first
tells the industry, the last is Luhn's check digit); ISO 11649 (RF is a reference, no account).
"""

import re
from collections.abc import Iterator

from bot.core.model.tag import PersonalData
from bot.tagging.personal_data.luhn import is_luhn
from bot.tagging.personal_data.references import follows_reference

_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FK FO GL NL SD",
        19: "MK SI",
        20: "AT BA EE KZ LT LU MN XK",
        21: "CH HR LI LV",
        22: "BG BH CR DE GB GE IE ME RS VA",
        23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "LY PT ST",
        26: "IS TR",
        27: "BI DJ FR GR IT MC MR SM",
        28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
        29: "BR EG PS QA UA",
        30: "JO KW MU YE",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
    for country in countries.split()
}
_GAP = r"[ \u00a0\u202f–‑-]"
_CHECKED = re.compile(
    rf"[0-9](?:(?<=(?<![^\W_])[A-Za-z]{{2}}[0-9])|(?<=(?<![^\W_])[A-Za-z]{{2}}{_GAP}[0-9]))"
    rf"{_GAP}?[0-9](?={_GAP}?[0-9A-Za-z])"
)
"""The two check digits. Patterns begin with what is rare in a text: that makes them quick."""
_REST = {
    length: re.compile(rf"(?:{_GAP}?[0-9A-Za-z]){{{length - 4}}}(?![^\W_])")
    for length in set(_LENGTHS.values())
}
_NO_CHARACTER = re.compile(r"[^0-9A-Z]")
_IN_CODE = re.compile(rf"(?<![^\W_])[A-Z]{{2}}[0-9]{{2}}(?:{_GAP}?[0-9A-Z]){{0,30}}{_GAP}?$")
"""An account number or creditor reference, right or wrong, that goes on."""

_CARD = re.compile(
    r"[2-6](?<![^\W_].)(?<![^\W_][.,:/–-].)(?:"
    r"[0-9]{12,18}"
    r"|[0-9]{3}([ \u00a0\u202f–‑-])[0-9]{4}\1[0-9]{4}\1[0-9]{1,4}(?:\1[0-9]{1,3})?"
    r"|(?<=3)[0-9]{3}[ \u00a0\u202f–‑-][0-9]{6}[ \u00a0\u202f–‑-][0-9]{4,5}"
    r"|(?<=[56])[0-9]{5}[ \u00a0\u202f–‑-][0-9]{7,13}"
    r")(?![^\W_])(?![.,/–-]\d)"
)
_CARD_WORD = re.compile(r"kort|card|visa|master|amex|maestro", re.IGNORECASE)
_SEEN = 60
_BEGINNINGS = {13: ("4",), 14: ("30", "36", "38", "39"), 15: ("34", "37")}
"""Shorter cards are of one network each. A telephone's IMEI has 15 digits and begins with 35."""


def accounts(text: str) -> Iterator[PersonalData]:
    """Yield account numbers of a known country whose check digits are right."""
    end = 0
    for check in _CHECKED.finditer(text):
        start = check.start() - (2 if text[check.start() - 1].isalpha() else 3)
        length = _LENGTHS.get(text[start : start + 2].upper())
        rest = _REST[length].match(text, check.end()) if length and start >= end else None
        if rest and _is_account(text[start : rest.end()]):
            end = rest.end()
            yield PersonalData("iban", start, end)


def cards(text: str) -> Iterator[PersonalData]:
    """Yield card numbers whose check digit is right and which are no other number."""
    for match in _CARD.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if _is_card(digits) and not _is_reference(text, match.start(), len(digits)):
            yield PersonalData("card", *match.span())


def _is_account(written: str) -> bool:
    characters = _NO_CHARACTER.sub("", written.upper())
    turned = characters[4:] + characters[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1


def _is_card(digits: str) -> bool:
    if len(digits) > 19 or not digits.startswith(_BEGINNINGS.get(len(digits), ("",))):
        return False
    return is_luhn(digits)


def _is_reference(text: str, start: int, length: int) -> bool:
    # What stands before a mark is not looked at, so that masking changes nothing here.
    before = text[max(0, start - _SEEN) : start].rpartition("]")[2]
    if length > 16 and not _CARD_WORD.search(before):
        return True
    return follows_reference(text, start) or _IN_CODE.search(before) is not None
