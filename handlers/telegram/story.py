"""A message as something told. Pure."""

from bot.core.model.incoming import IncomingMessage
from bot.core.model.platforms import Platform, Route
from bot.core.payload import Payload
from handlers.telegram.attached import album_key, files_of, sounds_of
from handlers.telegram.fields import (
    chat_id,
    locale_of,
    message_key,
    moment,
    sender_id,
    words_of,
)


def parse_story(message: Payload, bot: str, text: str = "") -> IncomingMessage:
    """Return what a private message tells; `text` stands for its own words where it is given."""
    return IncomingMessage(
        key=message_key(message, bot),
        platform=Platform.TELEGRAM,
        route=Route.DM,
        workspace=bot,
        user=sender_id(message),
        channel=chat_id(message),
        text=text or words_of(message),
        told_at=moment(message),
        locale=locale_of(message),
        files=files_of(message),
        sounds=sounds_of(message),
        album=album_key(message, bot),
    )
