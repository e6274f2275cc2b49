"""The names of themes as people read them: the team's own first, then the taxonomy's."""

import json
from collections.abc import Mapping
from importlib.resources import files

from bot.core.model.language import Language
from bot.core.model.team import Team
from bot.tagging.sensitive import is_allowed

_Names = Mapping[tuple[str, str], Mapping[Language, str]]


class TaxonomyLabels:
    """The labels of the taxonomy, and of any team's themes over them."""

    def __init__(self) -> None:
        """Read the taxonomy."""
        values = json.loads(
            files("bot.tagging").joinpath("taxonomy.json").read_text(encoding="utf-8")
        )
        self._names: _Names = {(value["facet"], value["key"]): value["label"] for value in values}

    def knows(self, team: Team, facet: str, key: str) -> bool:
        """True when the team's stories may have that tag: hashtags are the tellers' own."""
        own = any((theme.facet, theme.key) == (facet, key) for theme in team.themes)
        return own or ((facet, key) in self._names and is_allowed(facet, key, team))

    def of(self, team: Team) -> "TeamLabels":
        """Return the labels that this team reads."""
        own = {(theme.facet, theme.key): theme.label for theme in team.themes}
        return TeamLabels({**self._names, **own})


class TeamLabels:
    """The labels of one team."""

    def __init__(self, names: _Names) -> None:
        """Take every name."""
        self._names = names

    def keys(self, facet: str) -> list[str]:
        """Return the keys of that facet, in the order of the taxonomy."""
        return [key for each, key in self._names if each == facet]

    def label(self, facet: str, key: str, language: Language) -> str:
        """Return the name; a theme that the settings have lost is shown by its key."""
        return self._names.get((facet, key), {}).get(language, key)
