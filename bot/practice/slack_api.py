"""Slack's Web API: tokens, scopes, arguments, pace and errors as the real one has them."""

from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any, Literal

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.practice.arguments import BadArgumentsError, answer, read_arguments
from bot.practice.clock import PracticeClock
from bot.practice.exchange import Exchange
from bot.practice.faults import Fault
from bot.practice.limits import Pace, TooFastError
from bot.practice.response_urls import ResponseUrls, UrlRefusedError
from bot.practice.slack_arguments import Arguments, SlackError
from bot.practice.slack_method import Method, Methods
from bot.practice.slack_team import SlackTeam


@dataclass(frozen=True, slots=True)
class Token:
    """What a token is for; the scopes are granted, and may be taken away, while it is used."""

    caller: Literal["bot", "app"]
    scopes: set[str]

    @property
    def granted(self) -> str:
        return ",".join(sorted(self.scopes))


class SlackApi:
    """The HTTP endpoints: `/api/METHOD` and the response URLs."""

    def __init__(
        self,
        methods: Methods,
        tokens: dict[str, Token],
        team: SlackTeam,
        urls: ResponseUrls,
        exchange: Exchange,
        clock: PracticeClock,
    ) -> None:
        self._methods = methods
        self._tokens = tokens
        self._team = team
        self._urls = urls
        self._exchange = exchange
        self._clock = clock
        self._pace = Pace(clock.now)

    async def call(self, request: Request) -> Response:
        """Answer one call of a Web API method."""
        name = request.path_params["method"]
        response = await self._exchange.handle(
            request, name, lambda: self._carry_out(request, name), _faulty
        )
        response.headers["date"] = format_datetime(self._clock.now(), usegmt=True)
        return response

    async def respond(self, request: Request) -> Response:
        """Answer one use of a response URL."""
        url = f"{self._urls.base}{request.url.path}"
        return await self._exchange.handle(
            request, "response_url", lambda: self._use(request, url), _faulty
        )

    async def _carry_out(self, request: Request, name: str) -> tuple[str, Response]:
        token = None
        try:
            arguments = await read_arguments(request)
            method = self._method(name)
            token = self._token(request, arguments)
            self._authorise(token, method, arguments)
            self._pace.keep(method.rate, name)
            result = method.run(arguments)
        except BadArgumentsError as error:
            return str(error), answer({"ok": False, "error": str(error)})
        except TooFastError as error:
            return "ratelimited", _too_fast(error.seconds)
        except SlackError as error:
            refusal = {"ok": False, "error": error.code, **error.details}
            return error.code, answer(refusal, headers=_headers(token))
        return "ok", answer({"ok": True, **result}, headers=_headers(token))

    async def _use(self, request: Request, url: str) -> tuple[str, Response]:
        try:
            self._urls.use(url, await read_arguments(request))
        except BadArgumentsError:
            return "invalid_payload", PlainTextResponse("invalid_payload", 400)
        except UrlRefusedError as error:
            refusal = {"ok": False, "error": error.error}
            return error.error, answer(refusal, error.status)
        return "ok", PlainTextResponse("ok")

    def _method(self, name: str) -> Method:
        if name not in self._methods:
            raise SlackError("unknown_method", req_method=name)
        return self._methods[name]

    def _token(self, request: Request, arguments: Arguments) -> Token:
        in_body = arguments.pop("token", "")
        presented = bearer(request) or in_body
        if not presented:
            raise SlackError("not_authed")
        if presented not in self._tokens:
            raise SlackError("invalid_auth")
        return self._tokens[presented]

    def _authorise(self, token: Token, method: Method, arguments: dict[str, Any]) -> None:
        if token.caller != method.caller:
            raise SlackError("not_allowed_token_type")
        needed = method.needed_scope(arguments, self._team)
        if needed and needed not in token.scopes:
            raise SlackError("missing_scope", needed=needed, provided=token.granted)


def bearer(request: Request) -> str:
    """Return the token of the authorization header, empty if there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _headers(token: Token | None) -> dict[str, str]:
    return {} if token is None else {"x-oauth-scopes": token.granted}


def _too_fast(seconds: float) -> Response:
    headers = {"retry-after": str(max(1, -int(-seconds // 1)))}
    return answer({"ok": False, "error": "ratelimited"}, 429, headers)


def _faulty(fault: Fault) -> Response:
    if fault.kind == "refusal":
        return answer({"ok": False, "error": fault.error})
    headers = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
    return answer({"ok": False, "error": fault.error}, fault.status, headers)
