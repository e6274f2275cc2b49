"""How fast the tagger is, what it needs, and the same of two yardsticks, side by side.

p50 and p99 of one text of 300 characters, lines of 100 characters a second, seconds to load and
memory taken by it. The yardsticks are the plain word list (AFINN, summed over the words) and
scikit-learn's own pipeline for one of the tasks, sentiment of Finnish sentences.

    OMP_NUM_THREADS=1 python -m benchmarks.tagging
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import cycle
from statistics import quantiles
from time import perf_counter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from benchmarks.model.data import FOLDER, Sentence, read
from bot.core.model.team import Team
from bot.tagging.tagger import CueTagger

LONG, SHORT = 300, 100
TEXTS = 500
ROUNDS = 4
TEAM = Team(id="t", name="t", language="fi", timezone=ZoneInfo("Europe/Helsinki"))

_LOADING = """
import time
from pathlib import Path
{imports}
def memory():
    return int(Path("/proc/self/statm").read_text().split()[1]) / 256
before, began = memory(), time.perf_counter()
loaded = {loads}
print(time.perf_counter() - began, memory() - before)
"""

_LOADED = {
    "the whole tagger": ("from bot.tagging.tagger import CueTagger", "CueTagger()"),
    "its classifier": (
        "from bot.tagging.classifier.classifier import Classifier\n"
        "from bot.tagging.knowledge import load\n"
        "words = load().function_words",
        "Classifier(words)",
    ),
}

Reader = Callable[[str], object]


class Pace(NamedTuple):
    """Milliseconds a text of LONG characters, and lines of SHORT characters a second."""

    p50: float
    p99: float
    lines: float


def main() -> None:
    """Print the figures."""
    sentences = [one for one in read("train") if one.language == "fi"]
    tagger = CueTagger()
    readers: dict[str, Reader] = {
        "the tagger": lambda text: tagger.read(text, TEAM),
        "plain word list": _word_list(),
        "scikit-learn": _scikit_learn(sentences),
    }
    paces = {name: _pace(reader, sentences) for name, reader in readers.items()}
    own = paces["the tagger"]
    print(f"{'':18}{'p50 ms':>9}{'p99 ms':>9}{'lines/s':>10}{'p50 of the tagger':>20}")
    for name, pace in paces.items():
        ratio = pace.p50 / own.p50
        print(f"{name:18}{pace.p50:9.3f}{pace.p99:9.3f}{pace.lines:10.0f}{ratio:20.2f}")
    for what, (imports, loads) in _LOADED.items():
        seconds, mebibytes = _loading(imports, loads)
        print(f"loading {what}: {seconds:.3f} s, {mebibytes:.1f} MiB")


def _pace(reader: Reader, sentences: list[Sentence]) -> Pace:
    took = [_took(reader, text) for _ in range(ROUNDS) for text in _texts(sentences, LONG)]
    cuts = quantiles(took, n=100)
    lines = list(_texts(sentences, SHORT))
    began = perf_counter()
    for line in lines:
        reader(line)
    return Pace(cuts[49] * 1000, cuts[98] * 1000, len(lines) / (perf_counter() - began))


def _took(reader: Reader, text: str) -> float:
    began = perf_counter()
    reader(text)
    return perf_counter() - began


def _texts(sentences: list[Sentence], length: int) -> Iterator[str]:
    """Yield TEXTS texts of so many characters, sentences one after another."""
    told = cycle(one.text for one in sentences)
    for _ in range(TEXTS):
        text = ""
        while len(text) < length:
            text += f"{next(told)}. "
        yield text[:length]


def _word_list() -> Reader:
    listed = (FOLDER / "AFINN-fi-165.txt").read_text(encoding="utf-8").splitlines()
    valences = {word: float(value) for word, value in (line.rsplit("\t", 1) for line in listed)}
    return lambda text: sum(valences.get(word, 0.0) for word in text.lower().split())


def _scikit_learn(sentences: list[Sentence]) -> Reader:
    known = [one for one in sentences if one.source == "xed_fi" and one.sentiment]
    pipeline = make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
        LogisticRegression(C=2, solver="liblinear"),
    )
    pipeline.fit([one.text for one in known], [one.sentiment == "positive" for one in known])
    return lambda text: pipeline.predict_proba([text])


def _loading(imports: str, loads: str) -> tuple[float, float]:
    """Return seconds and MiB that loading takes in a process of its own, on Linux."""
    code = _LOADING.format(imports=imports, loads=loads)
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    seconds, mebibytes = done.stdout.split()
    return float(seconds), float(mebibytes)


if __name__ == "__main__":
    main()
