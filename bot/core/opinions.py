"""What readers think of a digest: whether it was useful, and which story moved them most."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bot.core.model.digest import Digest
from bot.core.model.platforms import NaturalKey
from bot.core.model.story import Story
from bot.core.model.team import Team, Teams
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.tagger import Tagger
from bot.core.publishable import is_publishable
from bot.core.text import storable

LONGEST_WHY = 200
"""Characters: a sentence, which the next digest can quote."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """Keeps one opinion a reader and digest; the last one holds."""

    store: Store
    sealer: Sealer
    tagger: Tagger
    teams: Teams

    async def digest(self, which: UUID) -> Digest | None:
        """Return the digest as it stands; None when there is none of that id."""
        return await self.store.read(lambda tx: tx.digests.by_id(which))

    async def team(self, digest: UUID) -> Team | None:
        """Return the team of a digest; None when there is none of that id."""
        found = await self.digest(digest)
        return self.teams.by_id(found.team) if found else None

    async def rate(self, digest: UUID, reader: NaturalKey, *, is_useful: bool) -> bool:
        """Keep whether the digest was useful; return False when there is none of that id."""
        key = self._reader(digest, reader)

        def unit(tx: Transaction) -> bool:
            if tx.digests.by_id(digest) is None:
                return False
            tx.readers.rate(digest, key, is_useful=is_useful)
            return True

        return await self.store.write(unit)

    async def candidates(self, digest: UUID) -> Sequence[Story]:
        """Return the stories of a digest for which a reader may vote, by number: the order in
        which people told is nobody's business.
        """
        told = await self.store.read_much(lambda tx: tx.stories.counted_in(digest))
        return sorted(filter(is_publishable, told), key=lambda story: story.number)

    async def vote(self, digest: UUID, reader: NaturalKey, number: str, why: str) -> bool:
        """Keep the vote and its reason, names in it masked; return False for a story that the
        digest does not have (any more).
        """
        team = await self.team(digest)
        if team is None:
            return False
        key, reason = self._reader(digest, reader), self._masked(why, team)

        def unit(tx: Transaction) -> bool:
            own = tx.stories.numbered(number, None)
            story = tx.stories.by_id(own.id) if own is not None and own.digest == digest else None
            if story is None or not is_publishable(story):
                return False
            tx.readers.vote(digest, key, story.id, reason)
            return True

        return await self.store.write(unit)

    def _masked(self, why: str, team: Team) -> str:
        sentence = " ".join(storable(why).split())[:LONGEST_WHY]
        return self.tagger.read(sentence, team).masked

    def _reader(self, digest: UUID, reader: NaturalKey) -> bytes:
        return reader_key(self.sealer, digest, reader)


def reader_key(sealer: Sealer, digest: UUID, reader: NaturalKey) -> bytes:
    """Return by which hash the opinion of that person about that digest is kept."""
    return sealer.keyed(("reader", digest.hex, *reader))
