"""What the classifier reads, on which words it rests, and texts that nobody tells."""

import hashlib
from importlib.resources import files

import pytest

from benchmarks.model.candidate.classifier import EMOTIONS, OUTPUTS, SENTIMENTS, Classifier
from benchmarks.model.candidate.features import BITS, buckets, located
from benchmarks.model.candidate.lexicon import Lexicon
from benchmarks.model.candidate.normal import placed_words, plain_words
from bot.core.model.language import StoryLanguage
from bot.tagging.tokens import ANALYSED

CLASSIFIER = Classifier()
LEXICON = Lexicon()

GOOD: list[tuple[StoryLanguage, str]] = [
    ("fi", "Ihana palvelu, olen todella tyytyväinen!"),
    ("fi", "Kiitos paljon avusta, mahtava kokemus :)"),
    ("en", "I love this, thank you so much!"),
    ("en", "What a wonderful and friendly team"),
    ("sv", "Jag är så glad, tack för den underbara hjälpen!"),
    ("sv", "Fantastiskt trevlig personal, jag älskar det"),
]
BAD: list[tuple[StoryLanguage, str]] = [
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
    "\u0301\u0323" * 500,
    "😀" * 300,
    "👍",
    "?!",
    "[PERSON]",
    "a" * 100_000,
    "a " * 50_000,
    "ß" * 100_000,
    "ß " * 50_000,
    "İ " * 50_000,
    "\u0301" * 100_000,
    "[" * 100_000,
    "https://" * 12_500,
    "'" * 100_000,
    ":" * 100_000,
    "ei ihana " * 11_111,
    "账单错了",
    "الفاتورة خاطئة",
]


@pytest.mark.parametrize(("language", "text"), GOOD)
def test_what_is_told_gladly_has_a_positive_valence(language: StoryLanguage, text: str) -> None:
    assert CLASSIFIER.read(text, language).valence > 0


@pytest.mark.parametrize(("language", "text"), BAD)
def test_what_is_told_bitterly_has_a_negative_valence(language: StoryLanguage, text: str) -> None:
    assert CLASSIFIER.read(text, language).valence < 0


@pytest.mark.parametrize(("language", "text"), GOOD + BAD)
def test_the_likeliest_language_is_the_one_told_in(language: StoryLanguage, text: str) -> None:
    chances = CLASSIFIER.read(text, "other").languages

    assert max(chances, key=lambda name: chances[name]) == language


@pytest.mark.parametrize("text", ODD, ids=lambda text: ascii(text[:8]))
def test_every_text_has_an_impression_of_true_probabilities(text: str) -> None:
    for language in ("fi", "en", "sv", "other"):
        said = CLASSIFIER.read(text, language)

        assert tuple(said.sentiments) == SENTIMENTS
        assert sum(said.sentiments.values()) == pytest.approx(1)
        assert sum(said.languages.values()) == pytest.approx(1)
        assert set(said.emotions) <= set(EMOTIONS)
        assert all(0 <= chance <= 1 for chance in said.emotions.values())
        assert -1 <= said.valence <= 1


@pytest.mark.parametrize(
    "text", ODD + [text for _, text in GOOD + BAD], ids=lambda t: ascii(t[:8])
)
def test_an_explanation_stands_inside_the_text(text: str) -> None:
    for output in OUTPUTS:
        spans = CLASSIFIER.explain(text, output, "fi")

        assert all(0 <= start < end <= len(text) for start, end, _ in spans)
        assert all(weight > 0 for _, _, weight in spans)
        assert spans == sorted(spans, key=lambda span: -span[2])


def test_an_explanation_names_the_words_that_decide() -> None:
    text = "Paketti saapui eilen ja olen ihan hirveän vihainen siitä"
    start, end, _ = CLASSIFIER.explain(text, "anger", "fi")[0]

    assert "vihainen" in text[start:end]


def test_an_explanation_of_the_unknown_is_an_error() -> None:
    with pytest.raises(ValueError, match="tuple"):
        CLASSIFIER.explain("iloinen", "boredom", "fi")


def test_the_same_text_has_the_same_impression() -> None:
    text = GOOD[0][1]

    assert CLASSIFIER.read(text, "fi") == CLASSIFIER.read(text, "fi")
    assert CLASSIFIER.read(text, "fi") == Classifier().read(text, "fi")


def test_nothing_beyond_the_analysed_part_is_read() -> None:
    start = ("sana " * ANALYSED)[:ANALYSED]

    assert CLASSIFIER.read(start + " vihaan tätä", "fi") == CLASSIFIER.read(start, "fi")


def test_letter_case_quotes_and_commas_do_not_matter() -> None:
    assert plain_words("“Don't  STOP”, he said -- [PERSON] … half-hour") == plain_words(
        "dont stop he said half hour"
    )


def test_digits_and_long_runs_are_folded() -> None:
    assert plain_words("Sooooo 123 :)") == ("soo", "00", ":)")


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert plain_words("pa\u0308iva\u0308 ja yo\u0308") == plain_words("päivä ja yö")


@pytest.mark.parametrize(
    "text", ODD + [text for _, text in GOOD + BAD], ids=lambda t: ascii(t[:8])
)
def test_words_with_places_are_the_words_without(text: str) -> None:
    placed = placed_words(text)

    assert placed.plain == plain_words(text)
    assert all(start < end for start, end in zip(placed.starts, placed.ends, strict=True))


def test_buckets_grow_with_the_text_and_belong_to_its_words() -> None:
    words = ("hyvä", "palvelu")
    found, owners = located(words * 100)

    assert len(found) <= 101 * len(buckets(words)) + 100
    assert 0 <= found.min() <= found.max() < 2**BITS
    assert set(owners.tolist()) == set(range(200))


def test_an_n_gram_does_not_reach_into_the_next_word() -> None:
    apart = set(buckets(("kissa",)).tolist()) | set(buckets(("talo",)).tolist())
    together = buckets(("kissa", "talo")).tolist()

    assert len(set(together) - apart) == 1, "the pair alone is new"


def test_a_denied_word_speaks_in_another_channel() -> None:
    assert LEXICON.channels(("ihana",), "fi")[0] > 0
    assert LEXICON.channels(("ei", "ole", "ihana"), "fi")[0] == 0
    assert LEXICON.channels(("ei", "ole", "ihana"), "fi")[2] > 0
    assert LEXICON.channels(("ei", "mutta", "ihana"), "fi")[0] > 0


def test_the_shipped_weights_are_the_measured_ones() -> None:
    package = files("benchmarks.model.candidate")
    measured = package.joinpath("model.sha256").read_text("ascii").split()[0]

    assert hashlib.sha256(package.joinpath("model.npz").read_bytes()).hexdigest() == measured
