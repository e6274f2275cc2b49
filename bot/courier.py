"""The courier: takes due deliveries, sends them, records how each ended.

It never sends twice by itself. A passing error (busy, away before anything was sent) is tried
again later; a final one ends the delivery; a lost answer leaves it `unknown`, and only the
platform's own word (`Sender.find`) moves it on. An edit may be repeated: it puts the same words in
the same place.
"""

import asyncio
import logging
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core.copies import overtaken
from bot.core.errors import (
    DeliveryDelayedError,
    DeliveryError,
    DeliveryMovedError,
    DeliveryRefusedError,
    DeliveryUnknownError,
    DeliveryUnreachableError,
    StorageUnavailableError,
)
from bot.core.groups import move_group
from bot.core.home import own_page
from bot.core.model.delivery import (
    Delivery,
    DeliveryState,
    DigestPost,
    Nudge,
    Oversight,
    OwnStories,
    Question,
    QuestionForm,
    Receipt,
)
from bot.core.model.dialogue import Dialogue, Step
from bot.core.model.digest import Digest
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.persons import reach
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery, Outcome
from bot.core.ports.sealing import Sealer
from bot.core.ports.sender import Sender, Subject
from bot.core.ports.store import Store, Transaction
from bot.core.pulse import Pulse

log = logging.getLogger(__name__)

_LEASE = timedelta(seconds=60)
"""Longer than sending and recording may take together; a delivery whose lease ran out belonged to
a process that died.
"""
_RECORDING_PAUSES = (1.0, 2.0, 4.0, 8.0)
"""Seconds between tries to record an outcome in a database that is away."""
_AT_ONCE = 20
"""Deliveries under way together: below Telegram's thirty messages a second, at most one a
place.
"""
_SHORTEST_PAUSE = 1.0
_LONGEST_PAUSE = 24 * 3600.0
"""A platform that asks for more is not believed."""
_PLATFORM_OFF_PAUSE = 300.0
_LONGEST_BACKOFF = 300.0
_ASK_AGAIN = timedelta(hours=1)
"""Between questions about a lost answer that the platform could not tell."""
_TRIES = 5
"""So often a delivery may fail by a defect of ours or of a library."""


@dataclass(frozen=True, slots=True)
class Courier:
    """Sends what is due on the platforms that are on."""

    store: Store
    senders: Mapping[Platform, Sender]
    clock: Clock
    pulse: Pulse
    sealer: Sealer
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when something was added, so that a receipt need not wait for the next look."""
    longest_call: float = 30.0
    """Seconds after which a platform's answer counts as lost."""
    last_seconds: float = 2.0
    """How many seconds a program that ends waits for the platforms' answers."""
    idle: float = 1.0
    """Seconds between looks for what another process added or what became due."""

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
                await asyncio.wait([batch], timeout=self.last_seconds)
                raise
            if not sent:
                await self._rest()

    async def send_due(self) -> int:
        """Send what may go now, at most one a place; return how many were tried."""
        now = self.clock.now()
        taken = await self.store.write(lambda tx: self._take(tx, now))
        # Each is ended before an outage while recording one of them is raised on.
        ended = await asyncio.gather(
            *(self._send(delivery, subject) for delivery, subject in taken), return_exceptions=True
        )
        for error in ended:
            if error is not None:
                raise error
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
        for delivery in await self.store.read(lambda tx: tx.deliveries.unknown(now, _AT_ONCE)):
            await self._reconcile(delivery)

    async def _rest(self) -> None:
        # Not wait_for: in Python 3.11 it forgets a cancellation that comes with the event.
        try:
            async with asyncio.timeout(self.idle):
                await self.wake.wait()
        except TimeoutError:
            return
        self.wake.clear()

    def _take(self, tx: Transaction, now: datetime) -> list[tuple[Delivery, Subject]]:
        taken = tx.deliveries.claim(now, now + _LEASE, _AT_ONCE)
        return [(delivery, _subject_of(tx, delivery)) for delivery in taken]

    async def _send(self, delivery: Delivery, subject: Subject) -> None:
        outcome = await self._attempt(delivery, subject)
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
        # A platform that took the message must not be asked again because this task is being
        # ended.
        await asyncio.shield(self._record(delivery, subject, outcome))

    async def _record(self, delivery: Delivery, sent: Subject, outcome: Outcome) -> None:
        """Write how an attempt ended; a database that is away is waited for within the lease."""
        for pause in _RECORDING_PAUSES:
            try:
                await self.store.write(lambda tx: self._settle(tx, delivery, sent, outcome))
            except StorageUnavailableError:
                await self.clock.sleep(pause)
            else:
                return
        await self.store.write(lambda tx: self._settle(tx, delivery, sent, outcome))

    def _settle(
        self, tx: Transaction, delivery: Delivery, sent: Subject, outcome: Outcome
    ) -> None:
        now = self.clock.now()
        tx.deliveries.settle(outcome, now)
        if outcome.moved_to:
            move_group(tx, delivery.address.channel, outcome.moved_to, now)
        if outcome.is_closed:
            self._close(tx, delivery.address.channel, outcome.closed_by, now)
        if outcome.remote_id:
            _catch_up(tx, delivery, sent, outcome.remote_id, now)

    def _close(
        self, tx: Transaction, channel: str, person: NaturalKey | None, now: datetime
    ) -> None:
        """Remember what the platform should have told before: this may be the first word of it."""
        if person is None:
            tx.groups.leave(channel, now)
        else:
            reach(tx, self.sealer.keyed(person), may=False)

    async def _attempt(self, delivery: Delivery, subject: Subject) -> Outcome:
        reason = _pointless(delivery, subject, self.clock.now())
        if reason:
            return Outcome(delivery=delivery.id, state=DeliveryState.DEAD, reason=reason)
        sender = self.senders.get(delivery.address.platform)
        if sender is None:
            return self._later(delivery, _PLATFORM_OFF_PAUSE)
        try:
            async with asyncio.timeout(self.longest_call):
                remote_id = await sender.send(delivery, subject)
        except DeliveryError as error:
            return self._undelivered(delivery, error)
        except (DeliveryUnknownError, TimeoutError):
            return _lost(delivery)
        except Exception as error:
            log.exception("sending failed", extra={"platform": delivery.address.platform})
            return _failed(delivery, error)
        return Outcome(delivery=delivery.id, state=DeliveryState.SENT, remote_id=remote_id)

    def _undelivered(self, delivery: Delivery, error: DeliveryError) -> Outcome:
        """Return what becomes of a message that was certainly not delivered."""
        if isinstance(error, DeliveryRefusedError):
            return _refused(delivery, error)
        if isinstance(error, DeliveryMovedError):
            return replace(self._later(delivery, 0), moved_to=error.channel)
        if isinstance(error, DeliveryDelayedError) and error.retry_after is not None:
            return self._rest_of_lane(delivery, error.retry_after)
        return self._later(delivery, _backoff(delivery.attempts))

    def _later(self, delivery: Delivery, seconds: float) -> Outcome:
        """Try again then."""
        # In this order, what is no number gives the longest pause.
        pause = max(_SHORTEST_PAUSE, min(_LONGEST_PAUSE, seconds))
        at = self.clock.now() + timedelta(seconds=pause)
        return Outcome(delivery=delivery.id, state=DeliveryState.READY, not_before=at)

    def _rest_of_lane(self, delivery: Delivery, seconds: float) -> Outcome:
        """Try again then, and send nothing else to that place before."""
        later = self._later(delivery, seconds)
        return replace(later, lane_free_at=later.not_before)

    async def _reconcile(self, delivery: Delivery) -> None:
        """Ask the platform about a lost answer."""
        outcome = await self._asked(delivery)
        now = self.clock.now()

        def settle(tx: Transaction) -> None:
            # Another process may have asked before, and be sending it again.
            if delivery in tx.deliveries.unknown(now, _AT_ONCE):
                self._settle(tx, delivery, None, outcome)

        await self.store.write(settle)

    async def _asked(self, delivery: Delivery) -> Outcome:
        """Return what the platform says of a lost answer."""
        if delivery.address.edits:
            return self._later(delivery, _backoff(delivery.attempts))
        sender = self.senders.get(delivery.address.platform)
        if sender is None:
            return self._unclear(delivery)
        try:
            async with asyncio.timeout(self.longest_call):
                remote_id = await sender.find(delivery)
        except Exception as error:
            if not isinstance(error, DeliveryError | DeliveryUnknownError | TimeoutError):
                log.exception("asking failed", extra={"platform": delivery.address.platform})
            return self._unclear(delivery)
        if remote_id is None:
            return self._later(delivery, _backoff(delivery.attempts))
        return Outcome(delivery=delivery.id, state=DeliveryState.SENT, remote_id=remote_id)

    def _unclear(self, delivery: Delivery) -> Outcome:
        return replace(_lost(delivery), not_before=self.clock.now() + _ASK_AGAIN)


def _refused(delivery: Delivery, error: DeliveryRefusedError) -> Outcome:
    dead = Outcome(delivery=delivery.id, state=DeliveryState.DEAD, reason=error.reason)
    if isinstance(error, DeliveryUnreachableError):
        return replace(dead, is_closed=True, closed_by=error.person)
    return dead


def _lost(delivery: Delivery) -> Outcome:
    return Outcome(delivery=delivery.id, state=DeliveryState.UNKNOWN, reason="lost_answer")


def _failed(delivery: Delivery, error: Exception) -> Outcome:
    """A defect: whether anything was sent cannot be known, and it must not fail for ever."""
    state = DeliveryState.DEAD if delivery.attempts >= _TRIES else DeliveryState.UNKNOWN
    return Outcome(delivery=delivery.id, state=state, reason=type(error).__name__)


def _subject_of(tx: Transaction, delivery: Delivery) -> Subject:
    content = delivery.content
    if isinstance(content, DigestPost | Oversight):
        return tx.digests.by_id(content.digest_id)
    if isinstance(content, Receipt) and delivery.story is not None:
        return tx.stories.by_id(delivery.story)
    if isinstance(content, Question):
        return tx.dialogues.by_id(content.talk)
    if isinstance(content, OwnStories):
        return own_page(tx, content.person, content.page)
    return None


def _pointless(delivery: Delivery, subject: Subject, now: datetime) -> str:
    """Return why nobody should get it any more, empty when they should."""
    content = delivery.content
    if isinstance(content, Nudge) and now >= content.until:
        return "too_late"
    if isinstance(content, Receipt) and delivery.story is not None and subject is None:
        return "story_removed"
    if isinstance(content, Question):
        return _unasked(content, subject)
    return ""


def _unasked(question: Question, subject: Subject) -> str:
    """Return why a question of a talk has no answer any more."""
    if not isinstance(subject, Dialogue):
        return "talk_over"
    has_gone_on = subject.step is not Step.STORY or subject.is_stopping
    return "talk_went_on" if question.form is QuestionForm.REMINDER and has_gone_on else ""


def _catch_up(
    tx: Transaction, delivery: Delivery, sent: Subject, remote_id: str, now: datetime
) -> None:
    """Edit what has just arrived and says already what is true no longer."""
    if edit := overtaken(tx, delivery, sent, remote_id, now):
        tx.deliveries.add(edit)
    if _is_outdated(tx, delivery, sent):
        tx.deliveries.add(
            NewDelivery(
                dedup=("digest correction", delivery.id.hex),
                address=replace(delivery.address, edits=remote_id),
                content=delivery.content,
                not_before=now,
            )
        )


def _is_outdated(tx: Transaction, delivery: Delivery, sent: Subject) -> bool:
    """True when a story was withdrawn from a digest while it was on its way, or may have been."""
    if not isinstance(delivery.content, DigestPost):
        return False
    present = tx.digests.locked(delivery.content.digest_id)
    return present is not None and not (isinstance(sent, Digest) and sent.lines == present.lines)


def _backoff(attempts: int) -> float:
    """Return seconds, doubling from two to five minutes, with a random half so that retries
    spread.
    """
    longest = min(2.0 ** min(attempts, 10), _LONGEST_BACKOFF)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # no secret
