"""Where the rules decide what a text feels, and where the classifier does."""

from zoneinfo import ZoneInfo

from bot.core.model.tag import Reading, Sentiment, Source
from bot.core.model.team import Team
from bot.tagging.classifier.impression import Emotion, Impression, Told
from bot.tagging.language import Guess
from bot.tagging.tagger import CueTagger

TEAM = Team(id="t", name="t", language="fi", timezone=ZoneInfo("UTC"))


class Gloomy:
    """Finds every text negative and sad, with the first letter as its reason."""

    def told_in(self, guess: Guess, words: object) -> Guess:
        return guess

    def valence(self, told: Told) -> float:
        return self.read(told).valence

    def read(self, told: Told) -> Impression:
        return Impression("negative", -0.5, (Emotion("sadness", 0.4, 0, 1),))


TAGGER = CueTagger(Gloomy())


def read(text: str) -> Reading:
    return TAGGER.read(text, TEAM)


def test_where_the_rules_are_silent_the_classifier_decides() -> None:
    said = read("Ja sitten hän vain lähti pois")

    assert said.sentiment is Sentiment.NEGATIVE
    assert said.valence == -0.5


def test_where_the_rules_are_sure_they_decide() -> None:
    said = read("Ihana, loistava, mahtava päivä, kiitos!")

    assert said.sentiment is Sentiment.POSITIVE
    assert said.valence > 0


def test_of_a_story_the_rules_decide_also_that_it_feels_nothing() -> None:
    said = read("Kävin maanantaina kaupassa. Ostin sieltä maitoa.")

    assert said.sentiment is Sentiment.NEUTRAL
    assert "sadness" not in said.emotions


def test_mixed_is_what_the_rules_say_of_statements() -> None:
    said = read("Myyjä oli ihana mutta jono oli kamala")

    assert said.sentiment is Sentiment.MIXED


def test_an_emotion_of_the_classifier_is_a_suggestion_on_its_word() -> None:
    said = read("Ja sitten hän vain lähti pois")
    (tag,) = [tag for tag in said.tags if tag.facet == "emotion"]

    assert said.emotions == ("sadness",)
    assert (tag.source, tag.polarity, tag.confidence) == (Source.MACHINE, -1, 0.4)
    assert (tag.start, tag.end) == (0, 1)


def test_an_emotion_that_the_rules_found_is_not_suggested_again() -> None:
    said = read("Olen surullinen")

    assert [tag.source for tag in said.tags if tag.facet == "emotion"] == [Source.RULE]


def test_of_a_text_in_another_language_the_classifier_is_not_asked() -> None:
    said = read("Счёт был неправильный, и никто не ответил")

    assert said.language == "other"
    assert said.sentiment is Sentiment.NEUTRAL


def test_what_the_classifier_feels_makes_no_harm_and_no_reply() -> None:
    said = read("Ja sitten hän vain lähti pois")

    assert said.criticality == 0
    assert not said.needs_reply
