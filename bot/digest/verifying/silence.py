"""Of what nobody told, or too few: nobody and a few are not told apart."""

from bot.core.model.language import SPOKEN
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.figures import figure
from bot.digest.verifying.small_cells import is_small

_PHASES = ("before", "during", "after")
_BETWEEN = ", "


def silent_phases(evidence: Evidence) -> str:
    """Return the phases of a purchase of which nobody told, as a line names them."""
    silent = [phase for phase in _PHASES if not figure(f"phase.{phase}", evidence)]
    words = (evidence.texts.text(evidence.language, f"digest-phase-{phase}") for phase in silent)
    return _BETWEEN.join(words)


def silent_groups(evidence: Evidence) -> str:
    """Return the team's groups of which too few told; a sensitive one is never named."""
    return _BETWEEN.join(
        evidence.name((theme.facet, theme.key))
        for theme in evidence.team.themes
        if theme.facet == "focus_group"
        and theme.key not in evidence.team.sensitive_groups
        and is_small(evidence.tagged(theme.facet, theme.key), evidence)
    )


def silent_languages(evidence: Evidence) -> str:
    """Return the languages in which too few told."""
    told = {
        language: [number for number, story in evidence.kept.items() if story.language == language]
        for language in SPOKEN
    }
    return _BETWEEN.join(
        evidence.texts.text(evidence.language, "digest-spoken", language=language)
        for language, numbers in told.items()
        if is_small(numbers, evidence)
    )
