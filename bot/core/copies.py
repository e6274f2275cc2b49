"""Copies of a receipt in a direct message. They outlive what they say, so they are edited when
the story changes or goes.

Only Slack's direct messages: what it shows to one person in a channel cannot be edited later, and
the ids of other platforms' messages do not name their place.
"""

from datetime import datetime
from uuid import UUID

from bot.core.model.delivery import Address, Delivery, Note, Receipt
from bot.core.model.language import Language
from bot.core.model.platforms import Platform
from bot.core.model.story import Story
from bot.core.model.team import Team
from bot.core.persons import voice
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.people import Person
from bot.core.ports.sender import Subject
from bot.core.ports.store import Transaction
from bot.core.ports.stories import OwnStory


def present_receipt(
    own: OwnStory, person: Person | None, team: Team, *, elsewhere: bool = False
) -> Receipt:
    """Return the receipt by which a story is shown as it is then."""
    language, chosen = voice(person, own.language)
    return Receipt(
        number=own.number,
        language=language or team.language,
        chosen=chosen,
        team=team.name,
        share=team.share,
        elsewhere=elsewhere,
    )


def refresh_copies(
    tx: Transaction,
    own: OwnStory,
    receipt: Receipt,
    now: datetime,
    answered: Address | None = None,
) -> None:
    """Let every copy show the story as it is now, but the one that is answered in its place."""
    for copy in _copies(tx, own):
        if answered is None or (copy.channel, copy.edits) != (answered.channel, answered.edits):
            tx.deliveries.add(_edit(copy, receipt, now, own.id))


def retract_copies(tx: Transaction, own: OwnStory, language: Language, now: datetime) -> None:
    """Let every copy say only that the story is removed."""
    for copy in _copies(tx, own):
        tx.deliveries.add(_edit(copy, _removed(own.number, language), now))


def overtaken(
    tx: Transaction, delivery: Delivery, sent: Subject, remote_id: str, now: datetime
) -> NewDelivery | None:
    """Return the edit of a receipt whose story changed or went while it was on its way."""
    receipt, copy = delivery.content, _copy(remote_id)
    if copy is None or not isinstance(receipt, Receipt) or not isinstance(sent, Story):
        return None
    present = tx.stories.by_id(sent.id)
    if present is None:
        return _edit(copy, _removed(receipt.number, receipt.language), now)
    return None if present.text == sent.text else _edit(copy, receipt, now, present.id)


def _copies(tx: Transaction, own: OwnStory) -> list[Address]:
    found = (_copy(remote_id) for remote_id in tx.deliveries.receipts(own.id))
    return [copy for copy in found if copy is not None]


def _copy(remote_id: str) -> Address | None:
    channel, _, message = remote_id.rpartition(":")
    return Address(platform=Platform.SLACK, channel=channel, edits=message) if channel else None


def _removed(number: str, language: Language) -> Note:
    return Note(key="removed", language=language, arguments={"number": number})


def _edit(
    copy: Address, content: Receipt | Note, now: datetime, story: UUID | None = None
) -> NewDelivery:
    return NewDelivery(
        dedup=("receipt copy", copy.channel, copy.edits, now.isoformat()),
        address=copy,
        content=content,
        not_before=now,
        story=story,
    )
