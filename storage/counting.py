"""Figures for operators."""

from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, update

from bot.core.model.delivery import DeliveryState
from bot.core.model.digest import DigestState
from bot.core.ports.counting import Census
from storage.session import Session, Statement, instant, micros
from storage.tables import delivery, digest, parked, story

_STORIES = Statement(
    select(func.count().label("n")).select_from(story).where(story.c.status == "kept")
)
_PARKED = Statement(
    select(func.count().label("n")).select_from(parked).where(parked.c.seen_at.is_(None))
)
_STATES = Statement(
    select(delivery.c.state, func.count().label("n"))
    .where(delivery.c.seen_at.is_(None))
    .group_by(delivery.c.state)
)
_OLDEST = Statement(
    select(func.min(delivery.c.not_before).label("due")).where(
        delivery.c.state == DeliveryState.READY
    )
)
_DIGESTS = Statement(
    select(func.count().label("n"))
    .select_from(digest)
    # One that its owner holds back leaves by itself.
    .where(digest.c.state == bindparam("state"), digest.c.held_until.is_(None))
)

_SEE_SENT = Statement(
    update(delivery)
    .where(
        or_(delivery.c.state == DeliveryState.UNKNOWN, delivery.c.state == DeliveryState.DEAD),
        delivery.c.seen_at.is_(None),
    )
    .values(seen_at=bindparam("now"))
)
_SEE_PARKED = Statement(
    update(parked).where(parked.c.seen_at.is_(None)).values(seen_at=bindparam("now"))
)


class SqlCounting:
    """The `Counting` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def take(self) -> Census:
        """Count."""
        states = {DeliveryState(row["state"]): row["n"] for row in self._session.all(_STATES)}
        oldest = self._session.one(_OLDEST)
        return Census(
            stories=self._number(_STORIES),
            parked=self._number(_PARKED),
            deliveries={state: states.get(state, 0) for state in DeliveryState},
            oldest_due=None if oldest is None or oldest["due"] is None else instant(oldest["due"]),
            unposted=self._number(_DIGESTS, state=DigestState.CLAIMED),
            held=self._number(_DIGESTS, state=DigestState.HELD),
        )

    def see(self, now: datetime) -> int:
        """Mark the rows."""
        return sum(self._session.run(each, now=micros(now)) for each in (_SEE_SENT, _SEE_PARKED))

    def _number(self, statement: Statement, **parameters: str) -> int:
        row = self._session.one(statement, **parameters)
        return 0 if row is None else int(row["n"])
