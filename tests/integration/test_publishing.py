"""When a digest is due, that it is claimed once, and that each story is in exactly one."""

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from sqlalchemy import select

from bot.calendars import PublicHolidays
from bot.core.edition import Edition
from bot.core.errors import (
    DeliveryDelayedError,
    DeliveryRefusedError,
    DeliveryUnknownError,
    WeekPassedError,
)
from bot.core.groups import move_group
from bot.core.model.delivery import Address, DigestPost, Note
from bot.core.model.digest import Composition, DigestState, Finding, Line, Sheet
from bot.core.model.incoming import IncomingRemoval
from bot.core.model.platforms import Platform
from bot.core.model.story import Story
from bot.core.model.team import Team, Teams
from bot.core.model.week import Week
from bot.core.ports.listening import Gap
from bot.core.silence import Silence
from bot.core.timetable import Timetable
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from storage.tables import delivery as delivery_table
from storage.tables import digest as digest_table
from storage.tables import story as story_table
from tests.core_builders import (
    HELSINKI,
    SERVICE,
    SHOP,
    TEXTS,
    WEDNESDAY,
    WEEK_46,
    Office,
    a_deletion,
    a_message,
    a_telegram_message,
    holidays_on,
    rows,
)
from tests.digest_builders import of_block
from tests.fakes import StandingClock, no_holidays

WEEK_47, WEEK_48 = WEEK_46.next(), WEEK_46.shifted(2)
MONDAY_9 = datetime(2026, 11, 16, 7, tzinfo=UTC)
"""When the digest of week 46 leaves: nine o'clock in Helsinki."""
ONE = Teams((SERVICE,))


@pytest.fixture
async def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    """One team, served since Wednesday of week 46."""
    return await _begun(Office(store, sealer, StandingClock(WEDNESDAY), ONE))


async def _begun(office: Office) -> Office:
    await office.publishing.begin()
    return office


# When it is due


@pytest.mark.parametrize(
    ("week", "instant"),
    [
        # Summer time begins on Sunday 29 March 2026 and ends on Sunday 25 October.
        (Week(2026, 12), datetime(2026, 3, 23, 7, tzinfo=UTC)),
        (Week(2026, 13), datetime(2026, 3, 30, 6, tzinfo=UTC)),
        (Week(2026, 42), datetime(2026, 10, 19, 6, tzinfo=UTC)),
        (Week(2026, 43), datetime(2026, 10, 26, 7, tzinfo=UTC)),
        (Week(2026, 52), datetime(2026, 12, 28, 7, tzinfo=UTC)),
        (Week(2026, 53), datetime(2027, 1, 4, 7, tzinfo=UTC)),
        (Week(2027, 1), datetime(2027, 1, 11, 7, tzinfo=UTC)),
    ],
)
def test_the_digest_leaves_at_the_teams_local_time(week: Week, instant: datetime) -> None:
    assert Timetable(no_holidays).send_at(SERVICE, week) == instant


def test_the_local_time_is_kept_in_every_zone_and_week() -> None:
    for name in sorted(available_timezones()):
        team = replace(SERVICE, timezone=ZoneInfo(name))
        for number in range(1, 54):
            local = (
                Timetable(no_holidays).send_at(team, Week(2026, number)).astimezone(team.timezone)
            )
            assert (local.weekday(), local.time()) == (0, time(9)), name
            assert Week.of(local, team.timezone) == Week(2026, number).next()


@pytest.mark.parametrize("at", [time(3), time(3, 30), time(4), time(4, 2), time(23, 59)])
@pytest.mark.parametrize("sunday", [Week(2026, 12), Week(2026, 42)])
async def test_a_digest_is_claimed_five_minutes_before_on_the_day_of_a_change_of_time(
    store: SqlStore, sealer: KeyedSealer, at: time, sunday: Week
) -> None:
    team = replace(SERVICE, digest_day=6, digest_time=at)
    clock = StandingClock(sunday.start(HELSINKI) + timedelta(days=2))
    office = await _begun(Office(store, sealer, clock, Teams((team,))))
    send_at = office.publishing.timetable.send_at(team, sunday).astimezone(UTC)

    clock.set(send_at - timedelta(minutes=5, microseconds=1))
    assert await office.publishing.publish_due() == 0
    clock.set(send_at - timedelta(minutes=5))
    assert await office.publishing.publish_due() == 1


def test_a_public_holiday_moves_the_digest_to_the_next_working_day() -> None:
    plan = Timetable(PublicHolidays())

    # Easter Monday is 6 April 2026; Christmas Eve's week ends in a holiday weekend.
    assert _local(plan, SERVICE, Week(2026, 14)) == datetime(2026, 4, 7, 9)
    friday = replace(SERVICE, digest_day=4)
    # Friday 25 December, then the weekend.
    assert _local(plan, friday, Week(2026, 51)) == datetime(2026, 12, 28, 9)


def test_holidays_in_a_row_are_all_passed() -> None:
    plan = Timetable(holidays_on(date(2026, 11, 16), date(2026, 11, 17)))

    assert _local(plan, SERVICE, WEEK_46) == datetime(2026, 11, 18, 9)


def test_a_team_may_choose_a_saturday() -> None:
    saturday = replace(SERVICE, digest_day=5)

    assert _local(Timetable(no_holidays), saturday, WEEK_46) == datetime(2026, 11, 21, 9)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("first", [Week(2026, 51), Week(2026, 9), Week(2026, 40)])
async def test_each_week_has_one_digest_over_changes_of_time_and_year(
    store: SqlStore, sealer: KeyedSealer, database: str, first: Week
) -> None:
    """It is about the calendar; `test_years` lives through such weeks on both databases."""
    clock = StandingClock(first.start(HELSINKI) + timedelta(hours=1))
    office = await _begun(Office(store, sealer, clock, ONE))

    for _ in range(6 * 7 * 24):
        clock.advance(timedelta(hours=1))
        await office.publishing.publish_due()

    weeks = [first.shifted(number) for number in range(6)]
    assert _digests(database) == {str(week): "claimed" for week in weeks[:5]} | (
        {str(weeks[5]): "claimed"} if _is_over(office, weeks[5]) else {}
    )


# Claimed, then sent


async def test_a_digest_is_claimed_five_minutes_before_it_is_sent(office: Office) -> None:
    await office.intake.submit(a_message())
    await office.delivered()
    office.clock.set(MONDAY_9 - timedelta(minutes=5, seconds=1))
    assert await office.publishing.publish_due() == 0

    office.clock.advance(timedelta(seconds=1))
    assert await office.publishing.publish_due() == 1

    assert await office.courier.send_due() == 0
    office.clock.set(MONDAY_9)
    assert await office.courier.send_due() == 1
    (digest,) = _posted(office)
    assert digest.period.last == WEEK_46


async def test_a_tick_later_changes_nothing(office: Office) -> None:
    office.clock.set(MONDAY_9)
    assert await office.publishing.publish_due() == 1

    for _ in range(5):
        office.clock.advance(timedelta(seconds=15))
        assert await office.publishing.publish_due() == 0
    await office.delivered()
    assert len(_posted(office)) == 1


async def test_nothing_is_posted_for_the_time_before_kuule_came(office: Office) -> None:
    for hour in range(24 * 4):
        office.clock.set(WEDNESDAY + timedelta(hours=hour))
        assert await office.publishing.publish_due() == 0

    office.clock.set(MONDAY_9)
    assert await office.publishing.publish_due() == 1


async def test_a_team_served_since_monday_morning_gets_its_first_digest_a_week_later(
    store: SqlStore, sealer: KeyedSealer, database: str
) -> None:
    clock = StandingClock(MONDAY_9 - timedelta(hours=1))
    office = await _begun(Office(store, sealer, clock, ONE))

    clock.set(MONDAY_9 + timedelta(hours=1))
    assert await office.publishing.publish_due() == 0
    clock.set(MONDAY_9 + timedelta(weeks=1))
    assert await office.publishing.publish_due() == 1
    assert _digests(database) == {"2026-W47": "claimed"}


async def test_a_team_without_a_place_for_its_digest_is_passed_over(
    store: SqlStore, sealer: KeyedSealer, database: str
) -> None:
    placeless = replace(SHOP, slack_digest="")
    clock = StandingClock(WEDNESDAY)
    office = await _begun(Office(store, sealer, clock, Teams((placeless, SERVICE))))

    clock.set(MONDAY_9)

    assert await office.publishing.publish_due() == 1
    assert _digests(database) == {"2026-W46": "claimed"}


async def test_a_digest_goes_to_each_of_its_places_once_and_follows_a_group_that_moved(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    both = replace(SERVICE, telegram_digest=-100)
    clock = StandingClock(WEDNESDAY)
    office = await _begun(Office(store, sealer, clock, Teams((both,))))
    await store.write(lambda tx: move_group(tx, "-100", "-1001", clock.now()))

    clock.set(MONDAY_9)
    for _ in range(2):
        await office.publishing.publish_due()

    posts = [each.address.channel for each in await office.delivered()]
    assert sorted(posts) == ["-1001", SERVICE.slack_digest]


async def test_a_digest_that_cannot_be_composed_stops_no_other_team(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    def compose(edition: Edition) -> Composition:
        if edition.team == SERVICE:
            raise ZeroDivisionError
        return Composition((Line("header", "Week", ()),))

    clock = StandingClock(WEDNESDAY)
    office = await _begun(Office(store, sealer, clock, Teams((SERVICE, SHOP)), compose=compose))
    clock.set(MONDAY_9)

    with pytest.raises(ExceptionGroup) as raised:
        await office.publishing.publish_due()

    assert [type(error) for error in raised.value.exceptions] == [ZeroDivisionError]
    await office.delivered()
    assert [each.address.channel for each in office.slack.sent] == ["C8"]


# Missed


@pytest.mark.parametrize(
    "late", [timedelta(minutes=11), timedelta(days=1), timedelta(days=2), timedelta(hours=72)]
)
async def test_a_digest_missed_by_up_to_three_days_is_posted_and_marked_late(
    office: Office, late: timedelta
) -> None:
    await office.intake.submit(a_message())
    office.clock.set(MONDAY_9 + late)

    assert await office.publishing.publish_due() == 1

    await office.delivered()
    (digest,) = _posted(office)
    assert of_block(digest.lines, "late")


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_digest_that_its_channel_took_late_says_so(
    office: Office, *, restarts: bool
) -> None:
    await office.intake.submit(a_message())
    await office.delivered()
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    office.slack.answers = [DeliveryDelayedError()]
    await office.courier.send_due()
    office.clock.set(MONDAY_9 + timedelta(minutes=11))

    await (office.publishing.begin() if restarts else office.publishing.publish_due())
    await office.publishing.publish_due()

    await office.delivered()
    (digest,) = _posted(office)
    assert [line.block for line in digest.lines].index("late") == 2
    assert len(of_block(digest.lines, "late")) == 1


async def test_what_stands_in_its_channel_is_not_marked_late_afterwards(office: Office) -> None:
    await office.intake.submit(a_message())
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    await office.delivered()
    office.clock.set(MONDAY_9 + timedelta(days=1))

    await office.publishing.publish_due()

    digest = await office.store.read(lambda tx: tx.digests.of(SERVICE.id, WEEK_46))
    assert digest is not None
    assert not of_block(digest.lines, "late")


@pytest.mark.parametrize("late", [timedelta(0), timedelta(seconds=59), timedelta(minutes=10)])
async def test_a_digest_that_leaves_within_minutes_is_not_marked_late(
    office: Office, late: timedelta
) -> None:
    await office.intake.submit(a_message())
    office.clock.set(MONDAY_9 + late)
    await office.publishing.publish_due()

    await office.delivered()
    (digest,) = _posted(office)
    assert not of_block(digest.lines, "late")


@pytest.mark.parametrize("late", [timedelta(hours=72, seconds=1), timedelta(days=5)])
async def test_a_digest_missed_by_more_is_left_to_the_next_which_says_so(
    office: Office, database: str, late: timedelta
) -> None:
    await office.intake.submit(a_message("Good help.", "1.0"))
    office.clock.set(MONDAY_9 + late)
    assert await office.publishing.publish_due() == 0
    assert _digests(database) == {"2026-W46": "merged"}

    await office.intake.submit(a_message("Bad luck.", "2.0", told_at=MONDAY_9))
    office.clock.set(MONDAY_9 + timedelta(weeks=1))
    assert await office.publishing.publish_due() == 1

    await office.delivered()
    (digest,) = _posted(office)
    assert (digest.period.first, digest.period.last) == (WEEK_46, WEEK_47)
    assert "46–47" in of_block(digest.lines, "header")[0].text
    (merged,) = of_block(digest.lines, "merged")
    assert merged.text == TEXTS.text("fi", "digest-merged", period="46–47")
    assert not of_block(digest.lines, "late")
    assert not of_block(digest.lines, "late_stories")
    assert len(of_block(digest.lines, "counts")[0].ids) == 2


async def test_several_missed_weeks_are_covered_by_one_digest(
    office: Office, database: str
) -> None:
    await office.intake.submit(a_message("Good help.", "1.0"))
    await office.intake.submit(a_message("Bad luck.", "2.0", told_at=MONDAY_9))
    office.clock.set(MONDAY_9 + timedelta(weeks=3, hours=1))

    assert await office.publishing.publish_due() == 1

    assert _digests(database) == {
        "2026-W46": "merged",
        "2026-W47": "merged",
        "2026-W48": "merged",
        "2026-W49": "claimed",
    }
    await office.delivered()
    (digest,) = _posted(office)
    assert str(digest.period.first) == "2026-W46"
    assert of_block(digest.lines, "late")
    assert len(of_block(digest.lines, "counts")[0].ids) == 2


async def test_a_merged_week_is_posted_with_the_next_only_once(office: Office) -> None:
    office.clock.set(MONDAY_9 + timedelta(days=5))
    await office.publishing.publish_due()
    for week in (1, 2):
        office.clock.set(MONDAY_9 + timedelta(weeks=week))
        await office.publishing.publish_due()
        await office.delivered()

    assert [(str(each.period.first), str(each.period.last)) for each in _posted(office)] == [
        ("2026-W46", "2026-W47"),
        ("2026-W48", "2026-W48"),
    ]


# Two processes


@pytest.mark.parametrize("rounds", [20])
async def test_processes_on_one_database_claim_each_week_once(
    database: str, sealer: KeyedSealer, rounds: int
) -> None:
    """Each thread is a process of its own, with its own loop, store and connections."""
    clock = StandingClock(WEDNESDAY)
    async with open_store(database, sealer) as store:
        await _begun(Office(store, sealer, clock, ONE))
        for number in range(rounds):
            told_at = MONDAY_9 + timedelta(weeks=number - 1)
            office = Office(store, sealer, clock, ONE)
            await office.intake.submit(a_message(ts=f"{number}.0", told_at=told_at))
    claims: list[list[int]] = []
    processes = 3
    barrier = threading.Barrier(processes)

    def live() -> None:
        claims.append(asyncio.run(_publish_weeks(database, sealer, barrier, rounds)))

    threads = [threading.Thread(target=live) for _ in range(processes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        await asyncio.to_thread(thread.join)

    assert [sum(week) for week in zip(*claims, strict=True)] == [1] * rounds
    assert set(_digests(database).values()) == {"claimed"}
    posts = rows(database, select(delivery_table).where(delivery_table.c.kind == "digest"))
    assert len(posts) == len({row["digest"] for row in posts}) == rounds
    counted = [row["digest"] for row in rows(database, select(story_table.c.digest))]
    assert len(set(counted)) == rounds


async def _publish_weeks(
    database: str, sealer: KeyedSealer, barrier: threading.Barrier, rounds: int
) -> list[int]:
    clock = StandingClock(WEDNESDAY)
    async with open_store(database, sealer) as store:
        office = Office(store, sealer, clock, ONE)
        claims = []
        for number in range(rounds):
            clock.set(MONDAY_9 + timedelta(weeks=number))
            await asyncio.to_thread(barrier.wait)
            claims.append(await office.publishing.publish_due())
        return claims


async def test_ticks_at_the_same_moment_claim_once(office: Office) -> None:
    for number in range(20):
        office.clock.set(MONDAY_9 + timedelta(weeks=number))
        claims = await asyncio.gather(*(office.publishing.publish_due() for _ in range(8)))
        assert sum(claims) == 1
        await office.delivered()

    assert len(_posted(office)) == 20


async def test_a_post_of_one_week_and_a_claim_of_the_next_share_no_story(
    database: str, sealer: KeyedSealer, office: Office
) -> None:
    for number in range(10):
        week = WEEK_46.shifted(2 * number)
        office.clock.set(MONDAY_9 + timedelta(weeks=2 * number + 1))
        for each in range(3):
            told_at = week.start(HELSINKI) + timedelta(days=1)
            await office.intake.submit(a_message(ts=f"{number}.{each}", told_at=told_at))
        await asyncio.gather(
            office.publishing.post(SERVICE, week), office.publishing.publish_due()
        )

    await office.delivered()
    shown = [number for digest in _posted(office) for number in _counted(digest.lines)]
    assert len(shown) == len(set(shown)) == 30


# Late stories


async def test_a_story_that_comes_after_the_claim_goes_to_the_next_digest_marked_late(
    office: Office,
) -> None:
    await office.intake.submit(a_message("In time.", "1.0"))
    office.clock.set(MONDAY_9 - timedelta(minutes=5))
    await office.publishing.publish_due()

    await office.intake.submit(a_message("Good but late.", "2.0"))
    office.clock.set(MONDAY_9 + timedelta(weeks=1))
    await office.publishing.publish_due()
    await office.delivered()

    first, second = _posted(office)
    assert len(_counted(first.lines)) == len(_counted(second.lines)) == 1
    assert len(of_block(second.lines, "late_stories")) == 1
    assert _counted(first.lines) != _counted(second.lines)


async def test_a_story_told_after_the_week_waits_for_its_own_digest(office: Office) -> None:
    await office.intake.submit(a_message("Next week.", told_at=MONDAY_9 - timedelta(minutes=10)))
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    await office.delivered()

    (digest,) = _posted(office)
    assert _counted(digest.lines) == ()


# Removed on the way


async def test_a_story_removed_between_claim_and_sending_is_not_quoted(office: Office) -> None:
    await office.intake.submit(a_message("Good help from Kuule."))
    await office.delivered()
    office.clock.set(MONDAY_9 - timedelta(minutes=5))
    await office.publishing.publish_due()

    await office.removal.remove(a_deletion())
    await office.delivered()

    (digest,) = _posted(office)
    assert "Good help" not in str(digest.lines)
    assert TEXTS.text("fi", "digest-withdrawn") in {line.text for line in digest.lines}


async def test_a_story_removed_before_the_claim_is_not_counted(office: Office) -> None:
    await office.intake.submit(a_message())
    await office.removal.remove(a_deletion())
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    await office.delivered()

    (digest,) = _posted(office)
    assert _counted(digest.lines) == ()


async def test_a_removed_story_leaves_every_digest_that_shows_it(office: Office) -> None:
    """The archive of a quiet week quotes it again, and it may wait for a reply for weeks."""
    await office.intake.submit(a_telegram_message("Bad help and nobody called. Why?"))
    (told,) = await office.told()
    for week in range(3):
        office.clock.set(MONDAY_9 + timedelta(weeks=week))
        await office.publishing.publish_due()
        await office.delivered()
    showing = [digest.id for digest in _posted(office) if told.number in str(digest.lines)]
    assert len(showing) > 1
    sent = len(office.slack.sent)

    await office.removal.remove(_wish(told))
    await office.delivered()

    edited = office.slack.digests[sent:]
    assert {each.id for each in edited if each is not None} == set(showing)
    assert told.number not in str(edited)
    assert "nobody called" not in str(edited)
    assert all(each.address.edits for each in office.slack.sent[sent:])


async def test_a_story_removed_while_its_digest_is_claimed_is_never_left_in_it(
    office: Office,
) -> None:
    for number in range(20):
        week = WEEK_46.shifted(number)
        told_at = week.start(HELSINKI) + timedelta(days=1)
        await office.intake.submit(a_message("Good help.", f"{number}.0", told_at=told_at))
        office.clock.set(MONDAY_9 + timedelta(weeks=number))
        await asyncio.gather(
            office.publishing.publish_due(), office.removal.remove(a_deletion(f"{number}.0"))
        )
        await office.delivered()
        latest = await office.publishing.preview(SERVICE, week)
        assert "Good help" not in str(latest.lines)

    last_shown = {digest.id: digest for digest in office.slack.digests if digest is not None}
    assert len(last_shown) == 20
    assert "Good help" not in str(last_shown.values())


# By hand


async def test_a_digest_may_be_posted_by_hand_once(office: Office) -> None:
    await office.intake.submit(a_message())
    office.clock.set(MONDAY_9 - timedelta(hours=3))

    assert await office.publishing.post(SERVICE, WEEK_46)
    assert not await office.publishing.post(SERVICE, WEEK_46)

    await office.delivered()
    office.clock.set(MONDAY_9)
    assert await office.publishing.publish_due() == 0
    assert not await office.publishing.post(SERVICE, WEEK_46)
    await office.delivered()
    assert len(_posted(office)) == 1


async def test_posting_the_present_week_takes_the_missed_ones_along(
    office: Office, database: str
) -> None:
    """Otherwise nobody would ever hear what became of the week before."""
    await office.intake.submit(a_message("Good help.", "1.0"))
    office.clock.set(MONDAY_9 - timedelta(hours=1))

    assert await office.publishing.post(SERVICE, WEEK_47)

    assert _digests(database) == {"2026-W46": "merged", "2026-W47": "claimed"}
    await office.delivered()
    (digest,) = _posted(office)
    assert digest.period.first == WEEK_46
    assert len(_counted(digest.lines)) == 1


async def test_a_posted_week_is_not_posted_again_when_it_ends(office: Office) -> None:
    await office.publishing.post(SERVICE, WEEK_46)
    await office.intake.submit(a_message(ts="2.0"))
    office.clock.set(MONDAY_9)
    assert await office.publishing.publish_due() == 0

    office.clock.set(MONDAY_9 + timedelta(weeks=1))
    assert await office.publishing.publish_due() == 1
    await office.delivered()
    assert len(_counted(_posted(office)[-1].lines)) == 1


async def test_a_week_long_gone_cannot_be_posted_by_hand(office: Office, database: str) -> None:
    """Else the next digest would cover all the years since."""
    with pytest.raises(WeekPassedError) as caught:
        await office.publishing.post(SERVICE, Week(2020, 1))

    assert caught.value.first == "2026-W46"
    assert _digests(database) == {}


async def test_a_week_before_the_last_digest_cannot_be_posted_by_hand(office: Office) -> None:
    await office.publishing.post(SERVICE, WEEK_46)

    with pytest.raises(WeekPassedError):
        await office.publishing.post(SERVICE, WEEK_46.shifted(-1))


async def test_a_merged_week_cannot_be_posted_by_hand(office: Office) -> None:
    office.clock.set(MONDAY_9 + timedelta(days=5))
    await office.publishing.publish_due()

    assert not await office.publishing.post(SERVICE, WEEK_46)


async def test_a_preview_shows_what_would_be_posted_and_then_what_was(office: Office) -> None:
    await office.intake.submit(a_message("Good help."))
    office.clock.set(MONDAY_9)
    before = await office.publishing.preview(SERVICE, WEEK_46)

    await office.publishing.publish_due()
    claimed = await office.publishing.preview(SERVICE, WEEK_46)
    await office.delivered()
    posted = await office.publishing.preview(SERVICE, WEEK_46)

    assert [each.state for each in (before, claimed, posted)] == [
        DigestState.COMPOSED,
        DigestState.CLAIMED,
        DigestState.POSTED,
    ]
    assert before.lines == claimed.lines == posted.lines
    assert before.id != claimed.id == posted.id


async def test_a_preview_claims_nothing(office: Office, database: str) -> None:
    await office.intake.submit(a_message())
    for _ in range(2):
        await office.publishing.preview(SERVICE, WEEK_46)

    assert _digests(database) == {}


# Held


@pytest.fixture
async def strict(store: SqlStore, sealer: KeyedSealer) -> "Strict":
    """A team whose digests pass no check until they may."""
    checks = Checks()
    clock = StandingClock(WEDNESDAY)
    operator = Address(platform=Platform.SLACK, channel="U0")
    office = Office(store, sealer, clock, ONE, compose=checks.compose, operator=operator)
    return Strict(await _begun(office), checks)


class Checks:
    """Compose nothing until they pass."""

    def __init__(self) -> None:
        self.pass_ = False

    def compose(self, edition: Edition) -> Composition:
        numbers = tuple(story.number for story in edition.kept)
        line = Line("counts", "Stories", numbers)
        if self.pass_:
            return Composition((line,))
        return Composition((), findings=(Finding("personal_data", line),))


class Strict:
    """An office and its checks."""

    def __init__(self, office: Office, checks: Checks) -> None:
        self.office = office
        self.checks = checks


async def test_a_digest_of_which_nothing_passes_is_held_and_the_channel_is_told(
    strict: Strict, database: str
) -> None:
    office = strict.office
    await office.intake.submit(a_message())
    await office.delivered()
    office.clock.set(MONDAY_9)

    assert await office.publishing.publish_due() == 1

    told = {each.address.channel: each.content for each in await office.delivered()}
    assert told == {
        "C9": Note(key="digest-delayed", language="fi"),
        "U0": Note(
            key="operator-held",
            language="fi",
            arguments={
                "team": "Asiakaspalvelu",
                "id": "palvelu",
                "week": "2026-W46",
                "check": "personal_data",
            },
        ),
    }
    assert TEXTS.text("fi", "operator-held", **told["U0"].arguments)
    assert _digests(database) == {"2026-W46": "held"}


async def test_a_held_digest_is_counted_for_doctor_and_told_once(strict: Strict) -> None:
    office = strict.office
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    await office.delivered()

    for _ in range(3):
        office.clock.advance(timedelta(hours=1))
        assert await office.publishing.publish_due() == 0
        assert not await office.publishing.post(SERVICE, WEEK_46)
        assert await office.delivered() == []
    census = await office.store.read(lambda tx: tx.counting.take())
    assert census.held == 1


async def test_a_held_digest_is_posted_by_hand_with_its_own_stories(
    strict: Strict, database: str
) -> None:
    office = strict.office
    await office.intake.submit(a_message(ts="1.0"))
    (first,) = await office.told()
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    await office.intake.submit(a_message(ts="2.0"))
    await office.delivered()

    strict.checks.pass_ = True
    assert await office.publishing.post(SERVICE, WEEK_46)
    assert not await office.publishing.post(SERVICE, WEEK_46)

    (post,) = await office.delivered()
    assert isinstance(post.content, DigestPost)
    (digest,) = _posted(office)
    assert _counted(digest.lines) == (first.number,)
    assert _digests(database) == {"2026-W46": "posted"}


async def test_a_held_digest_is_posted_once_by_two_hands(strict: Strict, database: str) -> None:
    office = strict.office
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    await office.delivered()

    strict.checks.pass_ = True
    posts = [office.publishing.post(SERVICE, WEEK_46) for _ in range(6)]
    assert sorted(await asyncio.gather(*posts)) == [False] * 5 + [True]

    assert len(await office.delivered()) == 1
    assert _digests(database) == {"2026-W46": "posted"}


async def test_the_week_after_a_held_digest_has_its_own(strict: Strict, database: str) -> None:
    office = strict.office
    await office.intake.submit(a_message())
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()

    strict.checks.pass_ = True
    office.clock.advance(timedelta(weeks=1))
    await office.publishing.publish_due()

    assert _digests(database) == {"2026-W46": "held", "2026-W47": "claimed"}
    await office.delivered()
    (digest,) = _posted(office)
    assert (digest.period.first, _counted(digest.lines)) == (WEEK_47, ())


# Few stories


@pytest.mark.parametrize(("number", "block"), [(0, "quiet"), (1, "few"), (2, "few")])
async def test_a_week_of_few_stories_has_its_own_form(
    office: Office, number: int, block: str
) -> None:
    for each in range(number):
        await office.intake.submit(a_message("A good day at work.", f"{each}.0"))
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    await office.delivered()

    (digest,) = _posted(office)
    assert len(of_block(digest.lines, block)) == 1
    assert len(_counted(digest.lines)) == number


@pytest.mark.parametrize(
    ("gap", "is_told"),
    [
        # The week is told of from Monday 0:00 to Sunday 24:00 in Helsinki, two hours before UTC.
        ((datetime(2026, 11, 12, 9, tzinfo=UTC), datetime(2026, 11, 12, 12, tzinfo=UTC)), True),
        ((datetime(2026, 11, 15, 21, tzinfo=UTC), datetime(2026, 11, 16, 3, tzinfo=UTC)), True),
        ((datetime(2026, 11, 15, 22, tzinfo=UTC), datetime(2026, 11, 16, 3, tzinfo=UTC)), False),
        ((datetime(2026, 11, 3, 9, tzinfo=UTC), datetime(2026, 11, 8, 22, tzinfo=UTC)), False),
    ],
)
@pytest.mark.parametrize("stories", [0, 1])
async def test_a_week_without_a_story_in_which_nobody_listened_is_told_to_the_operator_alone(
    store: SqlStore,
    sealer: KeyedSealer,
    gap: tuple[datetime, datetime],
    is_told: bool,
    stories: int,
) -> None:
    operator = Address(platform=Platform.SLACK, channel="U0")
    office = await _begun(Office(store, sealer, StandingClock(WEDNESDAY), ONE, operator=operator))
    for _ in range(stories):
        await office.intake.submit(a_message())
    await office.delivered()
    await store.write(lambda tx: tx.listening.note(Platform.SLACK, MONDAY_9))
    await store.write(lambda tx: tx.listening.miss(Gap(Platform.SLACK, *gap)))
    office.clock.set(MONDAY_9)

    await office.publishing.publish_due()

    notes = [each for each in await office.delivered() if isinstance(each.content, Note)]
    told = [(each.address.channel, each.content.key) for each in notes]
    assert told == ([("U0", "operator-quiet")] if is_told and not stories else [])


async def test_a_week_without_a_story_while_nobody_listens_yet_is_told_to_the_operator(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    operator = Address(platform=Platform.SLACK, channel="U0")
    office = await _begun(Office(store, sealer, StandingClock(WEDNESDAY), ONE, operator=operator))
    await store.write(lambda tx: tx.listening.note(Platform.TELEGRAM, WEDNESDAY))
    office.clock.set(MONDAY_9)

    await office.publishing.publish_due()

    notes = [each.content for each in await office.delivered() if isinstance(each.content, Note)]
    assert [note.arguments["platform"] for note in notes] == ["Telegram"]


async def test_of_a_platform_that_was_turned_off_nobody_is_told(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    operator = Address(platform=Platform.SLACK, channel="U0")
    office = await _begun(Office(store, sealer, StandingClock(WEDNESDAY), ONE, operator=operator))
    await store.write(lambda tx: tx.listening.note(Platform.TELEGRAM, WEDNESDAY))
    office.clock.set(MONDAY_9)
    silence = Silence(ONE, frozenset({Platform.SLACK}), operator)

    await replace(office.publishing, silence=silence).publish_due()

    assert not any(isinstance(each.content, Note) for each in await office.delivered())


async def test_the_third_quiet_week_in_a_row_has_one_line(office: Office) -> None:
    for week in range(4):
        office.clock.set(MONDAY_9 + timedelta(weeks=week))
        await office.publishing.publish_due()
        await office.delivered()

    first, second, third, fourth = _posted(office)
    assert len(first.lines) > 1
    assert len(second.lines) > 1
    assert [line.block for line in third.lines] == ["header"]
    assert [line.block for line in fourth.lines] == ["header"]


async def test_a_story_ends_the_row_of_quiet_weeks(office: Office) -> None:
    for week in range(4):
        if week == 2:
            told_at = WEDNESDAY + timedelta(weeks=2)
            await office.intake.submit(a_message("A good day.", told_at=told_at))
        office.clock.set(MONDAY_9 + timedelta(weeks=week))
        await office.publishing.publish_due()
        await office.delivered()

    assert all(len(digest.lines) > 1 for digest in _posted(office))


async def test_a_lost_answer_to_a_digest_is_not_posted_again(office: Office) -> None:
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    office.slack.answers = [DeliveryUnknownError("lost")]
    office.slack.reply = DeliveryUnknownError("cannot tell")

    for _ in range(5):
        await office.publishing.publish_due()
        await office.courier.send_due()
        await office.courier.tidy()
        office.clock.advance(timedelta(hours=1))

    assert _posted(office) == []
    census = await office.store.read(lambda tx: tx.counting.take())
    assert census.unposted == 1


async def test_a_digest_that_its_channel_refused_may_be_posted_again_by_hand(
    office: Office,
) -> None:
    await office.intake.submit(a_message())
    await office.delivered()
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    office.slack.answers = [DeliveryRefusedError("not_in_channel")]
    await office.courier.send_due()

    assert await office.publishing.post(SERVICE, WEEK_46)

    await office.delivered()
    assert len(_posted(office)) == 1
    assert not await office.publishing.post(SERVICE, WEEK_46)


# Help


def _posted(office: Office) -> list:
    """Return the digests as they were first posted, in order."""
    sent = zip(office.slack.sent, office.slack.digests, strict=True)
    return [
        digest
        for delivery, digest in sent
        if digest and delivery.content.sheet is Sheet.TOP and not delivery.address.edits
    ]


def _counted(lines: tuple[Line, ...]) -> tuple[str, ...]:
    return tuple(number for line in of_block(lines, "counts") for number in line.ids)


def _digests(database: str) -> dict[str, str]:
    query = select(digest_table.c.period, digest_table.c.state)
    return {row["period"]: row["state"] for row in rows(database, query)}


def _local(plan: Timetable, team: Team, week: Week) -> datetime:
    return plan.send_at(team, week).astimezone(HELSINKI).replace(tzinfo=None)


def _is_over(office: Office, week: Week) -> bool:
    return office.publishing.timetable.send_at(SERVICE, week) <= office.clock.now()


def _wish(story: Story) -> IncomingRemoval:
    return IncomingRemoval(
        key=("telegram", "9", "press", story.number),
        person=("telegram", "9", "77"),
        number=story.number,
    )
