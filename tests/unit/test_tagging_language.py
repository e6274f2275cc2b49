"""The language of a text."""

from zoneinfo import ZoneInfo

import pytest

from bot.core.model.team import Team
from bot.tagging.tagger import CueTagger

TAGGER = CueTagger()
TEAM = Team(id="t", name="t", language="fi", timezone=ZoneInfo("Europe/Helsinki"))

SPOKEN = [
    ("fi", "Toimitus myöhästyi kaksi viikkoa."),
    ("fi", "Myyjä hymyili ja neuvoi oikean hyllyn."),
    ("fi", "mä en tajuu miks tää kestää"),
    ("fi", "Pettymys."),
    ("fi", "Kiitos!"),
    ("en", "The parcel came two weeks late."),
    ("en", "She smiled and showed me the right shelf."),
    ("en", "dont know why this takes so long"),
    ("en", "Disappointing."),
    ("en", "Thanks!"),
    ("sv", "Paketet kom två veckor för sent."),
    ("sv", "Hon log och visade mig rätt hylla."),
    ("sv", "fattar inte varför det tar så lång tid"),
    ("sv", "Besvikelse."),
    ("sv", "Tack!"),
]

OTHER = [
    "Arve oli vale ja keegi ei vastanud mulle.",
    "Ma ootasin tund aega telefonis.",
    "Die Rechnung war falsch und niemand hat geantwortet.",
    "Jeg ventet en time på telefonen, men ingen svarte.",
    "Hvornår får jeg mine penge tilbage?",
    "La facture était fausse et personne n'a répondu.",
    "La factura estaba mal y nadie respondió.",
    "De rekening was fout en niemand antwoordde.",
    "Rachunek był błędny i nikt nie odpowiedział.",
    "Счёт был неправильный, и никто не ответил.",
    "الفاتورة خاطئة",
    "账单错了",
    "Faturam yanlıştı ve kimse cevap vermedi.",
    "",
    "👍👍👍",
    "12345 !!!",
]


@pytest.mark.parametrize(("language", "text"), SPOKEN)
def test_a_short_text_is_told_in_its_language(language: str, text: str) -> None:
    """One sentence or one word is enough."""
    assert TAGGER.read(text, TEAM).language == language


@pytest.mark.parametrize("text", OTHER)
def test_neighbouring_and_far_languages_are_other(text: str) -> None:
    """Also texts that say nothing about their language."""
    assert TAGGER.read(text, TEAM).language == "other"


def test_names_and_numbers_do_not_decide_the_language() -> None:
    """Personal data is taken out before the guess."""
    reading = TAGGER.read("Call me: matti.meikalainen@yhtiomme.fi, 040 1234567", TEAM)

    assert reading.language == "en"
    assert reading.masked == "Call me: [email], [phone-number]"


def test_a_mixed_text_is_read_in_both_languages() -> None:
    """The second language counts when it has words of its own."""
    text = "Personalen var trevlig. Kiitos kaikille, olitte todella ystävällisiä!"
    found = {f"{tag.facet}:{tag.key}" for tag in TAGGER.read(text, TEAM).tags}

    assert {"touchpoint:person", "empathy:respect"} <= found


def test_a_text_of_one_language_is_not_read_in_another() -> None:
    """Swedish "var" asks nothing in English or Finnish, and "app" claps for nobody."""
    found = {tag.key for tag in TAGGER.read("Var on auto?", TEAM).tags}

    assert "web" not in found


def test_distress_is_heard_in_any_language() -> None:
    """A wrong guess must not hide a person in distress."""
    text = "Tämä on minulle liikaa ja olen aivan loppu. I want to kill myself."

    assert TAGGER.read(text, TEAM).signs == ("distress",)
