"""All that is kept of a teller, on both databases."""

import pytest

from bot.core.records import Records
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import TEAMS, WEDNESDAY, Office, a_telegram_message
from tests.fakes import StandingClock

WHO = ("telegram", "9", "77")


@pytest.fixture
def records(store: SqlStore, sealer: KeyedSealer) -> Records:
    return Records(store, sealer, TEAMS, StandingClock(WEDNESDAY))


async def test_the_record_has_every_part_as_its_teller_wrote_it_and_as_others_see_it(
    records: Records, store: SqlStore, sealer: KeyedSealer
) -> None:
    office = Office(store, sealer, StandingClock(WEDNESDAY))
    await office.intake.submit(a_telegram_message("Good help."))

    found = await records.of(WHO)

    assert found is not None
    (told,) = found.stories
    assert [(part.words, part.shown) for part in told.parts] == [("Good help.", "Good help.")]


async def test_nothing_is_recorded_of_a_stranger(records: Records) -> None:
    assert await records.of(WHO) is None
