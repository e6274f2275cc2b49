"""Texts as they can be stored, and texts of which nothing can be seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import is_blank, storable


@given(st.text(st.characters(categories=None)))
def test_every_text_becomes_storable_and_keeps_its_length(text: str) -> None:
    stored = storable(text)

    assert len(stored) == len(text)
    assert "\x00" not in stored
    assert stored.encode().decode() == stored
    assert storable(stored) == stored


@given(st.text())
def test_what_can_be_stored_is_left_as_it_is(text: str) -> None:
    assert storable(text) == text.replace("\x00", "\ufffd")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\r\n",
        "\u00a0\u2007\u3000",
        "\u200b\u200d\u2060\ufeff",
        "\u202e\u2066\u2069\u061c",
        "\u00ad\u034f\u180e",
        "\u115f\u1160\u3164\uffa0",
        "\u2800",
        "\ufe0f\ufe0e",
        "\U000e0041\U000e007f",
        "\x00\x1b\x7f",
    ],
)
def test_nothing_can_be_seen_of_spaces_and_format_characters(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize(
    "text", ["a", ".", "\u200bä", "👍🏽", "❤\ufe0f", "\U0001f3f4\U000e0067", "1\u0301", "\ufffd"]
)
def test_anything_else_can_be_seen(text: str) -> None:
    assert not is_blank(text)
