"""Under what texts are read: digests of the package's data files and of a team's own themes."""

import json
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.core.model.tag import Theme, Version
from bot.core.model.team import Team

_LENGTH = 16
"""Hexadecimal digits of a digest: enough to tell versions apart, short enough to be read."""
_TAXONOMY = "taxonomy.json"


class Versions:
    """Knows the version of each team. Holds settings, never texts."""

    def __init__(self) -> None:
        """Take the digests of the package."""
        data = {file.name: file.read_bytes() for file in _data(files("bot.tagging"))}
        self._taxonomy = data[_TAXONOMY]
        parts = (part for name in sorted(data) for part in (name.encode(), data[name]))
        self._model = _digest(*parts)
        self._known: dict[str, tuple[Team, Version]] = {}

    def of(self, team: Team) -> Version:
        """Return the version under which the team's texts are read."""
        known = self._known.get(team.id)
        if known is not None and (known[0] is team or known[0] == team):
            return known[1]
        asked = [sorted(team.sensitive_groups), *(["coarse_dates"] if team.coarse_dates else [])]
        own = json.dumps([*asked, *map(_plain, team.themes)])
        version = Version(taxonomy=_digest(self._taxonomy, own.encode()), model=self._model)
        self._known[team.id] = (team, version)
        return version


def _data(folder: Traversable) -> Iterator[Traversable]:
    """Yield the data files: what makes the tagger and is no code."""
    for file in folder.iterdir():
        if file.is_dir():
            yield from _data(file)
        elif not file.name.endswith((".py", ".pyc")):
            yield file


def _plain(theme: Theme) -> list[object]:
    synonyms = {language: list(listed) for language, listed in sorted(theme.synonyms.items())}
    return [theme.facet, theme.key, sorted(theme.label.items()), synonyms]


def _digest(*parts: bytes) -> str:
    found = sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()[:_LENGTH]
