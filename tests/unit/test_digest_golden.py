from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice

import pytest

from bot.core.edition import Edition
from bot.core.model.digest import Composition, Sheet
from bot.core.model.language import SPOKEN, Language
from bot.core.model.story import Story
from bot.digest.blocks import on_sheet
from bot.digest.compose import compose
from bot.digest.plain import plain, visible_characters
from bot.digest.verifying.length import GREEN
from bot.digest.verifying.verify import verify
from bot.i18n.catalogue import Catalogue
from tests.core_builders import compose_digest
from tests.digest_builders import DATA, FakeLabels, an_evidence, person, week46

TEXTS, LABELS = Catalogue(), FakeLabels.of_taxonomy()


@pytest.mark.parametrize("language", SPOKEN)
def test_the_golden_week_gives_the_golden_digest(language: Language) -> None:
    expected = (DATA / f"week46_digest.{language}.txt").read_text(encoding="utf-8")

    assert plain(compose(week46(language=language), TEXTS, LABELS)) + "\n" == expected


def weeks(language: Language) -> dict[str, Edition]:
    """Return the golden week cut to few stories, and a week of three hundred."""
    golden = week46(language=language)
    told = golden.stories
    return {
        "0": replace(golden, stories=(), earlier=told[19:20]),
        "1": replace(golden, stories=told[9:10], waiting=()),
        "2": replace(golden, stories=told[9:11], waiting=golden.waiting[:1], earlier=told[6:7]),
        "300": replace(golden, stories=tuple(_retold(told))),
    }


def _retold(told: Sequence[Story]) -> Iterator[Story]:
    """Yield three hundred stories by three hundred tellers: the golden ones, told by others."""
    for at, story in enumerate(islice(cycle(told), 300)):
        number = f"T-{1000 + at}"
        yield replace(story, id=person(number), number=number, teller=person(number))


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("count", ["0", "1", "2", "300"])
def test_few_stories_and_many_have_their_golden_forms(count: str, language: Language) -> None:
    edition = weeks(language)[count]
    lines = compose(edition, TEXTS, LABELS)
    expected = (DATA / f"week_of_{count}.{language}.txt").read_text(encoding="utf-8")

    assert plain(lines) + "\n" == expected
    assert compose_digest(edition).lines == lines, "nothing of it was dropped by the checks"


@pytest.mark.parametrize("language", SPOKEN)
def test_the_golden_digest_is_sound_and_short_in_every_language(language: Language) -> None:
    edition = week46(language=language)
    lines = compose(edition, TEXTS, LABELS)

    assert verify(Composition(lines), an_evidence(edition)) == ()
    assert visible_characters(on_sheet(lines, Sheet.TOP)) <= GREEN


def test_the_private_story_of_the_golden_week_is_counted_and_never_shown() -> None:
    lines = compose(week46(), TEXTS, LABELS)

    assert {line.block for line in lines if "T-0423" in line.ids} == {"counts", "sentence"}
    assert "T-0423" not in plain(lines)
    assert "uhkaili" not in plain(lines)
