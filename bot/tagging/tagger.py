"""Text → Reading by cue rules, and by the classifier where they are weak. Files are read in the
constructor; nothing is kept of a text.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from bot.core.model.language import SPOKEN, Language
from bot.core.model.tag import IDEA, PersonalData, Reading, Sentiment, Source, Tag, Version
from bot.core.model.team import Team
from bot.tagging.classifier.impression import Learned
from bot.tagging.classifier.on_demand import OnDemand
from bot.tagging.cue_index import CueIndex, Hit
from bot.tagging.cues import wide
from bot.tagging.event_dates.coarse import coarsened
from bot.tagging.feeling import SMALL_HARM, criticality, mood, statements_of
from bot.tagging.ideas import idea_words, sentences_around
from bot.tagging.knowledge import Knowledge, load
from bot.tagging.language import Guess
from bot.tagging.names import Name, NameFinder
from bot.tagging.negation import Negation
from bot.tagging.personal_data.find import find
from bot.tagging.personal_data.marks import blank, growth, mask
from bot.tagging.proposing import Evidence, Proposals, weigh
from bot.tagging.sensitive import is_allowed
from bot.tagging.settling import settle
from bot.tagging.themes import TeamThemes
from bot.tagging.tokens import Words, moved, split, without
from bot.tagging.traps import Traps
from bot.tagging.vectors import vector_of
from bot.tagging.versions import Versions

_FREE_TAGS = 20
"""Hashtags of one text that are kept; more are no signposts any more."""

_DISTRESS = "distress"
_URGENT = frozenset({"risk:urgent_person", "sign:distress"})
"""What says so. Sought in all languages: a wrong guess of the language must not hide a person in
distress.
"""

_SOMEBODY = frozenset({"handle", "name"})

_ASKING = frozenset({"kind:question", "kind:complaint", "kind:help_request"})


class _Shown(NamedTuple):
    """The text as it is shown, and what is known of it before any cue is sought."""

    text: str
    pii: tuple[PersonalData, ...]
    words: Words
    guess: Guess


class CueTagger:
    """The tagger behind `bot.core.ports.tagger.Tagger`.

    Tags, language and mood rest on the first `tokens.ANALYSED` code points of a text; masking
    covers all of it.
    """

    def __init__(self, learned: Learned | None = None) -> None:
        """Read the package's data files and compile the cues. `learned` stands in for the
        package's classifier.
        """
        self._knowledge: Knowledge = load()
        self._learned: Learned = learned or OnDemand(self._knowledge.function_words)
        cues = self._knowledge.cues
        ordinary = [cue for cue in cues if cue.target not in _URGENT]
        self._indexes: dict[Language, CueIndex] = {
            language: CueIndex(cue for cue in ordinary if cue.language == language)
            for language in SPOKEN
        }
        self._wide = CueIndex(wide(ordinary))
        self._urgent = CueIndex(cue for cue in cues if cue.target in _URGENT)
        self._themes = TeamThemes(self._knowledge.negators)
        self._names = NameFinder()
        self._versions = Versions()
        self._negation = Negation(
            self._knowledge.negators, self._knowledge.harmless, self._knowledge.contrast
        )

    def read(self, text: str, team: Team) -> Reading:
        """Return what the text says. Every text has an answer; time is linear in its length."""
        shown = self._shown(text, team)
        words, guess = shown.words, shown.guess
        hits = self._find(words, guess, team)
        denied = self._negation.denied(hits, words)
        traps = Traps(self._knowledge, words, hits, denied)
        evidence = weigh(hits, denied, traps)
        statements = statements_of(words, self._knowledge.contrast)
        felt = mood(
            ((one.hit.first, one.weight) for one in evidence if one.weight), statements, words
        )
        own = frozenset(theme.facet for theme in team.themes)
        proposals = Proposals(self._knowledge, words, statements, felt, own)
        tags = proposals.tags(evidence) + _asked(words, evidence) + _free_tags(words)
        ideas = idea_words(words, guess.language, evidence)
        tags += _ideas(words, ideas, tags)
        tags = [tag for tag in tags if _may_stand(tag, felt.sentiment, team)]
        targets = {f"{tag.facet}:{tag.key}" for tag in tags}
        targets |= {
            one.target for one in evidence if one.target.startswith("sign:") and not one.denied
        }
        level = criticality(felt, targets, self._knowledge.criticality)
        settled = settle(self._learned, shown.text, words, guess.language, felt, tags)
        reading = Reading(
            language=guess.language,
            sentiment=settled.sentiment,
            valence=settled.valence,
            emotions=tuple(tag.key for tag in settled.tags if tag.facet == "emotion"),
            tags=settled.tags,
            criticality=level,
            needs_reply=bool(words.asked or targets & _ASKING)
            or (felt.sentiment is Sentiment.NEGATIVE and level >= SMALL_HARM),
            signs=self._signs(targets, shown.pii),
            pii=shown.pii,
            masked=shown.text,
            ideas=sentences_around(shown.text, [words.starts[place] for place in ideas]),
        )
        return self._coarse(reading, team) if team.coarse_dates else reading

    def is_urgent(self, text: str, team: Team) -> bool:
        """Tell whether the text has the sign of distress. Few texts have a word that may say so,
        and only these are read.
        """
        shown = self._shown(text, team)
        hits = self._find(shown.words, shown.guess, team)
        may_be = any(hit.cue.target in _URGENT for hit in hits)
        return may_be and _DISTRESS in self.read(text, team).signs

    def vector(self, shown: str) -> bytes:
        """Return the vector of a shown text."""
        return vector_of(shown)

    def version(self, team: Team) -> Version:
        """Return under what the team's texts are read; the team taught nothing here."""
        return self._versions.of(team)

    def _coarse(self, reading: Reading, team: Team) -> Reading:
        coarse = coarsened(reading, team.language)
        if coarse is reading or not find(coarse.masked):
            return coarse
        # Without the date beside it, a number is a telephone number.
        return replace(self.read(coarse.masked, team), pii=reading.pii)

    def _shown(self, text: str, team: Team) -> _Shown:
        pii = find(text)
        words = split(blank(text, pii) if pii else text)
        guess = self._learned.told_in(self._knowledge.guesser.guess(words.folded), words.folded)
        if names := self._names.find(text, guess.language):
            before, pii = pii, find(text, [_named(name) for name in names])
            fresh = [(span.start, span.end) for span in pii if span not in before]
            words = without(words, text, fresh) or split(blank(text, pii))
        masked = text
        if pii:
            language = team.language if guess.language == "other" else guess.language
            masked = mask(text, pii, language)
            words = moved(words, growth(pii, language))
        if guess.language == "fi":
            spoken = self._knowledge.spoken
            if not spoken.keys().isdisjoint(words.folded):
                folded = tuple([spoken.get(word, word) for word in words.folded])
                words = replace(words, folded=folded)
        return _Shown(masked, pii, words, guess)

    def _find(self, words: Words, guess: Guess, team: Team) -> list[Hit]:
        own = self._themes.of(team) if team.themes else {}
        if guess.language == "other":
            indexes = [self._wide, self._urgent, own.get(team.language)]
        else:
            languages = (guess.language, *guess.also)
            indexes = [
                index.get(language) for language in languages for index in (self._indexes, own)
            ]
            indexes.append(self._urgent)
        return [
            hit
            for index in indexes
            if index is not None
            for hit in index.find(words.folded)
            if (hit.first == hit.last or _holds_together(hit, words))
            and (not hit.cue.holds_negator or self._negation.means_it(hit, words))
        ]

    def _signs(self, targets: set[str], pii: Sequence[PersonalData]) -> tuple[str, ...]:
        signs = {sign for target, sign in self._knowledge.signs.items() if target in targets}
        names_somebody = "sign:person" in targets or any(span.kind in _SOMEBODY for span in pii)
        if "sign:grieved" in targets and names_somebody:
            signs.add("grievance")
        return tuple(sorted(signs))


def _named(name: Name) -> PersonalData:
    return PersonalData("name", name.start, name.end, name.role)


def _holds_together(hit: Hit, words: Words) -> bool:
    """Tell whether a phrase stands in one sentence."""
    parts = words.clause if hit.cue.gap else words.sentence
    return parts[hit.first] == parts[hit.last]


def _may_stand(tag: Tag, sentiment: Sentiment, team: Team) -> bool:
    if not is_allowed(tag.facet, tag.key, team):
        return False
    # A claim that ended well ("reklamaatioon vastattiin, suosittelen") is no complaint any more.
    return (tag.facet, tag.key) != ("kind", "complaint") or sentiment is not Sentiment.POSITIVE


def _asked(words: Words, evidence: Sequence[Evidence]) -> list[Tag]:
    """A sentence with a question mark asks, unless its words already say what it is."""
    if any(one.target == "kind:question" for one in evidence):
        return []
    named = {
        words.sentence[one.hit.first]
        for one in evidence
        if one.target in {"kind:idea", "kind:help_request"}
    }
    for place, sentence in enumerate(words.sentence):
        if sentence in words.asked and sentence not in named:
            return [_rule_tag("kind", "question", 0.6, words.starts[place], words.ends[place])]
    return []


def _ideas(words: Words, places: Sequence[int], tags: Sequence[Tag]) -> list[Tag]:
    """The mood of a verb tells an idea that no cue names."""
    if not places or any((tag.facet, tag.key) == IDEA for tag in tags):
        return []
    return [_rule_tag(*IDEA, 0.55, words.starts[places[0]], words.ends[places[0]])]


def _free_tags(words: Words) -> list[Tag]:
    first: dict[str, Tag] = {}
    for word, start, end in words.hashtags:
        first.setdefault(word, _rule_tag("free_tag", word, 1.0, start, end))
    return list(first.values())[:_FREE_TAGS]


def _rule_tag(facet: str, key: str, confidence: float, start: int, end: int) -> Tag:
    return Tag(
        facet=facet,
        key=key,
        source=Source.RULE,
        polarity=0,
        confidence=confidence,
        start=start,
        end=end,
    )
