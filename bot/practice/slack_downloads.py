"""The content of files, for those who show a token; a page to sign in for everybody else."""

from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.practice.exchange import Exchange
from bot.practice.faults import Fault
from bot.practice.slack_api import Token, bearer
from bot.practice.slack_team import SlackTeam


class FileServer:
    """Serves `url_private` and `url_private_download`."""

    def __init__(self, team: SlackTeam, tokens: dict[str, Token], exchange: Exchange) -> None:
        self._team = team
        self._tokens = tokens
        self._exchange = exchange

    async def send(self, request: Request) -> Response:
        """Return the file's bytes, or the way to the sign-in page: never a plain refusal."""
        return await self._exchange.handle(
            request, "slack_download", lambda: self._content(request), _faulty
        )

    async def _content(self, request: Request) -> tuple[str, Response]:
        token = self._tokens.get(bearer(request))
        if token is None or "files:read" not in token.scopes:
            return "signin", RedirectResponse("/signin", 302)
        folder = PurePosixPath(request.path_params["rest"]).parts[0]
        file = self._team.files.get(folder.partition("-")[2])
        if file is None:
            return "404", Response(status_code=404)
        return "ok", Response(file.content, media_type=file.mimetype)

    async def sign_in(self, _: Request) -> Response:
        return HTMLResponse("<!DOCTYPE html><html><title>Sign in to Practice</title></html>")


def _faulty(fault: Fault) -> Response:
    after = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
    return Response(status_code=fault.status, headers=after)
