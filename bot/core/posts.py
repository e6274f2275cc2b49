"""What was posted is edited when a story that it shows goes or changes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.model.delivery import DigestPost
from bot.core.model.digest import Digest, Line
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Transaction
from bot.core.ports.stories import OwnStory


def edit_posts(
    tx: Transaction, own: OwnStory, now: datetime, rewrite: Callable[[Digest], Sequence[Line]]
) -> None:
    """Rewrite every digest that shows the story, wherever it was posted: a later one may quote
    it from the archive, or list it as waiting. Needs the lock of the digests.
    """
    for digest in tx.digests.showing(own.team, own.number):
        lines = tuple(rewrite(digest))
        if lines == digest.lines:
            continue
        tx.digests.rewrite(digest.id, lines)
        for address, remote_id in tx.deliveries.posted(digest.id):
            tx.deliveries.add(
                NewDelivery(
                    dedup=(
                        "digest edit",
                        digest.id.hex,
                        own.number,
                        address.channel,
                        now.isoformat(),
                    ),
                    address=replace(address, edits=remote_id),
                    content=DigestPost(digest.id),
                    not_before=now,
                )
            )
