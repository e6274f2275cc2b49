"""Personal data by rule: what is masked, and what only looks like it."""

import pytest

from bot.tagging.personal_data import find, mask

HIDDEN = [
    ("phone", "0401234567"),
    ("phone", "040 123 4567"),
    ("phone", "040-1234567"),
    ("phone", "(040) 123 4567"),
    ("phone", "040.123.4567"),
    ("phone", "+358 40 123 4567"),
    ("phone", "+358401234567"),
    ("phone", "+358 (0)40 123 4567"),
    ("phone", "00358 40 1234567"),
    ("phone", "358401234567"),
    ("phone", "09 123 4567"),
    ("phone", "070-123 45 67"),
    ("phone", "+46 70 123 45 67"),
    ("phone", "+44 20 7946 0958"),
    ("phone", "555-123-4567".replace("555", "415")),
    ("phone", "<tel:+358401234567|+358 40 1234567>"),
    ("email", "matti.meikalainen@esimerkki.fi"),
    ("email", "Matti+lasku@osasto.firma.co.uk"),
    ("email", "mäki@yritys.fi"),
    ("email", "matti(at)firma.fi"),
    ("email", "<mailto:matti@firma.fi|Matti Meikäläinen>"),
    ("hetu", "131052-308T"),
    ("hetu", "131052-308t"),
    ("hetu", "131052–308T"),
    ("handle", "@matti_m"),
    ("handle", "<@U012AB3CD>"),
    ("handle", "<@U012AB3CD|matti>"),
]

SHOWN = [
    "9.11.2026",
    "09.11.2026",
    "09-11-2026",
    "2026-11-09",
    "9.–15.11.2026",
    "klo 14.30",
    "09.30–10.15",
    "0900-1700",
    "09–17",
    "1 200,50 €",
    "05 000,00 €",
    "10 000 000 euroa",
    "T-0412",
    "tilausnumero 0012345678",
    "order 0912345678",
    "viite 12345 67890",
    "asiakasnumero: 0123456789",
    "FI21 1234 5600 0007 85",
    "131052-308X",
    "311352-308T",
    "@here",
    "5 kpl",
    "25 minuuttia, 3 soittoa, 2 päivää",
    "100 000 000 000 000 000",
    "<#C0123456789|yleinen>",
    "kg/m2 3,14159265",
]


@pytest.mark.parametrize(("kind", "written"), HIDDEN)
def test_personal_data_is_masked_wherever_it_stands(kind: str, written: str) -> None:
    """Alone, in a sentence, and before a full stop; the span refers to the given text."""
    for text in (written, f"Hei, {written} kiitos", f"Tässä: {written}."):
        spans = find(text)

        assert [span.kind for span in spans] == [kind], text
        assert text[spans[0].start : spans[0].end] == written
        assert written not in mask(text, spans, "fi")


@pytest.mark.parametrize("text", SHOWN)
def test_what_only_looks_like_personal_data_is_shown(text: str) -> None:
    """Dates, times, amounts, order numbers, false codes."""
    assert find(text) == ()
    assert find(f"Se on {text} eilisestä.") == ()


@pytest.mark.parametrize("sign", "-YXWVU")
def test_each_century_sign_of_the_1900s_is_known(sign: str) -> None:
    """The check character does not rest on the sign."""
    assert [span.kind for span in find(f"131052{sign}308T")] == ["hetu"]


@pytest.mark.parametrize("sign", "+ABCDEF")
def test_each_century_sign_of_the_1800s_and_2000s_is_known(sign: str) -> None:
    """13 October of 1852 and 2052 are dates too."""
    assert [span.kind for span in find(f"131052{sign}308T")] == ["hetu"]


def test_a_leap_day_counts_only_in_a_leap_year() -> None:
    """29 February 1900 never was; 2000 had one."""
    code = "290200{}123" + "0123456789ABCDEFHJKLMNPRSTUVWXY"[290200123 % 31]

    assert find(code.format("-")) == ()
    assert [span.kind for span in find(code.format("A"))] == ["hetu"]


def test_the_mark_is_in_the_language_of_the_text() -> None:
    """One readable word in brackets."""
    text = "040 1234567, a@b.fi, 131052-308T, @matti"

    assert mask(text, find(text), "fi") == (
        "[puhelinnumero], [sähköposti], [henkilötunnus], [käyttäjänimi]"
    )
    assert mask(text, find(text), "en") == "[phone-number], [email], [identity-code], [username]"
    assert mask(text, find(text), "sv") == (
        "[telefonnummer], [e-post], [personbeteckning], [användarnamn]"
    )


def test_neighbours_are_masked_in_one_go() -> None:
    """What one mask uncovers is masked too."""
    for text in ("a@b.fi@c.fi", "@a@b@c", "040 1234567 050 7654321", "131052-308T,a@b.fi,@c"):
        masked = mask(text, find(text), "fi")

        assert find(masked) == ()
        assert "@" not in masked


def test_a_number_said_to_be_a_telephone_is_one() -> None:
    """A short local number needs the word before it."""
    assert [span.kind for span in find("Puh. 123 4567")] == ["phone"]
    assert find("Odotin 123 4567 sekuntia") == ()
