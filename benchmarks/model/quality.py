"""Macro-F1 of what `kuule tag` says of the dev split, with 95 % intervals by bootstrap.

Every sentence is read by the whole tagger, rules and classifier; the table is printed and written
into docs/tagging.md.

    python -m benchmarks.model.quality
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.model.data import POLES, XED, Sentence, Source, read
from benchmarks.model.told import TEAMS
from benchmarks.model.train import digest
from bot.core.model.language import SPOKEN
from bot.core.model.tag import Reading
from bot.tagging.classifier.classifier import SENTIMENTS
from bot.tagging.classifier.impression import EMOTIONS
from bot.tagging.tagger import CueTagger

PAGE = Path(__file__).parents[2] / "docs/tagging.md"
BEGIN = "<!-- figures of make quality: begin -->\n"
END = "<!-- figures of make quality: end -->\n"

ROUNDS = 1000
SEED = 0

Pair = tuple[Sentence, Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table: a macro-F1 or a share, and its 95 % interval."""

    task: str
    sentences: int
    value: float
    low: float
    high: float


def main() -> None:
    """Print the table and write it into the page."""
    table = as_table(figures())
    print(table)
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}{table}{END}{rest.split(END)[1]}", encoding="utf-8")


def as_table(found: Sequence[Figure]) -> str:
    """Return the figures and the digest of the weights as Markdown."""
    lines = [
        f"| {one.task} | {one.sentences} | {one.value:.3f} [{one.low:.3f}, {one.high:.3f}] |\n"
        for one in found
    ]
    return (
        f"| task | sentences | figure |\n| --- | --- | --- |\n{''.join(lines)}\n"
        f"Weights: SHA-256 `{digest()}`.\n"
    )


def figures() -> list[Figure]:
    """Return every figure of the tagger on dev."""
    tagger = CueTagger()
    pairs = [(one, tagger.read(one.text, TEAMS[one.language])) for one in read("dev")]
    return [*_of_emotions(pairs), *_of_sentiment(pairs), *_of_valence(pairs), *_of_language(pairs)]


def _of_emotions(pairs: Sequence[Pair]) -> Iterator[Figure]:
    for which, is_asked in (("emotional", _is_emotional), ("all", _is_any)):
        for source in XED[: 3 if which == "emotional" else 2]:
            own = [pair for pair in _from(pairs, source) if is_asked(pair[0])]
            yield _figure(f"eight emotions, `{source}`, {which} sentences", own, EMOTIONS, _felt)


def _of_sentiment(pairs: Sequence[Pair]) -> Iterator[Figure]:
    for source in XED[:2]:
        own = [pair for pair in _from(pairs, source) if pair[0].sentiment]
        yield _figure(f"negative–neutral–positive, `{source}`", own, SENTIMENTS, _sentiment)


def _of_valence(pairs: Sequence[Pair]) -> Iterator[Figure]:
    sources: tuple[Source, ...] = ("finnsentiment", "goemotions_en", *XED)
    for source in sources:
        own = [pair for pair in _from(pairs, source) if pair[0].sentiment in POLES]
        yield _figure(f"sign of valence, `{source}`", own, POLES, _sign)


def _of_language(pairs: Sequence[Pair]) -> Iterator[Figure]:
    truth = _table(((one.language,) for one, _ in pairs), SPOKEN)
    said = _table(((reading.language,) for _, reading in pairs), SPOKEN)
    yield _bootstrap("language of a sentence, share right", truth, said, share_right)
    yield _bootstrap("language of a sentence, macro-F1", truth, said, macro_f1)


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
    say: Callable[[Reading], Collection[str]],
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


def _from(pairs: Sequence[Pair], source: Source) -> list[Pair]:
    return [pair for pair in pairs if pair[0].source == source]


def _is_emotional(one: Sentence) -> bool:
    return one.is_emotional


def _is_any(_: Sentence) -> bool:
    return True


def _emotions_of(one: Sentence) -> Collection[str]:
    return one.labels


def _sentiment_of(one: Sentence) -> Collection[str]:
    return (one.sentiment or "",)


def _felt(said: Reading) -> Collection[str]:
    return said.emotions


def _sentiment(said: Reading) -> Collection[str]:
    return (said.sentiment,)


def _sign(said: Reading) -> Collection[str]:
    return ("positive" if said.valence > 0 else "negative",)


if __name__ == "__main__":
    main()
