"""Every figure that a digest may name, counted again."""

from collections.abc import Callable, Mapping

from bot.core.model.digest import Line
from bot.core.model.story import Role, Story
from bot.core.model.tag import Sentiment
from bot.digest.verifying.evidence import PRIVATE_RISKS, THEMES, Evidence, Theme
from bot.digest.verifying.sentences import Figure

_BEFORE = ".before"
_ENERGIES = {"gave": "energised", "took": "drained"}
_STAGES = {
    "before": frozenset({"aware", "choose"}),
    "after": frozenset({"use", "support", "renew", "exit"}),
}
"""What lies before and after a purchase; all else happens during it."""


def figure(name: str, evidence: Evidence) -> int | None:
    """Return the figure with this name, or None when there is none that may be told."""
    if name in _SIMPLE:
        return _SIMPLE[name](evidence)
    kind, _, rest = name.partition(".")
    return _KINDS[kind](rest, evidence) if kind in _KINDS else None


def name_of(said: Figure, line: Line) -> str:
    """Return the name of a figure, with the first that the line names in the place kept for it."""
    return said.name.replace("{0}", line.data[0] if line.data else "")


def theme_of(name: str) -> Theme | None:
    """Return the theme whose figure that is, of this week or of the weeks before."""
    kind, _, rest = name.partition(".")
    facet, colon, key = rest.removesuffix(_BEFORE).partition(":")
    return (facet, key) if kind == "theme" and colon and facet in THEMES else None


def phase(story: Story) -> str:
    """Return where on a customer's way it happened, by the first stage that it tells."""
    stage = next((tag.key for tag in story.tags if tag.facet == "stage"), None)
    return next((name for name, stages in _STAGES.items() if stage in stages), "during")


def energy(which: str, evidence: Evidence) -> int:
    """Return how many employees tell that their work gave them energy, or took some."""
    tagged = evidence.tagged("energy", _ENERGIES[which])
    own = {story.number for story in evidence.with_role(Role.EMPLOYEE)}
    return evidence.tellers(tagged & own)


def _mood(name: str, evidence: Evidence) -> int | None:
    if name not in set(Sentiment):
        return None
    return sum(story.sentiment == name for story in evidence.kept.values())


def _phase(name: str, evidence: Evidence) -> int | None:
    if name not in {*_STAGES, "during"}:
        return None
    return sum(phase(story) == name for story in evidence.kept.values())


def _risk(key: str, evidence: Evidence) -> int | None:
    count = len(evidence.tagged("risk", key))
    return None if key in PRIVATE_RISKS or not count else count


def _energy(which: str, evidence: Evidence) -> int | None:
    return energy(which, evidence) if which in _ENERGIES else None


def _theme(rest: str, evidence: Evidence) -> int | None:
    theme, history = theme_of(f"theme.{rest}"), evidence.history
    if theme is None:
        return None
    if not rest.endswith(_BEFORE):
        return evidence.tellers(evidence.on_theme.get(theme, ()))
    return None if history is None else history.by_theme.get(theme, 0)


def _split(role: Role) -> Callable[[Evidence], int | None]:
    """Return what counts the stories of a role, where that may be told."""

    def count(evidence: Evidence) -> int | None:
        return len(evidence.with_role(role)) if evidence.shows_roles else None

    return count


def _customers(evidence: Evidence) -> int | None:
    if not evidence.shows_roles:
        return None
    return evidence.tellers(story.number for story in evidence.with_role(Role.CUSTOMER))


def _customers_before(evidence: Evidence) -> int | None:
    history = evidence.history
    return history.customers if history and evidence.shows_roles else None


_SIMPLE: Mapping[str, Callable[[Evidence], int | None]] = {
    "stories": lambda evidence: len(evidence.kept),
    "stories.customers": _split(Role.CUSTOMER),
    "stories.employees": _split(Role.EMPLOYEE),
    "tellers": lambda evidence: evidence.tellers(evidence.kept),
    "tellers.customers": _customers,
    "tellers.customers.before": _customers_before,
    "tellers.before": lambda evidence: evidence.history.tellers if evidence.history else None,
    "weeks.before": lambda evidence: evidence.history.weeks if evidence.history else None,
    "waiting": lambda evidence: evidence.people_waiting,
    "waiting.oldest": lambda evidence: evidence.longest_wait,
    "late": lambda evidence: len(evidence.late),
}
_KINDS: Mapping[str, Callable[[str, Evidence], int | None]] = {
    "mood": _mood,
    "phase": _phase,
    "risk": _risk,
    "energy": _energy,
    "theme": _theme,
}
