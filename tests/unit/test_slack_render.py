"""What people see in Slack."""

from dataclasses import replace

import pytest

from bot.core.model.delivery import Note, Receipt
from bot.core.model.story import Identity, Share
from bot.i18n.catalogue import Catalogue
from handlers.slack import render
from handlers.slack.limits import cut, cut_escaped
from handlers.slack.receipt import receipt
from tests.digest_builders import FakeLabels, a_story

TEXTS = Catalogue()
LABELS = FakeLabels.of_taxonomy()


def a_receipt(**fields):
    return Receipt(
        **{"number": "T-0412", "language": "fi", "team": "Palvelu", "share": Share.TEAM} | fields
    )


def shown(message):
    return message.blocks[0]["text"]["text"]


def test_a_receipt_shows_the_number_and_a_button_that_a_screen_reader_names():
    message = receipt(a_receipt(), None, "fi", TEXTS, LABELS)

    button = message.blocks[-1]["elements"][0]
    assert "T-0412" in message.text
    assert "T-0412" in shown(message)
    assert (button["action_id"], button["value"]) == ("remove_story", "T-0412")
    assert button["accessibility_label"] == TEXTS.text(
        "fi", "button-remove-label", number="T-0412"
    )
    assert "T-0412" in button["accessibility_label"]
    assert "T-0412" in button["confirm"]["text"]["text"]


def test_a_first_receipt_says_who_reads_and_how_to_stay_out():
    told = shown(receipt(a_receipt(first=True), None, "fi", TEXTS, LABELS))

    assert "Palvelu" in told
    assert "//" in told


def test_a_first_receipt_says_who_reads_as_the_teller_chose():
    content = a_receipt(first=True, identity=Identity.NAMED, share=Share.ORGANISATION)

    told = shown(receipt(content, None, "fi", TEXTS, LABELS))

    assert "saa tietää, että se on sinulta" in told
    assert "muille organisaatiossa" in told


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Share.TEAM, "Tiimi näkee tarinasi näin:"),
        (Share.ORGANISATION, "Tiimi ja muut organisaatiossa näkevät tarinasi näin:"),
        (Share.TRAINING, "Tiimi ja muut organisaatiossa ja koulutuksissa näkevät tarinasi näin:"),
        (Share.PUBLIC, "Kuka tahansa voi nähdä tarinasi näin:"),
    ],
)
def test_a_receipt_says_how_far_the_words_go(share, said):
    message = receipt(a_receipt(), a_story("T-0412", share=share), "fi", TEXTS, LABELS)

    assert said in {
        each["text"]
        for block in message.blocks
        if block["type"] == "context"
        for each in block["elements"]
    }


@pytest.mark.parametrize("language", ["fi", "en", "sv"])
@pytest.mark.parametrize("bell", [True, False])
def test_a_first_receipt_speaks_of_the_bell_where_it_takes_a_message_out(language, bell):
    told = shown(receipt(a_receipt(first=True, bell=bell), None, language, TEXTS, LABELS))

    assert ("🔕" in told) is bell


def test_a_receipt_that_will_vanish_leaves_the_offer_to_its_copy():
    content = a_receipt(first=True, offers_asking=True)
    stays, vanishes = (
        receipt(replace(content, elsewhere=elsewhere), None, "fi", TEXTS, LABELS)
        for elsewhere in (False, True)
    )

    assert "asking_fortnight" in str(stays.blocks)
    assert "asking_fortnight" not in str(vanishes.blocks)


def test_a_receipt_says_that_a_file_was_not_kept():
    told = shown(receipt(a_receipt(file_dropped=True), None, "en", TEXTS, LABELS))

    assert TEXTS.text("en", "receipt-file") in told


def test_a_receipt_says_that_a_file_is_being_fetched_and_not_that_it_is_kept():
    told = shown(receipt(a_receipt(file_awaited=True), None, "en", TEXTS, LABELS))

    assert TEXTS.text("en", "receipt-file-awaited") in told
    assert TEXTS.text("en", "receipt-file") not in told


def test_a_receipt_that_will_vanish_says_where_it_stays():
    told = shown(receipt(a_receipt(elsewhere=True), None, "en", TEXTS, LABELS))

    assert TEXTS.text("en", "receipt-elsewhere") in told


@pytest.mark.parametrize("language", ["fi", "en", "sv"])
def test_a_note_is_said_in_the_readers_language(language):
    note = Note(key="removed", language="fi", arguments={"number": "T-0412"})

    assert render.note(note, language, TEXTS).text == TEXTS.text(
        language, "removed", number="T-0412"
    )


def test_a_cut_text_ends_in_an_ellipsis_and_never_in_half_an_entity():
    assert cut("abcdef", 4) == "abc…"
    assert cut("abcd", 4) == "abcd"
    assert cut_escaped("ab&amp;cd", 6) == "ab…"
    assert cut_escaped("ab&amp;cd", 8) == "ab&amp;…"
