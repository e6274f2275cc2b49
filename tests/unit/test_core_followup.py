"""The one question after a story: what is missing, in the teller's own word."""

import pytest

from bot.core.followup import Missing, Question, question
from bot.core.model.tag import Sentiment
from tests.contract.builders import a_reading, a_tag

DESK = a_tag("touchpoint", "person")


def felt(text, word, **fields):
    start = text.index(word)
    return a_tag("feeling", "hurried", start=start, end=start + len(word), **fields)


def test_a_feeling_without_an_event_is_asked_what_happened_in_the_tellers_word():
    text = "Minua hoputettiin."

    asked = question(a_reading(text, felt(text, "hoputettiin")))

    assert asked == Question(Missing.EVENT, "hoputettiin")


def test_an_event_without_a_feeling_is_asked_how_it_felt():
    assert question(a_reading("Laskussa oli virhe.", DESK)) == Question(Missing.FEELING)


def test_a_long_text_tells_an_event_even_when_no_place_is_recognised():
    assert question(a_reading("sana " * 12)) == Question(Missing.FEELING)


@pytest.mark.parametrize("sentiment", sorted(set(Sentiment) - {Sentiment.MIXED}))
def test_event_and_feeling_are_asked_for_the_side_that_was_not_told(sentiment):
    text = "Minua hoputettiin tiskillä."

    asked = question(a_reading(text, DESK, felt(text, "hoputettiin"), sentiment=sentiment))

    assert asked == Question(Missing.OTHER_SIDE, "hoputettiin")


def test_both_sides_of_one_phase_are_asked_for_before_and_after():
    text = "Minua hoputettiin tiskillä."
    told = [felt(text, "hoputettiin"), a_tag("stage", "use"), a_tag("stage", "purchase")]

    asked = question(a_reading(text, *told, sentiment=Sentiment.MIXED))

    assert asked == Question(Missing.PHASES, "hoputettiin")


def test_a_whole_story_is_asked_nothing():
    text = "Minua hoputettiin tiskillä."
    told = [felt(text, "hoputettiin"), a_tag("stage", "use"), a_tag("stage", "exit")]

    assert question(a_reading(text, *told, sentiment=Sentiment.MIXED)) is None


@pytest.mark.parametrize("criticality", [4, 5])
def test_somebody_in_distress_is_not_questioned(criticality):
    assert question(a_reading("Pelkään.", criticality=criticality)) is None


@pytest.mark.parametrize("word", ["[nimi]", "ei enää", "oli. Ja", "x" * 31])
def test_only_one_word_of_the_tellers_own_is_echoed(word):
    text = f"Se {word} oli."

    asked = question(a_reading(text, felt(text, word)))

    assert asked == Question(Missing.EVENT)


def test_a_doubtful_tag_is_not_echoed():
    text = "Minua hoputettiin."

    asked = question(a_reading(text, felt(text, "hoputettiin", confidence=0.4)))

    assert asked == Question(Missing.EVENT)
