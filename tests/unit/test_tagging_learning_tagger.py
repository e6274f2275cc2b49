"""A text is read with what the team taught; each learned tag says on which word it rests."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.learning import Layer, TeamLayer
from bot.core.model.tag import Reading, Sentiment, Source, Theme
from bot.core.model.team import Team
from bot.tagging.labels import TaxonomyLabels
from bot.tagging.learning_tagger import LearningTagger
from bot.tagging.tagger import CueTagger
from bot.tagging.word_cues import WordCues
from tests.fakes import PlainTagger

LIBRARY = Theme(facet="service", key="library", label={"fi": "Kirjasto"}, synonyms={})
TEAM = Team(id="t", name="T", language="fi", timezone=ZoneInfo("UTC"), themes=(LIBRARY,))
OTHER = replace(TEAM, id="other")
WORDS = {"lasku": "touchpoint:invoice", "myyjä": "touchpoint:person"}
LABELS, CUES = TaxonomyLabels(), WordCues()


def a_layer(**fields: object) -> Layer:
    return Layer(**{"found": {}, "taken": {}, "polarity": {}} | fields)  # type: ignore[arg-type]


def found(**targets: str) -> Layer:
    """Return a layer by which each word speaks for a target, written facet_key."""
    names = {word: name.replace("_", ":", 1) for word, name in targets.items()}
    return a_layer(
        found={f"{word}*": {name: 0.8} for word, name in names.items()},
        polarity=dict.fromkeys(names.values(), -1),
    )


def a_tagger(layer: Layer) -> LearningTagger:
    untaught = PlainTagger("fi", WORDS)
    return LearningTagger(untaught, LABELS, CUES, {TEAM.id: TeamLayer(layer, 3, 17)})


def read(layer: Layer, text: str, team: Team = TEAM) -> Reading:
    return a_tagger(layer).read(text, team)


def test_a_learned_tag_rests_on_the_word_that_speaks_for_it() -> None:
    text = "Se automaattinne ei toimi."

    (tag,) = read(found(automaat="service_library"), text).tags

    assert (tag.facet, tag.key, tag.source) == ("service", "library", Source.MACHINE)
    assert (tag.polarity, tag.confidence) == (-1, 0.8)
    assert text[tag.start : tag.end] == "automaattinne"


@pytest.mark.parametrize("text", ["lasku", "distress"])
def test_what_is_urgent_is_not_taught(text: str) -> None:
    assert a_tagger(found(lasku="sign_distress")).is_urgent(text, TEAM) is (text == "distress")


def test_a_withdrawn_tag_is_gone_and_the_others_stay() -> None:
    layer = a_layer(taken={"touchpoint:invoice": frozenset({"lasku"})})

    tags = read(layer, "Myyjä ja myyjä, lasku.").tags

    assert [(tag.key, tag.source) for tag in tags] == [("person", Source.RULE)]


def test_the_rules_tags_of_a_facet_stay_beside_a_learned_one() -> None:
    """A rule's tag would hide it: whoever learns answers for the whole facet."""
    tags = read(found(automaat="touchpoint_self_service"), "Automaatti ja lasku.").tags

    assert [(tag.key, tag.source) for tag in tags] == [
        ("self_service", Source.MACHINE),
        ("invoice", Source.MACHINE),
    ]


def test_another_teams_stories_are_read_untaught() -> None:
    assert read(found(automaat="kind_praise"), "Automaatti.", OTHER).tags == ()


@pytest.mark.parametrize("target", ["service_pool", "kind_unheard", "group_senior"])
def test_a_tag_that_the_team_does_not_have_any_more_is_not_found(target: str) -> None:
    assert read(found(automaat=target), "Automaatti.").tags == ()


def test_a_learned_sentiment_is_that_of_the_story() -> None:
    reading = read(found(jono="sentiment_negative"), "Jonotus.")

    assert reading.sentiment is Sentiment.NEGATIVE
    (whole,) = reading.with_sentiment_tag().tags
    assert (whole.key, whole.source) == ("negative", Source.MACHINE)


def test_the_sentence_of_a_learned_idea_is_quoted() -> None:
    reading = read(found(katos="kind_idea"), "Satoi. Katosta tähän! Kiitos.")

    (tag,) = reading.with_quoted_ideas().tags
    assert reading.masked[tag.start : tag.end] == "Katosta tähän!"


def test_of_a_withdrawn_idea_nothing_is_quoted() -> None:
    untaught = CueTagger()
    layer = a_layer(taken={"kind:idea": frozenset({"ehdotan"})})
    tagger = LearningTagger(untaught, LABELS, CUES, {TEAM.id: TeamLayer(layer, 3, 17)})

    assert untaught.read("Ehdotan katosta.", TEAM).ideas == ((0, 16),)
    assert tagger.read("Ehdotan katosta.", TEAM).ideas == ()


def test_a_learned_emotion_is_one_of_the_emotions() -> None:
    assert read(found(jono="emotion_anger"), "Jonotus.").emotions == ("anger",)


def test_a_version_says_how_much_was_taught() -> None:
    tagger = a_tagger(a_layer())

    assert tagger.version(TEAM).layer == "3.17"
    assert tagger.version(OTHER) == PlainTagger().version(OTHER)


def test_a_team_that_taught_nothing_reads_as_the_rules_do() -> None:
    plain = CueTagger()
    text = "Kiitos avusta, mutta lasku oli väärä."

    for layers in ({}, {TEAM.id: TeamLayer(a_layer(), 0, 1)}):
        assert LearningTagger(plain, LABELS, CUES, layers).read(text, TEAM) == plain.read(
            text, TEAM
        )


def test_what_is_learned_goes_for_a_masked_text_as_well() -> None:
    """Stories are read again from their shown text."""
    tagger = LearningTagger(
        CueTagger(), LABELS, CUES, {TEAM.id: TeamLayer(found(automaat="service_library"), 0, 1)}
    )
    first = tagger.read("Soitin numeroon 040 1234567, automaatti ei toiminut.", TEAM)

    again = tagger.read(first.masked, TEAM)

    assert again.masked == first.masked
    assert again.tags == first.tags
