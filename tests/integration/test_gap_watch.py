"""A gap in listening is told to the operator, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model.delivery import Address, Note
from bot.core.model.platforms import Platform
from bot.core.ports.listening import Gap
from bot.core.pulse import Pulse
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.contract.tables import rows
from tests.core_builders import WEDNESDAY, Office
from tests.fakes import StandingClock

OPERATOR = Address(platform=Platform.SLACK, channel="UOPERATOR")
MINUTE = timedelta(minutes=1)
DAY = timedelta(hours=24)


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    office = Office(store, sealer, StandingClock(WEDNESDAY), operator=OPERATOR)
    office.pulse.listening |= set(Platform)
    return office


async def heard_after(office: Office, *pauses: timedelta) -> list[Note]:
    """Listen, be away for each of these times, listen again; return what the operator is told."""
    await office.gap_watch.note()
    for pause in pauses:
        office.clock.advance(pause)
        await office.gap_watch.note()
    told = await office.delivered()
    assert {each.address for each in told} <= {OPERATOR}
    return [each.content for each in told if isinstance(each.content, Note)]


async def test_the_first_start_has_no_gap(office: Office) -> None:
    assert await heard_after(office) == []


@pytest.mark.parametrize(
    ("away", "missed"),
    [
        (6 * MINUTE, []),
        (7 * MINUTE, ["slack"]),
        (DAY, ["slack"]),
        (DAY + MINUTE, ["slack", "telegram"]),
    ],
)
async def test_a_gap_longer_than_the_platform_keeps_messages_is_told(
    office: Office, away: timedelta, missed: list[str]
) -> None:
    notes = await heard_after(office, away)

    assert sorted(note.key for note in notes) == [f"operator-gap-{each}" for each in missed]


async def test_the_note_names_the_gap_in_the_teams_own_time_and_is_sent_once(
    office: Office,
) -> None:
    office.pulse.listening.discard(Platform.SLACK)
    (note,) = await heard_after(office, 2 * DAY, MINUTE, MINUTE)

    since, until = note.moments["since"], note.moments["until"]
    assert (since, until) == (WEDNESDAY, WEDNESDAY + 2 * DAY)
    assert (since.hour, until.hour) == (11, 11)
    gaps = await office.store.read(lambda tx: tx.listening.gaps())
    assert gaps == [Gap(Platform.TELEGRAM, WEDNESDAY, WEDNESDAY + 2 * DAY)]


async def test_a_quiet_week_of_listening_is_no_gap(office: Office) -> None:
    assert await heard_after(office, *[5 * MINUTE] * 50) == []


async def test_a_platform_that_is_away_while_kuule_runs_has_a_gap_too(office: Office) -> None:
    await office.gap_watch.note()
    office.pulse.listening.discard(Platform.TELEGRAM)
    for _ in range(30):
        office.clock.advance(timedelta(hours=1))
        office.pulse.listening.discard(Platform.SLACK)
        await office.gap_watch.note()
    office.pulse.listening.add(Platform.TELEGRAM)

    (note,) = await heard_after(office)
    assert note.key == "operator-gap-telegram"


async def test_another_process_that_listens_leaves_no_gap(office: Office) -> None:
    other = replace(office, pulse=Pulse())
    other.pulse.listening |= set(Platform)
    await office.gap_watch.note()
    for _ in range(10):
        office.clock.advance(3 * MINUTE)
        await other.gap_watch.note()

    assert await heard_after(office) == []


async def test_the_instant_is_written_at_most_once_a_minute(office: Office, database: str) -> None:
    for _ in range(8):
        await office.gap_watch.note()
        office.clock.advance(timedelta(seconds=15))

    written = {row["heard_at"] for row in rows(database, "listening")}
    assert written == {int((WEDNESDAY + MINUTE).timestamp() * 1_000_000)}


async def test_without_an_operator_the_gap_is_kept_for_doctor(office: Office) -> None:
    alone = replace(office, operator=None)

    assert await heard_after(alone, 2 * DAY) == []
    assert len(await office.store.read(lambda tx: tx.listening.gaps())) == 2
