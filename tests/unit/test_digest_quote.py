import pytest

from bot.digest.quote import CUT, cut_quote, passage, shorten
from bot.digest.verifying.quotes import as_told, is_verbatim

TEXT = "Soitin laskusta. Neuvoja kuunteli loppuun asti, korjasi virheen ja soitti vielä."


def test_a_short_text_is_quoted_whole_on_one_line() -> None:
    assert cut_quote("  Kiitos\navusta! ", 280) == "Kiitos avusta!"


def test_a_cut_falls_after_a_sentence_that_fills_half_the_room() -> None:
    assert cut_quote(TEXT, 30) == f"Soitin laskusta. {CUT}"


def test_a_cut_falls_after_a_word_when_the_sentence_is_too_short() -> None:
    assert cut_quote(TEXT, 60) == f"Soitin laskusta. Neuvoja kuunteli loppuun asti, korjasi {CUT}"


def test_a_word_longer_than_the_room_is_cut_within() -> None:
    assert cut_quote("a" * 50, 14) == f"{'a' * 10} {CUT}"


@pytest.mark.parametrize("limit", range(1, 90))
def test_a_quote_never_exceeds_its_limit(limit: int) -> None:
    assert len(cut_quote(TEXT, limit)) <= limit


@pytest.mark.parametrize(
    "quote", [TEXT, f"Soitin laskusta. {CUT}", f"Soitin {CUT} kuunteli {CUT}"]
)
def test_spans_of_the_text_in_order_are_verbatim(quote: str) -> None:
    assert is_verbatim(quote, TEXT.replace(" ", "\n"))


@pytest.mark.parametrize(
    "quote", ["Soitin toimitusjohtajalle.", f"kuunteli {CUT} Soitin", CUT, ""]
)
def test_other_words_or_none_are_not_verbatim(quote: str) -> None:
    assert not is_verbatim(quote, TEXT)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Ehdotan toista kassaa", "Jono oli pitkä\nEhdotan toista kassaa\nKiitos"),
        ("Ehdotan toista kassaa", "- jono oli pitkä\n- Ehdotan toista kassaa"),
        ("Ehdotan toista kassaa.", "(Jono oli pitkä.) Ehdotan toista kassaa."),
        ("Ehdotan toista kassaa.", "”Jono oli pitkä!” Ehdotan toista kassaa."),
        ("”Ehdotan toista kassaa.”", "Hän sanoi. ”Ehdotan toista kassaa.” Niin."),
    ],
)
def test_a_quote_may_be_a_line_or_a_sentence_in_quotation_marks(quote: str, text: str) -> None:
    assert is_verbatim(quote, text)


@pytest.mark.parametrize("quote", ["en ehdota toista", "Ehdota toista kassaa", "toista kassaa"])
def test_a_piece_of_a_line_is_no_line(quote: str) -> None:
    assert not is_verbatim(quote, "Jono oli pitkä\nen ehdota toista kassaa\nKiitos")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "", "toinen kassa"),
        ("Hei! ", " Kiitos", f"toinen kassa {CUT}"),
        ("jono oli pitkä ", "", f"{CUT} toinen kassa"),
        ("jono oli pitkä - ", "\nKiitos", f"{CUT} toinen kassa"),
        ("Jono\n- ", " kiitos", f"toinen kassa {CUT}"),
        ("(Jono.) ", "\nKiitos", "toinen kassa"),
    ],
)
def test_a_part_of_a_sentence_is_marked_as_one(before: str, after: str, shown: str) -> None:
    text = f"{before}toinen kassa{after}"
    found = passage(text, len(before), len(before) + len("toinen kassa"))

    assert found == shown
    assert is_verbatim(found, text)


def test_a_shortened_name_shows_that_it_goes_on() -> None:
    assert shorten("Lasku, jonka ymmärtää", 6) == "Lasku…"
    assert shorten("Lasku", 5) == "Lasku"


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("Tilaus katosi Lahja oli kaunis", "Tilaus katosi\nLahja oli kaunis"),
        (f"Tilaus katosi Lahja {CUT}", f"Tilaus katosi\nLahja {CUT}"),
        (f"Tilaus {CUT} oli kaunis", f"Tilaus {CUT} oli kaunis"),
        ("Tilaus katosi Liisa oli kaunis", "Tilaus katosi Liisa oli kaunis"),
    ],
)
def test_a_quote_is_read_with_the_lines_of_its_story(quote: str, told: str) -> None:
    assert as_told(quote, "Tilaus katosi\n\n Lahja oli  kaunis") == told
