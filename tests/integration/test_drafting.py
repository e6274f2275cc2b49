"""A digest is composed beside everything else, and nothing that changed meanwhile is in it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.core.edition import Edition
from bot.core.model.digest import Composition, Digest
from bot.core.model.team import Teams
from bot.core.model.week import Week
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import (
    SERVICE,
    WEDNESDAY,
    WEEK_46,
    Office,
    a_deletion,
    a_message,
    an_edit,
    compose_digest,
)
from tests.digest_builders import of_block
from tests.fakes import StandingClock
from tests.patience import HANGS

MONDAY_9 = datetime(2026, 11, 16, 7, tzinfo=UTC)
"""When the digest of week 46 leaves."""


class Meanwhile:
    """Composes as the program does; first it waits, in its thread, for what others do."""

    def __init__(self) -> None:
        self.acts: list[Callable[[], Awaitable[object]]] = []
        self.composed = 0
        self._loop = asyncio.get_running_loop()

    def compose(self, edition: Edition) -> Composition:
        self.composed += 1
        if self.acts:
            act = self.acts.pop(0)
            asyncio.run_coroutine_threadsafe(_done(act), self._loop).result(timeout=HANGS)
        return compose_digest(edition)


async def _done(act: Callable[[], Awaitable[object]]) -> None:
    await act()


@pytest.fixture
async def meanwhile() -> Meanwhile:
    return Meanwhile()


@pytest.fixture
async def office(store: SqlStore, sealer: KeyedSealer, meanwhile: Meanwhile) -> Office:
    """It has one story, and is about to claim its digest."""
    clock = StandingClock(WEDNESDAY)
    office = Office(store, sealer, clock, Teams((SERVICE,)), compose=meanwhile.compose)
    await office.publishing.begin()
    await office.intake.submit(a_message("Good help from Kuule."))
    await office.delivered()
    clock.set(MONDAY_9)
    return office


async def test_who_tells_something_does_not_wait_for_a_digest_that_is_composed(
    office: Office, meanwhile: Meanwhile
) -> None:
    meanwhile.acts = [partial(office.intake.submit, a_message("Good but late.", "2.0"))]

    assert await office.publishing.publish_due() == 1

    assert meanwhile.composed == 1
    office.clock.advance(timedelta(weeks=1))
    await office.publishing.publish_due()
    first, second = await _posted(office)
    assert len(_counted(first)) == len(_counted(second)) == 1
    assert of_block(second.lines, "late_stories")


async def test_a_story_removed_while_its_digest_is_composed_is_not_in_it(
    office: Office, meanwhile: Meanwhile
) -> None:
    meanwhile.acts = [partial(office.removal.remove, a_deletion())]

    assert await office.publishing.publish_due() == 1

    assert meanwhile.composed == 2
    (digest,) = await _posted(office)
    assert _counted(digest) == ()
    assert "Good help" not in str(digest.lines)


async def test_a_story_edited_while_its_digest_is_composed_has_its_new_words_there(
    office: Office, meanwhile: Meanwhile
) -> None:
    meanwhile.acts = [partial(office.editing.edit, an_edit("Good help from us all."))]

    assert await office.publishing.publish_due() == 1

    (digest,) = await _posted(office)
    assert "Good help from us all." in str(digest.lines)
    assert "Kuule" not in str(digest.lines)


async def test_a_story_of_the_archive_removed_meanwhile_is_not_quoted(
    office: Office, meanwhile: Meanwhile
) -> None:
    await office.publishing.publish_due()
    office.clock.advance(timedelta(weeks=9))
    meanwhile.acts = [partial(office.removal.remove, a_deletion())]

    await office.publishing.publish_due()

    *_, quiet = await _posted(office)
    assert of_block(quiet.lines, "quiet")
    assert "Good help" not in str(quiet.lines)


async def test_whoever_edits_again_and_again_keeps_no_digest_from_coming(
    office: Office, meanwhile: Meanwhile
) -> None:
    meanwhile.acts = [
        partial(office.editing.edit, an_edit(f"Good help, {number}.", at=60.0 + number))
        for number in range(3)
    ]

    assert await office.publishing.publish_due() == 1

    assert meanwhile.composed == 4
    (digest,) = await _posted(office)
    assert "Good help, 2." in str(digest.lines)


async def test_a_week_posted_by_hand_while_the_next_is_composed_is_not_covered_twice(
    office: Office, meanwhile: Meanwhile
) -> None:
    office.clock.advance(timedelta(weeks=1))
    meanwhile.acts = [partial(office.publishing.post, SERVICE, WEEK_46)]

    assert await office.publishing.publish_due() == 1

    periods = [(each.period.first, each.period.last) for each in await _posted(office)]
    assert sorted(periods) == [(WEEK_46, WEEK_46), (WEEK_46.next(), WEEK_46.next())]


async def _posted(office: Office) -> list[Digest]:
    await office.delivered()
    return [digest for digest in office.slack.digests if digest]


def _counted(digest: Digest) -> tuple[str, ...]:
    return tuple(number for line in of_block(digest.lines, "counts") for number in line.ids)


async def test_a_digest_knows_the_stories_of_the_week_before_it_as_they_are_now(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    editions: list[Edition] = []

    def compose(edition: Edition) -> Composition:
        editions.append(edition)
        return compose_digest(edition)

    office = Office(store, sealer, StandingClock(WEDNESDAY), Teams((SERVICE,)), compose=compose)
    await office.publishing.begin()
    for week, stories in enumerate((3, 1, 3)):
        office.clock.set(WEDNESDAY + week * timedelta(weeks=1))
        for each in range(stories):
            message = a_message(
                f"Story {each} of week {week}, at length.",
                f"{week}{each}.0",
                user=f"U{each}",
                told_at=office.clock.now(),
            )
            await office.intake.submit(message)
        office.clock.set(MONDAY_9 + week * timedelta(weeks=1))
        await office.publishing.publish_due()
        await office.delivered()

    async def known() -> list[str | None]:
        draft = partial(office.drafting.of_week, team=SERVICE, now=office.clock.now())
        await office.drafting.draft(partial(draft, week=Week(2026, 49)))
        return [story and story.text for story in editions[-1].week_stories]

    newest, few, oldest = await known()
    assert len(editions[-1].recently_used) == 3, "each was quoted, and is not quoted again"
    assert newest is not None
    assert newest.endswith("of week 2, at length.")
    assert few is None
    assert oldest is not None
    assert oldest.endswith("of week 0, at length.")

    await office.removal.remove(a_deletion(f"2{newest.split()[1]}.0"))

    assert await known() == [None, None, oldest]
