"""A story that is being written: how others would see it, before anything is kept."""

from dataclasses import dataclass

from bot.core.model.platforms import NaturalKey
from bot.core.model.team import Team, Teams
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store
from bot.core.ports.tagger import Tagger
from bot.core.text import storable


@dataclass(frozen=True, slots=True)
class Preview:
    """The text as it would be shown, and the team whose story it would be."""

    shown: str
    team: Team


@dataclass(frozen=True, slots=True)
class Previews:
    """Shows what is being written, and keeps nothing of it."""

    store: Store
    tagger: Tagger
    sealer: Sealer
    teams: Teams

    async def preview(self, text: str, channel: str, person: NaturalKey) -> Preview:
        """Return what would be shown. Raise StorageUnavailableError: then it could not be saved
        either.
        """
        team = await self.team(channel, person)
        return Preview(self.tagger.read(storable(text), team).masked, team)

    async def team(self, channel: str, person: NaturalKey) -> Team:
        """Return the channel's team, else the one that the person chose last, else the first."""
        here = self.teams.by_channel(channel)
        if here is not None:
            return here
        key = self.sealer.keyed(person)
        known = await self.store.read(lambda tx: tx.people.find(key))
        return self.teams.of(known.team if known else "")
