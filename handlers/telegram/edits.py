"""An edit of a message, as a change of what the message told. Pure."""

from bot.core.model.incoming import IncomingCommand, IncomingEdit
from bot.core.model.platforms import Platform
from bot.core.payload import Payload, read_number
from handlers.telegram.fields import (
    chat_id,
    locale_of,
    message_key,
    moment,
    person_key,
    sender_id,
)
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
    answer = IncomingCommand(
        key=(*key, "edit", str(read_number(message, "edit_date"))),
        platform=Platform.TELEGRAM,
        workspace=bot,
        user=sender_id(message),
        channel=chat_id(message),
        note="edited",
        locale=locale_of(message),
    )
    return Edited(edit, answer)
