"""What Bolt calls: parse, call one service, acknowledge. Whatever is not handled here is
acknowledged and let be.
"""

import asyncio
import re
from dataclasses import dataclass, replace

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.core.editing import Editing
from bot.core.intake import Intake
from bot.core.model.incoming import (
    IncomingCommand,
    IncomingEdit,
    IncomingMessage,
    IncomingRemoval,
)
from bot.core.model.team import Teams
from bot.core.payload import Payload
from bot.core.ports.clock import Clock
from bot.core.removal import Removal
from bot.core.talk import Talk
from bot.core.trying import Trying
from handlers.slack.ask_message import NO, YES
from handlers.slack.manifest import COMMANDS
from handlers.slack.modal import MORE, VIEW
from handlers.slack.modal_listener import ModalListener
from handlers.slack.oversight import OversightListener, register_oversight
from handlers.slack.parse import (
    DigestWish,
    FormWish,
    Self,
    parse_command,
    parse_event,
)
from handlers.slack.parse_shortcut import KEEP, TELL
from handlers.slack.pointing import PointingListener
from handlers.slack.reader import ReaderListener, register_reader
from handlers.slack.refusals import Doorkeeper, refused_command, refused_event
from handlers.slack.teller import TellerListener, register_teller

_ANY = re.compile(".*", re.DOTALL)
_EVENTS = re.compile("^(message|app_mention|reaction_added)$")
_COMMANDS = re.compile(f"^({'|'.join(COMMANDS)})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackListener:
    """Handles the requests of one workspace."""

    me: Self
    teams: Teams
    intake: Intake
    editing: Editing
    removal: Removal
    talk: Talk
    trying: Trying
    modal: ModalListener
    pointing: PointingListener
    doorkeeper: Doorkeeper
    clock: Clock

    async def on_event(self, body: Payload) -> None:
        """A message, its edit or deletion, a mention or a reaction."""
        await self.pointing.on_reaction(body)
        found = parse_event(body, self.me, self.teams) or refused_event(body, self.me)
        admitted = await self.doorkeeper.admit(found)
        # In a burst all are parsed, then all are read: the processor's caches, which hold either
        # work but not both, make that a tenth faster.
        await asyncio.sleep(0)
        await self._serve(admitted)

    async def on_command(self, body: Payload, ack: AsyncAck) -> None:
        """/tarina and its names in other languages."""
        now = self.clock.now()
        found = refused_command(body, self.me, now) or parse_command(
            body, self.me, self.teams, now
        )
        await self._serve(await self.doorkeeper.admit(found))
        await ack()

    async def _serve(
        self,
        incoming: IncomingMessage
        | IncomingEdit
        | IncomingRemoval
        | IncomingCommand
        | FormWish
        | DigestWish
        | None,
    ) -> None:
        if isinstance(incoming, IncomingMessage):
            await self.intake.submit(incoming)
        elif isinstance(incoming, IncomingEdit):
            await self.editing.edit(incoming)
        elif isinstance(incoming, IncomingRemoval):
            await self.removal.remove(incoming)
        elif isinstance(incoming, IncomingCommand):
            await self.talk.answer(incoming)
        elif isinstance(incoming, DigestWish):
            note = await self.trying.ask(incoming.command, incoming.channel)
            await self.talk.answer(replace(incoming.command, note=note))
        elif isinstance(incoming, FormWish):
            await self.modal.open(incoming)


def register(
    app: AsyncApp,
    listener: SlackListener,
    teller: TellerListener,
    reader: ReaderListener,
    owner: OversightListener,
) -> None:
    """Register every listener on the app; an error in one is raised on to the boundary.

    Bolt asks them in this order and works out its arguments anew for each that it asks, so what
    comes most often stands first.
    """
    app.event(_EVENTS)(listener.on_event)
    register_teller(app, teller)
    register_reader(app, reader)
    register_oversight(app, owner)
    app.command(_COMMANDS)(listener.on_command)
    app.shortcut(TELL)(listener.modal.on_shortcut)
    app.action(TELL)(listener.modal.on_shortcut)
    app.action(MORE)(listener.modal.on_more)
    app.shortcut(KEEP)(listener.pointing.on_shortcut)
    app.action(YES)(listener.pointing.on_yes)
    app.action(NO)(listener.pointing.on_no)
    app.view(VIEW)(listener.modal.on_submit)
    for kind in (app.event, app.action, app.command, app.shortcut, app.view, app.options):
        kind(_ANY)(_let_be)
    app.error(_raise_on)


async def _let_be(ack: AsyncAck) -> None:
    await ack()


async def _raise_on(error: Exception) -> None:
    raise error
