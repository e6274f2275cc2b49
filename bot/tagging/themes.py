"""A team's own themes as cues: must-win themes, values, services, focus groups, themes."""

from collections.abc import Mapping, Sequence

from bot.core.model.language import SPOKEN, Language
from bot.core.model.tag import Theme
from bot.core.model.team import Team
from bot.tagging.cue_index import CueIndex
from bot.tagging.cues import Cue, parse

_REMEMBERED = 256


class TeamThemes:
    """Compiles the themes of a team, again when they change. Holds settings, never texts."""

    def __init__(self, negators: Mapping[Language, frozenset[str]]) -> None:
        """Start with no team."""
        self._negators = negators
        self._compiled: dict[str, tuple[tuple[Theme, ...], dict[Language, CueIndex]]] = {}

    def of(self, team: Team) -> Mapping[Language, CueIndex]:
        """Return the team's cues by the language of the text that they are sought in."""
        known = self._compiled.get(team.id)
        if known is not None and (known[0] is team.themes or known[0] == team.themes):
            return known[1]
        if len(self._compiled) >= _REMEMBERED:
            self._compiled.clear()
        indexes = {
            language: CueIndex(cue for theme in team.themes for cue in self._cues(theme, language))
            for language in SPOKEN
        }
        self._compiled[team.id] = (team.themes, indexes)
        return indexes

    def _cues(self, theme: Theme, language: Language) -> list[Cue]:
        return [
            cue
            for notation in _notations(theme, language)
            for cue in parse(f"{theme.facet}:{theme.key}", notation, language, self._negators)
        ]


def _notations(theme: Theme, language: Language) -> Sequence[str]:
    # Without synonyms in this language those of the others serve, and without any the label.
    own = theme.synonyms.get(language, ())
    others = [notation for listed in theme.synonyms.values() for notation in listed]
    return own or others or [label for label in (theme.label.get(language),) if label]
