"""Who tells of distress in a group is told in private where help is, on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.model.delivery import Address, Note
from bot.core.model.incoming import IncomingEdit, IncomingMessage
from bot.core.model.platforms import Platform, Route
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import WEDNESDAY, Office, a_telegram_message
from tests.fakes import StandingClock

PRIVATE = Address(platform=Platform.TELEGRAM, channel="77")
PERSON = ("telegram", "9", "77")


@pytest.fixture
def office(store: SqlStore, sealer: KeyedSealer) -> Office:
    return Office(store, sealer, StandingClock(WEDNESDAY))


def in_group(text: str, number: int = 1, **fields: str) -> IncomingMessage:
    message = a_telegram_message(text, number, **fields)
    return replace(message, route=Route.GROUP, channel="-5")


async def tell(office: Office, text: str, number: int = 1, **fields: str) -> IncomingMessage:
    """Tell in a group, twice, as after a kill."""
    message = in_group(text, number, **fields)
    for _ in range(2):
        await office.intake.submit(message)
        await office.helping.heed(message.key, message.person, message.text, message.locale)
    return message


async def edit(office: Office, message: IncomingMessage, text: str) -> None:
    at = WEDNESDAY + timedelta(minutes=1)
    change = IncomingEdit(
        message=message.key, person=PERSON, channel="-5", text=text, changed_at=at
    )
    await office.editing.edit(change)
    await office.helping.heed(message.key, message.person, text, message.locale)


async def help_texts(office: Office) -> list[tuple[Address, Note]]:
    return [
        (each.address, each.content)
        for each in await office.delivered()
        if isinstance(each.content, Note) and each.content.key == "talk-help"
    ]


async def test_the_teller_is_helped_in_private_and_once(office: Office) -> None:
    await tell(office, "I am in distress.", locale="sv")

    ((address, note),) = await help_texts(office)
    assert (address, note.language) == (PRIVATE, "sv")


async def test_in_the_group_a_story_of_distress_is_answered_as_any_other(office: Office) -> None:
    await tell(office, "A queue.")
    plain = await office.receipts()
    await tell(office, "I am in distress.", number=2)
    grave = [each for each in await office.delivered() if each.address != PRIVATE]

    assert [each.address for each in grave] == [each.address for each in plain]
    assert [type(each.content) for each in grave] == [type(each.content) for each in plain]


async def test_an_edit_that_brings_distress_helps_once(office: Office) -> None:
    message = await tell(office, "A queue.")
    assert await help_texts(office) == []
    await edit(office, message, "I am in distress.")
    await edit(office, message, "I am in great distress.")

    assert [address for address, _ in await help_texts(office)] == [PRIVATE]


async def test_an_edit_of_what_was_no_story_is_not_read(office: Office) -> None:
    await tell(office, "A queue.")
    await edit(office, in_group("x", 2), "I am in distress.")

    assert await help_texts(office) == []


async def test_who_lets_no_message_in_is_not_written_to(office: Office) -> None:
    await tell(office, "A queue.")
    await office.guiding.reach(PERSON, may=False)
    await tell(office, "I am in distress.", number=2)

    assert await help_texts(office) == []
