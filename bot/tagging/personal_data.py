"""Personal data by rule: Finnish identity codes, phone numbers, e-mail addresses, handles.

Sources: the form and check character of the identity code, and the century signs of 2023, are
those of the Digital and Population Data Services Agency (dvv.fi); international numbers have at
most 15 digits (ITU-T E.164). Slack writes people, telephone links and mail links as <@U1>,
<tel:…|…> and <mailto:…|…>.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.core.model import Language, PersonalData

MARKS: Mapping[Language, Mapping[str, str]] = {
    "fi": {
        "hetu": "[henkilötunnus]",
        "phone": "[puhelinnumero]",
        "email": "[sähköposti]",
        "handle": "[käyttäjänimi]",
    },
    "en": {
        "hetu": "[identity-code]",
        "phone": "[phone-number]",
        "email": "[email]",
        "handle": "[username]",
    },
    "sv": {
        "hetu": "[personbeteckning]",
        "phone": "[telefonnummer]",
        "email": "[e-post]",
        "handle": "[användarnamn]",
    },
}
"""What stands in the shown text instead, in the language of the text."""

ALL_MARKS = tuple(sorted({mark for marks in MARKS.values() for mark in marks.values()}))

_ROUNDS = 4
_TELLING = re.compile(r"@|\d(?:\D{0,3}\d){4}|\bat[)\]]|<tel:|<mailto:", re.IGNORECASE)
"""Without one of these there is nothing to find, which is so in most texts."""
_CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)

# Every quantifier is bounded, and a run is tried from its first character only: time is linear.
_W = r"\w\u0300-\u036f"
_SLACK = re.compile(
    r"<(?:(?P<handle>@[^<>\s]{1,200})|(?P<phone>tel:[^<>\n]{1,200})|(?P<email>mailto:[^<>\n]{1,600}))>"
)
_EMAIL = re.compile(
    rf"(?<![{_W}.%+'-])[{_W}.%+'-]{{1,120}}(?:@|\s?[(\[]at[)\]]\s?)[^\W\d_][{_W}.-]{{0,253}}[^\W_]"
    rf"(?:@[{_W}.-]{{1,253}})*",
    re.IGNORECASE,
)
_HETU = re.compile(
    r"(?<![^\W_])(\d\d)(\d\d)(\d\d)([-+–‑−A-FU-Y])(\d{3})([0-9A-FHJ-NPR-Y])(?![^\W_])",
    re.IGNORECASE,
)
_HANDLE = re.compile(rf"(?<![\w/])@[^\W_](?:[{_W}.-]{{0,253}}\w)?(?:@[{_W}.-]{{1,253}})*")
_BROADCASTS = frozenset({"@here", "@channel", "@everyone", "@kanava", "@kaikki", "@alla"})

_GAP = r"[ \u00a0\u202f()/‐‑–-]{0,3}"
_PHONE = re.compile(
    rf"(?<![^\W_])(?<!\d[.,:/])(?:"
    rf"(?:\+|\(\+|00){_GAP}[1-9](?:{_GAP}\d){{6,14}}"  # international
    rf"|\+\d{{1,3}}(?:\.\d{{2,4}}){{2,5}}"  # written with full stops
    rf"|0\d{{2,3}}(?:\.\d{{2,4}}){{2,4}}"
    rf"|\(?0[1-9](?:{_GAP}\d){{5,10}}"  # Finnish or Swedish, national
    rf"|358{_GAP}[1-9](?:{_GAP}\d){{6,10}}"  # Finnish, the plus forgotten
    rf"|\(?[2-9]\d\d\)?[ -]\d{{3}}-\d{{4}}"  # North American
    rf")(?!\d)"
)
_SAID_PHONE = re.compile(
    rf"\b(?:puh(?:elin)?(?:nro|numero(?:ni|mme)?)?|p\.|tel(?:efon(?:nummer)?)?|phone(?: number)?"
    rf"|gsm|mobil|soita(?:kaa)?|ring mig på|call me (?:at|on))[.: ]{{1,3}}"
    rf"(?P<number>\d(?:{_GAP}\d){{4,14}})(?!\d)",
    re.IGNORECASE,
)
_DATE_OR_HOURS = re.compile(
    r"\d\d?([-/ .])\d\d?\1(?:19|20)\d\d(?!\d)"
    r"|(?:[01]\d|2[0-3])[0-5]\d ?[–-] ?(?:[01]\d|2[0-4])[0-5]\d(?!\d)"
    r"|[012]\d ?[–-] ?[012]\d [012]\d ?[–-] ?[012]\d(?!\d)"
)
_MOBILE = re.compile(r"\+|0(?:4\d|50|7\d)")
_AMOUNT = re.compile(r"[.,]\d|\s?(?:€|eur\b|euro|kr\b|kpl\b|%)", re.IGNORECASE)
_SERIAL = re.compile(
    r"(?:tilau|order|viite|refer|lasku|faktur|invoice|asiakas|customer|kund|beställ|paket|seuran|track|ärende"
    r"|case|tiket|ticket|tuote|product|ean|sarja|serial)[\w-]{0,20}[ :.#]{0,3}"
    r"(?:n:?o|nro|nr|id|numero\w{0,4}|number|nummer)?[ :.#]{0,3}$",
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<![^\W_])[A-Z]{2}\d\d(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,3})?(?![^\W_])")


def find(text: str) -> tuple[PersonalData, ...]:
    """Return every span, in order and without overlaps. In a masked text there is none."""
    found: list[PersonalData] = []
    # Masking a span can uncover its neighbour ("a@b@c"), and masking twice must be masking once.
    for _ in range(_ROUNDS):
        if not _TELLING.search(text):
            break
        fresh: list[PersonalData] = []
        for finder in (_slack, _emails, _codes, _handles, _phones):
            spans = list(finder(text))
            text = _covered(text, spans)
            fresh += spans
        if not fresh:
            break
        found += fresh
    return tuple(sorted(found, key=lambda span: span.start))


def mask(text: str, spans: Sequence[PersonalData], language: Language) -> str:
    """Return the text with marks of that language in place of the spans of `find`."""
    pieces: list[str] = []
    end = 0
    for span in spans:
        pieces += (text[end : span.start], MARKS[language][span.kind])
        end = span.end
    return "".join((*pieces, text[end:]))


def growth(spans: Sequence[PersonalData], language: Language) -> list[tuple[int, int]]:
    """Return for each span where it ends and by how many code points its mark is longer."""
    return [
        (span.end, len(MARKS[language][span.kind]) - (span.end - span.start)) for span in spans
    ]


def blank(text: str, spans: Sequence[PersonalData]) -> str:
    """Return the text with spaces in place of the spans, every other character where it was."""
    return _replaced(text, spans, " ", " ")


def _covered(text: str, spans: Sequence[PersonalData]) -> str:
    # Brackets stand at both ends, as in a mark: a neighbour sees the same beside it later.
    return _replaced(text, spans, "[", "]") if spans else text


def _replaced(text: str, spans: Sequence[PersonalData], first: str, rest: str) -> str:
    pieces: list[str] = []
    end = 0
    for span in spans:
        pieces += (text[end : span.start], first, rest * (span.end - span.start - 1))
        end = span.end
    return "".join((*pieces, text[end:]))


def _slack(text: str) -> Iterator[PersonalData]:
    for match in _SLACK.finditer(text):
        yield PersonalData(str(match.lastgroup), *match.span())


def _emails(text: str) -> Iterator[PersonalData]:
    if "@" in text or "at)" in text.lower() or "at]" in text.lower():
        for match in _EMAIL.finditer(text):
            yield PersonalData("email", *match.span())


def _codes(text: str) -> Iterator[PersonalData]:
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


def _handles(text: str) -> Iterator[PersonalData]:
    for match in _HANDLE.finditer(text):
        if match.group().casefold() not in _BROADCASTS:
            yield PersonalData("handle", *match.span())


def _phones(text: str) -> Iterator[PersonalData]:
    accounts = [match.span() for match in _IBAN.finditer(text)]
    end = 0
    for start, stop in sorted(_numbers(text)):
        if start >= end and not any(first <= start < last for first, last in accounts):
            yield PersonalData("phone", start, stop)
            end = stop


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _SAID_PHONE.finditer(text):
        if not _DATE_OR_HOURS.match(match["number"]):
            yield match.span("number")
    for match in _PHONE.finditer(text):
        number, (start, end) = match.group(), match.span()
        if _DATE_OR_HOURS.match(number) or _AMOUNT.match(text, end):
            continue
        if _MOBILE.match(number) or not _SERIAL.search(text[max(0, start - 40) : start]):
            yield start, end
