"""Deliveries to Telegram, and what PTB's errors mean for them."""

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.core.errors import DeliveryDelayedError, DeliveryRefusedError, DeliveryUnknownError
from bot.core.model import Delivery, Digest, Note, Receipt
from bot.core.ports import Texts
from handlers.telegram import render
from handlers.telegram.render import Message

_UNCHANGED = "message is not modified"


class TelegramSender:
    """The `Sender` port on PTB's Bot, without its rate limiter: pacing and retries are the
    courier's.
    """

    def __init__(self, bot: Bot, texts: Texts) -> None:
        """Take the bot and the catalogue."""
        self._bot = bot
        self._texts = texts

    async def send(self, delivery: Delivery, _digest: Digest | None) -> str:
        """Send a message, or put it in the place of an earlier one."""
        message = self._render(delivery)
        address = delivery.address
        chat = int(address.channel)
        try:
            if address.edits:
                await self._bot.edit_message_text(message.text, chat, int(address.edits))
                return address.edits
            sent = await self._bot.send_message(
                chat,
                message.text,
                reply_markup=_keyboard(message),
                disable_web_page_preview=True,
            )
        except TelegramError as error:
            if _UNCHANGED in error.message.lower():
                return address.edits
            raise _translated(error) from error
        return str(sent.message_id)

    async def find(self, _delivery: Delivery) -> str | None:
        """Telegram lists no messages of a bot: a lost answer stays unknown."""
        raise DeliveryUnknownError("Telegram cannot be asked")

    def _render(self, delivery: Delivery) -> Message:
        content = delivery.content
        if isinstance(content, Receipt):
            return render.receipt(content, self._texts)
        if isinstance(content, Note):
            return render.note(content, self._texts)
        raise DeliveryRefusedError("digest_not_for_telegram")


def _keyboard(message: Message) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    row = [InlineKeyboardButton(label, callback_data=data) for label, data in message.buttons]
    return InlineKeyboardMarkup([row])


def _translated(error: TelegramError) -> Exception:
    """Blocked and gone are final, busy is later, and a request that may have arrived is
    unknown.
    """
    if isinstance(error, RetryAfter):
        return DeliveryDelayedError(seconds(error))
    if isinstance(error, Forbidden):
        return DeliveryRefusedError("blocked")
    if isinstance(error, ChatMigrated):
        return DeliveryRefusedError("migrated")
    if isinstance(error, BadRequest):
        return DeliveryRefusedError("bad_request")
    if isinstance(error, InvalidToken | Conflict):
        return DeliveryDelayedError()
    if isinstance(error, NetworkError) and isinstance(
        error.__cause__, httpx.ConnectError | httpx.ConnectTimeout
    ):
        # No connection: nothing was sent.
        return DeliveryDelayedError()
    return DeliveryUnknownError("the answer was lost")


def seconds(error: RetryAfter) -> float:
    """Return the wait that Telegram asks for."""
    asked = error.retry_after
    return max(float(asked if isinstance(asked, int | float) else asked.total_seconds()), 1.0)
