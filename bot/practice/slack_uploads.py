"""Files that the app uploads: an address for each, the content there, then the word that it is
complete. https://docs.slack.dev/messaging/working-with-files
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.practice.arguments import parsed
from bot.practice.exchange import Exchange
from bot.practice.faults import Fault
from bot.practice.image_types import image_type
from bot.practice.limits import Rates
from bot.practice.slack_arguments import Arguments, SlackError
from bot.practice.slack_arguments import need as required
from bot.practice.slack_files import SharedFile
from bot.practice.slack_method import Method, Methods
from bot.practice.slack_schema import need
from bot.practice.slack_team import SlackTeam


@dataclass(slots=True)
class Pending:
    """A file on its way."""

    name: str
    length: int
    content: bytes | None = None


class Uploads:
    """The two methods, and the place where the content is taken."""

    def __init__(
        self, team: SlackTeam, exchange: Exchange, rates: Rates, chance: random.Random
    ) -> None:
        self._team = team
        self._exchange = exchange
        self._rates = rates
        self._chance = chance
        self._by_ticket: dict[str, tuple[str, Pending]] = {}

    def methods(self) -> Methods:
        tier_4 = self._rates.slack_other
        return {
            "files.getUploadURLExternal": Method(self.begin, "files:write", rate=tier_4),
            "files.completeUploadExternal": Method(self.complete, "files:write", rate=tier_4),
        }

    def begin(self, arguments: Arguments) -> dict[str, Any]:
        name = str(required(arguments, "filename"))
        try:
            length = int(required(arguments, "length"))
        except ValueError as error:
            raise SlackError("invalid_arguments") from error
        if length <= 0:
            raise SlackError("invalid_arguments")
        ticket = f"{self._chance.getrandbits(96):024x}"
        file_id = f"F0UP{len(self._by_ticket) + 1:07}"
        self._by_ticket[ticket] = file_id, Pending(name, length)
        return {"upload_url": f"{self._team.url}upload/v1/{ticket}", "file_id": file_id}

    async def take(self, request: Request) -> Response:
        """Take the content, which comes without a token: who knows the address may."""
        return await self._exchange.handle(
            request, "slack_upload", lambda: self._take(request), _faulty
        )

    def complete(self, arguments: Arguments) -> dict[str, Any]:
        if arguments.get("channel_id") or arguments.get("channels"):
            raise SlackError("invalid_channel")  # this stand-in shares no file in a channel
        try:
            wanted = parsed(required(arguments, "files"))
        except ValueError as error:
            raise SlackError("invalid_arguments") from error
        if not isinstance(wanted, list) or not wanted:
            raise SlackError("invalid_arguments")
        return {"files": [self._completed(each) for each in wanted]}

    async def _take(self, request: Request) -> tuple[str, Response]:
        _, upload = self._by_ticket.get(request.path_params["ticket"], ("", None))
        content = await request.body()
        if upload is None or len(content) != upload.length:
            return "400", PlainTextResponse("bad upload", 400)
        upload.content = content
        return "ok", PlainTextResponse(f"OK - {len(content)}")

    def _completed(self, wanted: Any) -> dict[str, Any]:
        file_id = wanted.get("id") if isinstance(wanted, dict) else None
        upload = dict(self._by_ticket.values()).get(str(file_id))
        if upload is None or upload.content is None:
            raise SlackError("file_not_found")
        kind = image_type(upload.content) or "application/octet-stream"
        self._team.keep_upload(str(file_id), upload.name, kind, upload.content)
        return {"id": file_id, "title": wanted.get("title") or upload.name}


def check_files(blocks: list[dict[str, Any]], files: dict[str, SharedFile]) -> None:
    """Raise InvalidSchemaError for a block that shows what is no complete image of Slack's."""
    for where, image in _images(blocks):
        wanted = (image.get("slack_file") or {}).get("id")
        file = files.get(str(wanted))
        is_image = file is not None and file.mimetype.startswith("image/")
        need("slack_file" not in image or is_image, f"{where}/slack_file", "invalid slack file")


def _images(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, block in enumerate(blocks):
        inner = [block, block.get("accessory"), *(block.get("elements") or [])]
        for each in inner:
            if isinstance(each, dict) and each.get("type") == "image":
                yield f"/blocks/{number}", each


def _faulty(fault: Fault) -> Response:
    return PlainTextResponse(fault.error, fault.status)
