"""Numbers of things, not of people: order and reference numbers, and what is shaped like them.

Sources: ISO 11649 (creditor reference, RF and two check digits); the Finnish business identity
code is seven digits, a hyphen and one digit (ytj.fi).
"""

import re

_SERIAL = re.compile(
    r"(?:tilau|order|viite|refer|lasku|faktur|invoice|asiakas|customer|kund|beställ|paket|seuran|track|ärende"
    r"|case|tiket|ticket|tuote|product|ean|sarja|seria?|ocr|imei)[\w-]{0,20}[ :.#]{0,3}"
    r"(?:n:?o|nro|nr|id|numero\w{0,4}|number|nummer)?[ :.#]{0,3}$",
    re.IGNORECASE,
)
_SEEN = 40

_GAP = r"[ \u00a0\u202f–‑-]"
_SHAPED = re.compile(
    r"(?<![^\W_])(?:"
    rf"(?:[A-Z]{{2}}|fi|se|ee)\d\d(?:{_GAP}?[0-9A-Z]{{4}}){{3,7}}(?:{_GAP}?[0-9A-Z]{{1,3}})?"
    rf"|(?:RF|rf)\d\d(?:{_GAP}?[0-9A-Z]{{4}}){{1,5}}(?:{_GAP}?[0-9A-Z]{{1,3}})?"
    r"|\d{4}([ \u00a0-])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?"
    r"|\d{6}[-–‑]\d{3}[A-Z]"
    r"|\d{7}-\d"
    r")(?![^\W_])"
)
"""Account numbers, creditor references, cards, identity and business codes, right or wrong."""


def follows_reference(text: str, start: int) -> bool:
    """Tell whether the words just before that place announce the number of a thing."""
    return _SERIAL.search(text[max(0, start - _SEEN) : start]) is not None


def shaped(text: str) -> list[tuple[int, int]]:
    """Return the stretches that have the form of a code; a telephone number inside is none."""
    return [match.span() for match in _SHAPED.finditer(text)]
