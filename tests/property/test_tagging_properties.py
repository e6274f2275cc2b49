"""What holds for the reading of every text."""

import re
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.model.language import SPOKEN
from bot.core.model.tag import IDEA, PersonalData, Theme
from bot.core.model.team import Team
from bot.tagging.personal_data.find import find
from bot.tagging.personal_data.marks import blank, mask
from bot.tagging.tagger import CueTagger
from bot.tagging.tokens import fold, split, without

TAGGER = CueTagger()
TEAM = Team(
    id="t",
    name="t",
    language="sv",
    timezone=ZoneInfo("Europe/Helsinki"),
    sensitive_groups=frozenset({"access_needs"}),
    themes=(
        Theme(
            facet="must_win",
            key="heard",
            label={"fi": "Kuultu", "en": "Heard", "sv": "Hörd"},
            synonyms={"fi": ("kuunte*",)},
        ),
    ),
)

PIECES = st.sampled_from(
    [
        *("ehdotan", "olisiko", "auttaisi", "would help", "borde", "12.", "esim.", "Kiitos."),
        *("kiitos", "ei", "en", "enää", "lasku", "odotin", "tunnin", "pettynyt", "va\u0308synyt"),
        *(
            "not",
            "didn't",
            "listened",
            "invoice",
            "great",
            "but",
            "inte",
            "utan",
            "trevlig",
            "kön",
        ),
        *("040 1234567", "+358", "0401234567", "131052-308T", "010203", "-", "–", "(0)", "00"),
        *(
            "a@b.fi",
            "@",
            "@matti",
            ".fi",
            "(at)",
            "<@U1>",
            "<tel:1|2>",
            "<mailto:a@b|c>",
            "<",
            ">",
        ),
        *(
            "[puhelinnumero]",
            "[",
            "]",
            "#tag",
            "#",
            "tilaus",
            "puh.",
            "€",
            ",5",
            "9.11.2026",
            "14.30",
        ),
        *("FI21 1234 5600 0007 85", "FI21", "RF18", "4539 1488 0343 6467", "1488", "kortti"),
        *("45391488034364675", "viite", "https://a.fi", "www.a.fi", "<https://a.fi|b>", ":ssä"),
        *("Kauppakatu 12 B 34", "Kauppakadulla", "Kiven", "katu", "12", "B", "as.", "00100"),
        *("Helsinki", "Storgatan 5", "lgh", "12 High Street", "Flat", "Street", "SW1A 1AA"),
        *("ABC-123", "abc-123", "ABC 123", "12D", "auto", "bilen", "tulostin", "(a)", "(piste)"),
        *("[osoite]", "[licence-plate]", "[rekisteritunnus]", "[kortnummer]", "[länk]"),
        *("\ud800", "\u202e", "\u0301", "\0", "😀", "?", "!", ".", ",", " ", "\n", "ß", "İ", "ﬁ"),
    ]
)
TEXTS = st.one_of(
    st.text(),
    st.text(alphabet="0123456789-+@.()[]<>:|/ aAtTuU", max_size=60),
    st.lists(PIECES, max_size=25).map("".join),
    st.lists(PIECES, max_size=25).map(" ".join),
)


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS)
@example("a@b.fi@c.fi")
@example("@a@b")
@example("040 1234567 131052-308T")
@example("ABC-123 abc-123")
@example("<tel:1<mailto:a@b|c>>")
def test_masking_twice_is_masking_once(text: str) -> None:
    """In each language of the marks."""
    for language in SPOKEN:
        masked = mask(text, find(text), language)

        assert find(masked) == ()


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS)
def test_personal_data_lies_inside_the_given_text_in_order(text: str) -> None:
    """Spans are not empty and do not overlap."""
    end = 0
    for span in find(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS)
def test_what_is_not_personal_stays_as_it_was(text: str) -> None:
    """Only the spans are replaced."""
    spans = find(text)
    masked = mask(text, spans, "en")

    end = place = 0
    for span in spans:
        kept = text[end : span.start]
        assert masked.startswith(kept + "[", place)
        place = masked.index("]", place + len(kept)) + 1
        end = span.end
    assert masked[place:] == text[end:]


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS)
def test_every_reading_keeps_its_contract(text: str) -> None:
    """Spans, polarity, confidence, valence, criticality and one tag a key."""
    reading = TAGGER.read(text, TEAM)

    for tag in reading.tags:
        assert 0 <= tag.start < tag.end <= len(reading.masked)
        assert not reading.masked[tag.start].isspace()
        assert not reading.masked[tag.end - 1].isspace()
        assert tag.polarity in {-1, 0, 1}
        assert 0 < tag.confidence <= 1
    assert len({(tag.facet, tag.key) for tag in reading.tags}) == len(reading.tags)
    end = 0
    for start, stop in reading.ideas:
        assert end <= start < stop <= len(reading.masked)
        assert reading.masked[start:stop] == reading.masked[start:stop].strip()
        end = stop
    assert not reading.ideas or any((tag.facet, tag.key) == IDEA for tag in reading.tags)
    assert -1 <= reading.valence <= 1
    assert 0 <= reading.criticality <= 5
    assert set(reading.signs) <= {"distress", "danger", "crime", "grievance"}
    assert reading.language in {*SPOKEN, "other"}


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS)
@example("a@b.fi Anna")
def test_no_tag_rests_on_a_mark(text: str) -> None:
    """A span is outside every mask, or it is a phrase around it."""
    reading = TAGGER.read(text, TEAM)

    for tag in reading.tags:
        words = reading.masked[tag.start : tag.end]
        assert not words.startswith("[")


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS)
def test_the_same_text_gives_the_same_reading(text: str) -> None:
    """A second tagger agrees, so nothing is remembered."""
    assert TAGGER.read(text, TEAM) == TAGGER.read(text, TEAM)


@settings(deadline=None)  # a busy machine is slow, not wrong
@given(TEXTS)
def test_a_masked_text_is_read_without_personal_data(text: str) -> None:
    """The shown text can be tagged again."""
    shown = TAGGER.read(text, TEAM).masked

    assert TAGGER.read(shown, TEAM).pii == ()
    assert TAGGER.read(shown, TEAM).masked == shown


@given(st.text(alphabet="aäÄåÅEéßİŉ'’´– .\u0301\u0308ﬁK😀", max_size=60))
def test_a_word_is_folded_in_its_text_as_it_is_alone(text: str) -> None:
    words = split(text)

    places = zip(words.starts, words.ends, strict=True)
    assert list(words.folded) == [fold(text[start:end]) for start, end in places]


NEAR_NAMES = st.sampled_from(
    [
        *("Anna", "Anna-Liisa", "A. Virtanen", "O'Brien", "Virtanen", "x", "hei", "#hei", "3"),
        *(" ", ". ", "? ", ", ", " - ", "-", "!", "\n", "(", ")", "[linkki]", "<a b>", "www.a.fi"),
        *("\u0301", "😀", "…", "https://a", "_"),
    ]
)


@given(st.lists(NEAR_NAMES, max_size=12), st.data())
@example(["hei", "!", "Anna"], None)
@example(["Anna", "#hei"], None)
def test_words_without_spans_are_those_of_the_text_with_spaces_there(
    pieces: list[str], data: st.DataObject | None
) -> None:
    text = "".join(pieces)
    places = [match.span() for match in re.finditer(r"\w+(?:-\w+|\. \w+)?", text)]
    spans = [place for place in places if data is None or data.draw(st.booleans())]
    blanked = blank(text, [PersonalData("name", start, end) for start, end in spans])

    assert without(split(text), text, spans) in (None, split(blanked))


def test_a_name_of_whole_words_needs_no_second_splitting() -> None:
    text = "Eilen Anna-Liisa Virtanen auttoi. Kiitos"

    left = without(split(text), text, [(6, 25)])

    assert left is not None
    assert left.folded == ("eilen", "auttoi", "kiitos")
