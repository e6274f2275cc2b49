"""Word form → the base forms it can come from: Finnish cases, Swedish and English genitives.

Finnish consonant gradation is undone by trying the strong grades of a weak one (Virran → Virta,
Mäen → Mäki, Pekalle → Pekka); whoever asks looks the candidates up in a list of names.
"""

from collections.abc import Iterator
from typing import Literal

from bot.core.model.language import StoryLanguage

Case = Literal["base", "genitive", "person", "place", "other"]
"""What a form says: *person* are the cases in which one gives, gets and asks; *place* is where."""

_ENDINGS: dict[str, Case] = {
    **dict.fromkeys(("lla", "llä", "lta", "ltä", "lle"), "person"),
    **dict.fromkeys(("seen", "ssa", "ssä", "sta", "stä"), "place"),
    **dict.fromkeys(("ksi", "tta", "ttä", "ta", "tä", "na", "nä", "a", "ä"), "other"),
    "n": "genitive",
}
_LONGEST_ENDING = 4
_CLITICS = ("kaan", "kään", "kin", "han", "hän", "ko", "kö")
_VOWELS = frozenset("aeiouyäöåéü")
_STRONG_PAIRS = {"mm": "mp", "nn": "nt", "ng": "nk", "ll": "lt", "rr": "rt"}
_STRONG = {"k": "kk", "p": "pp", "t": "tt", "d": "t", "v": "p", "j": "k"}
_SHORTEST = 2
_POSSIBLE_SURNAME = ("nen", "ström", "berg", "qvist", "kvist", "sson", "lund", "gren", "roos")
_SURNAME_ENDINGS = (
    *_POSSIBLE_SURNAME,
    *("ov", "ova", "ev", "eva", "enko", "ski", "ska", "skaja", "sky", "vić", "vic", "ian", "yan"),
    *("mäki", "niemi", "järvi", "koski", "lahti", "maa", "pää", "talo", "oja", "aho", "saari"),
    *("ranta", "salo", "kangas", "lampi", "suo", "joki", "korpi", "harju", "vaara", "blad"),
    *("blom", "holm", "man", "mann", "fors", "stedt", "strand", "backa", "back", "wall", "dahl"),
    *(
        "son",
        "sen",
        "ton",
        "well",
        "worth",
        "ham",
        "ley",
        "field",
        "zadeh",
        "pour",
        "oglu",
        "oğlu",
    ),
)

_BEGINNINGS = ("o'", "mc")
_SHORT = 5


def bases(word: str, language: StoryLanguage) -> Iterator[tuple[str, Case]]:
    """Give the candidates of a folded word, the likeliest first. The word itself is not given."""
    if language in {"fi", "other"}:
        yield from _finnish(word)
        if word.endswith(_CLITICS):
            yield from _bare(word)
    if language != "fi":
        yield from _germanic(word)


def has_surname_ending(base: str) -> bool:
    """Tell whether surnames often end so. Weak evidence: ordinary words and places do, too."""
    return len(base) > _SHORT and (base.endswith(_SURNAME_ENDINGS) or base.startswith(_BEGINNINGS))


def _germanic(word: str) -> Iterator[tuple[str, Case]]:
    if word.endswith("'s"):
        yield word[:-2], "genitive"
    elif word.endswith(("s'", "s")):
        yield word[:-1], "genitive"


def _finnish(word: str) -> Iterator[tuple[str, Case]]:
    for length in range(_LONGEST_ENDING, 0, -1):
        ending = word[-length:]
        case = _ENDINGS.get(ending)
        if case is None or len(word) - length < _SHORTEST:
            continue
        stem = word[:-length]
        if stem[-1] in _VOWELS:
            for base in _nominatives(stem):
                yield base, case
        elif ending[0] == "t" and stem[-1] == "s":
            yield stem, case
            yield stem[:-1] + "nen", case
    if word.endswith("n") and len(word) > _SHORTEST + 2:
        yield from _illative(word)


def _bare(word: str) -> Iterator[tuple[str, Case]]:
    """Give the candidates without "-kin", "-ko" and their like."""
    for clitic in _CLITICS:
        if word.endswith(clitic) and len(word) - len(clitic) > _SHORTEST:
            bare = word[: -len(clitic)]
            yield bare, "other"
            yield from _finnish(bare)


def _illative(word: str) -> Iterator[tuple[str, Case]]:
    vowel = word[-2]
    if vowel in _VOWELS and word[-3] in {vowel, "h"}:
        for base in _nominatives(word[:-2] if word[-3] == vowel else word[:-3]):
            yield base, "place"


def _nominatives(stem: str) -> Iterator[str]:
    last = stem[-1]
    yield stem
    if last == "e":
        yield from _of_e(stem)
    elif last == "i":
        yield stem[:-1]
    if stem[-2:] in {"aa", "ää", "ii"}:
        yield stem[:-1] + "s"
    elif stem[-2:] == "ee":
        yield stem[:-1]
    strong = _strong(stem)
    if strong:
        yield strong
        if last == "e":
            yield strong[:-1] + "i"
        elif last == "i":
            yield strong[:-1]


def _of_e(stem: str) -> Iterator[str]:
    if stem.endswith("kse"):
        yield stem[:-3] + "s"
    elif stem.endswith("se"):
        yield stem[:-2] + "nen"
    yield stem[:-1] + "i"


def _strong(stem: str) -> str:
    """Return the stem in the strong grade, or nothing where no consonant is graded."""
    last = stem[-1]
    pair = _STRONG_PAIRS.get(stem[-3:-1])
    if pair:
        return stem[:-3] + pair + last
    single = _STRONG.get(stem[-2:-1])
    if single:
        return stem[:-2] + single + last
    if stem[-2] in _VOWELS:
        return stem[:-1] + "k" + last
    return ""
