"""The delivery table: the one door out of the process.

Address and content are sealed together until the delivery has ended, because a personal address
and what Kuule has to say to somebody are nobody's business. A digest's delivery keeps its
address (a team's own channel): it is edited when a story in it is withdrawn.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from bot.core import pacing
from bot.core.model.delivery import (
    Address,
    Ask,
    Claimed,
    Delivery,
    DeliveryState,
    DigestCopy,
    DigestPost,
    Note,
    Nudge,
    Oversight,
    OwnRecord,
    OwnStories,
    Question,
    Receipt,
    Shortcut,
    TeamPage,
    Transcript,
)
from bot.core.model.platforms import NaturalKey
from bot.core.ports.deliveries import NewDelivery, Outcome, Posted
from bot.core.ports.sealing import Sealer
from storage import delivery_statements as sql
from storage.contents import decode, encode, kind_of
from storage.session import Row, Session, instant, micros

_PRIORITY = {Receipt: 0, Question: 0, Claimed: 0}
_PRIORITY |= {OwnStories: 1, OwnRecord: 1, TeamPage: 1, Note: 1, Transcript: 1, Ask: 1}
_PRIORITY |= {Nudge: 2, DigestPost: 2, DigestCopy: 2, Oversight: 2}
_LANES_KEPT = timedelta(hours=1)
_REFUSED_KEPT = timedelta(days=7)
"""How long `doctor` tells of a refused delivery; no platform sends an input again so late."""


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
            sql.ADD,
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
            after=new.after and self._sealer.keyed(new.after),
            root=new.root and self._sealer.keyed(new.root),
        )
        return added == 1

    def has(self, dedup: NaturalKey) -> bool:
        """True for an effect whose row stands and was not refused."""
        return self._session.one(sql.HAS, dedup=self._sealer.keyed(dedup)) is not None

    def claim(self, now: datetime, lease_until: datetime, limit: int) -> Sequence[Delivery]:
        """Take one delivery a free lane."""
        taken = []
        for row in self._session.all(sql.DUE, now=micros(now), most=limit):
            found = self._hung(row)
            if found is None:
                # Else it would come first for ever, and nothing after it would leave.
                self._session.run(sql.GIVE_UP, which=row["id"], now=micros(now))
                self._session.run(sql.REFUSE_REPLIES, which=row["id"], now=micros(now))
                continue
            free_at = now + timedelta(seconds=pacing.interval(found.address))
            lane_key = bytes(row["lane"])
            if not self._session.one(
                sql.TAKE_LANE, key=lane_key, free_at=micros(free_at), now=micros(now)
            ):
                continue
            if self._session.run(sql.START, which=row["id"], until=micros(lease_until)):
                taken.append(replace(found, attempts=found.attempts + 1))
        return taken

    def settle(self, outcome: Outcome, now: datetime) -> None:
        """Write the outcome; a posted digest's state follows."""
        which = outcome.delivery.hex
        remote = outcome.remote_id and self._sealer.seal(
            outcome.remote_id, f"delivery/{which}/remote"
        )
        settled = self._session.run(
            sql.SETTLE,
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
            row = self._session.one(sql.LANE_OF, which=which)
            if row is not None:
                self._session.run(
                    sql.BLOCK_LANE, key=bytes(row["lane"]), free_at=micros(outcome.lane_free_at)
                )
        if outcome.state in {DeliveryState.SENT, DeliveryState.DEAD}:
            self._session.run(sql.EMPTY, which=which)
        if outcome.state is DeliveryState.SENT:
            self._session.run(sql.POSTED, which=which)
        if outcome.state is DeliveryState.DEAD:
            self._session.run(sql.REFUSE_REPLIES, which=which, now=micros(now))

    def expire(self, now: datetime) -> int:
        """Give up what a dead process was sending, and forget what is of no use any more."""
        self._session.run(sql.FORGET_SHORTCUTS, now=micros(now))
        self._session.run(sql.FORGET_LANES, before=micros(now - _LANES_KEPT))
        self._session.run(sql.FORGET_REFUSED, before=micros(now - _REFUSED_KEPT))
        return self._session.run(sql.EXPIRE, now=micros(now))

    def unknown(self, now: datetime, limit: int) -> Sequence[Delivery]:
        """Read what the platform may be asked about, longest unasked first."""
        rows = self._session.all(sql.UNKNOWN, now=micros(now), most=limit)
        return [found for row in rows if (found := self._hung(row)) is not None]

    def next_due(self, now: datetime) -> datetime | None:
        """Return when the first lane with something due is free, or the next delivery becomes
        due.
        """
        waiting = self._session.one(sql.NEXT, now=micros(now))
        later = self._session.one(sql.NEXT_LATER, now=micros(now))
        found = [
            row[name] for row, name in ((waiting, "lane_at"), (later, "due_at")) if row is not None
        ]
        return min((instant(at) for at in found if at is not None), default=None)

    def posted(self, which: UUID) -> Sequence[Posted]:
        """Read what of a digest stands where."""
        found = [
            (self._open(row), self._remote(row))
            for row in self._session.all(sql.POSTS, which=which.hex)
        ]
        return [
            Posted(one.address, one.content, remote)
            for one, remote in found
            if isinstance(one.content, DigestPost)
        ]

    def story_of(self, remote_id: str, person: UUID) -> UUID | None:
        """Look the message up by its keyed hash."""
        row = self._session.one(
            sql.STORY_OF, reply_key=self._reply_key(remote_id), person=person.hex
        )
        return None if row is None else UUID(row["story"])

    def receipts(self, story: UUID) -> Sequence[str]:
        """Open the ids."""
        rows = self._session.all(sql.RECEIPTS, which=story.hex)
        return list(dict.fromkeys(self._remote(row) for row in rows))

    def forget(self, story: UUID) -> None:
        """Drop what waits, what was said in those whose answer was lost, and where the others
        stand.
        """
        self._session.run(sql.FORGET, which=story.hex)
        self._session.run(sql.FORGET_UNKNOWN, which=story.hex)
        self._session.run(sql.FORGET_SENT, which=story.hex)

    def silence(self, address: Address, now: datetime) -> None:
        """Empty what is open there."""
        lane_key = self._sealer.keyed(pacing.lane(address))
        self._session.run(sql.SILENCE, at=lane_key, now=micros(now))

    def _hung(self, row: Row) -> Delivery | None:
        """Return the delivery, as a reply where it hangs on a message; None like `_readable`."""
        found = self._readable(row)
        if found is None or row["root"] is None:
            return found
        root = self._session.one(sql.ROOT, root=bytes(row["root"]))
        replies_to = "" if root is None else self._remote(root)
        return replace(found, address=replace(found.address, replies_to=replies_to))

    def _remote(self, row: Row) -> str:
        if not row["remote"]:
            return ""
        return self._sealer.open(bytes(row["remote"]), f"delivery/{row['id']}/remote")

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
