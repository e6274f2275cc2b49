"""Cues that count → tags: one per facet and key, on its best span."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.core.model.tag import Sentiment, Source, Tag
from bot.tagging.cue_index import INSIDE, Form, Hit
from bot.tagging.derived import MOOD, follow
from bot.tagging.feeling import Mood, turned
from bot.tagging.knowledge import CONTEXT, SENTIMENT, Knowledge, Meaning
from bot.tagging.tokens import Words
from bot.tagging.traps import Traps

_CONFIDENCE: Mapping[Form, float] = {"phrase": 0.9, "word": 0.8, "stem": 0.75, "inside": 0.6}
_SHORT_STEM = 0.65
_DOUBTFUL = 0.85
"""Factor of a cue that a trap let pass."""
_DENIED = 0.75
"""Factor of a key that rests on the denial of another."""
_FOLLOWING = 0.6
"""Of a tag that rests on another tag, not on a cue of its own."""

_REPEATED = 0.05
_MOST = 0.95
_CONTEXT = f"{CONTEXT}:"
_FAINT = 0.25
_Rank = tuple[float, int, int]


class Evidence(NamedTuple):
    """A cue that counts, whether a negator takes it back, and its weight as said there."""

    hit: Hit
    target: str
    denied: bool
    weight: float


def weigh(hits: Sequence[Hit], denied: frozenset[int], traps: Traps) -> list[Evidence]:
    """Return what counts among the hits. Contexts only help others to count."""
    return [
        Evidence(
            hit, hit.cue.target, number in denied, turned(hit.cue.weight, denied=number in denied)
        )
        for number, hit in enumerate(hits)
        if not hit.cue.target.startswith(_CONTEXT) and traps.lets_pass(hit)
    ]


class Proposals:
    """Makes the tags of one text."""

    def __init__(
        self,
        knowledge: Knowledge,
        words: Words,
        statements: Sequence[int],
        felt: Mood,
        own_topics: frozenset[str],
    ) -> None:
        """`own_topics` are the facets of the team's themes: they are topics too."""
        self._meanings = knowledge.meanings
        self._words = words
        self._statements = statements
        self._felt = felt
        self._topics = knowledge.topics | own_topics
        self._sentences: dict[int, float] = defaultdict(float)

    def tags(self, evidence: Iterable[Evidence]) -> list[Tag]:
        """Return the tags."""
        best: dict[str, _Best] = {}
        places: dict[str, set[int]] = {}
        moods: list[Evidence] = []
        for one in evidence:
            meaning = self._meaning(one.target)
            if one.weight or meaning.facet == SENTIMENT:
                moods.append(one)
            if not meaning.makes_tag:
                continue
            confidence = _confidence(one.hit)
            if one.denied and not (meaning.stays or meaning.facet in self._topics):
                if meaning.denied is None:
                    continue
                meaning = self._meaning(meaning.denied)
                confidence *= _DENIED
            rank = (confidence, self._length(one), -one.hit.first)
            target = meaning.target
            former = best.get(target)
            if former is None:
                places[target] = {one.hit.first}
            else:
                places[target].add(one.hit.first)
            if former is None or rank > former.rank:
                best[target] = _Best(rank, one, meaning)
        tags = [
            self._tag(
                meaning,
                one,
                round(min(_MOST, rank[0] + _REPEATED * (len(places[target]) - 1)), 3),
            )
            for target, (rank, one, meaning) in best.items()
        ]
        mood = self._sentiment(moods)
        return tags + self._following(best, mood) + mood

    def _following(self, best: Mapping[str, "_Best"], mood: Sequence[Tag]) -> list[Tag]:
        """Return the tags that follow from others, each on the span of the one it rests on."""
        tags: list[Tag] = []
        for target, basis in follow(best.keys(), self._felt.sentiment):
            if basis == MOOD:
                tags += [self._felt_as(target, one) for one in mood]
            elif (found := best.get(basis)) is not None:
                tags.append(self._tag(self._meaning(target), found.evidence, _FOLLOWING))
        return tags

    def _felt_as(self, target: str, mood: Tag) -> Tag:
        facet, _, key = target.partition(":")
        return mood._replace(facet=facet, key=key, confidence=_FOLLOWING)

    def _meaning(self, target: str) -> Meaning:
        known = self._meanings.get(target)
        if known is not None:
            return known
        facet, _, key = target.partition(":")  # one of the team's own themes
        return Meaning(target, facet, key, 0.0, makes_tag=True, stays=True, denied=None)

    def _length(self, one: Evidence) -> int:
        return self._words.ends[one.hit.last] - self._words.starts[one.hit.first]

    def _polarity(self, meaning: Meaning, one: Evidence) -> int:
        if meaning.weight:
            return 1 if meaning.weight > 0 else -1
        if meaning.facet not in self._topics:
            return 0
        valence = self._felt.statements.get(self._statements[one.hit.first], 0.0)
        if abs(valence) <= _FAINT:
            valence = self._sentence_valence(one.hit.first)
        if abs(valence) > _FAINT:
            return 1 if valence > 0 else -1
        return -1 if one.denied else 0

    def _sentence_valence(self, place: int) -> float:
        if not self._sentences:
            parts = dict(zip(self._statements, self._words.sentence, strict=True))
            for statement, sentence in parts.items():
                self._sentences[sentence] += self._felt.statements.get(statement, 0.0)
        return self._sentences[self._words.sentence[place]]

    def _sentiment(self, moods: Sequence[Evidence]) -> list[Tag]:
        sentiment = self._felt.sentiment
        target = f"sentiment:{sentiment}"
        named = [one for one in moods if one.target == target and not one.denied]
        if sentiment is not Sentiment.NEUTRAL and not named:
            sign = 1 if sentiment is Sentiment.POSITIVE else -1
            named = [one for one in moods if one.weight * sign > 0]
        if not named:
            return []
        best = max(named, key=lambda one: (abs(one.weight), self._length(one), -one.hit.first))
        return [
            Tag(
                facet=SENTIMENT,
                key=sentiment,
                source=Source.RULE,
                polarity={Sentiment.POSITIVE: 1, Sentiment.NEGATIVE: -1}.get(sentiment, 0),
                confidence=round(0.5 + abs(self._felt.valence) * 0.4, 3),
                start=self._words.starts[best.hit.first],
                end=self._words.ends[best.hit.last],
            )
        ]

    def _tag(self, meaning: Meaning, one: Evidence, confidence: float) -> Tag:
        return Tag(
            facet=meaning.facet,
            key=meaning.key,
            source=Source.RULE,
            polarity=self._polarity(meaning, one),
            confidence=confidence,
            start=self._words.starts[one.hit.first],
            end=self._words.ends[one.hit.last],
        )


class _Best(NamedTuple):
    """The evidence on which a tag rests, how it ranks, and what it says there."""

    rank: _Rank
    evidence: Evidence
    meaning: Meaning


def _confidence(hit: Hit) -> float:
    confidence = _CONFIDENCE[hit.form]
    if hit.form == "stem" and len(hit.cue.first.text) < INSIDE:
        confidence = _SHORT_STEM
    return confidence if hit.cue.limit is None else confidence * _DOUBTFUL
