"""An edit of a message, as a change of what the message told. Pure."""

from bot.core.model.incoming import IncomingEdit
from bot.core.payload import Payload, read_number
from handlers.telegram.answers import answered
from handlers.telegram.fields import chat_id, message_key, moment, person_key
from handlers.telegram.wanted import Edited


def parse_edit(message: Payload, bot: str, text: str) -> Edited:
    """Return the edit that makes the message say `text`."""
    key = message_key(message, bot)
    edit = IncomingEdit(
        message=key,
        person=person_key(message, bot),
        channel=chat_id(message),
        text=text,
        changed_at=moment(message, "edit_date"),
    )
    once = (*key, "edit", str(read_number(message, "edit_date")))
    return Edited(edit, answered(message, bot, "edited", once))
