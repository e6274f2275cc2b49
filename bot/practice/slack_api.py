"""Slack's Web API: tokens, scopes, arguments, pace and errors as the real one has them."""

from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.practice.arguments import BadArgumentsError, answer, read_arguments
from bot.practice.exchange import Exchange
from bot.practice.faults import Fault
from bot.practice.response_urls import ResponseUrls, UrlRefusedError
from bot.practice.slack_arguments import SlackError
from bot.practice.slack_methods import METHODS, SlackMethods, TooFastError


class SlackApi:
    """The HTTP endpoints: `/api/METHOD` and the response URLs."""

    def __init__(
        self,
        methods: SlackMethods,
        urls: ResponseUrls,
        exchange: Exchange,
        *,
        bot_token: str,
        app_token: str,
        scopes: set[str],
    ) -> None:
        self._methods = methods
        self._urls = urls
        self._exchange = exchange
        self._tokens = {bot_token: "bot", app_token: "app"}
        self._scopes = scopes

    async def call(self, request: Request) -> Response:
        """Answer one call of a Web API method."""
        name = request.path_params["method"]
        return await self._exchange.handle(
            request, name, lambda: self._carry_out(request, name), _faulty
        )

    async def respond(self, request: Request) -> Response:
        """Answer one use of a response URL."""
        url = f"{self._urls.base}{request.url.path}"
        return await self._exchange.handle(
            request, "response_url", lambda: self._use(request, url), _faulty
        )

    async def _carry_out(self, request: Request, name: str) -> tuple[str, Response]:
        try:
            arguments = await read_arguments(request)
            self._authorise(request, name, arguments)
            result = self._methods.run(name, arguments)
        except BadArgumentsError as error:
            return str(error), answer({"ok": False, "error": str(error)})
        except TooFastError as error:
            return "ratelimited", _too_fast(error.seconds)
        except SlackError as error:
            return error.code, answer({"ok": False, "error": error.code, **error.details})
        return "ok", answer({"ok": True, **result}, headers={"x-oauth-scopes": self._granted()})

    async def _use(self, request: Request, url: str) -> tuple[str, Response]:
        try:
            self._urls.use(url, await read_arguments(request))
        except BadArgumentsError:
            return "invalid_payload", PlainTextResponse("invalid_payload", 400)
        except UrlRefusedError as error:
            refusal = {"ok": False, "error": error.error}
            return error.error, answer(refusal, error.status)
        return "ok", PlainTextResponse("ok")

    def _authorise(self, request: Request, name: str, arguments: dict[str, Any]) -> None:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        in_body = arguments.pop("token", "")
        token = bearer.strip() if scheme.lower() == "bearer" else in_body
        if not token:
            raise SlackError("not_authed")
        kind = self._tokens.get(token)
        if kind is None:
            raise SlackError("invalid_auth")
        if kind != method.caller:
            raise SlackError("not_allowed_token_type")
        needed = method.needed_scope(arguments, self._methods.team)
        if needed and needed not in self._scopes:
            raise SlackError("missing_scope", needed=needed, provided=self._granted())

    def _granted(self) -> str:
        return ",".join(sorted(self._scopes))


def _too_fast(seconds: float) -> Response:
    headers = {"retry-after": str(max(1, -int(-seconds // 1)))}
    return answer({"ok": False, "error": "ratelimited"}, 429, headers)


def _faulty(fault: Fault) -> Response:
    if fault.kind == "refusal":
        return answer({"ok": False, "error": fault.error})
    headers = {} if fault.retry_after is None else {"retry-after": str(fault.retry_after)}
    return answer({"ok": False, "error": fault.error}, fault.status, headers)
