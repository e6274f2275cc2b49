"""Ideas by the mood of a verb, where no cue names one: "ratkaisisi", "would save", "låt kunderna".

The conditional of Finnish, the modal verbs of English and Swedish and an imperative that opens a
sentence propose something, unless they tell of the past, of oneself or of what was promised.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.core.model.language import Language, StoryLanguage
from bot.tagging.tokens import Words


class _Sentence(NamedTuple):
    """Its folded words, and the place of its first in the text."""

    words: Sequence[str]
    first: int


def idea_moods(words: Words, language: StoryLanguage) -> list[int]:
    """Return the places of words by which a sentence proposes something, one a sentence."""
    if language == "other":
        return []
    proposes = _PROPOSES[language]
    oneself = _ONESELF[language]
    found: list[int] = []
    for sentence in _sentences(words):
        place = proposes(sentence.words)
        if place is not None and oneself.isdisjoint(sentence.words):
            found.append(sentence.first + place)
    return found


def _sentences(words: Words) -> Iterator[_Sentence]:
    first, count = 0, len(words)
    while first < count:
        end = bisect_right(words.sentence, words.sentence[first], first)
        yield _Sentence(words.folded[first:end], first)
        first = end


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ONESELF: Mapping[Language, frozenset[str]] = {
    "fi": _set("minua minulle minulta minut mua mulle multa mut luulisi kuulemma luvattiin"),
    "en": _set("me said promised told thought hoped assured wish id"),
    "sv": _set("mig sade sa lovade lovades trodde tyckte jag"),
}
"""Words of a sentence that asks for oneself, or tells what somebody promised."""

_CONDITIONAL = re.compile(r"\w{2,}isi(?:k[oö]|pa|pä|vat|vät|vatko|vätkö|in|inko|inkö)?")
_PASSIVE = re.compile(r"\w{2,}[aä]isiin(?:k[oö]|pa|pä)?")
_PARTICIPLE = re.compile(r"\w{2,}(?:nut|nyt|neet|[aäeiouyö]ttu|[aäeiouyö]tty|[lrst]tu|[lrst]ty)")
_NO_PROPOSAL_FI = re.compile(
    r"(?:pitä|halua|luuli|näyttä|kuulosta|sano|kuvitteli|tuntu|tietä|uskalta|kehta|jaksa|toivo"
    r"|odotta|kysy|maksa)\w*"
)
"""Verbs that tell in the conditional what somebody wants, takes for true or owes."""

_NEGATOR_FI = _set("en et ei emme ette eivät eikä enkä ettei etten eivätkä älä")
_ORDER_FI = re.compile(r"\w+[^k](?<!ai)(?:kaa|kää)")
_NO_ORDER_FI = re.compile(
    r"(?:soitta|otta|odotta|autta|hävet|ol|pitä|äl|vastat|kerto|lähettä|palautta|usko|kuunnel"
    r"|tul|men|käy|muista|luke|selvittä|korjat|vaihta|hyvittä|koko|vaan)\w*"
)
"""Orders that ask for service."""

_NEAR = 5
_IS_FI = _set("olisi olisivat")
_OF_USE_FI = _set(
    "tarpeen paikallaan avuksi eduksi hyödyksi hyödyllinen hyödyllistä kätevä kätevää järkevää"
    " parempi reilua reilumpaa selkeämpi selkeämpää helpompi helpompaa plussaa"
)


def _proposes_fi(words: Sequence[str]) -> int | None:
    if _orders_fi(words[0]):
        return 0
    for place, word in enumerate(words):
        if "isi" in word and _is_conditional(words, place):
            return place
    return None


def _orders_fi(word: str) -> bool:
    if not word.endswith(("kaa", "kää")):
        return False
    return bool(_ORDER_FI.fullmatch(word)) and not _NO_ORDER_FI.fullmatch(word)


def _is_conditional(words: Sequence[str], place: int) -> bool:
    word = words[place]
    if not (_CONDITIONAL.fullmatch(word) or _PASSIVE.fullmatch(word)):
        return False
    if word.endswith("isin") or _NO_PROPOSAL_FI.fullmatch(word):
        return False
    if word in _IS_FI and _OF_USE_FI.isdisjoint(words):
        return False
    if not _NEGATOR_FI.isdisjoint(words[max(0, place - _NEAR) : place]):
        return False
    return not any(_PARTICIPLE.fullmatch(later) for later in words[place + 1 : place + _NEAR])


_WOULD = _set(
    "help make solve save fix improve ease reduce cut prevent stop avoid suit speed simplify allow"
    " free mean do work spare"
)
_NO_SHOULD = _set("have not be arrive come know take get work never only i just")
_COULD = _set(
    "put add have make let open print show offer train move build use try send give place paint"
    " sell keep hire install provide introduce label split share start ask"
)
_ORDER_EN = _set(
    "let put add make give open print train move build install provide offer consider introduce"
    " bring allow show hire teach paint label split share start sell place"
)
_NO_ORDER_EN = _set("me my us on sure it up until till late again")
_WORTH = _set("doing trying having copying considering adding")
_FIRST_EN = _set("i ill im ive we")


def _proposes_en(words: Sequence[str]) -> int | None:
    opening = words[1:2] if words[0] == "please" else words[:1]
    if opening and opening[0] in _ORDER_EN and _NO_ORDER_EN.isdisjoint(words[1:3]):
        return 0
    if tuple(words[:2]) == ("next", "time") and _FIRST_EN.isdisjoint(words):
        return 0
    for place in range(len(words) - 1):
        before = words[place - 1] if place else ""
        if _modal_en(before, words[place], words[place + 1]):
            return place
    return None


def _modal_en(before: str, word: str, after: str) -> bool:
    if word == "would":
        return after in _WOULD and before not in _FIRST_EN
    if word == "should":
        return after not in _NO_SHOULD and before not in _FIRST_EN and bool(before)
    if word == "could":
        return before in {"you", "we", "they", "people"} and after in _COULD
    return word == "worth" and after in _WORTH


_SKULLE = _set(
    "hjälpa göra spara underlätta lösa förbättra minska räcka passa behövas behöva bli förenkla"
    " förkorta förhindra uppskattas"
)
_NO_BORDE = _set("ha jag skämmas komma veta inte aldrig redan")
_ORDER_SV = _set(
    "låt flytta bygg lägg sätt öppna inför skaffa ge ställ skriv visa prova testa anställ utbilda"
    " erbjud måla häng satsa"
)
_PASSIVE_SV = re.compile(r"\w{2,}[^s]s")


def _proposes_sv(words: Sequence[str]) -> int | None:
    if words[0] in _ORDER_SV or tuple(words[:2]) == ("nästa", "gång"):
        return 0
    for place in range(len(words) - 1):
        word, after = words[place], words[place + 1]
        if word == "borde" and after not in _NO_BORDE:
            return place
        if word == "skulle" and (after in _SKULLE or "kunna" in words[place + 1 : place + 4]):
            return place
        if word == "kunde" and _PASSIVE_SV.fullmatch(after) and after not in {"hans", "deras"}:
            return place
    return None


_PROPOSES: Mapping[Language, Callable[[Sequence[str]], int | None]] = {
    "fi": _proposes_fi,
    "en": _proposes_en,
    "sv": _proposes_sv,
}
