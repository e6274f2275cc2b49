"""The language of a text from rules and classifier together."""

import json
from importlib.resources import files

import pytest

from benchmarks.model.candidate.classifier import Classifier
from benchmarks.model.candidate.told_in import ToldIn
from bot.core.model.language import StoryLanguage
from bot.tagging.knowledge import load
from bot.tagging.tokens import split

CLASSIFIER = Classifier()
RULES = load().guesser
TOLD_IN = ToldIn(
    json.loads(files("bot.tagging").joinpath("languages.json").read_text("utf-8"))["words"]
)

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
    guess = RULES.guess(words).language
    return TOLD_IN.settle(guess, CLASSIFIER.read(text, guess).languages, words)


@pytest.mark.parametrize(("language", "text"), SPOKEN)
def test_a_short_text_is_told_in_its_language(language: str, text: str) -> None:
    assert told_in(text) == language


@pytest.mark.parametrize("text", OTHER)
def test_neighbouring_and_far_languages_stay_other(text: str) -> None:
    assert told_in(text) == "other"


def test_the_sure_classifier_overrules_the_rules_among_the_spoken_languages() -> None:
    assert TOLD_IN.settle("sv", {"fi": 0.9, "en": 0.05, "sv": 0.05}, ("en",)) == "fi"
    assert TOLD_IN.settle("sv", {"fi": 0.5, "en": 0.1, "sv": 0.4}, ("en",)) == "sv"


def test_no_sureness_overrules_a_foreign_word() -> None:
    assert TOLD_IN.settle("other", {"fi": 1.0, "en": 0.0, "sv": 0.0}, ("keegi",)) == "other"
