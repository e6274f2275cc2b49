"""A tagger that also reads by what the team taught."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.model.learning import Layer, TeamLayer
from bot.core.model.tag import SENTIMENT, Reading, Sentiment, Source, Tag, Version
from bot.core.model.team import Team
from bot.core.ports.tagger import Tagger
from bot.tagging.ideas import quoted_ideas
from bot.tagging.labels import TaxonomyLabels
from bot.tagging.learner import Outcome, apply
from bot.tagging.word_cues import WordCue, WordCues, facet_of, said, target

_MOST = 0.95
"""The greatest confidence, as of rules."""


class LearningTagger:
    """The tagger behind `bot.core.ports.tagger.Tagger`: an untaught one, and over it the layers of
    the teams as they are at that moment.
    """

    def __init__(
        self,
        untaught: Tagger,
        labels: TaxonomyLabels,
        cues: WordCues,
        layers: Mapping[str, TeamLayer],
    ) -> None:
        """Take the layers by team; whoever learns replaces them."""
        self._untaught = untaught
        self._labels = labels
        self._cues = cues
        self._layers = layers

    def version(self, team: Team) -> Version:
        """Return the untaught tagger's version, with the state of the team's teaching."""
        version = self._untaught.version(team)
        taught = self._layers.get(team.id)
        return replace(version, layer=f"{taught.version}.{taught.changes}") if taught else version

    def is_urgent(self, text: str, team: Team) -> bool:
        """Tell it as the untaught one does: nobody teaches signs."""
        return self._untaught.is_urgent(text, team)

    def vector(self, shown: str) -> bytes:
        """Return the untaught tagger's."""
        return self._untaught.vector(shown)

    def read(self, text: str, team: Team) -> Reading:
        """Return what the text says. A team that taught nothing pays nothing."""
        reading = self._untaught.read(text, team)
        taught = self._layers.get(team.id)
        if taught is None or taught.layer.is_empty:
            return reading
        cues = self._cues.of(reading.masked)
        outcome = apply(taught.layer, {cue.notation for cue in cues}, said(reading, cues))
        outcome = outcome._replace(
            found={
                name: one
                for name, one in outcome.found.items()
                if self._labels.knows(team, *name.split(":", 1))
            }
        )
        return _taught(reading, outcome, cues, taught.layer)


def _taught(reading: Reading, outcome: Outcome, cues: Sequence[WordCue], layer: Layer) -> Reading:
    if not outcome.found and not outcome.gone:
        return reading
    came = {facet_of(name) for name in outcome.found}
    kept = [
        # A rule's tag would hide a learned one of its facet: who learns answers for the facet.
        tag._replace(source=Source.MACHINE) if tag.facet in came else tag
        for tag in reading.tags
        if target(tag.facet, tag.key) not in outcome.gone
    ]
    places = {cue.notation: cue for cue in reversed(cues)}
    new = [
        Tag(
            facet=facet_of(name),
            key=name.partition(":")[2],
            source=Source.MACHINE,
            polarity=layer.polarity[name],
            confidence=min(_MOST, one.rate),
            start=places[one.cue].start,
            end=places[one.cue].end,
        )
        for name, one in outcome.found.items()
    ]
    tags = sorted([*kept, *new], key=lambda tag: (tag.start, tag.end, tag.facet, tag.key))
    felt = next((tag.key for tag in new if tag.facet == SENTIMENT), reading.sentiment)
    return replace(
        reading,
        sentiment=Sentiment(felt),
        emotions=tuple(tag.key for tag in tags if tag.facet == "emotion"),
        tags=tuple(tags),
        ideas=quoted_ideas(reading.masked, tags, reading.ideas),
    )
