"""One update: through the gate, parsed, to one service. The poller and the webhook bring it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.core.editing import Changed, Editing
from bot.core.erasing import Erasing
from bot.core.gate import Gate
from bot.core.guiding import Guiding
from bot.core.model.delivery import Shelf
from bot.core.model.incoming import (
    IncomingCommand,
    IncomingErasing,
    IncomingMessage,
    IncomingOversight,
    IncomingReach,
    IncomingRemoval,
    IncomingTap,
    IncomingVerdict,
)
from bot.core.model.platforms import Platform
from bot.core.overseeing import Overseeing
from bot.core.payload import Payload
from bot.core.removal import Removal
from bot.core.talk import Talk
from bot.core.voices import VoiceMessages
from handlers.telegram.commands import Command
from handlers.telegram.groups import GroupListener, is_of_group
from handlers.telegram.parse import parse_update
from handlers.telegram.reader import ReaderListener
from handlers.telegram.wanted import Edited, Guided, Incoming, Look, ReaderWish, Speech, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramListener:
    """Handles the updates of one bot."""

    bot: str
    gate: Gate
    guiding: Guiding
    editing: Editing
    removal: Removal
    erasing: Erasing
    talk: Talk
    voices: VoiceMessages
    hears: bool
    """True where somebody can write down what is said."""
    overseeing: Overseeing
    groups: GroupListener
    reader: ReaderListener
    answered: Callable[[str, str], Awaitable[None]]
    """Ends the waiting sign on a pressed button, given the id of the callback query, and says a
    sentence to who pressed it, if there is one.
    """

    async def handle(self, update: Payload) -> None:
        """Return when the update is done or parked. Raise StorageUnavailableError when it is
        neither.
        """
        said = await self.gate.admit(Platform.TELEGRAM, update, lambda: self._serve(update))
        query = update.get("callback_query")
        number = query.get("id") if isinstance(query, Mapping) else None
        if isinstance(number, str):
            await self.answered(number, said or "")

    async def _serve(self, update: Payload) -> str:
        if is_of_group(update):
            return await self.groups.serve(update)
        await self._do(parse_update(update, self.bot))
        return ""

    async def _do(self, incoming: Incoming | None) -> None:
        if isinstance(incoming, IncomingMessage):
            await self.guiding.tell(incoming)
        elif isinstance(incoming, IncomingTap):
            await self.guiding.tap(incoming)
        elif isinstance(incoming, Voice):
            await self._listen(incoming)
        elif isinstance(incoming, Guided):
            await self._guide(incoming)
        elif isinstance(incoming, Edited):
            await self._change(incoming)
        elif isinstance(incoming, ReaderWish):
            await self._read(incoming)
        elif incoming is not None:
            await self._answer(incoming)

    async def _guide(self, wish: Guided) -> None:
        incoming = wish.incoming
        if wish.command is Command.STOP:
            await self.guiding.stop(incoming)
        elif wish.command is Command.MINE:
            await self.talk.shelf(incoming, Shelf.MINE, 0)
        elif wish.command is Command.MY_DATA:
            await self.talk.record(incoming)
        elif wish.command is not Command.DELETE:
            await self.guiding.begin(incoming)
        elif not await self.guiding.ask_deletion(incoming):
            await self.talk.shelf(incoming, Shelf.DELETE, 0)

    async def _read(self, wish: ReaderWish) -> None:
        # A team's own start word goes first, whatever it looks like.
        if wish.is_start and self.guiding.knows(wish.command.argument):
            await self.guiding.begin(wish.command)
        else:
            await self.reader.serve(wish)

    async def _listen(self, voice: Voice) -> None:
        if self.hears:
            await self.voices.take(voice.message)
        else:
            await self.talk.answer(voice.answer)

    async def _change(self, edited: Edited) -> None:
        changed = await self.editing.edit(edited.edit)
        # First, for an edit is answered once.
        await self.guiding.heed(edited.edit, edited.answer)
        if changed is Changed.CHANGED:
            await self.talk.answer(edited.answer)

    async def _remove(self, wish: IncomingRemoval | IncomingErasing) -> None:
        if isinstance(wish, IncomingErasing):
            await self.erasing.erase(wish)
        else:
            await self.removal.remove(wish)

    async def _answer(self, incoming: Incoming) -> None:
        if isinstance(incoming, IncomingRemoval | IncomingErasing):
            await self._remove(incoming)
        elif isinstance(incoming, IncomingVerdict):
            await self.voices.decide(incoming)
        elif isinstance(incoming, IncomingOversight):
            await self.overseeing.obey(incoming)
        elif isinstance(incoming, IncomingReach):
            await self.guiding.reach(incoming.person, may=incoming.may)
        elif isinstance(incoming, Look):
            await self.talk.shelf(incoming.incoming, incoming.shelf, incoming.page)
        elif isinstance(incoming, Speech):
            await self.talk.speak(incoming.incoming, incoming.language)
        elif isinstance(incoming, IncomingCommand):
            await self.talk.answer(incoming)
