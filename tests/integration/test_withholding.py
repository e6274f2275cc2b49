"""A story that becomes one for a single person leaves the digest that was posted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.corrections import Corrected
from bot.core.intake import Told
from bot.core.model.digest import Line
from bot.core.withholding import Withholding
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import SERVICE, WEDNESDAY, WEEK_46, Office, a_message, a_reply
from tests.fakes import PlainTagger, StandingClock

MONDAY_MORNING = datetime(2026, 11, 16, 9, tzinfo=ZoneInfo("Europe/Helsinki"))
GRAVE = a_reply("Somebody hurt me.")


@pytest.fixture
async def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    """One story of a queue, and the digest that quotes it, posted."""
    tagger = PlainTagger(words={"hurt": "risk:dignity"})
    office = Office(store, sealer, StandingClock(WEDNESDAY), tagger=tagger)
    await office.intake.submit(a_message("The queue was long."))
    await office.publishing.begin()
    office.clock.set(MONDAY_MORNING)
    await office.publishing.publish_due()
    await office.delivered()
    assert "queue" in await shown(office)
    return office


async def shown(office: Office) -> str:
    """Return what the digest of the week says by now."""
    digest = await office.store.read(lambda tx: tx.digests.of(SERVICE.id, WEEK_46))
    assert digest is not None
    return str(digest.lines)


async def edits(office: Office) -> int:
    """Return how many posted messages were edited."""
    return sum(bool(each.address.edits) for each in await office.delivered())


async def test_a_later_message_takes_the_words_out(office: Office) -> None:
    assert await office.intake.submit(GRAVE) is Told.JOINED

    assert "queue" not in await shown(office)
    assert await edits(office) > 0


async def test_a_later_message_about_nobody_leaves_them(office: Office) -> None:
    await office.intake.submit(a_reply("It rained."))

    assert "queue" in await shown(office)
    assert await edits(office) == 0


async def test_a_message_that_comes_again_finishes_what_a_death_left_undone(
    office: Office,
) -> None:
    def dies(_lines: Sequence[Line], *_: str) -> tuple[Line, ...]:
        raise ZeroDivisionError

    dying = replace(office.intake, withholding=Withholding(dies))
    with pytest.raises(ZeroDivisionError):
        await dying.submit(GRAVE)
    assert "queue" in await shown(office)

    assert await office.intake.submit(GRAVE) is Told.DUPLICATE
    assert "queue" not in await shown(office)


async def test_a_tag_that_a_colleague_adds_takes_the_words_out(office: Office) -> None:
    done = await office.correct("risk", new="dignity")

    assert done is Corrected.DONE
    assert "queue" not in await shown(office)
    assert "muuttanut" not in await shown(office), "the teller has changed nothing"
    assert await edits(office) > 0


async def test_another_tag_leaves_them(office: Office) -> None:
    await office.correct("theme", new="queue")

    assert "queue" in await shown(office)
    assert await edits(office) == 0
