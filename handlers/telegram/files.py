"""Files that people send in Telegram. https://core.telegram.org/bots/api#getfile"""

import re

from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.core.errors import FileDelayedError, FileNotKeptError
from bot.core.model.attachment import FileKind, NotKept
from bot.core.ports.files import Download
from handlers.telegram.sender import seconds

_PATH = re.compile(r"[A-Za-z0-9_-]+(?:[/.][A-Za-z0-9_-]+)*")
_TOO_BIG = "file is too big"
"""What Telegram says beyond 20 MB, which no bot gets."""


class TelegramFiles:
    """The `FileSource` port."""

    def __init__(self, bot: Bot, base: str, download: Download) -> None:
        """`base` is where files lie. It ends with the bot's token, so it must never be printed."""
        self._bot = bot
        self._base = base
        self._download = download

    async def fetch(self, file: str, kind: FileKind = FileKind.IMAGE) -> bytes:
        """Ask where the file lies, which Telegram says for an hour, and take it from there."""
        if not file:
            raise FileNotKeptError(NotKept.NOT_AN_IMAGE)
        try:
            found = await self._bot.get_file(file)
        except TelegramError as error:
            raise _translated(error) from error
        path = (found.file_path or "").removeprefix(f"{self._base}/")
        # A Bot API server of one's own may answer with a path on its disk.
        if not _PATH.fullmatch(path):
            raise FileNotKeptError(NotKept.REFUSED)
        return await self._download(f"{self._base}/{path}", {}, kind)


def _translated(error: TelegramError) -> Exception:
    if isinstance(error, RetryAfter):
        return FileDelayedError(seconds(error))
    if isinstance(error, BadRequest):
        is_large = _TOO_BIG in error.message.lower()
        return FileNotKeptError(NotKept.TOO_LARGE if is_large else NotKept.GONE)
    return FileDelayedError()
