"""What readers make of a digest, in the database."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select

from bot.core.model.story import Status
from bot.core.ports.readers import Moving, Usefulness, Vote
from storage.session import Insert, Session, Statement
from storage.tables import rating, story, vote


def _rate(insert: Insert) -> Any:
    new = insert(rating)
    return new.on_conflict_do_update(
        index_elements=["digest", "reader"], set_={"is_useful": new.excluded.is_useful}
    )


def _vote(insert: Insert) -> Any:
    new = insert(vote)
    return new.on_conflict_do_update(
        index_elements=["digest", "reader"],
        set_={"story": new.excluded.story, "why": new.excluded.why},
    )


_RATE = Statement(_rate)
_VOTE = Statement(_vote)
_JUDGED = Statement(select(rating.c.digest).union(select(vote.c.digest)))


_FORGET_RATING = Statement(
    delete(rating).where(
        rating.c.digest == bindparam("which"), rating.c.reader == bindparam("who")
    )
)
_FORGET_VOTE = Statement(
    delete(vote)
    .where(vote.c.digest == bindparam("which"), vote.c.reader == bindparam("who"))
    .returning(vote.c.story, vote.c.why)
)
_USEFULNESS = Statement(
    select(rating.c.is_useful, func.count().label("n"))
    .where(rating.c.digest == bindparam("which"))
    .group_by(rating.c.is_useful)
)
_VOTES = Statement(
    select(vote.c.story, vote.c.why)
    .join_from(vote, story, story.c.id == vote.c.story)
    .where(vote.c.digest == bindparam("which"), story.c.status == Status.KEPT)
    .order_by(story.c.told_at, story.c.number, vote.c.why)
)


class SqlReaders:
    """The `Readers` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def rate(self, which: UUID, reader: bytes, *, is_useful: bool) -> None:
        """Write or replace."""
        self._session.run(_RATE, digest=which.hex, reader=reader, is_useful=int(is_useful))

    def usefulness(self, which: UUID) -> Usefulness:
        """Count."""
        counts = {
            row["is_useful"]: row["n"] for row in self._session.all(_USEFULNESS, which=which.hex)
        }
        return Usefulness(counts.get(1, 0), counts.get(0, 0))

    def vote(self, which: UUID, reader: bytes, story_id: UUID, why: str) -> None:
        """Write or replace."""
        self._session.run(_VOTE, digest=which.hex, reader=reader, story=story_id.hex, why=why)

    def judged(self) -> Sequence[UUID]:
        """Read of which digests there is a rating or a vote."""
        return [UUID(row["digest"]) for row in self._session.all(_JUDGED)]

    def forget(self, which: UUID, reader: bytes) -> Vote | None:
        """Delete rating and vote."""
        self._session.run(_FORGET_RATING, which=which.hex, who=reader)
        row = self._session.one(_FORGET_VOTE, which=which.hex, who=reader)
        return None if row is None else Vote(UUID(row["story"]), row["why"])

    def moving(self, which: UUID) -> Sequence[Moving]:
        """Read and count; of stories with as many votes the oldest comes first."""
        reasons: dict[str, list[str]] = {}
        for row in self._session.all(_VOTES, which=which.hex):
            reasons.setdefault(row["story"], []).append(row["why"])
        found = [
            Moving(UUID(story_id), len(whys), tuple(why for why in whys if why))
            for story_id, whys in reasons.items()
        ]
        return sorted(found, key=lambda one: -one.votes)
