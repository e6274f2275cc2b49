"""What readers of a digest do on Telegram. Only who is in the team's group or channel at that
moment reads: Telegram is asked each time.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from telegram.error import TelegramError

from bot.core.claiming import Claiming
from bot.core.groups import GroupList
from bot.core.model.delivery import Address, TeamView
from bot.core.model.incoming import IncomingClaim
from bot.core.model.language import spoken
from bot.core.model.platforms import Platform
from bot.core.model.team import Team, Teams
from bot.core.opinions import Opinions
from bot.core.ports.catalogue import Texts
from bot.core.preferences import Preferences
from bot.core.talk import Talk
from bot.core.text import storable
from handlers.telegram.reader_words import (
    LONGEST_SEARCH,
    OF_DIGEST,
    Goal,
    Wanted,
    digest_of,
    team_word,
)
from handlers.telegram.wanted import Rated, ReaderWish

_SHORTEST_SEARCH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderListener:
    """Serves the readers of one bot."""

    teams: Teams
    groups: GroupList
    claiming: Claiming
    opinions: Opinions
    preferences: Preferences
    talk: Talk
    texts: Texts
    is_member: Callable[[str, str], Awaitable[bool]]
    """Whether a chat has a person in it. Raises TelegramError when Telegram cannot be asked."""

    async def serve(self, wish: ReaderWish) -> None:
        """Do what a member wants; tell everybody else that the team reads this alone."""
        command = wish.command
        try:
            team = await self._team(wish.goal, command.user)
        except TelegramError:
            await self.talk.answer(replace(command, note="team-not-now", edits=""))
            return
        if team is None:
            await self.talk.answer(command)
        else:
            await self._do(wish, team)

    async def rate(self, rated: Rated) -> str:
        """Keep one voice a person about a digest; return what they are told."""
        team = await self.opinions.team(rated.digest)
        # What a button carries its presser can make up: the place must be the digest's own.
        is_here = team is not None and rated.chat == await self._chat(team)
        kept = is_here and await self.opinions.rate(
            rated.digest, rated.person, is_useful=rated.is_useful
        )
        chosen = await self.preferences.language(rated.person)
        language = chosen or spoken(rated.locale) or (team or self.teams.first).language
        return self.texts.text(language, "rated" if kept else "team-rate-gone")

    async def _do(self, wish: ReaderWish, team: Team) -> None:
        command, goal = wish.command, wish.goal
        if goal.wanted in {Wanted.CLAIM, Wanted.RELEASE}:
            await self._claim(wish, team)
        elif goal.wanted is Wanted.MUTE:
            await self.preferences.let_ask(command.person, may=False)
            await self.talk.answer(replace(command, note="team-muted"))
        elif goal.wanted is Wanted.SPEAK:
            await self.talk.answer(replace(command, note="language-question"))
        elif goal.wanted is Wanted.WHY and not wish.is_start:
            await self._vote(wish)
        else:
            view, value = _view(wish)
            await self.talk.team_page(command, team, view, value, goal.page)

    async def _vote(self, wish: ReaderWish) -> None:
        """Keep the vote whose reason was asked for."""
        command, goal = wish.command, wish.goal
        digest = digest_of(goal.place)
        kept = digest is not None and await self.opinions.vote(
            digest, command.person, goal.number, command.argument
        )
        await self.talk.answer(replace(command, note="voted" if kept else "vote-gone"))

    async def _claim(self, wish: ReaderWish, team: Team) -> None:
        command, goal = wish.command, wish.goal
        claim = IncomingClaim(
            key=command.key,
            person=command.person,
            team=team.id,
            number=goal.number,
            post_to=Address(platform=Platform.TELEGRAM, channel=await self._chat(team)),
            answer_to=Address(platform=Platform.TELEGRAM, channel=command.channel),
            locale=command.locale,
        )
        is_claim = goal.wanted is Wanted.CLAIM
        await (self.claiming.claim if is_claim else self.claiming.release)(claim)
        await self.talk.team_page(command, team, TeamView.QUEUE, page=goal.page)

    async def _team(self, goal: Goal, user: str) -> Team | None:
        """Return the team that is meant, if the person is in its group."""
        for team in await self._meant(goal):
            if team.telegram_digest and await self.is_member(await self._chat(team), user):
                return team
        return None

    async def _meant(self, goal: Goal) -> tuple[Team, ...]:
        if not goal.place:
            return self.teams.all
        if goal.wanted in OF_DIGEST:
            digest = digest_of(goal.place)
            found = await self.opinions.team(digest) if digest else None
            return (found,) if found else ()
        return tuple(team for team in self.teams.all if team_word(team) == goal.place)

    async def _chat(self, team: Team) -> str:
        return await self.groups.now_at(str(team.telegram_digest))


def _view(wish: ReaderWish) -> tuple[TeamView, str]:
    """Return what is shown, and the value that it takes."""
    goal = wish.goal
    if goal.wanted in OF_DIGEST:
        return _of_digest(goal)
    if goal.wanted is Wanted.STORY:
        return TeamView.STORY, goal.number
    if goal.wanted is not Wanted.SEARCH:
        return TeamView.QUEUE, ""
    search = "" if wish.is_start else storable(wish.command.argument)[:LONGEST_SEARCH].strip()
    return (TeamView.FOUND, search) if len(search) >= _SHORTEST_SEARCH else (TeamView.ASK, "")


_VIEWS = {Wanted.DIGEST: TeamView.DIGEST, Wanted.METHOD: TeamView.METHOD}
"""What is shown of a digest; whatever else is wanted begins with the stories to vote for."""


def _of_digest(goal: Goal) -> tuple[TeamView, str]:
    digest = digest_of(goal.place)
    value = digest.hex if digest else ""
    if goal.wanted is Wanted.PICK:
        return TeamView.WHY, f"{goal.number}:{value}"
    return _VIEWS.get(goal.wanted, TeamView.VOTE), value
