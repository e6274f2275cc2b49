"""The tags of parts, a set for each time that they changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.core.model.tag import Tag, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedPart:
    """A part of a kept story and its newest set of tags, those of every source."""

    id: UUID
    number: int
    """Of the set: each is one more than the one before."""
    shown: str
    vector: bytes
    """Of the shown text."""
    version: Version
    """Under which the tags were read that no person set."""
    tags: tuple[Tag, ...]


class TagSets(Protocol):
    """Sets of tags by part. None is ever changed: what replaces one stands beside it."""

    def of(self, story: UUID) -> Sequence[TaggedPart]:
        """Return the story's parts, oldest first; nobody else may tag them until the commit."""
        ...

    def outdated(
        self, team: str, version: Version, after: UUID | None, limit: int
    ) -> Sequence[TaggedPart]:
        """Return the next parts, by id, that were read under another taxonomy or model."""
        ...

    def count_outdated(self, team: str, version: Version) -> int:
        """Return how many those are."""
        ...

    def replace(self, part: TaggedPart, now: datetime) -> bool:
        """Write the part's tags, version, shown text and vector as its newest set. Return False,
        and write nothing, when it has another newest set by now, or is gone.
        """
        ...

    def drop_former(self, part: UUID) -> None:
        """Delete the sets before the newest: they speak of words that are gone."""
        ...
