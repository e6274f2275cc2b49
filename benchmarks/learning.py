"""What corrections teach: `python -m benchmarks.learning` prints the figures of docs/tagging.md.

Corrections are made up from labelled texts: where the tagger says otherwise than the label,
somebody corrects it. What comes out wrong is counted on texts that taught nothing.
"""

import gzip
import json
import random
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.core.model.language import Language
from bot.core.model.learning import Example, Lesson
from bot.core.model.team import Team
from bot.core.ports.learner import BEGINNING
from bot.tagging.learner import LessonLearner, apply
from bot.tagging.tagger import CueTagger
from bot.tagging.word_cues import WordCues

ROOT = Path(__file__).parents[1]
STORIES = ROOT / "tests" / "data" / "tagging" / "cues.jsonl"
SENTENCES = ROOT / "benchmarks" / "data" / "tagging" / "finnsentiment.tsv.gz"
FOLDS = 6
OWN_WORDS = {
    "lainausautomaatti": (
        "Lainausautomaatti oli siinä.",
        "Kävin lainausautomaatilla.",
        "Lainausautomaatin luona.",
        "Lainausautomaatista puhuttiin.",
        "Lainausautomaattia kokeilin.",
        "Lainausautomaatille jonotin.",
    ),
    "paja": (
        "Pajalla oli hälinää.",
        "Kävin pajalla.",
        "Paja oli auki.",
        "Pajan väki auttoi.",
        "Pajaan mentiin.",
        "Pajaa kehuttiin.",
    ),
}
LEARNER = LessonLearner(CueTagger(), WordCues())
LABELLED = (
    *("contact", "emotion", "empathy", "energy", "expectation", "feeling", "horizon", "kind"),
    *("outcome", "quality", "sentiment", "stage", "touchpoint", "underlying", "value"),
)


def study(language: Language, *lessons: Lesson) -> list[Example]:
    """Read the lessons as those of a team of that language."""
    team = Team(id="t", name="T", language=language, timezone=ZoneInfo("UTC"))
    return [LEARNER.study(lesson, team) for lesson in lessons]


def wrong(taught: Sequence[Example], tried: Sequence[Example]) -> int:
    """Return how many facets come out wrong."""
    return LEARNER.errors(LEARNER.fit(taught, BEGINNING), tried)


def stories() -> dict[Language, list[tuple[str, tuple[str, ...]]]]:
    """Return texts and tags by language."""
    found: dict[Language, list[tuple[str, tuple[str, ...]]]] = {}
    for line in STORIES.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found.setdefault(case["language"], []).append((case["text"], tuple(case["tags"])))
    return found


def corrected(text: str, tags: Sequence[str]) -> Lesson:
    """Return the lesson of somebody who corrects every facet."""
    facets: dict[str, list[tuple[str, int]]] = {facet: [] for facet in LABELLED}
    for tag in tags:
        facet, _, key = tag.partition(":")
        facets.setdefault(facet, []).append((key, 0))
    return Lesson(text, tuple((facet, tuple(keys)) for facet, keys in facets.items()))


def every_kind() -> None:
    """Stories of every kind: is there harm where there is little to learn?"""
    untaught = taught = count = 0
    for language, cases in stories().items():
        examples = study(language, *(corrected(*case) for case in cases))
        for fold in range(FOLDS):
            part = examples[fold::FOLDS]
            others = [each for n, each in enumerate(examples) if n % FOLDS != fold]
            untaught += wrong([], part)
            taught += wrong(others, part)
            count += len(part)
    print(f"all facets of {count} stories, wrong: untaught {untaught}, taught {taught}")


def sentiment() -> None:
    """One facet, corrected often."""
    with gzip.open(SENTENCES, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    lessons = {
        split: [
            Lesson(text, (("sentiment", ((label, 0),)),))
            for which, label, text in rows
            if which == split
        ]
        for split in ("train", "dev")
    }
    random.Random(1).shuffle(lessons["train"])  # noqa: S311  # no secret
    tried = study("fi", *lessons["dev"])
    examples = study("fi", *lessons["train"][:1600])
    print(f"sentiment of {len(tried)} Finnish sentences, wrong: untaught {wrong([], tried)}")
    for count in (50, 100, 200, 400, 800, 1600):
        print(f"  after {count} corrections: {wrong(examples[:count], tried)}")


def own_words() -> None:
    """A word that no list has, in stories of every kind."""
    texts = [text for text, _ in stories()["fi"]]
    for word, sentences in OWN_WORDS.items():
        for count in (1, 2, 3):
            hits = misses = tries = others = 0
            for seed in range(6):
                random.Random(seed).shuffle(texts)  # noqa: S311  # no secret
                lessons = [
                    Lesson(f"{text} {sentence}", (("service", (("own", 0),)),))
                    for text, sentence in zip(texts[:count], sentences, strict=False)
                ]
                layer = LEARNER.fit(study("fi", *lessons), BEGINNING)
                with_it = [
                    Lesson(f"{text} {sentences[3 + n % 3]}", ())
                    for n, text in enumerate(texts[10:25])
                ]
                without = [Lesson(text, ()) for text in texts[25:85]]
                for lesson in (*with_it, *without):
                    (each,) = study("fi", lesson)
                    is_found = "service:own" in apply(layer, each.cues, each.said).found
                    hits += is_found and lesson in with_it
                    misses += is_found and lesson in without
                tries, others = tries + len(with_it), others + len(without)
            print(
                f"{word}, after {count} corrections: found {hits / tries:.0%}, "
                f"found wrongly {misses / others:.1%}"
            )


if __name__ == "__main__":
    every_kind()
    sentiment()
    own_words()
