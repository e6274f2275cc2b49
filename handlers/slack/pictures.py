"""Pictures of digests, uploaded to Slack and shown in a block."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import DeliveryDelayedError, PictureDelayedError, PictureMissingError
from bot.core.model.digest import Picture
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from bot.core.ports.pictures import Draw
from bot.digest.captions import captions

log = logging.getLogger(__name__)

_SECONDS = 5.0
"""For uploading. Waiting, drawing and Slack's looking through it take up to 22 more of the thirty
that the courier gives a message.
"""


@dataclass(frozen=True, slots=True)
class SlackPictures:
    """Draws pictures and uploads them."""

    client: AsyncWebClient
    draw: Draw
    texts: Texts

    async def upload(self, picture: Picture, language: Language, words: str) -> str:
        """Return Slack's id of the picture, empty when there is none to show: the message goes
        without it.

        It is shared nowhere: only a message's block shows it. Raise DeliveryDelayedError while
        others are drawn first.
        """
        try:
            content = await self.draw(picture, captions(picture, language, self.texts), "png")
        except PictureDelayedError as error:
            raise DeliveryDelayedError from error
        except PictureMissingError:
            return ""
        return await self._uploaded(content, words)

    async def _uploaded(self, content: bytes, words: str) -> str:
        try:
            async with asyncio.timeout(_SECONDS):
                uploaded: Any = await self.client.files_upload_v2(
                    filename="digest.png", content=content, alt_txt=words
                )
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("a picture was not uploaded", extra={"reason": type(error).__name__})
            return ""
        return str(uploaded["file"]["id"])
