"""Deliveries to Telegram, and what PTB's errors mean for them."""

from collections.abc import Awaitable
from typing import Any

import httpx
from telegram import Bot, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.core.errors import (
    DeliveryDelayedError,
    DeliveryMovedError,
    DeliveryRefusedError,
    DeliveryUnknownError,
    DeliveryUnreachableError,
    StorageUnavailableError,
)
from bot.core.home import OwnPage
from bot.core.model.delivery import (
    Address,
    Claimed,
    Delivery,
    DigestPost,
    Note,
    Oversight,
    OwnRecord,
    OwnStories,
    Question,
    Receipt,
    TeamPage,
    Transcript,
)
from bot.core.model.dialogue import Dialogue
from bot.core.model.digest import Digest
from bot.core.model.platforms import NaturalKey, Platform
from bot.core.model.story import Story
from bot.core.ports.catalogue import Texts
from bot.core.ports.sender import Subject
from bot.core.records import Records
from bot.digest.blocks import Labels
from handlers.telegram import render
from handlers.telegram.digests import TelegramDigests
from handlers.telegram.markup import keyboard, markup
from handlers.telegram.message import Message
from handlers.telegram.oversight import oversight
from handlers.telegram.own_stories import own_stories
from handlers.telegram.question import Drawing
from handlers.telegram.record import RecordFile
from handlers.telegram.team_reading import TeamReading

_BUSY = "too many requests"
"""What Telegram says with a 429, even when it does not say for how long."""
_REPEATED = "message is not modified"
"""What it says of an edit that changes nothing: it was made before."""
_DEFAULT_SECONDS = 30.0
_LONGEST_SECONDS = 3600.0


class TelegramSender:
    """The `Sender` port on PTB's Bot, without its rate limiter: pacing and retries are the
    courier's.
    """

    def __init__(
        self,
        bot: Bot,
        texts: Texts,
        labels: Labels,
        records: Records,
        digests: TelegramDigests,
        team: TeamReading,
    ) -> None:
        """Take the bot, the catalogue, the names of tags, who knows what is kept of whom, what
        posts digests, and what draws what a team reads.
        """
        self._bot = bot
        self._own = bot.token.partition(":")[0]
        self._texts = texts
        self._labels = labels
        self._records = records
        self._digests = digests
        self._team = team

    async def send(self, delivery: Delivery, subject: Subject) -> str:
        """Send a message or a file, or put a message in the place of an earlier one."""
        if isinstance(delivery.content, OwnRecord):
            return await self._hand_over(delivery.address, delivery.content)
        address = delivery.address
        chat = int(address.channel)
        whose = self._person(chat)
        if isinstance(delivery.content, DigestPost) and isinstance(subject, Digest):
            posting = await self._digests.call(delivery, subject, delivery.content)
            posted = await _called(posting, whose, repeated=_REPEATED)
            return address.edits or str(posted.message_id)
        message = await self._drawn(delivery, subject)
        mode = ParseMode.HTML if message.is_html else None
        if address.edits:
            edited = self._bot.edit_message_text(
                message.text,
                chat,
                int(address.edits),
                parse_mode=mode,
                reply_markup=keyboard(message.rows),
            )
            await _called(edited, whose, repeated=_REPEATED)
            return address.edits
        sending = self._bot.send_message(
            chat,
            message.text,
            parse_mode=mode,
            reply_markup=markup(message),
            disable_web_page_preview=True,
            reply_parameters=_reply(address.replies_to),
        )
        return str((await _called(sending, whose)).message_id)

    async def _hand_over(self, address: Address, content: OwnRecord) -> str:
        """Send what is kept of the teller at this moment."""
        try:
            record = await self._records.of(content.teller)
        except StorageUnavailableError as error:
            raise DeliveryDelayedError from error
        if record is None:
            raise DeliveryRefusedError("nobody")
        file = RecordFile(record, content.language, self._texts, self._labels).file()
        chat = int(address.channel)
        sending = self._bot.send_document(
            chat, file.content, filename=file.name, caption=file.caption
        )
        return str((await _called(sending, self._person(chat))).message_id)

    async def find(self, _delivery: Delivery) -> str | None:
        """Telegram lists no messages of a bot: a lost answer stays unknown."""
        raise DeliveryUnknownError("Telegram cannot be asked")

    def _person(self, chat: int) -> NaturalKey | None:
        """Return whose private chat it is; None for a group's, whose id is below zero."""
        return (Platform.TELEGRAM, self._own, str(chat)) if chat > 0 else None

    async def _drawn(self, delivery: Delivery, subject: Subject) -> Message:
        content = delivery.content
        if isinstance(content, TeamPage):
            return await self._team.page(content)
        if isinstance(content, Claimed):
            return await self._team.claimed(content, delivery.address.channel)
        return self._render(delivery, subject)

    def _render(self, delivery: Delivery, subject: Subject) -> Message:
        content = delivery.content
        if isinstance(content, Question) and isinstance(subject, Dialogue):
            return Drawing(content, subject, self._texts, self._labels).message()
        if isinstance(content, OwnStories) and isinstance(subject, OwnPage):
            return own_stories(content, subject, self._texts)
        if isinstance(content, Receipt):
            story = subject if isinstance(subject, Story) else None
            return render.receipt(content, story, self._texts)
        if isinstance(content, Transcript):
            return render.transcript(content, self._texts)
        if isinstance(content, Note):
            return render.note(content, self._texts)
        if isinstance(content, Oversight) and isinstance(subject, Digest):
            return oversight(content, subject, self._texts)
        raise DeliveryRefusedError("not_for_telegram")


def _reply(message: str) -> ReplyParameters | None:
    if not message:
        return None
    return ReplyParameters(int(message), allow_sending_without_reply=True)


async def _called(call: Awaitable[Any], whose: NaturalKey | None, *, repeated: str = "") -> Any:
    """Await a call of the Bot API about that person's chat or a group, and translate its errors;
    `repeated` is how Telegram says that it was done before.
    """
    try:
        return await call
    except TelegramError as error:
        if repeated and repeated in error.message.lower():
            return None
        raise _translated(error, whose) from error


def _translated(error: TelegramError, whose: NaturalKey | None) -> Exception:
    """Blocked and gone are final, busy is later, and a request that may have arrived is
    unknown.
    """
    if isinstance(error, RetryAfter):
        return DeliveryDelayedError(seconds(error))
    if isinstance(error, Forbidden):
        return DeliveryUnreachableError("blocked", whose)
    if isinstance(error, ChatMigrated):
        return DeliveryMovedError(str(error.new_chat_id))
    if isinstance(error, BadRequest):
        return DeliveryRefusedError("bad_request")
    if isinstance(error, InvalidToken | Conflict):
        return DeliveryDelayedError()
    if _BUSY in error.message.lower():
        return DeliveryDelayedError(_DEFAULT_SECONDS)
    if isinstance(error.__cause__, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout):
        # No connection: nothing was sent.
        return DeliveryDelayedError()
    return DeliveryUnknownError("the answer was lost")


def seconds(error: RetryAfter) -> float:
    """Return the wait that Telegram asks for, within reason."""
    asked = error.retry_after
    wait = asked if isinstance(asked, int | float) else asked.total_seconds()
    return min(max(float(wait), 1.0), _LONGEST_SECONDS)
