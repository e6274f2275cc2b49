"""Who is on call learns at once of a story that cannot wait, on both databases."""

from dataclasses import replace

import pytest

from bot.core.model.delivery import Address, Note
from bot.core.model.platforms import Platform
from bot.core.model.team import Teams
from bot.sealing import KeyedSealer
from bot.tagging.tagger import CueTagger
from storage.store import SqlStore
from tests.core_builders import SERVICE, WEDNESDAY, Office, a_deletion, a_message, a_reply, an_edit
from tests.fakes import PlainTagger, StandingClock

ON_CALL = Address(platform=Platform.SLACK, channel="UONCALL")
OPERATOR = Address(platform=Platform.SLACK, channel="UOPERATOR")
GRAVE = 4
WORDS = {"pinched": "risk:dignity", "queue": "touchpoint:premises"}


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    teams = Teams((replace(SERVICE, on_call="UONCALL"),))
    clock = StandingClock(WEDNESDAY)
    return Office(store, sealer, clock, teams, tagger=PlainTagger(words=WORDS), operator=OPERATOR)


async def alerts(office: Office) -> list[tuple[Address, Note]]:
    return [
        (each.address, each.content)
        for each in await office.delivered()
        if isinstance(each.content, Note) and each.content.key == "on-call"
    ]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("She was in distress.", "distress"),
        ("Somebody pinched her.", "dignity"),
        ("He pinched her, and she was in distress.", "distress"),
    ],
)
async def test_a_grave_story_is_told_of_by_its_number_and_without_its_words(
    office: Office, text: str, sign: str
) -> None:
    await office.intake.submit(a_message(text))

    (story,) = await office.told()
    ((address, note),) = await alerts(office)
    assert address == ON_CALL
    assert note.arguments == {
        "sign": sign, "number": story.number, "team": SERVICE.name, "id": SERVICE.id,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Olen uupunut, en jaksa enää.", "wellbeing"),
        ("Kassalta varastettiin rahaa.", "crime"),
        ("Kukaan ei auttanut, ja haluan tehdä itsemurhan.", "distress"),
    ],
)
async def test_what_a_digest_says_was_routed_is_told_of(
    store: SqlStore, sealer: KeyedSealer, text: str, sign: str
) -> None:
    office = Office(store, sealer, StandingClock(WEDNESDAY), tagger=CueTagger(), operator=OPERATOR)
    await office.intake.submit(a_message(text))

    (story,) = await office.told()
    assert story.criticality >= GRAVE
    ((_, note),) = await alerts(office)
    assert note.arguments["sign"] == sign


async def test_any_other_story_alerts_nobody(office: Office) -> None:
    await office.intake.submit(a_message("A bad queue."))

    assert await alerts(office) == []


async def test_a_grave_reply_alerts_once_however_many_there_are(office: Office) -> None:
    await office.intake.submit(a_message("A queue."))
    await office.intake.submit(a_reply("She was in distress."))
    await office.intake.submit(a_reply("In distress, I say.", ts="3.0"))

    assert len(await alerts(office)) == 1


async def test_a_story_that_becomes_grave_by_an_edit_alerts(office: Office) -> None:
    await office.intake.submit(a_message("A queue."))
    await office.editing.edit(an_edit("A queue, and she was in distress."))

    assert len(await alerts(office)) == 1


async def test_a_team_with_nobody_on_call_alerts_the_operator(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    office = Office(store, sealer, StandingClock(WEDNESDAY), operator=OPERATOR)
    await office.intake.submit(a_message("She was in distress."))

    assert [address for address, _ in await alerts(office)] == [OPERATOR]


async def test_a_story_that_is_removed_before_the_alert_leaves_alerts_nobody(
    office: Office,
) -> None:
    await office.intake.submit(a_message("She was in distress."))
    await office.removal.remove(a_deletion())

    assert await alerts(office) == []
