"""The delivery table: the one door out of the process.

Address and content are sealed together until the delivery has ended, because a personal address
and what Kuule has to say to somebody are nobody's business. A digest's delivery keeps its
address (a team's own channel): it is edited when a story in it is withdrawn.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import LargeBinary, bindparam, case, cast, delete, func, or_, select, update

from bot.core import pacing
from bot.core.model.delivery import (
    Address,
    Ask,
    Delivery,
    DeliveryState,
    DigestPost,
    Note,
    Nudge,
    OwnStories,
    Question,
    Receipt,
    Shortcut,
)
from bot.core.model.story import Status
from bot.core.ports.deliveries import NewDelivery, Outcome
from bot.core.ports.sealing import Sealer
from storage.contents import decode, encode, kind_of
from storage.session import Insert, Row, Session, Statement, instant, micros
from storage.tables import can_be_replied_to, delivery, digest, is_open, is_refused, lane, story

_PRIORITY = {Receipt: 0, Question: 0} | {OwnStories: 1, Note: 1, Ask: 1}
_PRIORITY |= {Nudge: 2, DigestPost: 2}
_LANES_KEPT = timedelta(hours=1)
_REFUSED_KEPT = timedelta(days=7)
"""How long `doctor` tells of a refused delivery; no platform sends an input again so late."""


_GIVEN = (
    "id", "dedup", "kind", "priority", "lane", "sealed", "shortcut", "shortcut_until",
    "not_before", "digest", "story",
)  # fmt: skip


def _add(insert: Insert) -> Any:
    # Only what is given: to bind what a new row lacks costs a quarter of the insert.
    new = insert(delivery).values(
        {name: bindparam(name) for name in _GIVEN} | {"state": DeliveryState.READY, "attempts": 0}
    )
    changed = (
        *("state", "lane", "sealed", "not_before", "attempts"),
        *("reason", "settled_at", "seen_at"),
    )
    # What was refused may be tried anew: the bot has been invited to the channel since, say.
    return new.on_conflict_do_update(
        index_elements=["dedup"],
        set_={"id": new.excluded.id} | {name: new.excluded[name] for name in changed},
        where=delivery.c.state == DeliveryState.DEAD,
    )


_ADD = Statement(_add)

_turn = (
    func.row_number()
    .over(
        partition_by=delivery.c.lane,
        order_by=(delivery.c.priority, delivery.c.not_before, delivery.c.id),
    )
    .label("turn")
)
_due = (
    select(delivery, _turn)
    .join_from(delivery, lane, lane.c.key == delivery.c.lane, isouter=True)
    .where(
        is_open,
        delivery.c.state == DeliveryState.READY,
        delivery.c.not_before <= bindparam("now"),
        or_(lane.c.free_at.is_(None), lane.c.free_at <= bindparam("now")),
    )
    .subquery()
)
_DUE = Statement(
    select(_due)
    .where(_due.c.turn == 1)
    .order_by(_due.c.priority, _due.c.not_before, _due.c.id)
    .limit(bindparam("most"))
)


def _take_lane(insert: Insert) -> Any:
    new = insert(lane)
    return new.on_conflict_do_update(
        index_elements=["key"],
        set_={"free_at": new.excluded.free_at},
        # Another process may have taken the lane since it was looked at.
        where=lane.c.free_at <= bindparam("now"),
    ).returning(lane.c.key)


def _block_lane(insert: Insert) -> Any:
    new = insert(lane)
    return new.on_conflict_do_update(
        index_elements=["key"], set_={"free_at": new.excluded.free_at}
    )


_TAKE_LANE = Statement(_take_lane)
_BLOCK_LANE = Statement(_block_lane)
_FORGET_LANES = Statement(delete(lane).where(lane.c.free_at < bindparam("before")))
_START = Statement(
    update(delivery)
    .where(delivery.c.id == bindparam("which"), delivery.c.state == DeliveryState.READY)
    .values(
        state=DeliveryState.SENDING,
        lease_until=bindparam("until"),
        attempts=delivery.c.attempts + 1,
    )
)
_GIVE_UP = Statement(
    update(delivery)
    .where(delivery.c.id == bindparam("which"), delivery.c.state == DeliveryState.READY)
    .values(state=DeliveryState.DEAD, reason="unreadable", settled_at=bindparam("now"))
)
_SETTLE = Statement(
    update(delivery)
    .where(
        delivery.c.id == bindparam("which"),
        or_(delivery.c.state == DeliveryState.SENDING, delivery.c.state == DeliveryState.UNKNOWN),
    )
    .values(
        state=bindparam("new_state"),
        remote=bindparam("new_remote"),
        reply_key=case(
            (delivery.c.story.is_not(None), cast(bindparam("new_reply_key"), LargeBinary))
        ),
        reason=bindparam("new_reason"),
        not_before=func.coalesce(bindparam("new_not_before"), delivery.c.not_before),
        lease_until=None,
        settled_at=bindparam("now"),
        seen_at=None,
    )
)
_LANE_OF = Statement(select(delivery.c.lane).where(delivery.c.id == bindparam("which")))
_EMPTY = Statement(
    update(delivery)
    .where(delivery.c.id == bindparam("which"), delivery.c.kind != "digest")
    .values(sealed=None, shortcut=None, shortcut_until=None)
)
_POSTED = Statement(
    update(digest)
    .where(
        digest.c.id
        == select(delivery.c.digest)
        .where(delivery.c.id == bindparam("which"), delivery.c.kind == "digest")
        .scalar_subquery(),
        digest.c.state == "claimed",
    )
    .values(state="posted")
)
_EXPIRE = Statement(
    update(delivery)
    .where(
        is_open,
        delivery.c.state == DeliveryState.SENDING,
        delivery.c.lease_until <= bindparam("now"),
    )
    .values(state=DeliveryState.UNKNOWN, lease_until=None)
)
_FORGET_REFUSED = Statement(
    delete(delivery).where(is_refused, delivery.c.settled_at < bindparam("before"))
)
_FORGET_SHORTCUTS = Statement(
    update(delivery)
    .where(is_open, delivery.c.shortcut_until <= bindparam("now"))
    .values(shortcut=None, shortcut_until=None)
)
_UNKNOWN = Statement(
    select(delivery)
    .where(
        is_open,
        delivery.c.state == DeliveryState.UNKNOWN,
        delivery.c.sealed.is_not(None),
        delivery.c.not_before <= bindparam("now"),
    )
    .order_by(delivery.c.not_before, delivery.c.id)
    .limit(bindparam("most"))
)
_NEXT = Statement(
    select(func.min(func.coalesce(lane.c.free_at, delivery.c.not_before)).label("lane_at"))
    .join_from(delivery, lane, lane.c.key == delivery.c.lane, isouter=True)
    .where(
        is_open,
        delivery.c.state == DeliveryState.READY,
        delivery.c.not_before <= bindparam("now"),
    )
)
_NEXT_LATER = Statement(
    select(func.min(delivery.c.not_before).label("due_at")).where(
        is_open,
        delivery.c.state == DeliveryState.READY,
        delivery.c.not_before > bindparam("now"),
    )
)
_POSTS = Statement(
    select(delivery).where(
        delivery.c.digest == bindparam("which"),
        delivery.c.kind == "digest",
        delivery.c.state == DeliveryState.SENT,
    )
)
_STORY_OF = Statement(
    select(delivery.c.story)
    .join_from(delivery, story, story.c.id == delivery.c.story)
    .where(
        can_be_replied_to,
        delivery.c.reply_key == bindparam("reply_key"),
        story.c.person == bindparam("person"),
        story.c.status == Status.KEPT,
    )
)
_FORGET = Statement(
    delete(delivery).where(
        delivery.c.story == bindparam("which"), delivery.c.state == DeliveryState.READY
    )
)
_FORGET_UNKNOWN = Statement(
    update(delivery)
    .where(delivery.c.story == bindparam("which"), delivery.c.state == DeliveryState.UNKNOWN)
    .values(sealed=None, shortcut=None, shortcut_until=None)
)


class SqlDeliveries:
    """The `Deliveries` port on one session."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        """Work within that session."""
        self._session = session
        self._sealer = sealer

    def add(self, new: NewDelivery) -> bool:
        """Write the row once an effect."""
        row_id = uuid4().hex
        shortcut = new.shortcut
        added = self._session.run(
            _ADD,
            id=row_id,
            dedup=self._sealer.keyed(new.dedup),
            kind=kind_of(new.content),
            priority=_PRIORITY[type(new.content)],
            lane=self._sealer.keyed(pacing.lane(new.address)),
            sealed=self._sealer.seal(
                encode(new.address, new.content), f"delivery/{row_id}/sealed"
            ),
            shortcut=shortcut and self._seal_shortcut(shortcut, row_id),
            shortcut_until=shortcut and micros(shortcut.until),
            not_before=micros(new.not_before),
            digest=new.digest and new.digest.hex,
            story=new.story and new.story.hex,
        )
        return added == 1

    def claim(self, now: datetime, lease_until: datetime, limit: int) -> Sequence[Delivery]:
        """Take one delivery a free lane."""
        taken = []
        for row in self._session.all(_DUE, now=micros(now), most=limit):
            found = self._readable(row)
            if found is None:
                # Else it would come first for ever, and nothing after it would leave.
                self._session.run(_GIVE_UP, which=row["id"], now=micros(now))
                continue
            free_at = now + timedelta(seconds=pacing.interval(found.address))
            lane_key = bytes(row["lane"])
            if not self._session.one(
                _TAKE_LANE, key=lane_key, free_at=micros(free_at), now=micros(now)
            ):
                continue
            if self._session.run(_START, which=row["id"], until=micros(lease_until)):
                taken.append(replace(found, attempts=found.attempts + 1))
        return taken

    def settle(self, outcome: Outcome, now: datetime) -> None:
        """Write the outcome; a posted digest's state follows."""
        which = outcome.delivery.hex
        remote = outcome.remote_id and self._sealer.seal(
            outcome.remote_id, f"delivery/{which}/remote"
        )
        settled = self._session.run(
            _SETTLE,
            which=which,
            new_state=outcome.state,
            new_remote=remote or None,
            new_reply_key=self._reply_key(outcome.remote_id) if outcome.remote_id else None,
            new_reason=outcome.reason or None,
            new_not_before=outcome.not_before and micros(outcome.not_before),
            now=micros(now),
        )
        if not settled:
            return
        if outcome.lane_free_at is not None:
            row = self._session.one(_LANE_OF, which=which)
            if row is not None:
                self._session.run(
                    _BLOCK_LANE, key=bytes(row["lane"]), free_at=micros(outcome.lane_free_at)
                )
        if outcome.state in {DeliveryState.SENT, DeliveryState.DEAD}:
            self._session.run(_EMPTY, which=which)
        if outcome.state is DeliveryState.SENT:
            self._session.run(_POSTED, which=which)

    def expire(self, now: datetime) -> int:
        """Give up what a dead process was sending, and forget what is of no use any more."""
        self._session.run(_FORGET_SHORTCUTS, now=micros(now))
        self._session.run(_FORGET_LANES, before=micros(now - _LANES_KEPT))
        self._session.run(_FORGET_REFUSED, before=micros(now - _REFUSED_KEPT))
        return self._session.run(_EXPIRE, now=micros(now))

    def unknown(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Read what the platform may be asked about, longest unasked first."""
        rows = self._session.all(_UNKNOWN, now=micros(now), most=limit)
        return [found for row in rows if (found := self._readable(row)) is not None]

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the first lane with something due is free, or the next delivery becomes
        due.
        """
        waiting = self._session.one(_NEXT, now=micros(now))
        later = self._session.one(_NEXT_LATER, now=micros(now))
        found = [
            row[name] for row, name in ((waiting, "lane_at"), (later, "due_at")) if row is not None
        ]
        return min((instant(at) for at in found if at is not None), default=None)

    def posted(self, which: UUID) -> Sequence[tuple[Address, str]]:
        """Read where a digest stands."""
        return [
            (
                self._open(row).address,
                self._sealer.open(bytes(row["remote"]), f"delivery/{row['id']}/remote")
                if row["remote"]
                else "",
            )
            for row in self._session.all(_POSTS, which=which.hex)
        ]

    def story_of(self, remote_id: str, person: UUID) -> UUID | None:
        """Look the message up by its keyed hash."""
        row = self._session.one(_STORY_OF, reply_key=self._reply_key(remote_id), person=person.hex)
        return None if row is None else UUID(row["story"])

    def forget(self, story: UUID) -> None:
        """Drop what waits, and what was said in those whose answer was lost."""
        self._session.run(_FORGET, which=story.hex)
        self._session.run(_FORGET_UNKNOWN, which=story.hex)

    def _reply_key(self, remote_id: str) -> bytes:
        return self._sealer.keyed(("delivered", remote_id))

    def _seal_shortcut(self, shortcut: Shortcut, row_id: str) -> bytes:
        text = json.dumps([shortcut.url, shortcut.replaces])
        return self._sealer.seal(text, f"delivery/{row_id}/shortcut")

    def _readable(self, row: Row) -> Delivery | None:
        """Return the delivery, None for one that this program cannot read: damaged, or written by
        a newer one.
        """
        try:
            return self._open(row)
        except (ValueError, KeyError, TypeError):
            return None

    def _open(self, row: Row) -> Delivery:
        address, content = decode(
            self._sealer.open(bytes(row["sealed"]), f"delivery/{row['id']}/sealed")
        )
        shortcut = None
        if row["shortcut"] is not None:
            opened = self._sealer.open(bytes(row["shortcut"]), f"delivery/{row['id']}/shortcut")
            url, replaces = json.loads(opened)
            shortcut = Shortcut(url, instant(row["shortcut_until"]), replaces=replaces)
        return Delivery(
            id=UUID(row["id"]),
            address=address,
            content=content,
            attempts=row["attempts"],
            story=row["story"] and UUID(row["story"]),
            shortcut=shortcut,
        )
