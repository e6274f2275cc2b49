"""What a team reads, gathered at the moment at which it is sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from bot.core.archive import Archive
from bot.core.claiming import Claiming
from bot.core.errors import (
    DeliveryDelayedError,
    DeliveryRefusedError,
    StorageUnavailableError,
)
from bot.core.model.delivery import Claimed, TeamPage, TeamView
from bot.core.model.team import Team, Teams
from bot.core.opinions import Opinions
from bot.core.ports.catalogue import Texts
from handlers.telegram.limits import escaped
from handlers.telegram.message import Message
from handlers.telegram.team_pages import TeamPages


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamReading:
    """Gathers and draws."""

    teams: Teams
    archive: Archive
    claiming: Claiming
    opinions: Opinions
    texts: Texts
    username: Callable[[], Awaitable[str]]
    """The bot's own; empty while Telegram does not tell."""
    may_mention: Callable[[str, str], Awaitable[bool]]
    """Whether a link to a person in a chat tells the others nothing new."""

    async def page(self, content: TeamPage) -> Message:
        """Return the page as it stands. Raise DeliveryDelayedError while the database is away, and
        DeliveryRefusedError for a team that is in the settings no more.
        """
        team = self.teams.by_id(content.team)
        if team is None:
            raise DeliveryRefusedError("team_gone")
        try:
            return await self._page(content, team)
        except StorageUnavailableError as error:
            raise DeliveryDelayedError from error

    async def claimed(self, content: Claimed, chat: str) -> Message:
        """Return who has taken on a reply, or gave it back, for everybody in the group. The person
        is a link without a name, where that shows the others nothing new.
        """
        colleague = escaped(self.texts.text(content.language, "team-colleague"))
        if await self.may_mention(chat, content.user):
            colleague = f'<a href="tg://user?id={int(content.user)}">{colleague}</a>'
        key = "claim-released" if content.released else "claim-made"
        text = self.texts.text(content.language, key, who=colleague, number=content.number)
        return Message(text, is_html=True)

    async def _page(self, content: TeamPage, team: Team) -> Message:
        pages = TeamPages(team, content.language, self.texts)
        if content.view in {TeamView.DIGEST, TeamView.VOTE}:
            digest = UUID(hex=content.value)
            draw = pages.stories if content.view is TeamView.DIGEST else pages.vote
            return draw(digest, await self.opinions.candidates(digest), content.page)
        if content.view is TeamView.WHY:
            number, _, of = content.value.partition(":")
            return pages.why(await self._name(), UUID(hex=of), number)
        if content.view is TeamView.METHOD:
            return pages.method(await self.opinions.digest(UUID(hex=content.value)))
        if content.view is TeamView.STORY:
            story = await self.archive.story(team, content.value, content.reader)
            return pages.story(content.value, story, content.page)
        if content.view is TeamView.QUEUE:
            return pages.queue(await self.claiming.queue(team, content.reader), content.page)
        if content.view is TeamView.FOUND:
            return pages.found(await self.archive.search(team, content.value))
        return pages.ask(await self._name())

    async def _name(self) -> str:
        """Return the bot's name. Raise DeliveryDelayedError while Telegram does not tell it."""
        username = await self.username()
        if not username:
            raise DeliveryDelayedError
        return username
