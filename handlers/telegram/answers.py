"""The answer that a message asks for. Pure."""

from bot.core.model.incoming import IncomingCommand
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.payload import Payload
from handlers.telegram.fields import chat_id, locale_of, message_key, sender_id


def answered(message: Payload, bot: str, note: str, key: NaturalKey = ()) -> IncomingCommand:
    """Return the wish that the message be answered with that note, once a `key`: by default that
    of the message.
    """
    return IncomingCommand(
        key=key or message_key(message, bot),
        platform=Platform.TELEGRAM,
        workspace=bot,
        user=sender_id(message),
        channel=chat_id(message),
        note=note,
        locale=locale_of(message),
    )
