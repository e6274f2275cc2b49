"""The figures of a digest by name, as its lines cite them and the sheet of numbers prints them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from bot.core import workdays
from bot.core.edition import Edition, History
from bot.core.model.digest import Phase
from bot.core.model.story import Role, Story
from bot.core.model.tag import Sentiment
from bot.core.publishable import FOR_ONE_PERSON
from bot.digest.select import Theme, tellers, themes_in

LEAST_EMPLOYEES, LEAST_CUSTOMERS = 5, 3
"""Tellers from which on a count broken down by unit, group or energy may be read."""

_BEFORE = ".before"
"""What the name of a figure of the weeks before ends in."""

_STAGES_BEFORE = frozenset({"aware", "choose"})
_STAGES_AFTER = frozenset({"use", "support", "renew", "exit"})
_ENERGIES = {"energy.gave": "energised", "energy.took": "drained"}


@dataclass(frozen=True, slots=True)
class Figures:
    """Every figure by its name, and how many are too small to be told."""

    values: Mapping[str, int]
    hidden: int = 0


def figures(edition: Edition) -> Figures:
    """Count everything that the lines of this edition may say."""
    stories = edition.kept
    energy = _energy(stories)
    hides_energy = not edition.shows_roles or _tells_of_few(stories, energy)
    values = dict(_counts(edition))
    values |= {f"risk.{key}": count for key, count in _risks(stories).items()}
    values |= _told(stories, edition.history)
    if not hides_energy:
        values |= {name: len(people) for name, people in energy.items()}
    hidden = sum(1 for people in energy.values() if people) if hides_energy else 0
    return Figures(values, hidden)


def is_small_cell(stories: Iterable[Story]) -> bool:
    """True when so few told these that their number may not be told."""
    told = tuple(stories)
    customers = tellers(story for story in told if story.role is Role.CUSTOMER)
    return len(customers) < LEAST_CUSTOMERS and len(tellers(told)) < LEAST_EMPLOYEES


def theme_figure(theme: Theme) -> str:
    """Return the name of the figure: tellers of this theme."""
    return f"theme.{theme[0]}:{theme[1]}"


def is_theme_now(name: str) -> bool:
    """Tell whether that is the name of such a figure, and of the present weeks."""
    return name.startswith("theme.") and not name.endswith(_BEFORE)


def tellers_by_theme(stories: Iterable[Story]) -> dict[Theme, set[UUID | None]]:
    """Return who speaks of each theme, well or ill."""
    found: dict[Theme, set[UUID | None]] = defaultdict(set)
    for story in stories:
        for theme in themes_in(story):
            found[theme].add(story.teller)
    return found


def phase_of(story: Story) -> Phase:
    """Return where on the customer's way it happened. What tells no stage is of the middle."""
    stage = next((tag.key for tag in story.tags if tag.facet == "stage"), "")
    if stage in _STAGES_BEFORE:
        return Phase.BEFORE
    return Phase.AFTER if stage in _STAGES_AFTER else Phase.DURING


def longest_wait(edition: Edition) -> int:
    """Return the working days for which the first who waits has waited."""
    zone = edition.team.timezone
    since = edition.still_waiting[0].since.astimezone(zone).date()
    return workdays.between(since, edition.now.astimezone(zone).date(), edition.is_holiday)


def _counts(edition: Edition) -> Iterator[tuple[str, int]]:
    stories = edition.kept
    yield "stories", len(stories)
    if edition.shows_roles:
        customers = sum(story.role is Role.CUSTOMER for story in stories)
        yield "stories.customers", customers
        yield "stories.employees", len(stories) - customers
    yield "tellers", len(tellers(stories))
    moods = Counter(story.sentiment for story in stories)
    yield from ((f"mood.{mood}", moods[mood]) for mood in _MOODS)
    phases = Counter(map(phase_of, stories))
    yield from ((f"phase.{phase}", phases[phase]) for phase in Phase)
    if edition.still_waiting:
        yield "waiting", edition.waiting_tellers
        yield "waiting.oldest", longest_wait(edition)
    if late := edition.late_stories:
        yield "late", len(late)
    if edition.shows_roles and edition.history and edition.history.customers is not None:
        told = {story.teller for story in stories if story.role is Role.CUSTOMER}
        yield "tellers.customers", len(told)
        yield "tellers.customers.before", edition.history.customers


_MOODS = (Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.MIXED, Sentiment.NEUTRAL)


def _risks(stories: Iterable[Story]) -> Counter[str]:
    """Count the stories of each kind of risk that may be counted in a channel."""
    return Counter(
        key
        for story in stories
        for key in sorted({tag.key for tag in story.tags if tag.facet == "risk"} - FOR_ONE_PERSON)
    )


def _told(stories: Iterable[Story], history: History | None) -> dict[str, int]:
    by_theme = {theme: len(people) for theme, people in tellers_by_theme(stories).items()}
    if history is None:
        return {theme_figure(theme): count for theme, count in by_theme.items()}
    values = {"tellers.before": history.tellers, "weeks.before": history.weeks}
    for theme in sorted(by_theme.keys() | history.by_theme.keys()):
        values[theme_figure(theme)] = by_theme.get(theme, 0)
        values[f"{theme_figure(theme)}{_BEFORE}"] = history.by_theme.get(theme, 0)
    return values


def _energy(stories: Iterable[Story]) -> dict[str, set[UUID | None]]:
    """Return the employees to whom their work gave energy, and those from whom it took some."""
    own = [story for story in stories if story.role is not Role.CUSTOMER]
    return {
        name: tellers(
            story
            for story in own
            if any(tag.facet == "energy" and tag.key == key for tag in story.tags)
        )
        for name, key in _ENERGIES.items()
    }


def _tells_of_few(stories: Iterable[Story], energy: Mapping[str, set[UUID | None]]) -> bool:
    """True when a figure counts too few, or the rest does, which can be worked out of them."""
    employees = tellers(story for story in stories if story.role is not Role.CUSTOMER)
    rest = employees.difference(*energy.values())
    return (
        any(len(people) < LEAST_EMPLOYEES for people in energy.values())
        or 0 < len(rest) < LEAST_EMPLOYEES
    )
