"""The labelled sentences of benchmarks/data/tagging. Sources and licences: README.md there."""

import gzip
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot.core.model.language import SPOKEN, Language

FOLDER = Path(__file__).parent.parent / "data/tagging"

Split = Literal["train", "dev"]
Source = Literal["xed_fi", "xed_en", "xed_sv", "finnsentiment", "goemotions_en", "afinn"]

LANGUAGE: Mapping[Source, Language] = {
    "xed_fi": "fi",
    "xed_en": "en",
    "xed_sv": "sv",
    "finnsentiment": "fi",
    "goemotions_en": "en",
}
XED: tuple[Source, ...] = ("xed_fi", "xed_en", "xed_sv")
POLES = ("negative", "positive")

_GOOD = frozenset({
    "joy", "trust", "positive",
    "admiration", "amusement", "approval", "caring", "excitement", "gratitude", "love",
    "optimism", "pride", "relief",
})  # fmt: skip
_BAD = frozenset({
    "fear", "sadness", "disgust", "anger", "negative",
    "annoyance", "disappointment", "disapproval", "embarrassment", "grief", "nervousness",
    "remorse",
})  # fmt: skip

_PLAIN = 2.0
"""Valence of a listed word that counts as much as a sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One labelled sentence, or a listed word; `weight` is how much it counts."""

    source: Source
    language: Language
    labels: frozenset[str]
    text: str
    weight: float = 1.0

    @property
    def is_emotional(self) -> bool:
        """Whether somebody saw more in it than nothing."""
        return self.labels != {"neutral"}

    @property
    def sentiment(self) -> str | None:
        """Negative, neutral or positive; None where the labels contradict each other or say
        nothing.
        """
        if not self.is_emotional:
            return "neutral"
        good, bad = bool(self.labels & _GOOD), bool(self.labels & _BAD)
        if good == bad:
            return None
        return "positive" if good else "negative"

    def fold(self, folds: int) -> int:
        """Return its fold; sentences of the same words share one."""
        words = re.sub(r"\W+", " ", self.text.lower())
        digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:4], "big") % folds


def read(split: Split) -> list[Sentence]:
    """Return the sentences of a split, in the order of the files."""
    return [
        Sentence(source, language, frozenset(labels.split(",")), text)
        for source, language in LANGUAGE.items()
        for part, labels, text in _rows(source)
        if part == split
    ]


def listed_words() -> list[Sentence]:
    """Return the words and emoticons of AFINN as sentences: they are taught, not looked up."""
    found = []
    for language in SPOKEN:
        for name in (f"AFINN-{language}-165.txt", "AFINN-emoticon-8.txt"):
            for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
                text, valence = line.rsplit("\t", 1)
                if weight := abs(float(valence)) / _PLAIN:
                    label = POLES[float(valence) > 0]
                    found.append(Sentence("afinn", language, frozenset({label}), text, weight))
    return found


def _rows(source: Source) -> Iterator[list[str]]:
    with gzip.open(FOLDER / f"{source}.tsv.gz", "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("\t")
