"""A message that somebody points at, by a book or by the shortcut: their own becomes a story,
another's author is asked.
"""

from dataclasses import dataclass

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.core.asking import Asking
from bot.core.intake import Intake, Told
from bot.core.model.incoming import IncomingAsk, IncomingCommand, IncomingMessage
from bot.core.model.platforms import Route
from bot.core.model.team import Teams
from bot.core.payload import Payload
from bot.core.ports.clock import Clock
from bot.core.talk import Talk
from handlers.slack.messages import Messages, Missing
from handlers.slack.parse import Self
from handlers.slack.parse_shortcut import (
    Pointed,
    parse_message_shortcut,
    parse_no,
    parse_reaction,
    parse_yes,
    to_story,
)
from handlers.slack.private import answered
from handlers.slack.refusals import Doorkeeper

_SAID = {
    Told.DUPLICATE: "kept-already",
    Told.JOINED: "kept-part",
    Told.REMOVED: "kept-not",
    Told.IGNORED: "kept-not",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PointingListener:
    """Handles what people of one workspace point at."""

    me: Self
    teams: Teams
    intake: Intake
    asking: Asking
    talk: Talk
    messages: Messages
    doorkeeper: Doorkeeper
    clock: Clock

    async def on_reaction(self, body: Payload) -> None:
        """A book under a message."""
        pointed = parse_reaction(body, self.me, self.teams)
        if pointed is not None:
            await self._keep(pointed)

    async def on_shortcut(self, body: Payload, ack: AsyncAck) -> None:
        """The shortcut in a message's menu."""
        pointed = parse_message_shortcut(body, self.me, self.clock.now())
        if pointed is not None and not self.teams.captures(Route.SHORTCUT, pointed.channel):
            await self._say(pointed, "form-not-here")
        elif pointed is not None:
            await self._keep(pointed)
        await ack()

    async def on_yes(self, body: Payload, ack: AsyncAck) -> None:
        """An author allows it."""
        pointed = parse_yes(body, self.me, self.clock.now())
        message = ("slack", self.me.workspace, pointed.channel, pointed.ts)
        if await self.asking.is_open(message, ("slack", self.me.workspace, pointed.user)):
            await self._keep(pointed)
        else:
            await self._say(pointed, "ask-over")
        await ack()

    async def on_no(self, body: Payload, ack: AsyncAck) -> None:
        """An author does not."""
        await self.asking.refuse(parse_no(body, self.me, self.clock.now()))
        await ack()

    async def _keep(self, pointed: Pointed) -> None:
        message = pointed.message or await self.messages.fetch(pointed.channel, pointed.ts)
        if isinstance(message, Missing):
            await self._say(pointed, message)
            return
        found = to_story(pointed, message, self.me)
        if found is None:
            is_ours = message.get("user") == self.me.user
            await self._say(pointed, "kept-ours" if is_ours else "kept-not")
        elif isinstance(found, IncomingAsk):
            await self.asking.ask(found)
            await self._say(pointed, "ask-sent")
        else:
            await self._submit(pointed, found)

    async def _submit(self, pointed: Pointed, found: IncomingMessage) -> None:
        admitted = await self.doorkeeper.admit(found)
        if isinstance(admitted, IncomingCommand):
            await self._say(pointed, admitted.note)
        elif admitted is not None:
            outcome = await self.intake.submit(admitted)
            # A reaction is delivered again when its acknowledgement is lost: it says less.
            if outcome in _SAID and pointed.route is Route.SHORTCUT:
                await self._say(pointed, _SAID[outcome])

    async def _say(self, pointed: Pointed, note: str) -> None:
        await self.talk.answer(answered(pointed.key, pointed.user, note, pointed.shortcut))
