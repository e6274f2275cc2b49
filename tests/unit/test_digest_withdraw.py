import pytest

from bot.core.model.digest import Line
from bot.core.model.language import SPOKEN, Language
from bot.digest.compose import compose
from bot.digest.plain import plain
from bot.digest.withdraw import without, without_old_words, without_reason
from bot.i18n.catalogue import Catalogue
from tests.digest_builders import FakeLabels, of_block, week46

TEXTS, LABELS = Catalogue(), FakeLabels.of_taxonomy()
LINES = compose(week46(), TEXTS, LABELS)


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("number", [story.number for story in week46().stories])
def test_a_withdrawn_story_leaves_no_number_and_no_words(language: Language, number: str) -> None:
    lines = compose(week46(language=language), TEXTS, LABELS)
    left = without(lines, number, TEXTS, language)

    assert number not in plain(left)
    assert all(number not in line.ids for line in left)


def test_the_words_give_way_to_a_note_and_the_counts_stay() -> None:
    left = without(LINES, "T-0401", TEXTS, "fi")

    assert [line.text for line in of_block(left, "quote")] == ["poistettu kertojan pyynnöstä"]
    assert not of_block(left, "source")
    assert not of_block(left, "reason")
    assert of_block(left, "counts")[0].text == of_block(LINES, "counts")[0].text


def test_every_line_that_stays_keeps_its_figures_and_its_reason_and_no_other_line() -> None:
    told = [Line(line.block, line.text, line.ids, ("stories",), "because") for line in LINES]
    number = "T-0403"

    left = without(told, number, TEXTS, "fi")
    changed = without_old_words(told, number, "Uudet sanat.", TEXTS, "fi")

    removed = [line for line in left if line.text == TEXTS.text("fi", "digest-withdrawn")]
    stayed = [line for line in (*left, *changed) if line not in removed]
    assert {(line.data, line.reason) for line in stayed} == {(("stories",), "because")}
    assert removed
    assert not any(line.data or line.reason for line in removed)


def test_a_theme_keeps_its_count_and_loses_the_number() -> None:
    left = without(LINES, "T-0403", TEXTS, "fi")

    assert of_block(left, "hurt")[1].text == "Sulkemisaika: 3 tarinaa (T-0402, T-0405)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lasku: 3 tarinaa (T-0001 vk 45, T-0002, T-0003)", "Lasku: 3 tarinaa (T-0002, T-0003)"),
        ("Lasku: 6 tarinaa (T-0002, T-0001 ja 4 muuta)", "Lasku: 6 tarinaa (T-0002 ja 4 muuta)"),
        ("3 kertojaa odottaa (T-0001 ja 2 muuta).", "3 kertojaa odottaa."),
        ("2 kertojaa odottaa (T-0001).", "2 kertojaa odottaa."),
    ],
)
def test_a_number_leaves_a_list_in_good_order(text: str, expected: str) -> None:
    (line,) = without([Line("waiting", text, ("T-0001", "T-0002"))], "T-0001", TEXTS, "fi")

    assert line == Line("waiting", expected, ("T-0002",))


def test_words_that_stand_in_no_known_sentence_are_taken_for_the_old_ones() -> None:
    line = Line("story", "Vanhat sanat, missä vain (T-0001)", ("T-0001",))

    (left,) = without_old_words([line], "T-0001", "Uudet sanat.", TEXTS, "fi")

    assert left.text == TEXTS.text("fi", "digest-changed")


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("votes", [1, 7])
def test_a_reason_of_a_reader_goes_and_the_votes_stay(language: Language, votes: int) -> None:
    def moved(key: str, **why: str) -> Line:
        text = TEXTS.text(language, key, number="T-0401", votes=votes, **why)
        return Line("moved", text, ("T-0401",), reason="votes")

    quoting, bare = moved("digest-moved-why", why="Opettaa kuuntelemaan."), moved("digest-moved")

    left = without_reason([quoting], "T-0401", "Opettaa kuuntelemaan.", TEXTS, language)
    others = without_reason([quoting, bare], "T-0401", "Koskettaa.", TEXTS, language)
    elsewhere = without_reason([quoting], "T-0402", "Opettaa kuuntelemaan.", TEXTS, language)

    assert left == (bare,)
    assert others == (quoting, bare)
    assert elsewhere == (quoting,)


def test_why_a_story_was_chosen_is_not_told_once_its_words_are_withheld() -> None:
    """The number leaves the line with them, and must not stand below the digest instead."""
    text = TEXTS.text("fi", "digest-item-quote", quote="Vanhat sanat.", numbers="T-0401")
    line = Line("hurt", text, ("T-0401",), reason="serious")

    (edited,) = without_old_words([line], "T-0401", "Uudet sanat.", TEXTS, "fi")
    (withheld,) = without_old_words([line], "T-0401", "", TEXTS, "fi")

    assert edited.reason == "serious"
    assert withheld == Line("hurt", edited.text, ("T-0401",))
