"""Where a person is reached: sealed when they are first met, opened when Kuule writes first."""

import json

from bot.core.model.delivery import Address
from bot.core.model.language import Language, spoken
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Transaction


def met(tx: Transaction, sealer: Sealer, person: NaturalKey) -> Person:
    """Return the person, who is created when new. `person` is platform, workspace and user."""
    key = sealer.keyed(person)
    return tx.people.find(key) or tx.people.meet(key, sealer.seal(json.dumps(person), _place(key)))


def private_address(sealer: Sealer, key: bytes, sealed: bytes) -> Address:
    """Return where the person of that keyed hash reads in private."""
    platform, _, user = json.loads(sealer.open(sealed, _place(key)))
    return Address(platform=Platform(platform), channel=user)


def reach(tx: Transaction, key: bytes, *, may: bool) -> None:
    """Remember whether the person of that keyed hash lets Kuule's messages in, if there is one."""
    known = tx.people.find(key)
    if known is not None:
        tx.people.reach(known.id, may=may)


def voice(person: Person | None, *others: str) -> tuple[Language | None, bool]:
    """Return the language in which the person wants to be spoken to, and whether they chose it
    here; else the first of the others, which may be locales, that Kuule speaks.
    """
    if person is not None and person.language is not None:
        return person.language, True
    return next(filter(None, map(spoken, others)), None), False


def _place(key: bytes) -> str:
    return f"person/{key.hex()}/address"
