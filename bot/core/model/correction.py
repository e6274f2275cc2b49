"""What a person changes in the tags of a story."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.core.model.story import Role
from bot.core.model.tag import Source, Version

Keys = tuple[tuple[str, int], ...]
"""The keys of one facet, each with its polarity, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChange:
    """One change within a facet: without `old` a tag comes, without `new` one goes, with both the
    one takes the other's place; the same key twice changes only the polarity.
    """

    facet: str
    old: str | None = None
    new: str | None = None
    polarity: int | None = None
    """Of the new one, +1, 0 or −1; None is that of the old one, else 0."""

    @property
    def key(self) -> str:
        """The key that it is about."""
        return self.new or self.old or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A change that was made. It says in which role, never who."""

    story: UUID
    team: str
    facet: str
    key: str
    before: Keys
    after: Keys
    source: Source
    role: Role
    at: datetime
    version: Version
    """Under which the tags were read that were corrected."""
    beside: tuple[tuple[str, Keys], ...] = ()
    """What the machine says of other facets: the person saw it and left it."""
