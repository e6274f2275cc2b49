"""What was posted is edited when a story that it shows goes or changes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.model.digest import Digest, Line
from bot.core.ports.deliveries import NewDelivery, Posted
from bot.core.ports.store import Transaction
from bot.core.ports.stories import OwnStory
from bot.core.sheets import lines_of, picture_of


def edit_posts(
    tx: Transaction,
    own: OwnStory,
    now: datetime,
    rewrite: Callable[[Digest], Sequence[Line]],
    wish: str = "",
) -> None:
    """Rewrite every digest that shows the story, wherever it was posted: a later one may quote
    it from the archive, or list it as waiting. One that no line names any more is not offered to
    the owner either. Needs the lock of the digests.

    What is done to several stories by one `wish` edits a message once: it is drawn as it is then.
    """
    for digest in tx.digests.showing(own.team, own.number):
        lines = tuple(rewrite(digest))
        if lines == digest.lines:
            continue
        picture = digest.picture and digest.picture.of_shown(lines)
        tx.digests.rewrite(digest.id, lines, picture)
        if not any(own.number in line.ids for line in lines):
            offers = tuple(other for other in digest.offers if other != own.number)
            tx.digests.choose(digest.id, digest.chosen, offers)
        changed = replace(digest, lines=lines, picture=picture)
        for posted in tx.deliveries.posted(digest.id):
            if _shown(digest, posted) == _shown(changed, posted):
                continue
            tx.deliveries.add(
                NewDelivery(
                    dedup=(
                        "digest edit",
                        digest.id.hex,
                        wish or own.number,
                        posted.address.channel,
                        posted.remote_id,
                        now.isoformat(),
                    ),
                    address=replace(posted.address, edits=posted.remote_id),
                    content=posted.content,
                    not_before=now,
                )
            )


def _shown(digest: Digest, posted: Posted) -> object:
    """Return what of a digest that message shows."""
    post, platform = posted.content, posted.address.platform
    return lines_of(digest, post, platform), picture_of(digest, post, platform)
