"""The `Transcribe` port: a service with the form of OpenAI's, at an address that is set.

https://platform.openai.com/docs/api-reference/audio/createTranscription
"""

import io
import json
import logging
import wave
from collections.abc import Mapping

import aiohttp
from pydantic import SecretStr

from bot.core.errors import HearingDelayedError, NotHeardError
from bot.core.model.check import Check
from bot.core.sounds import media_of

log = logging.getLogger(__name__)

_PATIENCE = aiohttp.ClientTimeout(total=90, sock_connect=5)
"""A model on a small machine may take as long as somebody spoke."""
_NAMES = {"audio/ogg": "voice.ogg", "video/mp4": "voice.mp4", "audio/wav": "silence.wav"}
"""The service knows the kind of a file by its name."""
_MOST_BYTES = 1_000_000
"""Of an answer: the words of ten hours."""
_OK, _BUSY, _SERVER_ERROR = 200, (408, 429), 500
_UNREACHABLE = (
    "The service does not answer: check the network, transcription.url, and that it runs."
)
_REFUSED = (
    "The service answers with the status {}: check transcription.url, transcription.model and "
    "KUULE_TRANSCRIPTION_KEY."
)
_OTHER = "What answers is no transcription service: check transcription.url."


class _RefusedError(Exception):
    """The service answered with that status, which no repetition changes; 200 for a wrong form."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class TranscriptionService:
    """Posts recordings, one request each. Nothing is kept, and no language is told: people speak
    another one than their telephone's.
    """

    def __init__(self, url: str, model: str, key: SecretStr | None) -> None:
        """Take the address without /audio/transcriptions, the model, and the key if there is
        one.
        """
        self._url = f"{url}/audio/transcriptions"
        self._model = model
        self._headers: Mapping[str, str] = (
            {"Authorization": f"Bearer {key.get_secret_value()}"} if key else {}
        )

    async def __call__(self, recording: bytes) -> str:
        """Return what the service understood."""
        media = media_of(recording)
        if not media:
            raise NotHeardError
        try:
            return await self._post(recording, media)
        except _RefusedError as error:
            log.warning("the transcription service refuses", extra={"state": error.status})
            raise NotHeardError from None
        except (aiohttp.ClientError, TimeoutError):
            # Its message may hold the address.
            raise HearingDelayedError from None

    async def probe(self) -> list[Check]:
        """Let the service listen to half a second of silence. For `doctor`."""
        return [Check("transcription", await self._trouble())]

    async def _trouble(self) -> str:
        """Return what to do, empty where the service answers."""
        try:
            await self._post(_silence(), "audio/wav")
        except _RefusedError as error:
            return _OTHER if error.status == _OK else _REFUSED.format(error.status)
        except (aiohttp.ClientError, TimeoutError, HearingDelayedError):
            return _UNREACHABLE
        return ""

    async def _post(self, recording: bytes, media: str) -> str:
        form = aiohttp.FormData()
        form.add_field("file", recording, filename=_NAMES[media], content_type=media)
        form.add_field("model", self._model)
        form.add_field("response_format", "json")
        async with (
            aiohttp.ClientSession(
                timeout=_PATIENCE, cookie_jar=aiohttp.DummyCookieJar()
            ) as session,
            session.post(
                self._url, data=form, headers=self._headers, allow_redirects=False
            ) as response,
        ):
            if response.status in _BUSY or response.status >= _SERVER_ERROR:
                raise HearingDelayedError
            if response.status != _OK:
                raise _RefusedError(response.status)
            return _text_in(await _body(response))


async def _body(response: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise _RefusedError(_OK)
    return bytes(body)


def _text_in(body: bytes) -> str:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise _RefusedError(_OK) from None
    text = found.get("text") if isinstance(found, dict) else None
    if not isinstance(text, str):
        raise _RefusedError(_OK)
    return text


def _silence() -> bytes:
    target = io.BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(16_000))
    return target.getvalue()
