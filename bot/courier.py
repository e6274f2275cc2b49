"""The courier: takes due deliveries, sends them, records how each ended.

It never sends twice by itself. A passing error (busy, away before anything was sent) is tried
again later; a final one ends the delivery; a lost answer leaves it `unknown`, and only the
platform's own word (`Sender.find`) moves it on.
"""

import asyncio
import logging
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core.errors import (
    DeliveryDelayedError,
    DeliveryRefusedError,
    DeliveryUnknownError,
    StorageUnavailableError,
)
from bot.core.model import Delivery, DeliveryState, Digest, DigestPost, Platform
from bot.core.ports import Clock, NewDelivery, Outcome, Sender, Store, Transaction
from bot.core.pulse import Pulse

log = logging.getLogger(__name__)

_LEASE = timedelta(seconds=60)
"""Longer than any send may take; a delivery whose lease ran out belonged to a process that
died.
"""
_AT_ONCE = 20
"""Deliveries under way together: below Telegram's thirty messages a second, at most one a
place.
"""
_LONGEST_PAUSE = 3600.0
_LAST_SECONDS = 2.0
"""How long a program that ends waits for the platforms' answers."""
_IDLE = 1.0
"""Seconds between looks for what another process added or what became due."""


@dataclass(frozen=True, slots=True)
class Courier:
    """Sends what is due on the platforms that are on."""

    store: Store
    senders: Mapping[Platform, Sender]
    clock: Clock
    pulse: Pulse
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when something was added, so that a receipt need not wait for the next look."""

    async def run(self) -> None:
        """Send until cancelled, then finish what is under way. A database that is away is
        waited for.
        """
        while True:
            batch = asyncio.ensure_future(self.send_due())
            try:
                sent = await asyncio.shield(batch)
            except StorageUnavailableError:
                sent = 0
            except asyncio.CancelledError:
                await asyncio.wait([batch], timeout=_LAST_SECONDS)
                raise
            if not sent:
                await self._rest()

    async def send_due(self) -> int:
        """Send what may go now, at most one a place; return how many were tried."""
        now = self.clock.now()
        taken = await self.store.write(lambda tx: self._take(tx, now))
        await asyncio.gather(*(self._send(delivery, digest) for delivery, digest in taken))
        return len(taken)

    async def next_due(self) -> datetime | None:
        """Return when the next delivery may go, None when none waits."""
        now = self.clock.now()
        return await self.store.read(lambda tx: tx.deliveries.next_due(now))

    async def tidy(self) -> None:
        """Give up what dead processes were sending, and ask the platforms about lost answers."""
        now = self.clock.now()
        expired = await self.store.write(lambda tx: tx.deliveries.expire(now))
        if expired:
            log.warning(
                "deliveries of a process that died have an unknown outcome",
                extra={"count": expired},
            )
        for delivery in await self.store.read(lambda tx: tx.deliveries.unknown(_AT_ONCE)):
            await self._reconcile(delivery)

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self.wake.wait(), _IDLE)
        except TimeoutError:
            return
        self.wake.clear()

    def _take(self, tx: Transaction, now: datetime) -> list[tuple[Delivery, Digest | None]]:
        taken = tx.deliveries.claim(now, now + _LEASE, _AT_ONCE)
        return [(delivery, _digest_of(tx, delivery)) for delivery in taken]

    async def _send(self, delivery: Delivery, digest: Digest | None) -> None:
        outcome = await self._attempt(delivery, digest)
        self.pulse.count("deliveries", outcome.state)
        if outcome.state in {DeliveryState.DEAD, DeliveryState.UNKNOWN}:
            log.warning(
                "a delivery did not arrive",
                extra={
                    "platform": delivery.address.platform,
                    "state": outcome.state,
                    "reason": outcome.reason,
                    "attempt": delivery.attempts,
                },
            )
        now = self.clock.now()

        def settle(tx: Transaction) -> None:
            tx.deliveries.settle(outcome, now)
            self._correct(tx, delivery, digest, outcome, now)

        # A platform that took the message must not be asked again because this task is being
        # ended.
        await asyncio.shield(self.store.write(settle))

    async def _attempt(self, delivery: Delivery, digest: Digest | None) -> Outcome:
        sender = self.senders.get(delivery.address.platform)
        if sender is None:
            return self._later(delivery, _LONGEST_PAUSE, everything=False)
        try:
            remote_id = await sender.send(delivery, digest)
        except DeliveryRefusedError as error:
            return Outcome(delivery=delivery.id, state=DeliveryState.DEAD, reason=error.reason)
        except DeliveryDelayedError as error:
            if error.retry_after is None:
                return self._later(delivery, _backoff(delivery.attempts), everything=False)
            return self._later(delivery, error.retry_after, everything=True)
        except DeliveryUnknownError:
            return Outcome(delivery=delivery.id, state=DeliveryState.UNKNOWN, reason="lost_answer")
        except Exception as error:
            # A defect of ours or of a library: whether anything was sent cannot be known.
            log.exception("sending failed", extra={"platform": delivery.address.platform})
            reason = type(error).__name__
            return Outcome(delivery=delivery.id, state=DeliveryState.UNKNOWN, reason=reason)
        return Outcome(delivery=delivery.id, state=DeliveryState.SENT, remote_id=remote_id)

    def _later(self, delivery: Delivery, seconds: float, *, everything: bool) -> Outcome:
        """Try again then; with `everything` the whole place rests until then."""
        at = self.clock.now() + timedelta(seconds=min(max(seconds, 0.0), _LONGEST_PAUSE))
        return Outcome(
            delivery=delivery.id,
            state=DeliveryState.READY,
            not_before=at,
            lane_free_at=at if everything else None,
        )

    def _correct(
        self,
        tx: Transaction,
        delivery: Delivery,
        sent: Digest | None,
        outcome: Outcome,
        now: datetime,
    ) -> None:
        """Edit a digest from which a story was withdrawn while it was on its way."""
        present = _digest_of(tx, delivery)
        if sent is None or present is None or not outcome.remote_id or present.lines == sent.lines:
            return
        tx.deliveries.add(
            NewDelivery(
                dedup=("digest correction", delivery.id.hex),
                address=replace(delivery.address, edits=outcome.remote_id),
                content=delivery.content,
                not_before=now,
            )
        )

    async def _reconcile(self, delivery: Delivery) -> None:
        sender = self.senders.get(delivery.address.platform)
        if sender is None:
            return
        try:
            remote_id = await sender.find(delivery)
        except (DeliveryUnknownError, DeliveryDelayedError, DeliveryRefusedError):
            return
        now = self.clock.now()
        if remote_id is None:
            outcome = Outcome(delivery=delivery.id, state=DeliveryState.READY, not_before=now)
        else:
            outcome = Outcome(delivery=delivery.id, state=DeliveryState.SENT, remote_id=remote_id)
        await self.store.write(lambda tx: tx.deliveries.settle(outcome, now))
        self.wake.set()


def _digest_of(tx: Transaction, delivery: Delivery) -> Digest | None:
    content = delivery.content
    return tx.digests.by_id(content.digest_id) if isinstance(content, DigestPost) else None


def _backoff(attempts: int) -> float:
    """Return seconds, doubling from two to five minutes, with a random half so that retries
    spread.
    """
    longest = min(2.0**attempts, 300.0)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # no secret
