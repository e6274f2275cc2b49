"""Texts that nobody tells and somebody sends: always an answer, in time linear in the length."""

from zoneinfo import ZoneInfo

import pytest

from bot.core.model.tag import Sentiment
from bot.core.model.team import Team
from bot.tagging.tagger import CueTagger
from bot.tagging.tokens import ANALYSED

TAGGER = CueTagger()
TEAM = Team(id="t", name="t", language="fi", timezone=ZoneInfo("Europe/Helsinki"))

LONG = [
    "a",
    "0",
    "ä",
    "İ",
    "\u0301",
    "\u0301\u0323",
    "😀",
    "\u200b",
    "\n",
    "-",
    "'",
    "#a ",
    "<",
    "<tel:",
    "@",
    "a@",
    "a@b.fi ",
    "+3",
    "0 ",
    "1-",
    "040 1234567 ",
    "131052-308T ",
    "AB12 ",
    "https://",
    "?!",
    "ei ",
    "ei vastannut ",
    "odotin. minuutin. ",
    "Kiitos. Hyvä. ",
    "lasku ",
    "puh. 1 ",
    "tilaus nro ",
    "FI21 ",
    "FI21 1234 ",
    "FI21 1234 5600 0007 85 ",
    "RF18 ",
    "4539",
    "4539 ",
    "4539 1488 0343 6467 ",
    "kort 453914880343646754 ",
    "katu 1 ",
    "Kiven katu 1 ",
    "Kauppakatu 1 ",
    "Kauppakatu 1, ",
    "kauppakatu 12 B 34, 00100 ",
    "Flat 1, ",
    "12 High ",
    "12 High Street, ",
    "at 1 a ",
    "A1 ",
    "ABC-123 ",
    "ABC 123 auto. ",
    "abc 123 ",
    "auto",
    "-auto",
    "www.",
    "www.a:n",
    "https://a)",
    "<https://a|",
    "(at)",
    "a (at) b (piste) ",
    "\u202elasku ",
    "kiitos thanks tack ",
    "if (x == 0) { return; } ",
    "👩‍👩‍👧",
    "\ud800a",
    "\0",
    "e\u0301\u0323 ",
    "12.11. ",
    "Ehdotan. ",
]


@pytest.mark.parametrize("unit", LONG, ids=ascii)
def test_a_hundred_thousand_characters_are_read_in_time(unit: str) -> None:
    text = (unit * 100_000)[:100_000]

    # What is not linear in the length takes minutes here and runs into the tests' own limit.
    reading = TAGGER.read(text, TEAM)

    assert all(0 <= tag.start < tag.end <= len(reading.masked) for tag in reading.tags)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\0",
        "\ud800",
        "iloinen \ud800\udfff pettynyt",
        "\u202eonnistui\u202c",
        "e" + "\u0301" * 1000,
        "👍",
        "[puhelinnumero]",
        "#",
        "<@>",
        "@",
        "﷽",
        "def f(x): return x['lasku'] != 0",
        "SELECT * FROM lasku WHERE 1=1; -- ei",
        '{"a": [1, 2, {"b": null}]}',
        "😀😡🇫🇮👩‍👩‍👧 👍🏽",
        "\u202e\u202d\u2066lasku\u2069\u202c",
        "Kiitos thanks tack danke спасибо 谢谢 شكرا",
        "lasku\0faktura\0invoice",
        "\u0301" * 1000,
        "\ufeff\u200b\u200d\u2028\u2029",
        "\U0010ffff\ud83d lasku",
    ],
    ids=ascii,
)
def test_an_odd_text_has_an_answer(text: str) -> None:
    reading = TAGGER.read(text, TEAM)

    assert reading.masked == text
    assert reading.pii == ()


def test_an_empty_text_says_nothing() -> None:
    reading = TAGGER.read("", TEAM)

    assert (reading.language, reading.sentiment, reading.valence) == (
        "other",
        Sentiment.NEUTRAL,
        0,
    )
    assert (reading.tags, reading.criticality, reading.needs_reply) == ((), 0, False)


def test_words_between_surrogates_and_overrides_are_still_read() -> None:
    reading = TAGGER.read("\u202eOlen \ud800 todella pettynyt\u202c\0 palveluun", TEAM)

    assert "disappointed" in {tag.key for tag in reading.tags}


def test_masking_reaches_beyond_what_is_read_for_tags() -> None:
    """The end of a very long text is masked; only its tags are left out."""
    reading = TAGGER.read("sana " * ANALYSED + "soita 040 1234567, olen iloinen", TEAM)

    assert reading.masked.endswith("soita [puhelinnumero], olen iloinen")
    assert "joy" not in reading.emotions
