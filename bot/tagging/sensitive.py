"""Groups of customers that are tagged only where a team switched them on."""

from bot.core.model.team import Team

_SENSITIVE = ("access_needs", "senior", "family")
"""GDPR art. 9; taxonomy, principle 10."""


def is_allowed(facet: str, key: str, team: Team) -> bool:
    """True for every other tag."""
    return facet != "group" or key not in _SENSITIVE or key in team.sensitive_groups
