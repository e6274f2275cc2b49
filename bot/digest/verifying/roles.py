"""Customers and employees are told apart where that gives nobody away, and nowhere else."""

import re
from collections.abc import Iterator

from bot.core.model.digest import Finding
from bot.core.model.story import Role
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.figures import name_of
from bot.digest.verifying.page import Page
from bot.digest.verifying.sentences import SOURCES, Figure

_BY_ROLE = re.compile(r"\.(customers|employees)\b")
_WORDS = {"role-customer", "role-employee"}


def roles(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find roles that may not be told, that are missing, or that are another's."""
    for line, reading in page.read:
        names = [name_of(said, line) for said, _ in reading.values if isinstance(said, Figure)]
        is_split = any(map(_BY_ROLE.search, names))
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
