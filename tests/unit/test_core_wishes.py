import pytest

from bot.core.wishes import Wish, wish_in


@pytest.mark.parametrize(
    "text",
    [
        "poista T-0412",
        "Poista tarina T-0412.",
        "poista 0412",
        "poista T0412",
        "poista t 0412",
        "poista T–0412 kiitos",
        "peru T-0412",
        "delete my story T-0412",
        "ta bort T-0412",
        " radera berättelse T-0412! ",
    ],
)
def test_a_removal_is_understood_however_the_number_is_written(text: str) -> None:
    assert wish_in(text) == Wish("T-0412")


@pytest.mark.parametrize("text", ["poista", "ta bort", "peru", "poista T-0412 ja T-0413"])
def test_who_names_no_number_wants_to_be_told_how(text: str) -> None:
    assert wish_in(text) == Wish()


@pytest.mark.parametrize("text", ["help", "Apua!", "hjälp", "?", "ohje"])
def test_who_asks_for_help_is_helped(text: str) -> None:
    assert wish_in(text) == Wish(is_help=True)


@pytest.mark.parametrize(
    "text",
    [
        "Poista asiakkaan vanha tilaus, hän pyysi, ja sitten tilattiin uusi numero 0412.",
        "Poistan tilauksia 0412",
        "Asiakas pyysi apua.",
        "Removed 1234 items",
        "Peruutin ajan T-0412",
        "Help came at once.",
        "poista asiakkaan tilaus",
    ],
)
def test_a_story_that_begins_so_is_a_story(text: str) -> None:
    assert wish_in(text) is None
