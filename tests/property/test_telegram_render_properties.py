"""Whatever a team is called: a text within Telegram's limit, without mark-up, with its button."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.delivery import Note, Receipt
from bot.core.model.story import Share
from bot.i18n.catalogue import Catalogue
from bot.practice.limits import utf16_units
from handlers.telegram import render
from tests.property.test_slack_render_properties import names

TEXTS = Catalogue()


@given(names, st.sampled_from(list(Share)), st.booleans(), st.booleans())
def test_a_receipt_for_a_team_of_any_name_fits(name, share, first, file):
    for language in ("fi", "en", "sv"):
        message = render.receipt(
            Receipt(
                number="T-123456789",
                language=language,
                team=name,
                share=share,
                first=first,
                file_dropped=file,
                file_awaited=not file,
            ),
            TEXTS,
        )

        assert 1 <= utf16_units(message.text) <= render.LIMIT
        assert "T-123456789" in message.text
        ((label, data),) = message.buttons
        assert label
        assert 1 <= len(data.encode()) <= 64


@given(names)
def test_a_note_about_a_team_of_any_name_fits(name):
    note = Note(
        key="greeting",
        language="fi",
        arguments={"team": name, "share": "team", "identity": "unnamed"},
    )

    assert utf16_units(render.note(note, TEXTS).text) <= render.LIMIT


@given(st.text(st.sampled_from("a💬\u0301\ud800 "), max_size=6000) | st.just("💬" * 4097))
def test_a_cut_text_fits_and_breaks_no_character(text):
    cut = render.cut(text)

    assert utf16_units(cut) <= render.LIMIT
    assert not any("\ud800" <= char <= "\udfff" for char in cut[:-1]) or "\ud800" in text
    if utf16_units(text) <= render.LIMIT:
        assert cut == text
