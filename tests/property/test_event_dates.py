"""What holds for dates in every text."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.model.language import SPOKEN
from bot.core.model.team import Team
from bot.tagging.event_dates.find import find_dates
from bot.tagging.event_dates.marks import date_mark
from bot.tagging.tagger import CueTagger

TAGGER = CueTagger()
OPEN = Team(id="t", name="t", language="sv", timezone=ZoneInfo("Europe/Helsinki"))
TEAM = replace(OPEN, coarse_dates=True)

PIECES = st.sampled_from(
    [
        *("12", "12.", "11.", "2026", "26", "12.11.", "12.11.2026", "2026-11-12", "12/11", "3:e"),
        *("marraskuuta", "marraskuun", "päivänä", "November", "may", "the", "12th", "of", "den"),
        *("tiistaina", "viime", "tiistai", "-iltana", "Tuesday", "on", "last", "i", "tisdags"),
        *("klo", "kello", "14", "14:30", "14.30", "pm", "puoli", "kolmelta", "aikaan", "halv tre"),
        *("vid", "14-tiden", "o'clock", "half past", "three", "[marraskuu 2026]", "[May 2026]"),
        *("[kellonaika]", "[", "]", "-", "–", "/", ":", ".", ",", " ", "\n", "\u0301", "\ud800"),
        *("\0", "€", "ehdotan", "tunnin", "pettynyt", "great", "Anna", "a@b.fi", "040 1234567"),
    ]
)
TEXTS = st.one_of(
    st.text(alphabet="0123456789-–/.:, kloamp[]", max_size=60),
    st.lists(PIECES, max_size=25).map("".join),
    st.lists(PIECES, max_size=25).map(" ".join),
)


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS)
@example("12.11.12.11.")
@example("12.-14:30")
@example("klo 14:3014:30")
def test_coarse_twice_is_coarse_once(text: str) -> None:
    """In each language of the marks."""
    for language in SPOKEN:
        pieces: list[str] = []
        end = 0
        for date in find_dates(text, language):
            pieces += (text[end : date.start], date_mark(date, language))
            end = date.end

        assert find_dates("".join((*pieces, text[end:])), language) == ()


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS)
def test_dates_lie_inside_the_given_text_in_order(text: str) -> None:
    """Spans are not empty and do not overlap."""
    end = 0
    for date in find_dates(text, "fi"):
        assert end <= date.start < date.end <= len(text)
        end = date.end


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS)
@example("tiistaina")
def test_a_coarse_reading_keeps_its_contract(text: str) -> None:
    """Tags stand on words of the shown text, and the personal data is that of the given one."""
    reading = TAGGER.read(text, TEAM)

    for tag in reading.tags:
        assert 0 <= tag.start < tag.end <= len(reading.masked)
        words = reading.masked[tag.start : tag.end]
        assert words == words.strip()
        assert not words.startswith("[")
    for start, end in reading.ideas:
        assert 0 <= start < end <= len(reading.masked)
    assert reading.emotions == tuple(tag.key for tag in reading.tags if tag.facet == "emotion")
    assert reading.pii == TAGGER.read(text, OPEN).pii


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS)
def test_a_coarse_text_is_read_as_it_stands(text: str) -> None:
    """The shown text can be tagged again."""
    shown = TAGGER.read(text, TEAM).masked

    assert TAGGER.read(shown, TEAM).masked == shown
    assert TAGGER.read(shown, TEAM).pii == ()
