"""Pictures of digests, uploaded to Slack and shown in a block."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import PictureMissingError
from bot.core.model.digest import Picture
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from bot.core.ports.pictures import Draw
from bot.digest.captions import captions

log = logging.getLogger(__name__)

_SECONDS = 15.0
"""For drawing and uploading together; the courier gives a message thirty."""


@dataclass(frozen=True, slots=True)
class SlackPictures:
    """Draws pictures and uploads them."""

    client: AsyncWebClient
    draw: Draw
    texts: Texts

    async def upload(self, picture: Picture, language: Language, words: str) -> str:
        """Return Slack's id of the picture, empty when there is none to show: the message goes
        without it.

        It is shared nowhere: only a message's block shows it.
        """
        try:
            async with asyncio.timeout(_SECONDS):
                content = await self.draw(picture, captions(picture, language, self.texts), "png")
                uploaded: Any = await self.client.files_upload_v2(
                    filename="digest.png", content=content, alt_txt=words
                )
        except PictureMissingError:
            return ""
        except (SlackClientError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("a picture was not uploaded", extra={"reason": type(error).__name__})
            return ""
        return str(uploaded["file"]["id"])
