"""A talk of customer 77 in a private chat, led through the services."""

import itertools
from datetime import timedelta
from typing import Any

from bot.core.model.delivery import Content
from bot.core.model.dialogue import Dialogue, Verb
from bot.core.model.incoming import IncomingEdit
from bot.core.model.story import Story
from bot.core.ports.store import Transaction
from tests.core_builders import WEDNESDAY, Office, a_command, a_tap, a_telegram_message

PERSON = ("telegram", "9", "77")
_presses = itertools.count(1_000)


async def talk(office: Office) -> Dialogue:
    """Return the talk of user 77."""
    key = office.sealer.keyed(PERSON)

    def read(tx: Transaction) -> Dialogue | None:
        person = tx.people.find(key)
        return tx.dialogues.of(person.id) if person else None

    found = await office.store.read(read)
    assert found is not None
    return found


async def tap(office: Office, verb: Verb, value: str = "", *, number: int = 0) -> None:
    """Press a button of the present talk; each press has a number of its own unless given one."""
    present = await talk(office)
    await office.guiding.tap(a_tap(present.id, verb, value, number=number or next(_presses)))


async def tell(office: Office, *texts: str, first: int = 1, **fields: Any) -> None:
    for number, text in enumerate(texts, first):
        await office.guiding.tell(a_telegram_message(text, number, **fields))


async def accepted(office: Office) -> None:
    """Let user 77 accept the notice."""
    await office.guiding.begin(a_command("start"))
    await tap(office, Verb.ACCEPT)
    await office.delivered()


async def contents(office: Office) -> list[Content]:
    return [each.content for each in await office.delivered()]


async def saved(office: Office, readers: str = "team") -> Story:
    """Lead the talk to its end, skipping what can be skipped, and return the only story."""
    for verb in (Verb.DONE, Verb.NEXT, Verb.NEXT):
        await tap(office, verb)
    await tap(office, Verb.SHARE, readers)
    (story,) = await office.told()
    return story


def an_edit_of(number: int, text: str) -> IncomingEdit:
    return IncomingEdit(
        message=("telegram", "9", "77", str(number)),
        person=PERSON,
        channel="77",
        text=text,
        changed_at=WEDNESDAY + timedelta(seconds=30),
    )


async def edited(office: Office, number: int, text: str) -> None:
    """Edit a message of user 77, twice, as after a kill."""
    for _ in range(2):
        edit = an_edit_of(number, text)
        await office.editing.edit(edit)
        await office.guiding.heed(edit, a_command("edited", number=950))
