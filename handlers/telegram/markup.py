"""Buttons as Telegram's library takes them."""

from collections.abc import Sequence

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup

from handlers.telegram.message import Button, Message


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """Return the buttons below a message, None where it has none."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(each) for each in row] for row in rows])


def markup(message: Message) -> InlineKeyboardMarkup | ForceReply | None:
    """Return what goes with a new message: its buttons, or the field for its answer."""
    return ForceReply() if message.asks else keyboard(message.rows)


def _button(button: Button) -> InlineKeyboardButton:
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)
