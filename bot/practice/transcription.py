"""A stand-in for a transcription service with the form of OpenAI's. A voice message of the
practice workspace holds the words that it says, so it can be understood without a model.

https://platform.openai.com/docs/api-reference/audio/createTranscription
"""

from starlette.requests import Request
from starlette.responses import Response

from bot.practice.arguments import BadArgumentsError, Upload, answer, read_arguments
from bot.practice.exchange import Exchange
from bot.practice.faults import Fault

LARGEST = 25_000_000
"""Bytes of a file, as the service that is stood in for takes them."""
KINDS = ("flac", "m4a", "mp3", "mp4", "mpeg", "mpga", "oga", "ogg", "wav", "webm")
_OGG = b"OggS\x00\x02"
_MP4 = b"\x00\x00\x00\x18ftypmp42"


def spoken(words: str) -> bytes:
    """Return a voice message that says these words."""
    return _OGG + words.encode()


def filmed(words: str) -> bytes:
    """Return a video note in which somebody says these words."""
    return _MP4 + words.encode()


class Transcriptions:
    """The service. It remembers nothing of what it hears."""

    def __init__(self, exchange: Exchange, key: str) -> None:
        self._exchange = exchange
        self._key = key

    async def hear(self, request: Request) -> Response:
        """Answer one recording."""
        return await self._exchange.handle(
            request, "transcription", lambda: self._heard(request), _faulty
        )

    async def _heard(self, request: Request) -> tuple[str, Response]:
        if request.headers.get("authorization") != f"Bearer {self._key}":
            return _error("invalid_api_key", 401)
        try:
            arguments = await read_arguments(request, LARGEST)
        except BadArgumentsError as error:
            return _error(str(error), 400)
        file = arguments.get("file")
        if not isinstance(file, Upload) or file.name.rpartition(".")[2] not in KINDS:
            return _error("no_file_data", 400)
        if not arguments.get("model"):
            return _error("invalid_request_error", 400)
        return "ok", answer({"text": said_in(file.content)})


def said_in(content: bytes) -> str:
    """Return what is said in a recording, nothing for silence."""
    for head in (_OGG, _MP4):
        if content.startswith(head):
            return content.removeprefix(head).decode("utf-8", "replace")
    return ""


def _error(code: str, status: int) -> tuple[str, Response]:
    return code, answer({"error": {"message": code, "code": code}}, status)


def _faulty(fault: Fault) -> Response:
    return _error(fault.error, fault.status)[1]
