"""Files of the chats: named in messages, found by getFile, taken by their path."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from bot.practice.exchange import Exchange
from bot.practice.faults import Fault
from bot.practice.telegram_texts import bad_request

LARGEST = 20_000_000
"""No bot gets more. https://core.telegram.org/bots/api#getfile"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFile:
    """One file. Telegram keeps neither its name nor its type where it is downloaded."""

    id: str
    content: bytes
    path: str

    def named(self) -> dict[str, Any]:
        """Return what every message says of a file."""
        return {
            "file_id": self.id,
            "file_unique_id": self.id[::-1],
            "file_size": len(self.content),
        }


class TelegramFiles:
    """The files of all chats."""

    def __init__(self, exchange: Exchange, token: str) -> None:
        self._exchange = exchange
        self._token = token
        self._files: dict[str, SentFile] = {}

    def add_photo(self, content: bytes) -> dict[str, Any]:
        """Take a photo up and return it as a message carries it, with a smaller size of it."""
        small = self._add(b"\xff\xd8\xff" + content[:20], "photos", ".jpg")
        large = self._add(content, "photos", ".jpg")
        return {
            "photo": [
                small.named() | {"width": 90, "height": 67},
                large.named() | {"width": 1280, "height": 960},
            ]
        }

    def add_document(self, content: bytes, name: str, mimetype: str) -> dict[str, Any]:
        """Take a file up and return it as a message carries it."""
        file = self._add(content, "documents", PurePath(name).suffix)
        return {"document": file.named() | {"file_name": name, "mime_type": mimetype}}

    def add_voice(self, content: bytes) -> dict[str, Any]:
        """Take a voice message up and return it as a message carries it."""
        file = self._add(content, "voice", ".oga")
        return {"voice": file.named() | {"duration": 4, "mime_type": "audio/ogg"}}

    def add_video_note(self, content: bytes) -> dict[str, Any]:
        """Take a round video up and return it as a message carries it."""
        file = self._add(content, "video_notes", ".mp4")
        return {"video_note": file.named() | {"duration": 4, "length": 240}}

    def forget(self, file_id: str) -> None:
        """Lose a file, as Telegram may."""
        del self._files[file_id]

    def content(self, file_id: str) -> bytes:
        """Return what is in a file. Raise LookupError for none."""
        return self._files[file_id].content

    def look(self, file_id: str) -> dict[str, Any]:
        """Answer getFile."""
        file = self._files.get(file_id)
        if file is None:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        if len(file.content) > LARGEST:
            raise bad_request("file is too big")
        return file.named() | {"file_path": file.path}

    async def send(self, request: Request) -> Response:
        """Return the content, to whoever knows the bot's token."""
        return await self._exchange.handle(
            request, "telegram_download", lambda: self._content(request), _faulty
        )

    async def _content(self, request: Request) -> tuple[str, Response]:
        path = request.path_params["path"]
        found = [file for file in self._files.values() if file.path == path]
        if request.path_params["token"] != self._token or not found:
            return "404", Response(status_code=404)
        return "ok", Response(found[0].content, media_type="application/octet-stream")

    def _add(self, content: bytes, folder: str, suffix: str) -> SentFile:
        number = len(self._files) + 1
        file = SentFile(
            id=f"AgACAgQAAxkBAAI{number:05}",
            content=content,
            path=f"{folder}/file_{number}{suffix}",
        )
        self._files[file.id] = file
        return file


def _faulty(fault: Fault) -> Response:
    return Response(status_code=fault.status)
