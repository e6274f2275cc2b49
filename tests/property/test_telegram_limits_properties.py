"""Whatever people write, what Kuule sends of it is as long as Telegram takes, and never empty."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bot.core.model.delivery import Note, Transcript, TranscriptState
from bot.core.model.language import SPOKEN
from bot.core.ports.people import Person
from bot.core.ports.stories import Holdings
from bot.core.records import Record
from bot.i18n.catalogue import Catalogue
from bot.practice.limits import utf16_units
from bot.practice.telegram_texts import read_caption, read_text
from bot.tagging.labels import TaxonomyLabels
from handlers.telegram import limits, render
from handlers.telegram.record import RecordFile
from tests.core_builders import SERVICE
from tests.property.test_slack_render_properties import names
from tests.property.test_telegram_render_properties import fits, told

TEXTS = Catalogue()
LABELS = TaxonomyLabels().of(SERVICE)
NOTES = (
    *("help", "privacy", "language-question", "forwarded-question", "on-call", "operator-parked"),
    *("operator-group", "operator-held", "operator-held-month", "operator-quiet"),
    *("operator-gap-slack", "operator-gap-telegram"),
)
"""Answers that name the team, alerts, and what the operator is told."""
GIVEN = ("team", "id", "number", "sign", "platform", "chat", "week", "month", "check")
languages = st.sampled_from(SPOKEN)


@given(told, st.integers(2, 5000))
def test_a_cut_text_fits_and_breaks_no_character(text, limit):
    short = limits.cut(text, limit)

    assert utf16_units(short) <= limit
    assert not any("\ud800" <= char <= "\udfff" for char in short[:-1]) or "\ud800" in text
    if utf16_units(text) <= limit:
        assert short == text


@given(told)
def test_a_length_is_counted_as_telegram_counts_it(text):
    assert limits.units(text) == utf16_units(text)


@given(told)
def test_text_in_html_is_shown_as_it_is(text):
    html = {"caption": limits.escaped(text[:300]), "parse_mode": "HTML"}
    shown = read_caption(html).get("caption", "")

    assert shown == text[:300] or not text[:300].strip()


@given(told, st.sampled_from(TranscriptState), languages)
def test_what_was_heard_fits_with_its_buttons(text, state, language):
    content = Transcript(recording=UUID(int=1), text=text, state=state, language=language)

    fits(render.transcript(content, TEXTS))


@given(st.sampled_from(NOTES), names, languages)
def test_a_note_an_alert_and_what_the_operator_is_told_fit(key, word, language):
    moments = dict.fromkeys(("since", "until"), datetime(2026, 11, 30, tzinfo=UTC))
    arguments = {"share": "team", "identity": "unnamed", **dict.fromkeys(GIVEN, word)}
    note = Note(key=key, language=language, arguments=arguments, moments=moments)

    message = render.note(note, TEXTS)
    fits(message)
    assert read_text({"text": message.text})[0] == message.text


class Wordy:
    """A catalogue whose every sentence is the same."""

    def __init__(self, sentence):
        self.sentence = sentence

    def text(self, *_, **__):
        return self.sentence


@given(told)
def test_the_words_beside_a_record_fit(sentence):
    record = Record(
        at=datetime(2026, 11, 30, tzinfo=UTC),
        user="77",
        person=Person(id=UUID(int=1), team="", noticed=True),
        team=SERVICE,
        stories=(),
        open_talk=None,
        holdings=Holdings(1, 1, 1, 1),
    )
    words = RecordFile(record, "fi", Wordy(sentence), LABELS).file().caption

    assert utf16_units(words) <= limits.CAPTION
    assert read_caption({"caption": words}).get("caption", words) == words
