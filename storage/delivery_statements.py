"""The statements of the delivery table."""

from typing import Any

from sqlalchemy import (
    LargeBinary,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from bot.core.model.delivery import DeliveryState
from bot.core.model.story import Status
from storage.session import Insert, Statement
from storage.tables import can_be_replied_to, delivery, digest, is_open, is_refused, lane, story

_GIVEN = (
    "id", "dedup", "kind", "priority", "lane", "sealed", "shortcut", "shortcut_until",
    "not_before", "digest", "story", "after", "root",
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


ADD = Statement(_add)
HAS = Statement(
    select(delivery.c.id).where(
        delivery.c.dedup == bindparam("dedup"), delivery.c.state != DeliveryState.DEAD
    )
)

_other = delivery.alias("other")


def _is_other(column: Any, *states: DeliveryState) -> Any:
    return exists().where(
        _other.c.dedup == column, or_(*(_other.c.state == state for state in states))
    )


_may_go = and_(
    or_(
        delivery.c.after.is_(None),
        ~_is_other(delivery.c.after, DeliveryState.READY, DeliveryState.SENDING),
    ),
    or_(delivery.c.root.is_(None), _is_other(delivery.c.root, DeliveryState.SENT)),
)
"""True when what goes before it has ended, and what it hangs on was delivered."""

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
        _may_go,
    )
    .subquery()
)
DUE = Statement(
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


TAKE_LANE = Statement(_take_lane)
BLOCK_LANE = Statement(_block_lane)
FORGET_LANES = Statement(delete(lane).where(lane.c.free_at < bindparam("before")))
START = Statement(
    update(delivery)
    .where(delivery.c.id == bindparam("which"), delivery.c.state == DeliveryState.READY)
    .values(
        state=DeliveryState.SENDING,
        lease_until=bindparam("until"),
        attempts=delivery.c.attempts + 1,
    )
)
GIVE_UP = Statement(
    update(delivery)
    .where(delivery.c.id == bindparam("which"), delivery.c.state == DeliveryState.READY)
    .values(state=DeliveryState.DEAD, reason="unreadable", settled_at=bindparam("now"))
)
SETTLE = Statement(
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
REFUSE_REPLIES = Statement(
    update(delivery)
    .where(
        delivery.c.root
        == select(_other.c.dedup).where(_other.c.id == bindparam("which")).scalar_subquery(),
        delivery.c.state == DeliveryState.READY,
    )
    .values(state=DeliveryState.DEAD, reason="root_refused", settled_at=bindparam("now"))
)
ROOT = Statement(
    select(delivery.c.id, delivery.c.remote).where(delivery.c.dedup == bindparam("root"))
)
LANE_OF = Statement(select(delivery.c.lane).where(delivery.c.id == bindparam("which")))
_NOTHING = {"sealed": None, "shortcut": None, "shortcut_until": None}
_CAN_CHANGE = or_(delivery.c.kind == "digest", delivery.c.kind == "copy")
"""What was posted of a digest is edited later."""
EMPTY = Statement(
    update(delivery).where(delivery.c.id == bindparam("which"), ~_CAN_CHANGE).values(_NOTHING)
)
POSTED = Statement(
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
EXPIRE = Statement(
    update(delivery)
    .where(
        is_open,
        delivery.c.state == DeliveryState.SENDING,
        delivery.c.lease_until <= bindparam("now"),
    )
    .values(state=DeliveryState.UNKNOWN, lease_until=None)
)
FORGET_REFUSED = Statement(
    delete(delivery).where(is_refused, delivery.c.settled_at < bindparam("before"))
)
FORGET_SHORTCUTS = Statement(
    update(delivery)
    .where(is_open, delivery.c.shortcut_until <= bindparam("now"))
    .values(shortcut=None, shortcut_until=None)
)
UNKNOWN = Statement(
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
NEXT = Statement(
    select(func.min(func.coalesce(lane.c.free_at, delivery.c.not_before)).label("lane_at"))
    .join_from(delivery, lane, lane.c.key == delivery.c.lane, isouter=True)
    .where(
        is_open,
        delivery.c.state == DeliveryState.READY,
        delivery.c.not_before <= bindparam("now"),
        _may_go,
    )
)
NEXT_LATER = Statement(
    select(func.min(delivery.c.not_before).label("due_at")).where(
        is_open,
        delivery.c.state == DeliveryState.READY,
        delivery.c.not_before > bindparam("now"),
    )
)
POSTS = Statement(
    select(delivery).where(
        delivery.c.digest == bindparam("which"),
        _CAN_CHANGE,
        delivery.c.state == DeliveryState.SENT,
    )
)
STORY_OF = Statement(
    select(delivery.c.story)
    .join_from(delivery, story, story.c.id == delivery.c.story)
    .where(
        can_be_replied_to,
        delivery.c.reply_key == bindparam("reply_key"),
        story.c.person == bindparam("person"),
        story.c.status == Status.KEPT,
    )
)
RECEIPTS = Statement(
    select(delivery.c.id, delivery.c.remote)
    .where(
        delivery.c.story == bindparam("which"),
        delivery.c.kind == "receipt",
        delivery.c.state == DeliveryState.SENT,
        delivery.c.remote.is_not(None),
    )
    .order_by(delivery.c.settled_at, delivery.c.id)
)
FORGET = Statement(
    delete(delivery).where(
        delivery.c.story == bindparam("which"), delivery.c.state == DeliveryState.READY
    )
)
FORGET_SENT = Statement(
    update(delivery)
    .where(delivery.c.story == bindparam("which"), delivery.c.state == DeliveryState.SENT)
    .values(remote=None, reply_key=None)
)
SILENCE = Statement(
    update(delivery)
    .where(
        is_open,
        delivery.c.lane == bindparam("at"),
        or_(delivery.c.state == DeliveryState.READY, delivery.c.state == DeliveryState.UNKNOWN),
        delivery.c.story.is_(None),
        delivery.c.digest.is_(None),
        delivery.c.kind != "oversight",
    )
    # Nobody has to look whether it arrived.
    .values(_NOTHING | {"state": DeliveryState.UNKNOWN, "seen_at": bindparam("now")})
)
FORGET_UNKNOWN = Statement(
    update(delivery)
    .where(delivery.c.story == bindparam("which"), delivery.c.state == DeliveryState.UNKNOWN)
    .values(_NOTHING)
)
