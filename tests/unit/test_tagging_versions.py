"""A version changes when, and only when, texts may be read otherwise."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.tag import Theme
from bot.core.model.team import Team
from bot.tagging.versions import Versions

THEME = Theme(
    facet="service",
    key="library",
    label={"fi": "Kirjasto", "en": "Library", "sv": "Bibliotek"},
    synonyms={"fi": ("kirjasto*",), "en": (), "sv": ()},
)
TEAM = Team(id="t", name="T", language="fi", timezone=ZoneInfo("UTC"), themes=(THEME,))
VERSIONS = Versions()


def test_the_same_settings_are_the_same_version_in_every_process() -> None:
    assert Versions().of(replace(TEAM)) == VERSIONS.of(TEAM)


@pytest.mark.parametrize(
    "changed",
    [
        replace(TEAM, themes=()),
        replace(TEAM, themes=(replace(THEME, key="books"),)),
        replace(TEAM, themes=(replace(THEME, facet="theme"),)),
        replace(TEAM, themes=(replace(THEME, synonyms={"fi": ("kirjasto*", "laina*")}),)),
        replace(TEAM, sensitive_groups=frozenset({"senior"})),
        replace(TEAM, coarse_dates=True),
    ],
)
def test_another_theme_group_or_wish_is_another_taxonomy(changed: Team) -> None:
    assert VERSIONS.of(changed).taxonomy != VERSIONS.of(TEAM).taxonomy
    assert VERSIONS.of(changed).model == VERSIONS.of(TEAM).model


def test_what_texts_are_not_read_by_is_no_other_version() -> None:
    assert VERSIONS.of(replace(TEAM, members=7, name="Other")) == VERSIONS.of(TEAM)


def test_teams_with_the_same_themes_share_a_version() -> None:
    assert VERSIONS.of(replace(TEAM, id="other")) == VERSIONS.of(TEAM)


def test_nobody_has_taught_the_bare_tagger_anything() -> None:
    assert VERSIONS.of(TEAM).layer == ""
