"""AFINN → `benchmarks/model/candidate/lexicon.txt`.

Changed from the source: plain words instead of words as written, phrases left out, stems added
where all words of a stem feel alike.
"""

from collections import defaultdict

from benchmarks.model.candidate.normal import plain_words
from benchmarks.model.data import FOLDER
from bot.core.model.language import SPOKEN, Language

_CUT: dict[Language, int] = {"fi": 2, "en": 1, "sv": 1}
"""Letters that a stem lacks at most: Finnish changes the ends of its words most."""

_SHORTEST_WORD = 5
_SHORTEST_STEM = 4
_STEM = 0.7
"""A word that only begins like a listed one says less."""


def lines() -> str:
    """Return the text of the file."""
    out = []
    for language in SPOKEN:
        valences = _words(f"AFINN-{language}-165.txt")
        out += _lines(language, {**_stems(valences, _CUT[language]), **valences})
    return "".join(out + _lines("*", _words("AFINN-emoticon-8.txt")))


def _words(name: str) -> dict[str, float]:
    valences = {}
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        phrase, valence = line.rsplit("\t", 1)
        words = plain_words(phrase)
        if len(words) == 1:
            valences[words[0]] = float(valence)
    return valences


def _stems(valences: dict[str, float], cut: int) -> dict[str, float]:
    by_stem = defaultdict(list)
    for word, valence in valences.items():
        if len(word) >= _SHORTEST_WORD:
            by_stem[word[: max(_SHORTEST_STEM, len(word) - cut)]].append(valence)
    return {
        f"{stem}*": round(_STEM * sum(felt) / len(felt), 1)
        for stem, felt in by_stem.items()
        if min(felt) > 0 or max(felt) < 0
    }


def _lines(language: str, valences: dict[str, float]) -> list[str]:
    by_valence = defaultdict(list)
    for word, valence in sorted(valences.items()):
        by_valence[valence].append(word)
    return [
        f"{language}\t{valence:g}\t{' '.join(words)}\n"
        for valence, words in sorted(by_valence.items())
        if valence
    ]
