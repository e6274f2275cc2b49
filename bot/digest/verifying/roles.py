"""Customers and employees are told apart where that gives nobody away, and nowhere else."""

from collections.abc import Iterator

from bot.core.model.digest import Finding
from bot.core.model.story import Role
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.page import Page
from bot.digest.verifying.sentences import SOURCES, Value

_BY_ROLE = frozenset({Value.CUSTOMERS, Value.EMPLOYEES})
_WORDS = {"role-customer", "role-employee"}


def roles(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find roles that may not be told, that are missing, or that are another's."""
    for line, reading in page.read:
        is_split = any(value in _BY_ROLE for value, _ in reading.values)
        if line.block == Block.COUNTS:
            is_right = is_split == (evidence.shows_roles and bool(evidence.kept))
        elif line.block in SOURCES:
            is_right = _WORDS.intersection(reading.keys) == _role_of(line.ids, evidence)
        else:
            is_right = evidence.shows_roles or not is_split
        if not is_right:
            yield Finding("roles", line)


def _role_of(numbers: tuple[str, ...], evidence: Evidence) -> set[str]:
    story = evidence.known.get(numbers[0]) if numbers else None
    if story is None or not evidence.shows_roles:
        return set()
    return {"role-customer" if story.role is Role.CUSTOMER else "role-employee"}
