"""Which tags a team's stories may have."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.tag import Theme
from bot.core.model.team import Team
from bot.tagging.labels import TaxonomyLabels

LABELS = TaxonomyLabels()
OWN = Theme(facet="service", key="library", label={"fi": "Kirjasto"}, synonyms={})
TEAM = Team(id="t", name="T", language="fi", timezone=ZoneInfo("UTC"), themes=(OWN,))


@pytest.mark.parametrize(("facet", "key"), [("kind", "praise"), ("service", "library")])
def test_the_taxonomy_and_the_teams_own_themes_are_known(facet: str, key: str) -> None:
    assert LABELS.knows(TEAM, facet, key)


@pytest.mark.parametrize(
    ("facet", "key"), [("kind", "library"), ("service", "pool"), ("free_tag", "matti"), ("", "")]
)
def test_anything_else_is_not(facet: str, key: str) -> None:
    assert not LABELS.knows(TEAM, facet, key)


def test_a_sensitive_group_is_known_only_where_it_was_switched_on() -> None:
    assert not LABELS.knows(TEAM, "group", "senior")
    assert LABELS.knows(replace(TEAM, sensitive_groups=frozenset({"senior"})), "group", "senior")
    assert LABELS.knows(TEAM, "group", "business")


@pytest.mark.parametrize(
    ("key", "english", "swedish"),
    [
        ("exceeded", "Exceeded expectations", "Överträffade förväntningarna"),
        ("met", "Met expectations", "Motsvarade förväntningarna"),
        ("below", "Fell short of expectations", "Under förväntan"),
    ],
)
def test_a_tag_is_understood_without_the_name_of_its_facet(
    key: str, english: str, swedish: str
) -> None:
    assert LABELS.of(TEAM).label("expectation", key, "en") == english
    assert LABELS.of(TEAM).label("expectation", key, "sv") == swedish
