"""Calls of the Bot API that post and edit a digest's messages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, InputMediaPhoto, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.core.errors import (
    DeliveryDelayedError,
    DeliveryRefusedError,
    PictureDelayedError,
    PictureMissingError,
)
from bot.core.model.delivery import Delivery, DigestCopy, DigestPost
from bot.core.model.digest import Digest, Sheet
from bot.core.model.platforms import Platform
from bot.core.model.team import Teams
from bot.core.ports.catalogue import Texts
from bot.core.ports.pictures import Draw
from bot.core.sheets import picture_of
from bot.digest.captions import captions
from handlers.telegram.digest import caption, text
from handlers.telegram.digest_buttons import digest_buttons
from handlers.telegram.markup import keyboard

_HTML = ParseMode.HTML
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TRIES = 5
"""So often a photo is tried, over a minute or two, before the text goes without it."""


@dataclass(frozen=True, slots=True)
class TelegramDigests:
    """Makes the calls."""

    bot: Bot
    draw: Draw
    texts: Texts
    teams: Teams
    username: Callable[[], Awaitable[str]]
    """The bot's own; empty while Telegram does not tell."""

    async def call(self, delivery: Delivery, digest: Digest, post: DigestPost) -> Awaitable[Any]:
        """Return the call that posts the message, or puts it in the place of an earlier one.

        Raise DeliveryDelayedError for a photo that cannot be drawn now, and DeliveryRefusedError
        when it never could: the text follows without it. One that is to be replaced is always
        tried again.
        """
        address = delivery.address
        chat = int(address.channel)
        if post.sheet is not Sheet.PICTURE:
            html = text(digest, post, self.texts)
            # Leaders read beside the team: its stories are not theirs to open.
            has_none = isinstance(post, DigestCopy) or digest.months
            buttons = None if has_none else await self._buttons(digest)
            return self._text(chat, address.edits, html, buttons)
        photo = await self._drawn(delivery, digest, post)
        words = caption(digest, post, self.texts)
        if not address.edits:
            return self.bot.send_photo(chat, photo, caption=words, parse_mode=_HTML)
        media = InputMediaPhoto(photo, caption=words, parse_mode=_HTML)
        return self.bot.edit_message_media(media, chat, int(address.edits))

    async def _buttons(self, digest: Digest) -> InlineKeyboardMarkup | None:
        """Return the buttons of the readers, none where all was withdrawn. Raise
        DeliveryDelayedError while Telegram does not tell the name that their links need.
        """
        team = self.teams.by_id(digest.team)
        if team is None or not digest.lines:
            return None
        username = await self.username()
        if not username:
            raise DeliveryDelayedError
        return keyboard(digest_buttons(digest, team, username, self.texts))

    def _text(
        self, chat: int, edits: str, html: str, buttons: InlineKeyboardMarkup | None
    ) -> Awaitable[Any]:
        about: dict[str, Any] = {
            "parse_mode": _HTML,
            "link_preview_options": _NO_PREVIEW,
            "reply_markup": buttons,
        }
        if edits:
            return self.bot.edit_message_text(html, chat, int(edits), **about)
        return self.bot.send_message(chat, html, **about)

    async def _drawn(self, delivery: Delivery, digest: Digest, post: DigestPost) -> bytes:
        picture = picture_of(digest, post, Platform.TELEGRAM)
        if picture is None:
            raise DeliveryRefusedError("picture_missing")
        try:
            return await self.draw(picture, captions(picture, digest.language, self.texts), "png")
        except PictureDelayedError as error:
            raise DeliveryDelayedError from error
        except PictureMissingError as error:
            if delivery.address.edits or delivery.attempts < _TRIES:
                raise DeliveryDelayedError from error
            raise DeliveryRefusedError("picture_missing") from error
