"""Where a digest goes: to the places where its team reads, and as a copy to one person."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.core.model.delivery import Address, DigestCopy, DigestPost
from bot.core.model.digest import Digest, Sheet
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.model.team import Team
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Transaction
from bot.core.sheets import posts_of


def add_posts(tx: Transaction, digest: Digest, team: Team, at: datetime) -> bool:
    """Add the deliveries for each place where the team reads; return whether any is new."""
    week = str(digest.period.last)
    added = [
        tx.deliveries.add(each)
        for place in destinations(tx, team)
        for each in _postings(
            digest, place, ("digest", team.id, week, place.platform, place.channel), at
        )
    ]
    return any(added)


def add_copy(
    tx: Transaction, digest: Digest, reader: Address, occasion: str, at: datetime
) -> NaturalKey:
    """Add the deliveries of a copy for one person; return the key of the last of them."""
    top: NaturalKey = ("digest copy", digest.id.hex, occasion, reader.platform, reader.channel)
    last = top
    for each in _postings(digest, reader, top, at):
        tx.deliveries.add(replace(each, content=_copied(each.content)))
        last = each.dedup
    return last


def redraw(tx: Transaction, digest: Digest, occasion: str, now: datetime) -> None:
    """Put what the digest is now in the place of what was delivered of it."""
    for posted in tx.deliveries.posted(digest.id):
        tx.deliveries.add(
            NewDelivery(
                dedup=("digest redraw", digest.id.hex, occasion, posted.remote_id),
                address=replace(posted.address, edits=posted.remote_id),
                content=posted.content,
                not_before=now,
            )
        )


def destinations(tx: Transaction, team: Team) -> list[Address]:
    """Return where the team reads its digest."""
    return places(tx, team.slack_digest, team.telegram_digest)


def places(tx: Transaction, slack: str, telegram: int) -> list[Address]:
    """Return the places that the settings name. A group on Telegram may have moved since its id
    was written there.
    """
    found = []
    if slack:
        found.append(Address(platform=Platform.SLACK, channel=slack))
    if telegram:
        found.append(Address(platform=Platform.TELEGRAM, channel=tx.groups.now_at(str(telegram))))
    return found


def _postings(
    digest: Digest, place: Address, top: NaturalKey, at: datetime
) -> Iterator[NewDelivery]:
    """Yield the digest's messages for one place, each after the one before it. `top` names the
    first sheet.
    """
    before = None
    for post in posts_of(digest, place.platform):
        is_top = post.sheet is Sheet.TOP
        dedup = top if is_top else (*top, post.sheet, str(post.number))
        yield NewDelivery(
            dedup=dedup,
            address=place,
            content=post,
            not_before=at,
            digest=digest.id,
            after=before,
            root=None if is_top or post.sheet is Sheet.PICTURE else top,
        )
        before = dedup


def _copied(content: object) -> DigestCopy:
    assert isinstance(content, DigestPost)  # noqa: S101  # a digest has nothing else
    return DigestCopy(content.digest_id, content.sheet, content.number)
