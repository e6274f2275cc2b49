import pytest

from bot.core.model.digest import Composition, Sheet
from bot.core.model.language import SPOKEN, Language
from bot.digest.blocks import on_sheet
from bot.digest.compose import compose
from bot.digest.plain import plain, visible_characters
from bot.digest.verifying.length import GREEN
from bot.digest.verifying.verify import verify
from bot.i18n.catalogue import Catalogue
from tests.digest_builders import DATA, FakeLabels, an_evidence, week46

TEXTS, LABELS = Catalogue(), FakeLabels.of_taxonomy()


@pytest.mark.parametrize("language", SPOKEN)
def test_the_golden_week_gives_the_golden_digest(language: Language) -> None:
    expected = (DATA / f"week46_digest.{language}.txt").read_text(encoding="utf-8")

    assert plain(compose(week46(language=language), TEXTS, LABELS)) + "\n" == expected


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
