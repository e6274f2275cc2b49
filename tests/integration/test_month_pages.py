"""When a month's page for leaders is due, and that it is claimed once and posted."""

import asyncio
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.calendars import PublicHolidays
from bot.core.amending import Amending
from bot.core.edition import Edition
from bot.core.model.delivery import Address, DigestPost, Note
from bot.core.model.digest import Composition, DigestState, Line
from bot.core.model.incoming import IncomingAmendment, Sharing
from bot.core.model.month import Month
from bot.core.model.platforms import Platform
from bot.core.model.story import Identity, Share
from bot.core.model.team import Teams
from bot.core.timetable import Timetable
from bot.sealing import KeyedSealer
from storage.store import SqlStore, open_store
from storage.tables import delivery as delivery_table
from storage.tables import digest as digest_table
from tests.core_builders import (
    SERVICE,
    TEXTS,
    WEDNESDAY,
    Office,
    a_deletion,
    a_message,
    compose_digest,
    rows,
)
from tests.digest_builders import of_block
from tests.fakes import StandingClock, no_holidays
from tests.patience import HANGS

NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
TUESDAY_9 = datetime(2026, 12, 1, 7, tzinfo=UTC)
"""When the page of November leaves: nine o'clock in Helsinki on the first of December."""
TEAM = replace(SERVICE, slack_leadership="C7", telegram_leadership=-700, share=Share.ORGANISATION)
ONE = Teams((TEAM,))


@pytest.fixture
async def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    """One team with a channel for leaders, served since Wednesday of week 46."""
    return await _begun(Office(store, sealer, StandingClock(WEDNESDAY), ONE))


def _amending(office: Office) -> Amending:
    return Amending(
        store=office.store,
        sealer=office.sealer,
        corrections=office.corrections,
        editing=office.editing,
        redact=office.removal.redact,
        teams=office.teams,
        clock=office.clock,
    )


async def _begun(office: Office) -> Office:
    await office.publishing.begin()
    return office


# When it is due


@pytest.mark.parametrize(
    ("month", "country", "day"),
    [
        # New Year's Day 2027 is a Friday, and the first of May 2026 too.
        (Month(2026, 12), "FI", (2027, 1, 4)),
        (Month(2026, 4), "FI", (2026, 5, 4)),
        (Month(2026, 4), "DE", (2026, 5, 4)),
        (Month(2026, 4), "DK", (2026, 5, 1)),
        (Month(2025, 12), "FI", (2026, 1, 2)),
        (Month(2026, 10), "FI", (2026, 11, 2)),
        (NOVEMBER, "FI", (2026, 12, 1)),
    ],
)
def test_the_page_leaves_on_the_first_working_day_at_the_teams_time(
    month: Month, country: str, day: tuple[int, int, int]
) -> None:
    team = replace(TEAM, country=country)
    zone = ZoneInfo("Europe/Helsinki")

    at = Timetable(PublicHolidays()).send_month_at(team, month)

    assert at == datetime(*day, 9, tzinfo=zone)


async def test_it_is_claimed_five_minutes_before_and_posted_on_both_platforms(
    office: Office,
) -> None:
    await office.intake.submit(a_message("Good help."))
    office.clock.set(TUESDAY_9 - timedelta(minutes=6))
    assert await office.month_pages.publish_due() == 0
    office.clock.set(TUESDAY_9 - timedelta(minutes=5))
    assert await office.month_pages.publish_due() == 1
    assert await office.month_pages.publish_due() == 0

    office.clock.set(TUESDAY_9)
    posts = [each for each in await office.delivered() if isinstance(each.content, DigestPost)]

    assert {(each.address.platform, each.address.channel) for each in posts} == {
        (Platform.SLACK, "C7"),
        (Platform.TELEGRAM, "-700"),
    }
    page = await _page(office, NOVEMBER)
    assert page.state is DigestState.POSTED
    assert [line.text for line in of_block(page.lines, "quote")] == ["Good help."]


async def test_it_is_in_the_language_of_the_leaders_and_stays_in_it(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    swedes = replace(TEAM, leadership_language="sv")
    answers = [Composition(())]

    def compose(edition: Edition) -> Composition:
        return answers.pop() if answers else compose_digest(edition)

    clock = StandingClock(WEDNESDAY)
    office = await _begun(Office(store, sealer, clock, Teams((swedes,)), compose=compose))
    await office.intake.submit(a_message("Good help."))
    clock.set(TUESDAY_9)
    await office.month_pages.publish_due()
    # The settings name no language any more when the held page is posted at last.
    await office.month_pages.post(TEAM, NOVEMBER)

    page = await _page(office, NOVEMBER)
    assert page.language == "sv"
    assert "november" in of_block(page.lines, "header")[0].text


async def test_without_a_channel_for_leaders_there_is_no_page(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    office = await _begun(Office(store, sealer, StandingClock(WEDNESDAY), Teams((SERVICE,))))
    office.clock.set(TUESDAY_9)

    assert await office.month_pages.publish_due() == 0


async def test_there_is_no_page_of_a_month_before_the_team_was_served(office: Office) -> None:
    office.clock.set(WEDNESDAY)

    assert await office.month_pages.publish_due() == 0


async def test_it_counts_what_was_told_in_the_month_and_stamps_nothing(office: Office) -> None:
    zone = TEAM.timezone
    for number, told_at in enumerate(
        [
            NOVEMBER.start(zone) - timedelta(seconds=1),
            NOVEMBER.start(zone),
            NOVEMBER.end(zone) - timedelta(seconds=1),
            NOVEMBER.end(zone),
        ]
    ):
        await office.intake.submit(a_message(f"Good {number}.", f"{number}.0", told_at=told_at))
    office.clock.set(TUESDAY_9)
    await office.month_pages.publish_due()

    page = await _page(office, NOVEMBER)

    assert of_block(page.lines, "month_figure")[0].text.startswith("2 tarinaa")
    uncounted = await office.store.read(lambda tx: tx.stories.uncounted(TEAM.id, page.period.last))
    assert len(uncounted) == 4


# Late and missed


async def test_up_to_72_hours_late_it_says_so(office: Office) -> None:
    office.clock.set(TUESDAY_9 + timedelta(hours=72))

    assert await office.month_pages.publish_due() == 1

    page = await _page(office, NOVEMBER)
    assert of_block(page.lines, "late")


async def test_one_that_its_channels_took_late_says_so(office: Office) -> None:
    await office.intake.submit(a_message("Good help."))
    office.clock.set(TUESDAY_9)
    await office.month_pages.publish_due()
    office.clock.set(TUESDAY_9 + timedelta(hours=3))

    await office.month_pages.publish_due()
    await office.month_pages.publish_due()

    (late,) = of_block((await _page(office, NOVEMBER)).lines, "late")
    assert late.text == TEXTS.text("fi", "digest-month-late")


async def test_what_its_channels_have_is_not_marked_late_afterwards(office: Office) -> None:
    office.clock.set(TUESDAY_9)
    await office.month_pages.publish_due()
    await office.delivered()
    office.clock.set(TUESDAY_9 + timedelta(hours=3))

    await office.month_pages.publish_due()

    assert not of_block((await _page(office, NOVEMBER)).lines, "late")


async def test_a_first_page_that_is_missed_is_made_up_by_nothing(office: Office) -> None:
    office.clock.set(TUESDAY_9 + timedelta(hours=73))
    assert await office.month_pages.publish_due() == 0
    office.clock.set(Timetable(no_holidays).send_month_at(TEAM, DECEMBER))
    assert await office.month_pages.publish_due() == 1

    page = await _page(office, DECEMBER)
    assert page.months is not None
    assert (page.months.first, page.months.last) == (DECEMBER, DECEMBER)


async def test_a_missed_month_is_covered_by_the_next_page(office: Office) -> None:
    office.clock.set(TUESDAY_9)
    await office.month_pages.publish_due()
    january, february = DECEMBER.shifted(1), DECEMBER.shifted(2)
    office.clock.set(Timetable(no_holidays).send_month_at(TEAM, january))

    assert await office.month_pages.publish_due() == 1

    page = await _page(office, january)
    assert page.months is not None
    assert (page.months.first, page.months.last) == (DECEMBER, january)
    assert of_block(page.lines, "merged")
    office.clock.set(Timetable(no_holidays).send_month_at(TEAM, february))
    await office.month_pages.publish_due()
    page = await _page(office, february)
    assert page.months is not None
    assert page.months.first == february


# Once


@pytest.mark.parametrize("rounds", [8])
async def test_processes_on_one_database_claim_each_month_once(
    database: str, sealer: KeyedSealer, rounds: int
) -> None:
    """Each thread is a process of its own, with its own loop, store and connections."""
    async with open_store(database, sealer) as store:
        office = await _begun(Office(store, sealer, StandingClock(WEDNESDAY), ONE))
        await office.intake.submit(a_message("Good help."))
    claims: list[list[int]] = []
    barrier = threading.Barrier(2)

    def live() -> None:
        claims.append(asyncio.run(_publish_months(database, sealer, barrier, rounds)))

    threads = [threading.Thread(target=live) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        await asyncio.to_thread(thread.join)

    assert [sum(month) for month in zip(*claims, strict=True)] == [1] * rounds
    pages = rows(database, select(digest_table).where(digest_table.c.kind == "month"))
    assert len(pages) == rounds
    posts = rows(database, select(delivery_table).where(delivery_table.c.kind == "digest"))
    assert len(posts) == 2 * rounds


async def _publish_months(
    database: str, sealer: KeyedSealer, barrier: threading.Barrier, rounds: int
) -> list[int]:
    clock = StandingClock(WEDNESDAY)
    async with open_store(database, sealer) as store:
        office = Office(store, sealer, clock, ONE)
        claims = []
        for number in range(rounds):
            clock.set(Timetable(no_holidays).send_month_at(TEAM, NOVEMBER.shifted(number)))
            await asyncio.to_thread(barrier.wait)
            claims.append(await office.month_pages.publish_due())
        return claims


async def test_a_page_that_is_posted_by_hand_is_not_posted_again(office: Office) -> None:
    office.clock.set(TUESDAY_9 - timedelta(hours=2))
    assert await office.month_pages.post(TEAM, NOVEMBER)
    assert not await office.month_pages.post(TEAM, NOVEMBER)
    office.clock.set(TUESDAY_9)

    assert await office.month_pages.publish_due() == 0


async def test_weeks_and_months_do_not_stand_in_each_others_way(office: Office) -> None:
    """Until summer, also over the turn of the year: their periods are written alike."""
    weeks = months = 0
    while office.clock.now() < datetime(2027, 6, 15, tzinfo=UTC):
        weeks += await office.publishing.publish_due()
        months += await office.month_pages.publish_due()
        office.clock.advance(timedelta(hours=11))

    assert (weeks, months) == (31, 7)


async def test_who_tells_something_does_not_wait_for_a_page_that_is_composed(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    loop = asyncio.get_running_loop()

    def compose(edition: Edition) -> Composition:
        told = office.intake.submit(a_message("Meanwhile.", "2.0"))
        asyncio.run_coroutine_threadsafe(told, loop).result(timeout=HANGS)
        return compose_digest(edition)

    clock = StandingClock(WEDNESDAY)
    office = await _begun(Office(store, sealer, clock, ONE, compose=compose))
    clock.set(TUESDAY_9)

    assert await office.month_pages.publish_due() == 1


# What becomes of it


async def test_a_story_that_is_taken_back_leaves_the_page_that_was_posted(office: Office) -> None:
    await office.intake.submit(a_message("Good help."))
    office.clock.set(TUESDAY_9)
    await office.month_pages.publish_due()
    await office.delivered()

    await office.removal.remove(a_deletion())

    edits = [each for each in await office.delivered() if each.address.edits]
    assert {each.address.channel for each in edits} >= {"C7", "-700"}
    page = await _page(office, NOVEMBER)
    assert "Good help." not in str(page.lines)


@pytest.mark.parametrize(("share", "is_shown"), [(Share.TEAM, False), (Share.PUBLIC, True)])
async def test_a_story_that_its_teller_keeps_to_the_team_leaves_the_page_alone(
    office: Office, share: Share, *, is_shown: bool
) -> None:
    await office.intake.submit(a_message("Good help."))
    (story,) = await office.told()
    await office.publishing.post(TEAM, story.week)
    office.clock.set(TUESDAY_9)
    await office.month_pages.publish_due()
    await office.delivered()

    await _amending(office).amend(
        IncomingAmendment(
            key=("slack", "T1", "action", "1"),
            person=("slack", "T1", "U1"),
            number=story.number,
            change=Sharing(Identity.UNNAMED, share),
        )
    )

    edits = [each for each in await office.delivered() if each.address.edits]
    assert {each.address.channel for each in edits} == (set() if is_shown else {"C7", "-700"})
    page = await _page(office, NOVEMBER)
    assert ("Good help." in str(page.lines)) is is_shown
    week = await office.store.read(lambda tx: tx.digests.of(TEAM.id, story.week))
    assert week is not None
    assert "Good help." in str(week.lines)


async def test_a_page_of_which_nothing_is_sound_is_held_until_it_is(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    answers = [Composition(()), Composition((Line("header", "Marraskuu", ()),))]

    def compose(_: Edition) -> Composition:
        return answers.pop(0)

    operator = Address(platform=Platform.SLACK, channel="U9")
    clock = StandingClock(WEDNESDAY)
    office = await _begun(Office(store, sealer, clock, ONE, compose=compose, operator=operator))
    clock.set(TUESDAY_9)
    assert await office.month_pages.publish_due() == 1

    (told,) = await office.delivered()
    assert isinstance(told.content, Note)
    assert (told.content.key, told.address.channel) == ("operator-held-month", "U9")
    assert (await _page(office, NOVEMBER)).state is DigestState.HELD
    assert await office.month_pages.post(TEAM, NOVEMBER)
    assert len([each for each in await office.delivered() if each.address.channel == "C7"]) == 1
    assert (await _page(office, NOVEMBER)).state is DigestState.POSTED


async def _page(office: Office, month: Month):
    page = await office.store.read(lambda tx: tx.digests.of_month(TEAM.id, month))
    assert page is not None
    return page
