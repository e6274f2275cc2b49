"""The language of a text from rules and classifier together."""

import pytest

from bot.core.model.language import StoryLanguage
from bot.tagging.classifier.classifier import Classifier
from bot.tagging.knowledge import load
from bot.tagging.language import Guess
from bot.tagging.tokens import split

KNOWLEDGE = load()
CLASSIFIER = Classifier(KNOWLEDGE.function_words)

SPOKEN: list[tuple[StoryLanguage, str]] = [
    ("fi", "Toimitus myöhästyi kaksi viikkoa."),
    ("fi", "Mennään"),
    ("en", "No!"),
    ("en", "The parcel came two weeks late."),
    ("sv", "Jättebussigt!"),
    ("sv", "Paketet kom två veckor för sent."),
]
OTHER = [
    "Arve oli vale ja keegi ei vastanud mulle.",
    "Ma ootasin tund aega telefonis.",
    "Teenindus oli väga aeglane ja müüja ei aidanud üldse.",
    "Jeg ventet en time på telefonen, men ingen svarte.",
    "Hvornår får jeg mine penge tilbage?",
    "Ekspeditøren var meget venlig og hjalp mig.",
    "Die Rechnung war falsch und niemand hat geantwortet.",
    "Das Paket kam zwei Wochen zu spät.",
    "La facture était fausse et personne n'a répondu.",
    "De rekening was fout en niemand antwoordde.",
    "Счёт был неправильный, и никто не ответил.",
    "账单错了",
    "",
    "👍👍👍",
    "12345 !!!",
]


def told_in(text: str) -> StoryLanguage:
    """Return the language that the two settle on."""
    words = split(text).folded
    return CLASSIFIER.told_in(KNOWLEDGE.guesser.guess(words), words).language


@pytest.mark.parametrize(("language", "text"), SPOKEN)
def test_a_short_text_is_told_in_its_language(language: str, text: str) -> None:
    assert told_in(text) == language


@pytest.mark.parametrize("text", OTHER)
def test_neighbouring_and_far_languages_stay_other(text: str) -> None:
    assert told_in(text) == "other"


def test_the_sure_classifier_overrules_the_rules_among_the_spoken_languages() -> None:
    words = split("Mitä sinä sanoit minulle eilen?").folded

    assert CLASSIFIER.told_in(Guess("sv"), words) == Guess("fi")


def test_no_sureness_overrules_a_foreign_word() -> None:
    assert CLASSIFIER.told_in(Guess("other"), ("keegi", "sanoi", "niin")) == Guess("other")


def test_of_many_words_the_rules_are_sure() -> None:
    words = ("mitä", "sinä", "sanoit", "minulle") * 5

    assert CLASSIFIER.told_in(Guess("sv"), words) == Guess("sv")
