"""What the classifier makes of texts, on which words that rests, and texts that nobody tells."""

import re
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from bot.core.model.language import SPOKEN, Language
from bot.core.model.tag import Sentiment
from bot.tagging.classifier.bundles import BUCKETS, bundles
from bot.tagging.classifier.classifier import SENTIMENTS, Classifier
from bot.tagging.classifier.impression import EMOTIONS, Impression, Told
from bot.tagging.classifier.weights import FILE
from bot.tagging.classifier.windows import BITS, LENGTHS, buckets
from bot.tagging.feeling import Mood
from bot.tagging.knowledge import load
from bot.tagging.tokens import ANALYSED, split

CLASSIFIER = Classifier(load().function_words)
PAGE = Path(__file__).parents[2] / "docs/tagging.md"

GOOD: list[tuple[Language, str]] = [
    ("fi", "Ihana palvelu, olen todella tyytyväinen!"),
    ("fi", "Kiitos paljon avusta, mahtava kokemus :)"),
    ("en", "I love this, thank you so much!"),
    ("en", "What a wonderful and friendly team"),
    ("sv", "Jag är så glad, tack för den underbara hjälpen!"),
    ("sv", "Fantastiskt trevlig personal, jag älskar det"),
]
BAD: list[tuple[Language, str]] = [
    ("fi", "Kamala palvelu, olen todella vihainen ja pettynyt"),
    ("fi", "Tämä on paskaa, en osta enää koskaan"),
    ("en", "This is terrible, I hate it"),
    ("en", "The worst and most stupid company, I am so angry"),
    ("sv", "Hemskt dåligt, jag är så arg och besviken"),
    ("sv", "Jag hatar det, vilken jävla skit"),
]

ODD = [
    "",
    " ",
    "\0",
    "a\0b \0",
    "\ud800",
    "iloinen \ud800\udfff pettynyt",
    "e" + "\u0301" * 1000,
    "😀" * 300,
    "👍",
    "?!",
    "a" * 100_000,
    "a " * 50_000,
    "ß" * 100_000,
    "İ " * 50_000,
    "ei ihana " * 11_111,
    "账单错了",
    "الفاتورة خاطئة",
]


def impression(text: str, language: Language) -> Impression:
    """Return what the classifier alone says: the rules felt nothing."""
    silent = Mood(Sentiment.NEUTRAL, 0.0, {})
    return CLASSIFIER.read(Told(text, split(text), language, silent, (), 0))


@pytest.mark.parametrize(("language", "text"), GOOD)
def test_what_is_told_gladly_has_a_positive_valence(language: Language, text: str) -> None:
    assert impression(text, language).valence > 0


@pytest.mark.parametrize(("language", "text"), BAD)
def test_what_is_told_bitterly_has_a_negative_valence(language: Language, text: str) -> None:
    assert impression(text, language).valence < 0


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:8]))
def test_every_text_has_an_impression(text: str, language: Language) -> None:
    said = impression(text, language)

    assert said.sentiment in SENTIMENTS
    assert -1 <= said.valence <= 1
    assert {one.key for one in said.emotions} <= set(EMOTIONS)
    for one in said.emotions:
        assert 0 <= one.chance <= 1
        assert 0 <= one.start <= one.end <= len(text)


def test_an_emotion_rests_on_the_word_that_says_it() -> None:
    text = "Paketti saapui eilen ja olen raivoissani"
    (anger,) = [one for one in impression(text, "fi").emotions if one.key == "anger"]

    assert text[anger.start : anger.end] == "raivoissani"


def test_what_the_rules_felt_moves_the_valence() -> None:
    text = "Se oli sellainen juttu"
    glad = Mood(Sentiment.POSITIVE, 0.9, {0: 2.0})
    said = CLASSIFIER.read(Told(text, split(text), "fi", glad, ("joy",), 1))

    assert said.valence > impression(text, "fi").valence


def test_the_same_text_has_the_same_impression() -> None:
    text = GOOD[0][1]

    assert impression(text, "fi") == impression(text, "fi")


def test_nothing_beyond_the_analysed_part_is_read() -> None:
    start = ("sana " * ANALYSED)[:ANALYSED]

    assert (buckets(start) == buckets((start + " vihaan")[:ANALYSED])).all()
    assert impression(start + " vihaan", "fi") == impression(start + " vihaan"[:1], "fi")


def test_every_place_begins_one_window_of_each_length() -> None:
    found = buckets("hyvä palvelu")

    assert found.shape == (len(LENGTHS), len("hyvä palvelu") + 1)
    assert 0 <= found.min() <= found.max() < 2**BITS


def test_the_same_stretch_is_the_same_window_wherever_it_stands() -> None:
    here, there = buckets("hyvä"), buckets("oli hyvä")

    assert (here[:, 1:] == there[:, 5:]).all()


def test_letter_case_does_not_count_and_places_stay() -> None:
    assert (buckets("HYVÄ") == buckets("hyvä")).all()
    assert buckets("İstanbul").shape == buckets("istanbul").shape


def test_words_and_pairs_are_numbered_behind_the_windows() -> None:
    found = bundles("Hyvä palvelu!")

    assert len(found) == 3 + 2
    assert 2**BITS <= found.min() <= found.max() < BUCKETS
    assert (found == bundles("hyvä  PALVELU !")).all()
    assert set(bundles("oli hyvä")) & set(found)
    assert len(bundles(" \n")) == 0


def test_the_shipped_weights_are_the_measured_ones() -> None:
    shipped = sha256(files("bot.tagging.classifier").joinpath(FILE).read_bytes()).hexdigest()

    assert re.findall(r"SHA-256 `([0-9a-f]{64})`", PAGE.read_text(encoding="utf-8")) == [shipped]
