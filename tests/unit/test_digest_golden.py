import pytest

from bot.core.model.digest import Composition, Sheet
from bot.core.model.language import SPOKEN, Language
from bot.digest.blocks import on_sheet
from bot.digest.compose import compose
from bot.digest.plain import plain, visible_characters
from bot.digest.verifying.length import GREEN
from bot.digest.verifying.verify import verify
from bot.i18n.catalogue import Catalogue
from tests.core_builders import compose_digest
from tests.digest_builders import DATA, FakeLabels, an_evidence, week46
from tests.golden_digests import FORMS, digests, file_of, odd_weeks, told, weeks

TEXTS, LABELS = Catalogue(), FakeLabels.of_taxonomy()


@pytest.mark.parametrize("language", SPOKEN)
def test_the_golden_week_gives_the_golden_digest(language: Language) -> None:
    expected = (DATA / f"week46_digest.{language}.txt").read_text(encoding="utf-8")

    assert plain(compose(week46(language=language), TEXTS, LABELS)) + "\n" == expected


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


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("form", FORMS)
def test_odd_weeks_too_have_their_golden_form_wherever_they_are_read(
    form: str, language: Language
) -> None:
    assert told(form, language) == file_of(form, language).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", SPOKEN)
def test_no_odd_week_is_sent_with_a_finding(language: Language) -> None:
    for edition in odd_weeks(language).values():
        assert compose_digest(edition).findings == ()


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("form", FORMS)
def test_a_story_taken_back_is_nowhere_in_the_posted_digest(form: str, language: Language) -> None:
    shown = FORMS[form](digests(language)["a story taken back"])

    assert "T-0401" not in shown
    assert "Soitin laskusta hermostuneena" not in shown
