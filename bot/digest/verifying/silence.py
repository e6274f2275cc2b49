"""Of what nobody told, or too few: nobody and a few are not told apart."""

from bot.core.model.language import SPOKEN
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.figures import figure
from bot.digest.verifying.small_cells import is_small

_PHASES = ("before", "during", "after")


def silent_phases(evidence: Evidence) -> list[str]:
    """Return the phases of a purchase of which nobody told."""
    return [
        evidence.texts.text(evidence.language, f"digest-phase-{phase}")
        for phase in _PHASES
        if not figure(f"phase.{phase}", evidence)
    ]


def silent_groups(evidence: Evidence) -> list[str]:
    """Return the team's groups of which too few told; a sensitive one is never named."""
    return [
        evidence.name((theme.facet, theme.key))
        for theme in evidence.team.themes
        if theme.facet == "focus_group"
        and theme.key not in evidence.team.sensitive_groups
        and is_small(evidence.tagged(theme.facet, theme.key), evidence)
    ]


def silent_languages(evidence: Evidence) -> list[str]:
    """Return the languages in which too few told."""
    told = {
        language: [number for number, story in evidence.kept.items() if story.language == language]
        for language in SPOKEN
    }
    return [
        evidence.texts.text(evidence.language, "digest-spoken", language=language)
        for language, numbers in told.items()
        if is_small(numbers, evidence)
    ]
