"""The tags of a story are changed by its teller, or by a colleague who reads it."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.errors import StorageUnavailableError
from bot.core.model.correction import Correction
from bot.core.model.incoming import IncomingCorrection
from bot.core.model.platforms import Platform
from bot.core.model.story import Role
from bot.core.model.tag import Source
from bot.core.model.team import Team, Teams
from bot.core.ports.clock import Clock
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.ports.stories import OwnStory
from bot.core.precedence import is_above
from bot.core.tag_changes import changed, machine_facets
from bot.core.withholding import Withholding

Knows = Callable[[Team, str, str], bool]
"""True when the team's stories may have a tag of that facet and key."""


class Corrected(StrEnum):
    """What became of a correction."""

    DONE = "done"
    OUTRANKED = "outranked"
    """Kept, but what the teller said of the facet hides it."""
    UNCHANGED = "unchanged"
    """The tags said so before, or the one that should go was not there."""
    UNKNOWN_TAG = "unknown_tag"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Corrections:
    """Takes corrections. The same one twice changes nothing the second time."""

    store: Store
    sealer: Sealer
    teams: Teams
    knows: Knows
    learn: Callable[[Team], Awaitable[None]]
    clock: Clock
    withholding: Withholding

    async def correct(self, wish: IncomingCorrection) -> Corrected:
        """Return what became of it, after the commit and after the team's layer has learned it.

        Whoever did not tell the story corrects it as a colleague: the handler lets only those
        ask who may read it. Customers correct only their own.
        """
        now = self.clock.now()

        def unit(tx: Transaction) -> tuple[Corrected, Team | None]:
            if wish.change.facet == "risk":
                # Before any story's row, as whoever claims a digest does.
                tx.digests.lock()
            return self.apply(tx, wish, now)

        outcome, team = await self.store.write(unit)
        if team is not None:
            await self.take_up(team)
        return outcome

    async def take_up(self, team: Team) -> None:
        """Let the team's corrections teach. They are kept whatever becomes of this; the next tick
        looks again.
        """
        with suppress(StorageUnavailableError):
            await self.learn(team)

    def apply(
        self, tx: Transaction, wish: IncomingCorrection, now: datetime
    ) -> tuple[Corrected, Team | None]:
        """Correct within the transaction of another service. Return the team as well when there
        is something to learn. A change of a risk needs the lock of the digests.
        """
        source, own = self._found(tx, wish)
        team = self.teams.by_id(own.team) if own else None
        if own is None or team is None:
            return Corrected.NOT_FOUND, None
        change = wish.change
        if change.new is not None and not self.knows(team, change.facet, change.new):
            return Corrected.UNKNOWN_TAG, None
        parts = tx.tag_sets.of(own.id)
        made = changed(parts, change, source)
        if made.before == made.after:
            return Corrected.UNCHANGED, None
        for part, new in zip(parts, made.parts, strict=True):
            if part != new:
                tx.tag_sets.replace(new, now)
        tx.corrections.add(
            Correction(
                story=own.id,
                team=team.id,
                facet=change.facet,
                key=change.key,
                before=made.before,
                after=made.after,
                source=source,
                role=Role.on(wish.platform),
                at=now,
                version=parts[0].version,
                beside=machine_facets(made.parts, change.facet),
            )
        )
        if change.facet == "risk":
            self.withholding.look(tx, own, now)
        tags = (tag for part in parts for tag in part.tags if tag.facet == change.facet)
        is_hidden = any(is_above(tag.source, source) for tag in tags)
        return Corrected.OUTRANKED if is_hidden else Corrected.DONE, team

    def _found(self, tx: Transaction, wish: IncomingCorrection) -> tuple[Source, OwnStory | None]:
        person = tx.people.find(self.sealer.keyed(wish.person))
        own = tx.stories.numbered(wish.number, person.id) if person else None
        if own is not None or wish.platform is not Platform.SLACK:
            return Source.TELLER, own
        return Source.HUMAN, tx.stories.numbered(wish.number, None)
