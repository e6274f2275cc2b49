"""In which language a person on Slack is spoken to where there is nothing else to go by."""

from dataclasses import dataclass

from bot.core.model.language import Language
from bot.core.model.team import Teams
from bot.core.preferences import Preferences
from handlers.slack.profiles import Profiles


@dataclass(frozen=True, slots=True)
class Languages:
    """Knows the languages of the people of one workspace."""

    workspace: str
    preferences: Preferences
    profiles: Profiles
    teams: Teams

    async def of(self, user: str) -> Language:
        """Return the language that the person chose here, else that of `without_choice`. Raise
        StorageUnavailableError.
        """
        chosen = await self.preferences.language(("slack", self.workspace, user))
        return chosen or await self.without_choice(user)

    async def without_choice(self, user: str) -> Language:
        """Return the person's language in Slack, else the first team's."""
        return await self.profiles.language(user) or self.teams.first.language
