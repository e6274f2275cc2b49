"""Sentiment, emotions, valence and language of a text by one sparse linear model.

Each head sums the weights of the text's n-grams and of the word list; what the heads say together
becomes probabilities, by language. Made by `benchmarks.model.train` from XED and FinnSentiment
(CC BY 4.0), GoEmotions and AFINN (Apache-2.0); see benchmarks/data/tagging/README.md.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from benchmarks.model.candidate.features import buckets, located
from benchmarks.model.candidate.lexicon import CHANNELS, Lexicon
from benchmarks.model.candidate.normal import placed_words, plain_words
from bot.core.model.language import SPOKEN, Language, StoryLanguage

Floats = NDArray[np.float32]
Span = tuple[int, int, float]
"""Start, end and weight."""

EMOTIONS = (
    "anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust",
)  # fmt: skip
SENTIMENTS = ("negative", "neutral", "positive")
VALENCE = "valence"
OUTPUTS = (*EMOTIONS, *SENTIMENTS, VALENCE, *SPOKEN)
"""What can be read and explained, in the order of the heads and of the readout."""

_EMOTIONS = slice(0, 8)
_SENTIMENTS = slice(8, 11)
_VALENCE = 11
_LANGUAGES = slice(12, 15)
_ROW: Mapping[StoryLanguage, int] = {"fi": 0, "en": 1, "sv": 2, "other": 3}
_SPANS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Impression:
    """What the classifier makes of a text. Probabilities are 0…1."""

    sentiment: str
    """The best guess of SENTIMENTS; not always the likeliest, for "neutral" is common."""
    sentiments: Mapping[str, float]
    emotions: Mapping[str, float]
    """Those likely enough to be said, given that the text is emotional at all."""
    valence: float
    """−1 bad … 1 good. Its sign is a guess even where it is small."""
    languages: Mapping[Language, float]
    """Among the spoken ones: a text in another language has a likeliest one, too."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The file of weights.

    `table` holds per bucket each head's weight and, last, its squared rarity, in steps of `scale`.
    `lexicon` is head × channel. By language, with "other" last: `readout` is output × (heads,
    constant), `thresholds` the least probability of each emotion, and `favour` what the log
    probability of each sentiment gets on top for the best guess.
    """

    table: NDArray[np.int8]
    scale: Floats
    lexicon: Floats
    readout: Floats
    thresholds: Floats
    favour: Floats


def load() -> Weights:
    """Read the package's weights. Raise KeyError when the file lacks some."""
    with (
        files("benchmarks.model.candidate").joinpath("model.npz").open("rb") as file,
        np.load(file) as stored,
    ):
        return Weights(**{name: stored[name] for name in Weights.__slots__})


class Classifier:
    """Reads its files in the constructor; pure afterwards. Time is linear in the text."""

    def __init__(self) -> None:
        """Read the weights and the word list."""
        self._weights = load()
        self._lexicon = Lexicon()

    def read(self, text: str, language: StoryLanguage) -> Impression:
        """Return the impression of a text told in this language. Every text has one."""
        words, own = plain_words(text), self._weights
        sums = own.table[buckets(words)].sum(0, dtype=np.int32) * own.scale
        heads = sums[:-1] / math.sqrt(max(sums[-1], 1.0))
        channels = np.array(self._lexicon.channels(words, language), np.float32)
        row = _ROW[language]
        return impression(
            heads + own.lexicon @ channels, own.readout[row], own.thresholds[row], own.favour[row]
        )

    def explain(self, text: str, output: str, language: StoryLanguage) -> list[Span]:
        """Return the words that speak most for one of OUTPUTS, in code points of the text.

        Up to three runs of neighbouring words, strongest first; none when nothing speaks for it.
        """
        placed = placed_words(text)
        by_word = self._by_word(placed.plain, OUTPUTS.index(output), language)
        runs = [
            (placed.starts[begin], placed.ends[end - 1], math.fsum(by_word[begin:end]))
            for begin, end in _positive_runs(by_word)
        ]
        return sorted(runs, key=lambda run: (-run[2], run[0]))[:_SPANS]

    def _by_word(self, words: Sequence[str], output: int, language: StoryLanguage) -> list[float]:
        """Return how much each word adds to an output; a pair counts for its first word."""
        own = self._weights
        mixture = own.readout[_ROW[language], output, :-1]
        found, owners = located(words)
        rows = own.table[found] * own.scale
        length = math.sqrt(max(float(rows[:, -1].sum()), 1.0))
        by_word = np.bincount(owners, rows[:, :-1] @ mixture / length, len(words)).tolist()
        gain = (mixture @ own.lexicon).tolist()
        said = self._lexicon.channels(words, language)
        felt = self._lexicon.felt(words, language)
        sums = [0.0] * CHANNELS
        for _, channel, strength in felt:
            sums[channel] += strength
        for number, channel, strength in felt:
            by_word[number] += gain[channel] * said[channel] * strength / sums[channel]
        return [float(weight) for weight in by_word]


def impression(heads: Floats, readout: Floats, thresholds: Floats, favour: Floats) -> Impression:
    """Return the impression of what the heads say, by the readout of one language."""
    values = (readout[:, :-1] @ heads + readout[:, -1]).tolist()
    sentiments = _softmax(values[_SENTIMENTS])
    favoured = [
        math.log(chance) + extra for chance, extra in zip(sentiments, favour.tolist(), strict=True)
    ]
    chances = zip(EMOTIONS, values[_EMOTIONS], thresholds.tolist(), strict=True)
    return Impression(
        sentiment=SENTIMENTS[favoured.index(max(favoured))],
        sentiments=dict(zip(SENTIMENTS, sentiments, strict=True)),
        emotions={
            name: chance for name, value, least in chances if (chance := _sigmoid(value)) >= least
        },
        valence=math.tanh(values[_VALENCE] / 2) * (1 - sentiments[SENTIMENTS.index("neutral")]),
        languages=dict(zip(SPOKEN, _softmax(values[_LANGUAGES]), strict=True)),
    )


def _positive_runs(weights: Sequence[float]) -> list[tuple[int, int]]:
    runs = []
    begin = 0
    for number, weight in enumerate([*weights, 0.0]):
        if weight <= 0:
            if begin < number:
                runs.append((begin, number))
            begin = number + 1
    return runs


def _softmax(values: Sequence[float]) -> list[float]:
    top = max(values)
    powers = [math.exp(max(value - top, -50.0)) for value in values]
    total = sum(powers)
    return [power / total for power in powers]


def _sigmoid(value: float) -> float:
    return 0.5 + 0.5 * math.tanh(value / 2)
