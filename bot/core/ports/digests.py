"""Digests in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.core.model.digest import Digest, DigestState, Line, Picture
from bot.core.model.week import Week


class Digests(Protocol):
    """Digests by team and period."""

    def lock(self) -> None:
        """Let no other process claim a digest, or take a story out of one, until the commit."""
        ...

    def claim(self, digest: Digest, now: datetime) -> bool:
        """Keep a claimed or merged digest; return False when its period has one."""
        ...

    def count(self, digest: UUID, stories: Sequence[UUID]) -> None:
        """Stamp the stories with the digest that counts them."""
        ...

    def of(self, team: str, week: Week) -> Digest | None:
        """Return the digest whose period ends with that week."""
        ...

    def by_id(self, digest: UUID) -> Digest | None:
        """Return a digest."""
        ...

    def latest(self, team: str) -> Week | None:
        """Return the last week that has a digest row."""
        ...

    def latest_posted(self, team: str, before: Week, limit: int) -> Sequence[Digest]:
        """Return the digests (claimed or posted) before that week, newest first."""
        ...

    def showing(self, team: str, number: str) -> Sequence[Digest]:
        """Return the team's digests of which a line rests on the story with that number."""
        ...

    def move(self, digest: UUID, state: DigestState) -> None:
        """Set the state."""
        ...

    def rewrite(self, digest: UUID, lines: Sequence[Line], picture: Picture | None) -> None:
        """Replace the lines and the picture."""
        ...

    def serve(self, team: str, now: datetime) -> None:
        """Remember that Kuule serves the team from now on; the first time counts."""
        ...

    def served_since(self, team: str) -> datetime | None:
        """Return when Kuule began to serve the team."""
        ...
