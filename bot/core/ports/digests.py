"""Digests in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.core.model.digest import Digest, DigestState, Line, Picture
from bot.core.model.month import Month
from bot.core.model.week import Week


class Digests(Protocol):
    """Digests by team and period."""

    def lock(self) -> None:
        """Let no other process claim a digest, or take a story out of one, until the commit."""
        ...

    def propose(self, digest: Digest, now: datetime) -> bool:
        """Keep a composed digest, which claims nothing; return False when its period has one."""
        ...

    def claim(self, digest: Digest, now: datetime) -> bool:
        """Keep a claimed or merged digest, in the place of the composed one; return False when its
        period has another.
        """
        ...

    def put_test(self, digest: Digest, now: datetime) -> Digest:
        """Keep a digest that counts nothing in the place of the last such one of its team and
        week, and return it as it is kept: under the same id.
        """
        ...

    def hold(self, digest: UUID, until: datetime | None) -> None:
        """Remember until when its owner holds it back; None is not at all."""
        ...

    def choose(self, digest: UUID, number: str, offers: Sequence[str]) -> None:
        """Remember which story of the week its owner chose, and what could be instead."""
        ...

    def overdue(self, now: datetime) -> Sequence[Digest]:
        """Return the claimed digests that their owners held back until now."""
        ...

    def count(self, digest: UUID, stories: Sequence[UUID]) -> None:
        """Stamp the stories with the digest that counts them."""
        ...

    def of(self, team: str, week: Week) -> Digest | None:
        """Return the digest whose period ends with that week, composed ones included."""
        ...

    def of_month(self, team: str, month: Month) -> Digest | None:
        """Return the page for leaders whose months end with that one."""
        ...

    def has_months(self, team: str, before: Month) -> bool:
        """True when the team has a page of an earlier month."""
        ...

    def by_id(self, digest: UUID) -> Digest | None:
        """Return a digest."""
        ...

    def locked(self, digest: UUID) -> Digest | None:
        """Return a digest that nobody else changes until the commit."""
        ...

    def latest(self, team: str) -> Week | None:
        """Return the last week whose digest was claimed or merged; pages for leaders are apart."""
        ...

    def latest_posted(self, team: str, before: Week, limit: int) -> Sequence[Digest]:
        """Return the weeks' digests (claimed or posted) before that week, newest first."""
        ...

    def showing(self, team: str, number: str) -> Sequence[Digest]:
        """Return the team's digests, pages for leaders included, of which a line rests on the
        story with that number.
        """
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
