"""The courier: order, pacing, retries, lost answers, and that nothing is sent twice by itself."""

import asyncio
import contextlib
import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from bot.core.errors import (
    DeliveryDelayedError,
    DeliveryRefusedError,
    DeliveryUnknownError,
    DeliveryUnreachableError,
    StorageUnavailableError,
)
from bot.core.model.delivery import (
    Address,
    Content,
    Delivery,
    DeliveryState,
    DigestPost,
    Note,
    Receipt,
)
from bot.core.model.digest import Digest, DigestState, Line, Period
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.model.story import Share
from bot.core.ports.counting import Census
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.groups import Group
from bot.core.ports.people import Person
from bot.core.ports.sender import Sender
from bot.core.pulse import Pulse
from bot.courier import Courier
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from storage.tables import delivery as delivery_table
from storage.tables import digest as digest_table
from tests.core_builders import (
    WEDNESDAY,
    WEEK_46,
    Office,
    a_telegram_message,
    drain,
    execute,
    rows,
)
from tests.fakes import CountingStore, FailingStore, StandingClock
from tests.patience import HANGS

NOTE = Note(key="help", language="en")
RECEIPT = Receipt(number="T-0001", language="en", team="A", share=Share.TEAM)


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY))


# Order and pace


async def test_receipts_pass_before_notes_and_notes_before_digests(office: Office) -> None:
    await _digest(office, channel="C1")
    await _add(office, NOTE, channel="C2")
    await _add(office, RECEIPT, channel="C3")

    taken = await office.store.write(
        lambda tx: tx.deliveries.claim(WEDNESDAY, WEDNESDAY + timedelta(minutes=1), 10)
    )

    assert [each.address.channel for each in taken] == ["C3", "C2", "C1"]


async def test_a_place_gets_one_message_at_a_time_and_one_a_second(office: Office) -> None:
    for number in range(4):
        await _add(office, NOTE, name=str(number))

    times = []
    while (due := await office.courier.next_due()) is not None:
        office.clock.set(max(due, office.clock.now()))
        assert await office.courier.send_due() <= 1
        times.append(office.clock.now())

    assert len(office.slack.sent) == 4
    assert all(later - earlier >= timedelta(seconds=1) for earlier, later in _pairs(times))


async def test_places_do_not_wait_for_each_other(office: Office) -> None:
    for number in range(10):
        await _add(office, NOTE, channel=f"C{number}")

    assert await office.courier.send_due() == 10


async def test_what_one_person_sees_has_a_pace_of_its_own(office: Office) -> None:
    await _add(office, NOTE)
    await _add(office, RECEIPT, user="U1")

    assert await office.courier.send_due() == 2


async def test_nothing_leaves_before_its_time(office: Office) -> None:
    await _add(office, NOTE, not_before=WEDNESDAY + timedelta(seconds=1))

    assert await office.courier.send_due() == 0
    office.clock.advance(timedelta(seconds=1))
    assert await office.courier.send_due() == 1


# Passing errors


@pytest.mark.parametrize("seconds", [1, 30, 3600, 7200])
async def test_a_place_rests_for_as_long_as_the_platform_asks(
    office: Office, seconds: float
) -> None:
    office.slack.answers = [DeliveryDelayedError(seconds)]
    await _add(office, NOTE, name="first")
    await _add(office, NOTE, name="second")
    await office.courier.send_due()

    await _add(office, NOTE, channel="C2")
    office.clock.advance(timedelta(seconds=seconds, microseconds=-1))
    await office.courier.send_due()
    assert [each.address.channel for each in office.slack.sent] == ["C2"]

    office.clock.advance(timedelta(microseconds=1))
    await drain(office.courier, office.clock)
    assert len(office.slack.sent) == 3


@pytest.mark.parametrize("seconds", [0, -1, -1e9])
async def test_a_wish_for_no_pause_is_no_reason_to_hurry(office: Office, seconds: float) -> None:
    office.slack.answers = [DeliveryDelayedError(seconds)]
    await _add(office, NOTE)

    await office.courier.send_due()

    assert await office.courier.send_due() == 0
    assert await office.courier.next_due() == WEDNESDAY + timedelta(seconds=1)


@pytest.mark.parametrize("seconds", [1e9, math.inf, math.nan])
async def test_a_wish_beyond_reason_is_a_pause_of_a_day(office: Office, seconds: float) -> None:
    office.slack.answers = [DeliveryDelayedError(seconds)]
    await _add(office, NOTE)

    await office.courier.send_due()

    assert await office.courier.next_due() == WEDNESDAY + timedelta(days=1)


async def test_an_error_without_a_wish_is_tried_again_after_growing_pauses(
    office: Office,
) -> None:
    office.slack.answers = [DeliveryDelayedError() for _ in range(12)]
    await _add(office, NOTE)

    pauses = []
    while not office.slack.sent:
        await office.courier.send_due()
        due = await office.courier.next_due()
        if due is not None:
            pauses.append((due - office.clock.now()).total_seconds())
            office.clock.set(due)

    assert pauses[0] <= 2
    assert max(pauses) <= 300
    assert all(pause >= 150 for pause in pauses[9:])


async def test_a_delivery_may_wait_for_weeks(office: Office, database: str) -> None:
    """After a thousand attempts, two to that power is no number any more."""
    office.slack.answers = [DeliveryDelayedError()]
    await _add(office, NOTE)
    execute(database, update(delivery_table).values(attempts=5_000))

    await office.courier.send_due()

    due = await office.courier.next_due()
    assert due is not None
    assert due - WEDNESDAY <= timedelta(minutes=5)


@pytest.mark.parametrize("asked", [0, 1, 30, 3600, None, math.nan])
async def test_a_storm_of_refusals_is_weathered(office: Office, asked: float | None) -> None:
    """For minutes every call is told to wait; then the queue drains at its pace."""
    storm = _Storm(office.clock, asked, until=WEDNESDAY + timedelta(minutes=3))
    courier = Courier(
        office.store, {Platform.SLACK: storm}, office.clock, office.pulse, office.sealer
    )
    for number in range(12):
        await _add(office, NOTE, name=str(number))

    rounds = 0
    while (due := await courier.next_due()) is not None:
        office.clock.set(max(due, office.clock.now()))
        await courier.send_due()
        rounds += 1

    assert len(storm.sent) == len(set(storm.sent)) == 12
    assert all(later >= earlier + pause for (earlier, pause), (later, _) in _pairs(storm.calls))
    assert rounds < 250


# Final errors


async def test_a_final_error_ends_the_delivery(office: Office) -> None:
    office.slack.answers = [DeliveryRefusedError("is_archived")]
    await _add(office, NOTE)

    await drain(office.courier, office.clock)

    assert await _states(office) == {DeliveryState.DEAD: 1}
    assert office.slack.sent == []


async def test_who_has_blocked_kuule_is_not_reachable_any_more(office: Office) -> None:
    message = a_telegram_message("A story.")
    await office.guiding.tell(message)
    office.telegram.answers = [DeliveryUnreachableError("blocked", message.person)]

    await drain(office.courier, office.clock)

    assert await _states(office) == {DeliveryState.DEAD: 1}
    person = await _person(office, message.person)
    assert person is not None
    assert not person.is_reachable


async def test_a_group_that_has_put_kuule_out_is_left(office: Office) -> None:
    await office.store.write(lambda tx: tx.groups.join("-5", WEDNESDAY))
    office.telegram.answers = [DeliveryUnreachableError("blocked")]
    await _add(office, NOTE, platform=Platform.TELEGRAM, channel="-5")

    await drain(office.courier, office.clock)

    assert await _states(office) == {DeliveryState.DEAD: 1}
    assert await office.store.read(lambda tx: tx.groups.all()) == [Group("-5", is_member=False)]


async def test_a_stranger_who_cannot_be_written_to_stays_one(office: Office) -> None:
    stranger = ("telegram", "9", "5")
    office.slack.answers = [DeliveryUnreachableError("blocked", stranger)]
    await _add(office, NOTE)

    await drain(office.courier, office.clock)

    assert await _states(office) == {DeliveryState.DEAD: 1}
    assert await _person(office, stranger) is None


async def test_a_refused_delivery_does_not_stop_its_place(office: Office) -> None:
    office.slack.answers = [DeliveryRefusedError("msg_too_long")]
    await _add(office, NOTE, name="first")
    await _add(office, NOTE, name="second")

    await drain(office.courier, office.clock)

    assert len(office.slack.sent) == 1


async def test_a_defect_of_a_sender_ends_after_five_tries(office: Office) -> None:
    office.slack.answers = [KeyError("blocks") for _ in range(100)]
    await _add(office, NOTE)

    for _ in range(100):
        await office.courier.send_due()
        await office.courier.tidy()
        office.clock.advance(timedelta(minutes=6))

    assert len(office.slack.answers) == 95
    assert await _states(office) == {DeliveryState.DEAD: 1}


async def test_a_defect_after_sending_sends_nothing_twice(office: Office) -> None:
    office.slack.answers = [KeyError("ts")]
    office.slack.reply = "there-already"
    await _add(office, NOTE)

    await office.courier.send_due()
    await office.courier.tidy()
    await drain(office.courier, office.clock)

    assert office.slack.sent == []
    assert await _states(office) == {DeliveryState.SENT: 1}


async def test_a_platform_that_is_off_is_waited_for_in_peace(office: Office) -> None:
    courier = Courier(office.store, {}, office.clock, office.pulse, office.sealer)
    await _add(office, NOTE)

    assert await courier.send_due() == 1

    assert await courier.send_due() == 0
    due = await courier.next_due()
    assert due is not None
    assert timedelta(minutes=1) <= due - WEDNESDAY <= timedelta(minutes=10)
    office.clock.set(due)
    assert await office.courier.send_due() == 1


# Lost answers


async def test_a_lost_answer_is_never_sent_again_by_itself(office: Office) -> None:
    office.telegram.answers = [DeliveryUnknownError("lost")]
    office.telegram.reply = DeliveryUnknownError("cannot tell")
    await _add(office, NOTE, platform=Platform.TELEGRAM)

    for _ in range(50):
        await office.courier.send_due()
        await office.courier.tidy()
        office.clock.advance(timedelta(hours=1))

    assert office.telegram.sent == []
    assert await _states(office) == {DeliveryState.UNKNOWN: 1}


async def test_a_lost_answer_that_the_platform_knows_was_sent(office: Office) -> None:
    await _lose(office)
    office.slack.reply = "found"

    await office.courier.tidy()
    await drain(office.courier, office.clock)

    assert office.slack.sent == []
    assert await _states(office) == {DeliveryState.SENT: 1}


async def test_a_lost_answer_that_the_platform_does_not_know_is_sent_again(
    office: Office,
) -> None:
    await _lose(office)
    office.slack.reply = None

    await office.courier.tidy()
    await drain(office.courier, office.clock)

    assert len(office.slack.sent) == 1
    assert await _states(office) == {DeliveryState.SENT: 1}


@pytest.mark.parametrize(
    "error",
    [
        DeliveryUnknownError("cannot tell"),
        DeliveryDelayedError(30),
        DeliveryRefusedError("not_in_channel"),
        KeyError("messages"),
        TimeoutError(),
    ],
)
async def test_a_lost_answer_that_the_platform_cannot_tell_stays_unknown(
    office: Office, error: Exception
) -> None:
    await _lose(office)
    office.slack.reply = error

    await office.courier.tidy()
    await drain(office.courier, office.clock)

    assert office.slack.sent == []
    assert await _states(office) == {DeliveryState.UNKNOWN: 1}


async def test_lost_answers_that_nobody_can_tell_do_not_hide_one_that_can_be_told(
    office: Office,
) -> None:
    number = 45
    office.telegram.answers = [DeliveryUnknownError("lost") for _ in range(number)]
    office.telegram.reply = DeliveryUnknownError("cannot tell")
    for each in range(number):
        await _add(office, NOTE, platform=Platform.TELEGRAM, channel=str(each))
    while await office.courier.send_due():
        pass
    await _lose(office)
    office.slack.reply = "found"

    for _ in range(5):
        await office.courier.tidy()
        office.clock.advance(timedelta(seconds=15))

    assert await _states(office) == {DeliveryState.UNKNOWN: number, DeliveryState.SENT: 1}


async def test_a_lost_edit_is_made_again(office: Office) -> None:
    """The same words in the same place are no second message."""
    office.slack.answers = [DeliveryUnknownError("lost")]
    office.slack.reply = DeliveryUnknownError("Slack keeps no list of edits")
    await _add(office, NOTE, edits="1.5")
    await office.courier.send_due()

    await office.courier.tidy()
    await drain(office.courier, office.clock)

    assert [each.address.edits for each in office.slack.sent] == ["1.5"]


async def test_two_processes_that_ask_about_a_lost_answer_send_it_once(
    database: str, office: Office, sealer: KeyedSealer
) -> None:
    """The second one hears late that the message is not there, while the first sends it again."""
    await _lose(office)
    async with open_store(database, sealer) as other:
        slow = _Waiting(reply=None)
        late = Courier(other, {Platform.SLACK: slow}, office.clock, office.pulse, office.sealer)
        asking = asyncio.create_task(late.tidy())
        await slow.asked.wait()
        await office.courier.tidy()
        office.clock.advance(timedelta(seconds=3))
        held = _Waiting()
        first = Courier(
            office.store, {Platform.SLACK: held}, office.clock, office.pulse, office.sealer
        )
        sending = asyncio.create_task(first.send_due())
        await held.began.wait()

        slow.go.set()
        await asking
        office.clock.advance(timedelta(seconds=30))
        assert await late.send_due() == 0
        held.go.set()
        await sending

    assert await _states(office) == {DeliveryState.SENT: 1}


# Processes that die, databases that are away


async def test_a_dead_processs_delivery_is_unknown_when_its_lease_ran_out(office: Office) -> None:
    await _add(office, NOTE)
    await _claim(office)

    office.clock.advance(timedelta(seconds=59))
    await office.courier.tidy()
    assert await _states(office) == {DeliveryState.SENDING: 1}

    office.slack.reply = DeliveryUnknownError("cannot tell")
    office.clock.advance(timedelta(seconds=1))
    await office.courier.tidy()
    assert await _states(office) == {DeliveryState.UNKNOWN: 1}


async def test_an_outage_while_recording_is_waited_for(office: Office) -> None:
    failing = FailingStore(office.store)
    courier = Courier(
        failing, {Platform.SLACK: office.slack}, office.clock, office.pulse, office.sealer
    )
    await _add(office, NOTE)
    failing.failures_after = 1
    failing.failures = 3

    assert await courier.send_due() == 1

    assert await _states(office) == {DeliveryState.SENT: 1}


async def test_a_message_whose_sending_could_not_be_recorded_is_not_sent_again(
    office: Office,
) -> None:
    failing = FailingStore(office.store)
    courier = Courier(
        failing, {Platform.SLACK: office.slack}, office.clock, office.pulse, office.sealer
    )
    await _add(office, NOTE)
    failing.failures_after = 1
    failing.failures = 1_000

    with pytest.raises(StorageUnavailableError):
        await courier.send_due()

    # After a restart:
    office.clock.advance(timedelta(minutes=2))
    office.slack.reply = DeliveryUnknownError("cannot tell")
    for _ in range(3):
        await office.courier.tidy()
        await office.courier.send_due()
        office.clock.advance(timedelta(minutes=10))
    assert len(office.slack.sent) == 1
    assert await _states(office) == {DeliveryState.UNKNOWN: 1}


async def test_an_outage_while_recording_one_leaves_no_other_unrecorded(office: Office) -> None:
    failing = FailingStore(office.store)
    slow = _Waiting()
    senders: dict[Platform, Sender] = {Platform.SLACK: office.slack, Platform.TELEGRAM: slow}
    courier = Courier(failing, senders, office.clock, office.pulse, office.sealer)
    await _add(office, NOTE)
    await _add(office, NOTE, platform=Platform.TELEGRAM)
    failing.failures_after = 1
    failing.failures = 5

    sending = asyncio.create_task(courier.send_due())
    await slow.began.wait()
    await failing.exhausted.wait()
    await _turns()
    assert not sending.done()
    slow.go.set()
    with pytest.raises(StorageUnavailableError):
        await sending

    assert await _states(office) == {DeliveryState.SENT: 1, DeliveryState.SENDING: 1}


async def test_a_sender_that_hangs_does_not_stop_the_others(office: Office) -> None:
    hanging = _Waiting()
    senders: dict[Platform, Sender] = {Platform.SLACK: office.slack, Platform.TELEGRAM: hanging}
    courier = Courier(
        office.store, senders, office.clock, office.pulse, office.sealer, longest_call=0.01
    )
    await _add(office, NOTE)
    await _add(office, NOTE, platform=Platform.TELEGRAM)

    assert await courier.send_due() == 2

    assert await _states(office) == {DeliveryState.SENT: 1, DeliveryState.UNKNOWN: 1}


# Digests that change on the way


async def test_a_posted_digest_is_posted(office: Office, database: str) -> None:
    await _digest(office)

    await drain(office.courier, office.clock)

    assert _digest_states(database) == [DigestState.POSTED]


async def test_a_digest_is_edited_when_a_story_was_withdrawn_on_its_way(office: Office) -> None:
    which = await _digest(office)
    sender = _Waiting()
    courier = Courier(
        office.store, {Platform.SLACK: sender}, office.clock, office.pulse, office.sealer
    )

    sending = asyncio.create_task(courier.send_due())
    await sender.began.wait()
    await _rewrite(office, which)
    sender.go.set()
    await sending

    await drain(office.courier, office.clock)
    assert [each.address.edits for each in office.slack.sent] == ["remote"]
    (shown,) = office.slack.digests
    assert shown is not None
    assert shown.lines == _CHANGED


async def test_a_digest_that_was_found_again_is_edited_as_nobody_knows_what_it_said(
    office: Office,
) -> None:
    which = await _digest(office)
    office.slack.answers = [DeliveryUnknownError("lost")]
    await office.courier.send_due()
    await _rewrite(office, which)
    office.slack.reply = "found"

    await office.courier.tidy()
    await drain(office.courier, office.clock)

    assert [each.address.edits for each in office.slack.sent] == ["found"]


async def test_an_unchanged_digest_is_not_edited(office: Office) -> None:
    await _digest(office)

    await drain(office.courier, office.clock)

    assert [each.address.edits for each in office.slack.sent] == [""]


# The loop


async def test_the_loop_reacts_to_a_wake_at_once(office: Office) -> None:
    store, senders = CountingStore(office.store), {Platform.SLACK: office.slack}
    courier = Courier(store, senders, office.clock, office.pulse, office.sealer, idle=3600)
    async with _running(courier):
        await store.wrote.wait()
        await _turns()
        await _add(office, NOTE)
        courier.wake.set()
        async with asyncio.timeout(HANGS):
            await office.slack.delivered.wait()


async def test_the_idle_loop_does_not_spin(sealer: KeyedSealer) -> None:
    store = CountingStore()
    async with _running(Courier(store, {}, StandingClock(WEDNESDAY), Pulse(), sealer)):
        await store.wrote.wait()
        await _turns(1_000)

    assert store.writes <= 2


async def test_the_loop_waits_for_a_database_that_is_away(sealer: KeyedSealer) -> None:
    store = CountingStore(error=StorageUnavailableError("away"))
    async with _running(Courier(store, {}, StandingClock(WEDNESDAY), Pulse(), sealer)):
        await store.wrote.wait()
        await _turns(1_000)

    assert store.writes <= 2


async def test_a_program_that_ends_records_what_it_was_sending(office: Office) -> None:
    await _add(office, NOTE)
    sender = _Waiting()
    courier = Courier(
        office.store, {Platform.SLACK: sender}, office.clock, office.pulse, office.sealer
    )
    running = asyncio.create_task(courier.run())
    await sender.began.wait()

    running.cancel()
    await _turns()
    assert not running.done()
    sender.go.set()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert await _states(office) == {DeliveryState.SENT: 1}


async def test_a_program_that_ends_does_not_wait_for_a_platform_for_ever(office: Office) -> None:
    await _add(office, NOTE)
    sender = _Waiting()
    courier = Courier(
        office.store,
        {Platform.SLACK: sender},
        office.clock,
        office.pulse,
        office.sealer,
        last_seconds=0.01,
    )
    running = asyncio.create_task(courier.run())
    await sender.began.wait()

    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert await _states(office) == {DeliveryState.SENDING: 1}
    sender.go.set()


async def test_outcomes_are_counted(office: Office) -> None:
    office.slack.answers = [DeliveryDelayedError(1), DeliveryRefusedError("x")]
    for name in ("a", "b"):
        await _add(office, NOTE, name=name)

    await drain(office.courier, office.clock)

    assert dict(office.pulse.counts) == {
        ("deliveries", "ready"): 1,
        ("deliveries", "dead"): 1,
        ("deliveries", "sent"): 1,
    }


# Help

_CHANGED = (Line("quote", "removed", ()),)


class _Storm:
    """A sender that refuses until some instant."""

    def __init__(self, clock: StandingClock, asked: float | None, *, until: datetime) -> None:
        self._clock = clock
        self._asked = asked
        self._until = until
        self.sent: list[UUID] = []
        self.calls: list[tuple[datetime, timedelta]] = []

    async def send(self, delivery: Delivery, digest: Digest | None) -> str:
        now = self._clock.now()
        refuses = now < self._until
        pause = self._asked if refuses and self._asked and self._asked > 1 else 1.0
        # Without a wish only that delivery waits, not its place.
        self.calls.append((now, timedelta(seconds=pause)))
        if refuses:
            raise DeliveryDelayedError(self._asked)
        self.sent.append(delivery.id)
        return "1"

    async def find(self, delivery: Delivery) -> str | None:
        raise DeliveryUnknownError("nothing was lost here")


class _Waiting:
    """A sender that answers when it may."""

    def __init__(self, reply: str | None = "remote") -> None:
        self._reply = reply
        self.began, self.asked, self.go = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def send(self, delivery: Delivery, digest: Digest | None) -> str:
        self.began.set()
        await self.go.wait()
        return "remote"

    async def find(self, delivery: Delivery) -> str | None:
        self.asked.set()
        await self.go.wait()
        return self._reply


async def _add(
    office: Office,
    content: Content,
    *,
    name: str = "",
    platform: Platform = Platform.SLACK,
    channel: str = "C1",
    user: str = "",
    edits: str = "",
    not_before: datetime = WEDNESDAY,
    digest: UUID | None = None,
) -> None:
    address = Address(platform=platform, channel=channel, user=user, edits=edits)
    new = NewDelivery(
        dedup=(name, platform, channel, user, edits),
        address=address,
        content=content,
        not_before=not_before,
        digest=digest,
    )
    assert await office.store.write(lambda tx: tx.deliveries.add(new))


async def _digest(office: Office, channel: str = "C9") -> UUID:
    """Claim a digest with its delivery."""
    digest = Digest(
        id=uuid4(),
        team="palvelu",
        period=Period(WEEK_46, WEEK_46),
        language="fi",
        state=DigestState.CLAIMED,
        lines=(Line("quote", "Good help.", ("T-0001",)),),
    )
    assert await office.store.write(lambda tx: tx.digests.claim(digest, WEDNESDAY))
    await _add(office, DigestPost(digest.id), channel=channel, digest=digest.id)
    return digest.id


async def _rewrite(office: Office, digest: UUID) -> None:
    await office.store.write(lambda tx: tx.digests.rewrite(digest, _CHANGED, None))


async def _lose(office: Office) -> None:
    """Leave one delivery to Slack without an answer."""
    office.slack.answers = [DeliveryUnknownError("lost")]
    await _add(office, NOTE)
    await office.courier.send_due()


async def _claim(office: Office) -> None:
    """Take what is due, as a process does that dies then."""
    now = office.clock.now()
    await office.store.write(lambda tx: tx.deliveries.claim(now, now + timedelta(seconds=60), 10))


async def _person(office: Office, who: NaturalKey) -> Person | None:
    return await office.store.read(lambda tx: tx.people.find(office.sealer.keyed(who)))


async def _states(office: Office) -> dict[DeliveryState, int]:
    census: Census = await office.store.read(lambda tx: tx.counting.take())
    return {state: number for state, number in census.deliveries.items() if number}


def _digest_states(database: str) -> list[str]:
    return [row["state"] for row in rows(database, select(digest_table.c.state))]


@contextlib.asynccontextmanager
async def _running(courier: Courier):
    task = asyncio.create_task(courier.run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _turns(number: int = 20) -> None:
    """Let every other task go on for a while."""
    for _ in range(number):
        await asyncio.sleep(0)


def _pairs(values: Sequence) -> list[tuple]:
    return list(pairwise(values))
