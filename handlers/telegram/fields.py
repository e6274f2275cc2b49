"""What Telegram's messages, edits and presses have in common, read from their fields. Pure.

Each reader raises ValueError when Telegram's own form is broken.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from bot.core.model.platforms import NaturalKey, Platform
from bot.core.payload import Payload, read_mapping, read_number, read_string

_LATEST = 2**33
"""No clock of Telegram's reaches the year 2242; later than 9999 no calendar goes."""


def message_key(message: Payload, bot: str) -> NaturalKey:
    """Return the natural key of a message."""
    number = read_number(message, "message_id")
    if number < 1:
        # Telegram's number of a message that it has not sent yet: many would share one key.
        raise ValueError("message_id")
    return (Platform.TELEGRAM, bot, chat_id(message), str(number))


def person_key(payload: Payload, bot: str) -> NaturalKey:
    """Return the natural key of who wrote or pressed."""
    return (Platform.TELEGRAM, bot, sender_id(payload))


def is_private(message: Payload) -> bool:
    """True in a chat of two."""
    return read_string(read_mapping(message, "chat"), "type") == "private"


def chat_id(message: Payload) -> str:
    """Return the chat."""
    return str(read_number(read_mapping(message, "chat"), "id"))


def sender_id(payload: Payload) -> str:
    """Return who wrote or pressed."""
    return str(read_number(read_mapping(payload, "from"), "id"))


def locale_of(payload: Payload) -> str:
    """Return the language of the sender's Telegram, empty when it is not told."""
    person = read_mapping(payload, "from")
    return read_string(person, "language_code") if "language_code" in person else ""


def moment(message: Payload, name: str = "date") -> datetime:
    """Return the instant under that name."""
    seconds = read_number(message, name)
    if not 0 <= seconds < _LATEST:
        raise ValueError(name)
    return datetime.fromtimestamp(seconds, UTC)


def words_of(message: Payload) -> str:
    """Return the text or the caption, empty when there is neither."""
    found = (read_string(message, name) for name in ("text", "caption") if name in message)
    return next(found, "")


def answered_message(message: Payload, bot: str) -> Payload | None:
    """Return the message of the bot's that this one replies to; None when it replies to none."""
    answered = message.get("reply_to_message")
    author = answered.get("from") if isinstance(answered, Mapping) else None
    is_ours = isinstance(author, Mapping) and str(author.get("id")) == bot
    return answered if is_ours else None
