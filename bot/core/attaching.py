"""A file of a story, from the intake to whoever fetches it, and what its teller is told of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from bot.core.model.attachment import FileKind, Kept, NotKept
from bot.core.model.delivery import Address, Note
from bot.core.model.language import Language
from bot.core.model.platforms import Platform
from bot.core.ports.attachments import AwaitedFile, NewAttachment, Outcome
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Transaction

_KEYS: Mapping[Outcome, str] = {Kept.IMAGE: "file-kept", Kept.SOUND: "sound-kept"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file as its platform names it, and where and how its teller is told what became of it."""

    file: str
    kind: FileKind = FileKind.IMAGE
    address: Address
    language: Language
    chosen: bool
    """True when the teller chose that language here."""


def awaited_file(sealer: Sealer, part: UUID, wanted: Wanted, now: datetime) -> NewAttachment:
    """Return a file that came with that part, to be fetched from now on."""
    which = uuid4()
    awaited = sealer.seal(json.dumps(asdict(wanted)), _awaited_place(which))
    return NewAttachment(id=which, part=part, awaited=awaited, not_before=now)


def opened(sealer: Sealer, which: UUID, awaited: bytes) -> Wanted:
    """Return what `awaited_file` sealed. Raise ValueError when it cannot be read."""
    found = json.loads(sealer.open(awaited, _awaited_place(which)))
    address = found.pop("address")
    platform = Platform(address.pop("platform"))
    # A program before schema 0012 waited for images only.
    kind = FileKind(found.pop("kind", FileKind.IMAGE))
    return Wanted(address=Address(platform=platform, **address), kind=kind, **found)


def tell_outcomes(tx: Transaction, file: AwaitedFile, wanted: Wanted, now: datetime) -> None:
    """Tell the teller what became of the message's files, once that is known of all: a sentence an
    outcome, not a file.
    """
    for outcome, count in tx.attachments.outcomes(file.part).items():
        note = Note(
            key=_KEYS.get(outcome, "file-not-kept"),
            language=wanted.language,
            arguments={
                "number": file.number,
                "amount": "single" if count == 1 else "several",
                "why": outcome if isinstance(outcome, NotKept) else "",
            },
            chosen=wanted.chosen,
        )
        tx.deliveries.add(
            NewDelivery(
                dedup=("attachments", file.part.hex, outcome),
                address=wanted.address,
                content=note,
                not_before=now,
                story=file.story,
            )
        )


def content_place(which: UUID) -> str:
    """Return the place to which the content of that attachment is sealed."""
    return f"attachment/{which.hex}/content"


def _awaited_place(which: UUID) -> str:
    return f"attachment/{which.hex}/awaited"
