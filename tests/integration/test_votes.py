"""What moved a digest's readers is told in the next one, and to the teller."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bot.core.archive import Archive
from bot.core.model.delivery import Note
from bot.core.model.digest import Digest
from bot.core.model.team import Teams
from bot.core.opinions import Opinions
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import (
    SERVICE,
    WEDNESDAY,
    WEEK_46,
    Office,
    a_deletion,
    a_message,
)
from tests.digest_builders import of_block
from tests.fakes import PlainTagger, StandingClock

MONDAY_9 = datetime(2026, 11, 16, 7, tzinfo=UTC)
ONE = Teams((SERVICE,))
READERS = [("slack", "T1", f"U{n}") for n in (7, 8, 9)]


@pytest.fixture
async def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    office = Office(store, sealer, StandingClock(WEDNESDAY), ONE)
    await office.publishing.begin()
    for n, words in enumerate(("bad lasku.", "good neuvoja auttoi heti.", "good päivä.")):
        await office.intake.submit(a_message(words, f"{n}.0", user=f"U{n}"))
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    await office.delivered()
    return office


async def the_digest(office: Office, week=WEEK_46) -> Digest:
    found = await office.store.read(lambda tx: tx.digests.of(SERVICE.id, week))
    assert found is not None
    return found


async def vote(office: Office, number: str, *reasons: str) -> None:
    """Let a reader a reason vote for the story."""
    opinions = Opinions(office.store, office.sealer, PlainTagger(), office.teams)
    digest = await the_digest(office)
    for reader, why in zip(READERS, reasons, strict=False):
        assert await opinions.vote(digest.id, reader, number, why)


async def number_of(office: Office, words: str) -> str:
    (story,) = [story for story in await office.told() if words in story.text]
    return story.number


async def next_digest(office: Office) -> Digest:
    office.clock.set(MONDAY_9 + timedelta(weeks=1))
    await office.publishing.publish_due()
    await office.delivered()
    return await the_digest(office, WEEK_46.next())


def notes(office: Office) -> list[Note]:
    return [
        delivery.content
        for delivery, _ in zip(office.slack.sent, office.slack.digests, strict=True)
        if isinstance(delivery.content, Note) and delivery.content.key.startswith("story-moved")
    ]


async def test_the_next_digest_tells_what_moved_most_and_why(office: Office) -> None:
    number = await number_of(office, "auttoi")
    await vote(office, number, "Juuri näin pitää auttaa.", "", "")

    digest = await next_digest(office)

    (line,) = of_block(digest.lines, "moved")
    assert line.ids == (number,)
    assert line.text == (
        f"Edellisen koosteen merkittävin tarina oli {number}, 3 ääntä. "
        "Miksi: ”Juuri näin pitää auttaa.”"
    )


async def test_the_teller_is_told_once_in_private(office: Office) -> None:
    number = await number_of(office, "auttoi")
    await vote(office, number, "Hyvin hoidettu.")

    await next_digest(office)
    office.clock.set(MONDAY_9 + timedelta(weeks=2))
    await office.publishing.publish_due()
    await office.delivered()

    (note,) = notes(office)
    assert note.key == "story-moved-why"
    assert note.arguments["why"] == "Hyvin hoidettu."
    told = [each for each in office.slack.sent if each.content == note]
    assert [each.address.channel for each in told] == ["U1"]


async def test_without_votes_nothing_is_told(office: Office) -> None:
    digest = await next_digest(office)

    assert of_block(digest.lines, "moved") == []
    assert notes(office) == []


async def test_a_story_removed_since_is_told_nowhere(office: Office) -> None:
    number = await number_of(office, "auttoi")
    await vote(office, number, "Hyvin hoidettu.")
    await office.removal.remove(a_deletion("1.0"))

    digest = await next_digest(office)

    assert of_block(digest.lines, "moved") == []
    assert notes(office) == []


async def test_the_team_of_a_digest_is_known_by_its_id(office: Office) -> None:
    opinions = Opinions(office.store, office.sealer, PlainTagger(), office.teams)

    assert await opinions.team((await the_digest(office)).id) == SERVICE
    assert await opinions.team(UUID(int=7)) is None


async def test_nobody_votes_for_a_story_of_another_digest(office: Office) -> None:
    opinions = Opinions(office.store, office.sealer, PlainTagger(), office.teams)
    digest = await the_digest(office)

    assert not await opinions.vote(digest.id, READERS[0], "T-9999", "Siksi.")
    assert await office.store.read(lambda tx: tx.readers.moving(digest.id)) == []


async def test_lists_of_stories_do_not_tell_in_which_order_people_told(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    office = Office(store, sealer, StandingClock(WEDNESDAY), ONE)
    await office.publishing.begin()
    for n in range(9):
        await office.intake.submit(a_message("good päivä.", f"{n}.0", user=f"U{n}"))
    office.clock.set(MONDAY_9)
    await office.publishing.publish_due()
    digest, opinions = await the_digest(office), Opinions(store, sealer, PlainTagger(), ONE)

    found = await Archive(store, sealer).search(SERVICE, "päivä")
    for listed in (await opinions.candidates(digest.id), found):
        numbers = [story.number for story in listed]
        assert len(numbers) == 9
        assert numbers == sorted(numbers)
