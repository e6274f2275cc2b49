"""What readers make of a digest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Usefulness:
    """How many readers found a digest useful, and how many did not."""

    useful: int
    not_useful: int


@dataclass(frozen=True, slots=True)
class Moving:
    """A story that readers voted for, and why in their own words; those who gave none left
    out.
    """

    story: UUID
    votes: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """For which story a reader voted, and why in their own words, if they said."""

    story: UUID
    why: str


class Readers(Protocol):
    """One voice a reader and digest. `reader` is a keyed hash of both."""

    def rate(self, digest: UUID, reader: bytes, *, is_useful: bool) -> None:
        """Keep what the reader thinks; the last word holds."""
        ...

    def usefulness(self, digest: UUID) -> Usefulness:
        """Return what was thought of a digest."""
        ...

    def vote(self, digest: UUID, reader: bytes, story: UUID, why: str) -> None:
        """Keep the reader's vote; the last one holds."""
        ...

    def judged(self) -> Sequence[UUID]:
        """Return the digests of which some reader has said something."""
        ...

    def forget(self, digest: UUID, reader: bytes) -> Vote | None:
        """Forget what the reader has said of a digest; return their vote, if they had one."""
        ...

    def moving(self, digest: UUID) -> Sequence[Moving]:
        """Return the kept stories with votes, most first."""
        ...
