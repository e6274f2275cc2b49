"""Files that people share in Slack, by `files:read`.

https://docs.slack.dev/reference/objects/file-object
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import FileDelayedError, FileNotKeptError
from bot.core.model.attachment import FileKind, NotKept
from bot.core.ports.files import Download
from handlers.slack.answers import retry_seconds, status_of, word_of

_OWN_HOSTS = ("slack.com", "slack-gov.com")
_GONE = frozenset({"file_deleted", "file_not_found", "invalid_arguments"})
_TOO_MANY = 429


class SlackFiles:
    """The `FileSource` port. Slack is asked for each file anew: it may have been deleted, and says
    so.
    """

    def __init__(self, client: AsyncWebClient, download: Download) -> None:
        """Take the client, whose token opens the files, too."""
        self._client = client
        self._download = download
        self._origin = _origin(client.base_url)

    async def fetch(self, file: str, kind: FileKind = FileKind.IMAGE) -> bytes:
        """Look where the file lies, and take it from there if that is Slack."""
        if not file:
            raise FileNotKeptError(NotKept.GONE)
        found = await self._look(file)
        url = found.get("url_private_download") or found.get("url_private")
        # A file may be a link to elsewhere, and the token goes to Slack only. Up to the slash
        # there is one way to read an address.
        if not isinstance(url, str) or not url.startswith(self._origin + "/"):
            raise FileNotKeptError(NotKept.REFUSED)
        return await self._download(url, {"Authorization": f"Bearer {self._client.token}"}, kind)

    async def _look(self, file: str) -> Mapping[str, Any]:
        try:
            found = await self._client.files_info(file=file)
        except SlackApiError as error:
            raise _translated(error) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise FileDelayedError from error
        shown = found.get("file")
        return shown if isinstance(shown, Mapping) else {}


def _origin(base_url: str) -> str:
    """Return where Slack keeps files: on a host of its own; a stand-in keeps them itself."""
    parts = urlsplit(base_url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"https://files.{host}" if host in _OWN_HOSTS else f"{parts.scheme}://{parts.netloc}"


def _translated(error: SlackApiError) -> Exception:
    word = word_of(error)
    if word == "missing_scope":
        return FileNotKeptError(NotKept.NOT_ALLOWED)
    if word in _GONE:
        return FileNotKeptError(NotKept.GONE)
    if status_of(error) == _TOO_MANY or word == "ratelimited":
        return FileDelayedError(retry_seconds(error.response.headers))
    return FileDelayedError()
