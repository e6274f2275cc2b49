"""Lessons → a layer: words that speak for a tag, and words that carry one no longer.

How often a word was right is counted over the stories that people looked at: those that they
corrected. A tag that they left alone there was right. Counts know no order, so a layer is the same
whatever came first, and a story that is gone leaves no trace in it.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from bot.core.model.learning import Example, Layer, Lesson
from bot.core.model.tag import SENTIMENT
from bot.core.model.team import Team
from bot.core.ports.tagger import Tagger
from bot.tagging.word_cues import UNTAUGHT, WordCues, facet_of, said, target

_CAUTIONS = (1, 2, 3)
_FOLDS = 5
"""Parts of all texts; one of them is held out."""
_RIGHT = 0.65
"""How often a word must have been right to speak for a tag."""
_FEWEST = 2
"""Stories in which a word must stand to speak for a tag: one alone has too many words."""
_RARE = 0.05
"""In how many of the stories a rare tag is lacking. A word must stand in caution of those that
lack one; in more where more of them do, so that chance is as unlikely.
"""
_UNSEEN = 20
"""Stories without fault that are taken for known: the first corrections are no picture of all."""
_WRONG = 0.35
"""How often a tag was right, at most, on a word that carries it no longer."""
_PRIOR = 1.2, 2.0
"""How often a rule was right before anybody looked: in six of ten cases, as if two were known."""
_NONE: frozenset[str] = frozenset()


class Proposal(NamedTuple):
    """A target that a word speaks for."""

    rate: float
    cue: str


class LessonLearner:
    """The `Learner` port over a tagger."""

    def __init__(self, untaught: Tagger, cues: WordCues) -> None:
        """Take the tagger whose reading is corrected."""
        self._untaught = untaught
        self._cues = cues

    def study(self, lesson: Lesson, team: Team) -> Example:
        """Read the text, and leave out the facets that nobody learns."""
        reading = self._untaught.read(lesson.text, team)
        cues = self._cues.of(reading.masked)
        return Example(
            cues=frozenset(cue.notation for cue in cues),
            said=said(reading, cues),
            told={
                facet: {target(facet, key): polarity for key, polarity in keys}
                for facet, keys in lesson.facets
                if facet not in UNTAUGHT
            },
            fold=int.from_bytes(sha256(lesson.text.encode()).digest()[:4], "big") % _FOLDS,
        )

    def fit(self, examples: Sequence[Example], caution: int) -> Layer:
        """Count."""
        found = _found(examples, caution)
        targets = {name for names in found.values() for name in names}
        return Layer(
            found=found, taken=_taken(examples, caution), polarity=_polarity(examples, targets)
        )

    def choose(self, examples: Sequence[Example], caution: int) -> int:
        """Teach each fold by the others."""

        def errors(tried: int) -> int:
            return sum(
                self.errors(self.fit(others, tried), part) for part, others in _parted(examples)
            )

        return min(dict.fromkeys((caution, *_CAUTIONS)), key=errors)

    def errors(self, layer: Layer, examples: Sequence[Example]) -> int:
        """Compare every facet of which anything is said or told."""
        return sum(_wrong_facets(layer, example) for example in examples)


class Outcome(NamedTuple):
    """What a layer makes of a reading: the targets that come, and those that go."""

    found: Mapping[str, Proposal]
    gone: frozenset[str]


def apply(layer: Layer, cues: Collection[str], known: Mapping[str, frozenset[str]]) -> Outcome:
    """Return what comes and goes. `known` is what the untaught tagger says, and on which cues.

    A story has one sentiment: another one takes its place, and none goes without that.
    """
    found = _proposals(layer, cues, known)
    gone = {name for name, on in known.items() if not layer.taken.get(name, _NONE).isdisjoint(on)}
    felt = [name for name in found if facet_of(name) == SENTIMENT]
    if felt:
        best = max(felt, key=lambda name: _rank(found[name]))
        found = {name: one for name, one in found.items() if name == best or name not in felt}
        gone |= {name for name in known if facet_of(name) == SENTIMENT}
    return Outcome(found, frozenset(gone))


def _proposals(layer: Layer, cues: Collection[str], known: Collection[str]) -> dict[str, Proposal]:
    """Return for each target the word that was right most often; of two alike, the longer one."""
    best: dict[str, Proposal] = {}
    for cue in cues:
        for name, rate in layer.found.get(cue, {}).items():
            if name not in known:
                best[name] = max(best.get(name, Proposal(0.0, "")), Proposal(rate, cue), key=_rank)
    return best


def _rank(one: Proposal) -> tuple[float, int, str]:
    return one.rate, len(one.cue), one.cue


def _found(examples: Sequence[Example], caution: int) -> dict[str, dict[str, float]]:
    stories = Counter(cue for example in examples for cue in example.cues)
    lacking: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        for name in _lacking(example):
            lacking[name].append(example)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for name, those in lacking.items():
        usual = len(those) / (len(examples) + _UNSEEN)
        need = max(_FEWEST, caution * math.log(_RARE) / math.log(usual))
        has = Counter(cue for each in examples if name in each.said for cue in each.cues)
        for cue, right in Counter(cue for each in those for cue in each.cues).items():
            rate = (right + usual) / (stories[cue] - has[cue] + 1)
            if right >= need and rate >= _RIGHT:
                found[cue][name] = round(rate, 3)
    return dict(found)


def _lacking(example: Example) -> Iterator[str]:
    """Yield the targets that people had to add."""
    for names in example.told.values():
        yield from names.keys() - example.said.keys()


def _taken(examples: Sequence[Example], caution: int) -> dict[str, frozenset[str]]:
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for example in examples:
        for name, cues in example.said.items():
            tally = right if _was_right(example, name) else wrong
            tally.update((name, cue) for cue in cues)
    known, of = _PRIOR
    taken: dict[str, set[str]] = defaultdict(set)
    for (name, cue), times in wrong.items():
        rate = (right[name, cue] + known) / (right[name, cue] + times + of)
        # What the rules say weighs more than what they do not: one story more must speak against.
        if times > caution and rate < _WRONG:
            taken[name].add(cue)
    return {name: frozenset(cues) for name, cues in taken.items()}


def _was_right(example: Example, name: str) -> bool:
    told = example.told.get(facet_of(name))
    return told is None or name in told


def _polarity(examples: Sequence[Example], targets: Collection[str]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for example in examples:
        for names in example.told.values():
            for name, polarity in names.items():
                sums[name] += polarity
    return {name: (sums[name] > 0) - (sums[name] < 0) for name in targets}


def _parted(examples: Sequence[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    for fold in sorted({example.fold for example in examples}):
        part = [example for example in examples if example.fold == fold]
        yield part, [example for example in examples if example.fold != fold]


def _wrong_facets(layer: Layer, example: Example) -> int:
    told = {name for name in example.said if facet_of(name) not in example.told}
    told |= {name for names in example.told.values() for name in names}
    outcome = apply(layer, example.cues, example.said)
    read = (example.said.keys() - outcome.gone) | outcome.found.keys()
    return len({facet_of(name) for name in told ^ read})
