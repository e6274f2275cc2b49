"""Macro-F1 of the shipped classifier on the dev split, with 95 % bootstrap intervals.

python -m benchmarks.model.quality
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from benchmarks.model.candidate.classifier import EMOTIONS, SENTIMENTS, Classifier, Impression
from benchmarks.model.candidate.told_in import ToldIn
from benchmarks.model.data import XED, Sentence, read
from bot.core.model.language import SPOKEN
from bot.tagging.knowledge import load
from bot.tagging.tokens import split

ROUNDS = 1000
SEED = 0
POLES = ("negative", "positive")

Pair = tuple[Sentence, Impression]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table: a macro-F1 and its 95 % interval."""

    task: str
    sentences: int
    value: float
    low: float
    high: float


def figures() -> list[Figure]:
    """Return every figure of the shipped classifier on dev."""
    classifier = Classifier()
    pairs = [(one, classifier.read(one.text, one.language)) for one in read("dev")]
    return [*feelings(pairs), *languages(pairs)]


def feelings(pairs: Sequence[Pair]) -> Iterator[Figure]:
    """Yield the figures of emotions, sentiment and valence."""
    for source in XED:
        own = [pair for pair in pairs if pair[0].source == source and _is_emotional(pair[0])]
        yield _figure(f"eight emotions, {source}, emotional sentences", own, EMOTIONS, _emotions)
    for source in XED[:2]:
        own = [pair for pair in pairs if pair[0].source == source]
        yield _figure(f"eight emotions, {source}, all sentences", own, EMOTIONS, _unless_neutral)
    for source in XED[:2]:
        own = [pair for pair in pairs if pair[0].source == source and pair[0].sentiment]
        yield _figure(f"negative–neutral–positive, {source}", own, SENTIMENTS, _sentiment)
    for source in ("finnsentiment", "goemotions_en", *XED):
        own = [pair for pair in pairs if pair[0].source == source and pair[0].sentiment in POLES]
        yield _figure(f"sign of valence, {source}", own, POLES, _sign)


def languages(pairs: Sequence[Pair]) -> Iterator[Figure]:
    """Yield the figures of the language: the rules', the head's and both."""
    rules = load().guesser
    listed = json.loads(files("bot.tagging").joinpath("languages.json").read_text("utf-8"))
    told_in = ToldIn(listed["words"])
    by_rules, by_head, by_both = [], [], []
    for one, said in pairs:
        words = split(one.text).folded
        guess = rules.guess(words).language
        by_rules.append(guess)
        by_head.append(_likeliest(said))
        by_both.append(told_in.settle(guess, said.languages, words))
    truth = _table(((one.language,) for one, _ in pairs), SPOKEN)
    for task, found in (("rules", by_rules), ("head", by_head), ("both", by_both)):
        said_so = _table(((name,) for name in found), SPOKEN)
        yield _bootstrap(f"language, {task}: macro-F1", truth, said_so, macro_f1)
        yield _bootstrap(f"language, {task}: share right", truth, said_so, share_right)


Table = NDArray[np.int64]
"""Sentence × class: 1 where the class holds, or was said."""

Measure = Callable[[Table, Table, Table], float]


def macro_f1(truth: Table, said: Table, counts: Table) -> float:
    """Return the mean F1 of the classes where each sentence counts so often."""
    right = counts @ (truth * said)
    return float(np.mean(2 * right / np.maximum(counts @ truth + counts @ said, 1)))


def share_right(truth: Table, said: Table, counts: Table) -> float:
    """Return the share of sentences whose one class was said."""
    return float((counts @ (truth * said)).sum() / counts.sum())


def _figure(
    task: str,
    pairs: Sequence[Pair],
    classes: Sequence[str],
    say: Callable[[Impression], Collection[str]],
) -> Figure:
    of = _emotions_of if classes == EMOTIONS else _sentiment_of
    truth = _table((of(one) for one, _ in pairs), classes)
    return _bootstrap(task, truth, _table((say(said) for _, said in pairs), classes), macro_f1)


def _bootstrap(task: str, truth: Table, said: Table, measure: Measure) -> Figure:
    draw = np.random.default_rng(SEED)
    n = len(truth)
    values = sorted(
        measure(truth, said, draw.multinomial(n, np.full(n, 1 / n))) for _ in range(ROUNDS)
    )
    return Figure(
        task=task,
        sentences=n,
        value=measure(truth, said, np.ones(n, np.int64)),
        low=values[ROUNDS // 40],
        high=values[-ROUNDS // 40],
    )


def _table(named: Iterator[Collection[str]], classes: Sequence[str]) -> Table:
    return np.array([[name in names for name in classes] for names in named], np.int64)


def _is_emotional(one: Sentence) -> bool:
    return one.labels != {"neutral"}


def _emotions_of(one: Sentence) -> Collection[str]:
    return one.labels


def _sentiment_of(one: Sentence) -> Collection[str]:
    return (one.sentiment or "",)


def _emotions(said: Impression) -> Collection[str]:
    return said.emotions


def _unless_neutral(said: Impression) -> Collection[str]:
    return () if said.sentiment == "neutral" else said.emotions


def _sentiment(said: Impression) -> Collection[str]:
    return (said.sentiment,)


def _sign(said: Impression) -> Collection[str]:
    return ("positive" if said.valence > 0 else "negative",)


def _likeliest(said: Impression) -> str:
    return max(SPOKEN, key=lambda name: said.languages[name])


def report(found: Sequence[Figure]) -> None:
    """Print figures as a table."""
    for one in found:
        print(f"{one.task:52}{one.sentences:7}  {one.value:.3f} [{one.low:.3f}, {one.high:.3f}]")


if __name__ == "__main__":
    report(figures())
