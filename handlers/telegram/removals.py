"""The removal of a story by its number, as somebody writes it in any chat."""

from bot.core.model.delivery import Address
from bot.core.model.incoming import IncomingRemoval
from bot.core.model.platforms import Platform
from bot.core.payload import Payload
from handlers.telegram.fields import chat_id, locale_of, message_key, person_key


def written_removal(message: Payload, bot: str, number: str) -> IncomingRemoval:
    """Return what the message asks to remove; the answer goes to its chat."""
    return IncomingRemoval(
        key=(*message_key(message, bot), "wish"),
        person=person_key(message, bot),
        number=number,
        answer_to=Address(platform=Platform.TELEGRAM, channel=chat_id(message)),
        locale=locale_of(message),
    )
