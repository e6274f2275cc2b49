from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.edition import Edition
from bot.core.model.digest import Composition, Finding, Line
from bot.core.model.language import Language
from bot.core.model.story import Share, Status, Story
from bot.core.model.tag import Sentiment
from bot.digest.compose import compose
from bot.digest.plain import plain
from bot.digest.prepare import prepare, without_failing
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.verify import verify
from bot.i18n.catalogue import Catalogue
from tests.digest_builders import (
    FakeLabels,
    a_story,
    an_edition,
    an_evidence,
    of_block,
    tells_nobody,
    week46,
)

TEXTS, LABELS = Catalogue(), FakeLabels.of_taxonomy()
WEEK = week46()
LINES = compose(WEEK, TEXTS, LABELS)
EVIDENCE = an_evidence(WEEK)


def checked(lines: tuple[Line, ...], edition: Edition = WEEK) -> tuple[Finding, ...]:
    return verify(Composition(lines), an_evidence(edition))


def findings(lines: tuple[Line, ...], edition: Edition = WEEK) -> set[str]:
    return {finding.check for finding in checked(lines, edition) if finding.is_red}


def found(lines: tuple[Line, ...], edition: Edition, check: str) -> list[Finding]:
    return [finding for finding in checked(lines, edition) if finding.check == check]


def mutated(
    block: str, change: Callable[[Line], Line], lines: tuple[Line, ...] = LINES
) -> tuple[Line, ...]:
    at = next(index for index, line in enumerate(lines) if line.block == block)
    return (*lines[:at], change(lines[at]), *lines[at + 1 :])


def saying(text: str) -> Callable[[Line], Line]:
    return lambda line: replace(line, text=text)


def test_a_sound_digest_has_no_findings() -> None:
    assert checked(LINES) == ()


@pytest.mark.parametrize(
    "index",
    [index for index, line in enumerate(LINES) if line.ids and line.block != "counts"],
)
@pytest.mark.parametrize("other", ["T-0424", "T-0423", "T-9999"])
def test_one_swapped_id_is_found(index: int, other: str) -> None:
    line = LINES[index]
    swapped = replace(line, ids=(other, *line.ids[1:]))

    assert findings((*LINES[:index], swapped, *LINES[index + 1 :]))


@pytest.mark.parametrize("block", ["delighted", "hurt", "source"])
def test_an_id_swapped_in_text_and_ids_alike_is_found(block: str) -> None:
    def swap(line: Line) -> Line:
        return Line(
            line.block, line.text.replace(line.ids[0], "T-0412"), ("T-0412", *line.ids[1:])
        )

    assert findings(mutated(block, swap))


def test_one_changed_word_of_a_quote_is_found() -> None:
    quote = of_block(LINES, "quote")[0].text

    for word in set(quote.split()):
        assert findings(mutated("quote", saying(quote.replace(word, "Matti", 1)))) == {"quote"}


def test_a_changed_word_of_a_quoted_item_is_found() -> None:
    (quoted,) = [line for line in of_block(LINES, "hurt") if len(line.ids) == 1]
    lines = tuple(
        replace(line, text=line.text.replace("yöllä", "aamulla")) if line is quoted else line
        for line in LINES
    )

    assert findings(lines) == {"quote"}


def test_a_story_removed_after_composing_is_found_wherever_it_stands() -> None:
    gone = "T-0401"
    stories = tuple(
        replace(story, status=Status.WITHDRAWN) if story.number == gone else story
        for story in WEEK.stories
    )
    found = checked(LINES, replace(WEEK, stories=stories))

    assert {id(finding.line) for finding in found} >= {
        id(line) for line in LINES if gone in line.ids
    }


def test_a_story_that_may_not_be_shown_is_found() -> None:
    stored = tuple(
        replace(story, share=Share.STORE) if story.number == "T-0401" else story
        for story in WEEK.stories
    )

    assert "share" in findings(LINES, replace(WEEK, stories=stored))


def test_a_split_that_a_small_team_may_not_show_is_found() -> None:
    small = replace(WEEK, team=replace(WEEK.team, members=4))

    assert "roles" in findings(LINES, small)


def test_a_side_cut_short_is_found() -> None:
    short = tuple(line for line in LINES if line is not of_block(LINES, "hurt")[0])

    assert "balance" in findings(short)


def test_a_side_that_says_no_stories_while_it_has_some_is_found() -> None:
    first, *_ = of_block(LINES, "hurt")
    rest = tuple(line for line in LINES if line.block != "hurt" or line is first)

    assert "citation" in findings(
        mutated("hurt", lambda line: replace(line, text="ei tarinoita", ids=()), rest)
    )


def test_a_factual_line_without_ids_is_found() -> None:
    for block in ("counts", "quote", "source", "reason", "waiting", "oldest", "question"):
        assert "citation" in findings(mutated(block, lambda line: replace(line, ids=())))


def test_one_voice_in_more_than_a_fifth_of_ten_items_is_found() -> None:
    stories = [
        a_story(f"T-100{i}", f"Tarina {i}.", teller="a" if i < 3 else f"t{i}") for i in range(10)
    ]
    edition = an_edition(stories)
    lines = tuple(
        Line("delighted", f"”{story.text}” 1 tarina ({story.number})", (story.number,))
        for story in stories
    )

    assert found(lines, edition, "voice") == [Finding("voice", lines[2])]
    assert found(lines[:9], edition, "voice") == []


def test_length_warns_and_then_stops() -> None:
    text = "Sana. " * 600
    edition = an_edition([a_story("T-0001", text)])
    green = Line("quote", text[:2300].strip(), ("T-0001",))

    assert found((green,), edition, "length") == []
    amber = replace(green, text=text[:2500].strip())
    assert found((amber,), edition, "length") == [Finding("length", amber, is_red=False)]
    red = replace(green, text=text[:3100].strip())
    assert found((red,), edition, "length") == [Finding("length", red)]


def test_a_sound_digest_is_sent_as_it_is() -> None:
    prepared = prepare(WEEK, TEXTS, LABELS, tells_nobody)

    assert (prepared.lines, prepared.findings) == (LINES, ())


def test_a_theme_name_that_cannot_be_checked_leads_to_the_form_that_only_quotes() -> None:
    names = {
        ("theme", "closing_time"): {"fi": "Viikko: 3"},
        ("touchpoint", "invoice"): {"fi": "a"},
    }
    honest = prepare(WEEK, TEXTS, FakeLabels(names), tells_nobody)
    assert any(len(line.ids) > 1 for line in of_block(honest.lines, "hurt"))

    class Confusing(FakeLabels):
        def label(self, facet: str, key: str, language: Language) -> str:
            return "x" * 200

    class Lying(Catalogue):
        def text(self, language: Language, key: str, /, **arguments: str | float) -> str:
            return super().text(language, key, **arguments) + (
                " 7" if key == "digest-item" else ""
            )

    prepared = prepare(WEEK, Lying(), Confusing(), tells_nobody)
    assert verify(prepared, Evidence(WEEK, Lying(), Confusing(), tells_nobody)) == ()
    assert [len(line.ids) for line in of_block(prepared.lines, "hurt")] == [1, 1, 1]


def test_failing_lines_are_dropped_with_what_hangs_on_them() -> None:
    lines = mutated("quote", saying("Keksitty lainaus."))
    prepared = without_failing(Composition(lines), EVIDENCE)

    assert {"story_heading", "quote", "source", "reason"}.isdisjoint(
        line.block for line in prepared.lines
    )
    assert of_block(prepared.lines, "hurt") == of_block(LINES, "hurt")
    assert {finding.line for finding in prepared.findings}.isdisjoint(prepared.lines)


def test_a_dropped_item_shortens_the_other_side_too() -> None:
    prepared = without_failing(
        Composition(mutated("hurt", saying("Sulkemisaika: 9 tarinaa (T-0402)"))), EVIDENCE
    )

    assert len(of_block(prepared.lines, "hurt")) == len(of_block(prepared.lines, "delighted")) == 2
    assert "9 tarinaa" not in plain(prepared.lines)


def test_nothing_sound_leaves_nothing_to_send() -> None:
    stories: tuple[Story, ...] = (a_story("T-0001", sentiment=Sentiment.NEGATIVE),)
    lines = (
        Line("story_heading", "Viikon tarina", ()),
        Line("quote", "Ei näin.", ("T-0001",)),
    )

    assert without_failing(Composition(lines), an_evidence(an_edition(stories))).lines == ()
