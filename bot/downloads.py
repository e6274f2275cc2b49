"""The `Download` port: one GET, which follows nothing and stops as soon as it has seen enough."""

from collections.abc import Mapping

import aiohttp

from bot.core.errors import FileDelayedError, FileNotKeptError
from bot.core.images import HEAD, LARGEST, begins_like_image
from bot.core.model.attachment import FileKind, NotKept
from bot.core.sounds import begins_like_sound

_CHUNK = 64 * 1024
_PATIENCE = aiohttp.ClientTimeout(total=60, sock_connect=10, sock_read=20)
_OK, _REDIRECTS, _TOO_MANY, _SERVER_ERROR = 200, 300, 429, 500
_GONE = (404, 410)


_KINDS = {
    FileKind.IMAGE: (begins_like_image, NotKept.NOT_AN_IMAGE),
    FileKind.SOUND: (begins_like_sound, NotKept.BROKEN),
}
"""How the first bytes tell that it is one, and why it is not kept otherwise."""


async def download(url: str, headers: Mapping[str, str], kind: FileKind = FileKind.IMAGE) -> bytes:
    """Return the content. What is packed stays packed, so that it cannot unfold in memory."""
    asked = {"Accept-Encoding": "identity"} | dict(headers)
    try:
        async with (
            aiohttp.ClientSession(
                timeout=_PATIENCE, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
            ) as session,
            session.get(url, headers=asked, allow_redirects=False) as response,
        ):
            _check(response)
            return await _content(response, kind)
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
        # Its message is the address.
        raise FileNotKeptError(NotKept.REFUSED) from None
    except (aiohttp.ClientError, TimeoutError) as error:
        raise FileDelayedError from error


def _check(response: aiohttp.ClientResponse) -> None:
    status = response.status
    if status == _OK:
        return
    if status in _GONE:
        raise FileNotKeptError(NotKept.GONE)
    if status == _TOO_MANY or status >= _SERVER_ERROR:
        asked = response.headers.get("Retry-After", "")
        raise FileDelayedError(float(asked) if asked.isascii() and asked.isdigit() else None)
    raise FileNotKeptError(NotKept.REFUSED)


async def _content(response: aiohttp.ClientResponse, kind: FileKind) -> bytes:
    content = bytearray()
    is_known = False
    async for chunk in response.content.iter_chunked(_CHUNK):
        content += chunk
        if not is_known and len(content) >= HEAD:
            _check_kind(content, kind)
            is_known = True
        if len(content) > LARGEST:
            raise FileNotKeptError(NotKept.TOO_LARGE)
    _check_kind(content, kind)
    return bytes(content)


def _check_kind(content: bytearray, kind: FileKind) -> None:
    begins_like_one, otherwise = _KINDS[kind]
    if not begins_like_one(bytes(content[:HEAD])):
        raise FileNotKeptError(otherwise)
