"""One update: through the gate, parsed, to one service. The poller and the webhook bring it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from bot.core.gate import Gate
from bot.core.intake import Intake
from bot.core.model.incoming import IncomingCommand, IncomingMessage, IncomingRemoval
from bot.core.model.platforms import Platform
from bot.core.payload import Payload
from bot.core.removal import Removal
from bot.core.talk import Talk
from handlers.telegram.parse import START, parse_update


@dataclass(frozen=True, slots=True)
class TelegramListener:
    """Handles the updates of one bot."""

    bot: str
    gate: Gate
    intake: Intake
    removal: Removal
    talk: Talk
    answered: Callable[[str], Awaitable[None]]
    """Ends the waiting sign on a pressed button, given the id of the callback query."""

    async def handle(self, update: Payload) -> None:
        """Return when the update is done or parked. Raise StorageUnavailableError when it is
        neither.
        """
        await self.gate.admit(Platform.TELEGRAM, update, lambda: self._serve(update))
        query = update.get("callback_query")
        number = query.get("id") if isinstance(query, Mapping) else None
        if isinstance(number, str):
            await self.answered(number)

    async def _serve(self, update: Payload) -> None:
        incoming = parse_update(update, self.bot)
        if isinstance(incoming, IncomingMessage):
            await self.intake.submit(incoming)
        elif isinstance(incoming, IncomingRemoval):
            await self.removal.remove(incoming)
        elif isinstance(incoming, IncomingCommand) and incoming.note == START:
            await self.talk.start(incoming)
        elif isinstance(incoming, IncomingCommand):
            await self.talk.answer(incoming)
