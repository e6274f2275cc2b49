"""The labelled sentences of benchmarks/data/tagging. Sources and licences: README.md there."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from benchmarks.model.candidate.normal import plain_words
from bot.core.model.language import Language

FOLDER = Path(__file__).parent.parent / "data/tagging"

EMOTIONS = (
    "anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust",
)  # fmt: skip
SENTIMENTS = ("negative", "neutral", "positive")

Split = Literal["train", "dev"]
Source = Literal["xed_fi", "xed_en", "xed_sv", "finnsentiment", "goemotions_en"]

LANGUAGE: dict[Source, Language] = {
    "xed_fi": "fi",
    "xed_en": "en",
    "xed_sv": "sv",
    "finnsentiment": "fi",
    "goemotions_en": "en",
}
XED: tuple[Source, ...] = ("xed_fi", "xed_en", "xed_sv")

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


@dataclass(frozen=True)
class Sentence:
    """One labelled sentence."""

    source: Source
    split: Split
    labels: frozenset[str]
    text: str

    @property
    def language(self) -> Language:
        """The language of its source."""
        return LANGUAGE[self.source]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """What the classifier reads of it."""
        return plain_words(self.text)

    @property
    def sentiment(self) -> str | None:
        """One of SENTIMENTS; None where the labels contradict each other or say nothing."""
        if self.labels == {"neutral"}:
            return "neutral"
        good, bad = bool(self.labels & _GOOD), bool(self.labels & _BAD)
        if good == bad:
            return None
        return "positive" if good else "negative"

    def fold(self, folds: int) -> int:
        """Return its fold; sentences that are read alike share one."""
        digest = hashlib.sha256(" ".join(self.words).encode("utf-8", "surrogatepass")).digest()
        return int.from_bytes(digest[:4], "big") % folds


def read(split: Split) -> list[Sentence]:
    """Return the sentences of a split that hold a word, in the order of the files."""
    sentences = []
    for source in LANGUAGE:
        with gzip.open(FOLDER / f"{source}.tsv.gz", "rt", encoding="utf-8") as lines:
            next(lines)
            for line in lines:
                part, labels, text = line.rstrip("\n").split("\t")
                if part == split:
                    sentence = Sentence(source, split, frozenset(labels.split(",")), text)
                    if sentence.words:
                        sentences.append(sentence)
    return sentences
