"""No figure tells of few people, neither as it stands nor by subtracting others from it."""

from collections.abc import Collection, Iterator

from bot.core.model.digest import Finding
from bot.core.model.story import Role
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.figures import energy, figure
from bot.digest.verifying.page import Page

LEAST_EMPLOYEES, LEAST_CUSTOMERS = 5, 3
"""Contract: a count by unit, group, energy or internal criticism is hidden below these."""

_ENERGY = ("gave", "took")


def small_cells(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find figures that are no figures of a digest, and those of too few employees."""
    named = {name for line in page.lines for name in line.data}
    small = {name for name in named if not _may_be_told(name, named, evidence)}
    return (Finding("small_cells", line) for line in page.lines if small & set(line.data))


def hidden_figures(told: Collection[str], evidence: Evidence) -> set[str]:
    """Return the figures that are counted, but not among the told ones."""
    return {
        which for which in _ENERGY if energy(which, evidence) and f"energy.{which}" not in told
    }


def is_small(numbers: Collection[str], evidence: Evidence) -> bool:
    """True when these stories are of too few people for a count of them to be told."""
    customers = {story.number for story in evidence.with_role(Role.CUSTOMER)}.intersection(numbers)
    return (
        evidence.tellers(customers) < LEAST_CUSTOMERS
        and evidence.tellers(numbers) < LEAST_EMPLOYEES
    )


def _may_be_told(name: str, named: set[str], evidence: Evidence) -> bool:
    """Energy is told of enough employees, each part and what is left over; all of it or nothing.

    Every other figure is of the whole team: of a unit, a group or of criticism there is none.
    """
    if figure(name, evidence) is None:
        return False
    if not name.startswith("energy."):
        return True
    ours = {story.number for story in evidence.with_role(Role.EMPLOYEE)}
    silent = evidence.tellers(ours) - evidence.tellers(
        ours & (evidence.tagged("energy", "energised") | evidence.tagged("energy", "drained"))
    )
    cells = [energy(which, evidence) for which in _ENERGY]
    return (
        evidence.shows_roles
        and named >= {f"energy.{which}" for which in _ENERGY}
        and min(cells) >= LEAST_EMPLOYEES
        and not 0 < silent < LEAST_EMPLOYEES
    )
