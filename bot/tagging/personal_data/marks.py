"""What stands in the shown text instead of personal data, and how it gets there."""

from collections.abc import Mapping, Sequence

from bot.core.model.language import Language
from bot.core.model.tag import PersonalData

MARKS: Mapping[Language, Mapping[str, str]] = {
    "fi": {
        "hetu": "[henkilötunnus]",
        "phone": "[puhelinnumero]",
        "email": "[sähköposti]",
        "iban": "[tilinumero]",
        "card": "[korttinumero]",
        "address": "[osoite]",
        "plate": "[rekisteritunnus]",
        "handle": "[käyttäjänimi]",
        "link": "[linkki]",
        "customer": "[asiakas]",
        "colleague": "[työntekijä]",
        "unknown": "[henkilö]",
    },
    "en": {
        "hetu": "[identity-code]",
        "phone": "[phone-number]",
        "email": "[email]",
        "iban": "[account-number]",
        "card": "[card-number]",
        "address": "[address]",
        "plate": "[licence-plate]",
        "handle": "[username]",
        "link": "[link]",
        "customer": "[customer]",
        "colleague": "[employee]",
        "unknown": "[person]",
    },
    "sv": {
        "hetu": "[personbeteckning]",
        "phone": "[telefonnummer]",
        "email": "[e-post]",
        "iban": "[kontonummer]",
        "card": "[kortnummer]",
        "address": "[adress]",
        "plate": "[registreringsnummer]",
        "handle": "[användarnamn]",
        "link": "[länk]",
        "customer": "[kund]",
        "colleague": "[anställd]",
        "unknown": "[person]",
    },
}
"""One readable word in brackets, in the language of the text: by the kind of the span, and in the
place of a name by the role of whom it names.
"""

ALL_MARKS = tuple(sorted({mark for marks in MARKS.values() for mark in marks.values()}))


def mask(text: str, spans: Sequence[PersonalData], language: Language) -> str:
    """Return the text with marks of that language in place of the spans of `find`."""
    pieces: list[str] = []
    end = 0
    for span in spans:
        pieces += (text[end : span.start], _mark(span, language))
        end = span.end
    return "".join((*pieces, text[end:]))


def growth(spans: Sequence[PersonalData], language: Language) -> list[tuple[int, int]]:
    """Return for each span where it ends and by how many code points its mark is longer."""
    return [(span.end, len(_mark(span, language)) - (span.end - span.start)) for span in spans]


def blank(text: str, spans: Sequence[PersonalData]) -> str:
    """Return the text with spaces in place of the spans, every other character where it was."""
    return _replaced(text, spans, " ", " ")


def covered(text: str, spans: Sequence[PersonalData]) -> str:
    """Return the text with brackets in place of the spans, as long as it was.

    Brackets stand at both ends, as in a mark: a neighbour sees the same beside it later.
    """
    return _replaced(text, spans, "[", "]") if spans else text


def _mark(span: PersonalData, language: Language) -> str:
    return MARKS[language][span.role or span.kind]


def _replaced(text: str, spans: Sequence[PersonalData], first: str, rest: str) -> str:
    pieces: list[str] = []
    end = 0
    for span in spans:
        pieces += (text[end : span.start], first, rest * (span.end - span.start - 1))
        end = span.end
    return "".join((*pieces, text[end:]))
