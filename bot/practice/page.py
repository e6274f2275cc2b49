"""The page to type in: its files, what it shows, and what a person does with it."""

import asyncio
import base64
import html
import json
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.practice import words
from bot.practice.arguments import BadArgumentsError, answer, read_arguments
from bot.practice.image_types import image_type
from bot.practice.limits import TELEGRAM_CAPTION
from bot.practice.page_acts import SlackPageActs, typed
from bot.practice.page_view import FILES, PageView
from bot.practice.people import Language, People
from bot.practice.slack_shortcuts import AppShortcut
from bot.practice.stage import Stage
from bot.practice.telegram_chats import GROUP_ID
from bot.practice.transcription import spoken

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}
LOCAL_NAMES = {"127.0.0.1", "localhost"}
LONGEST_WAIT = 25
LARGEST_ACT = 20_000_000  # a file of 10 MB, and more than that refused by the page itself
PHOTOS = {"image/jpeg", "image/png", "image/webp"}  # what Telegram's own programs send so
SCRIPTS = ("page.js", "blocks.js", "composer.js", "controls.js", "dialogs.js", "messages.js")

Handler = Callable[[Request], Awaitable[Response]]


class Page:
    """Serves the page and carries out what is done on it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._slack_acts = SlackPageActs(stage)
        self._is_open = True

    def close(self) -> None:
        """Let the waiting browsers go."""
        self._is_open = False
        self._stage.ledger.changed()

    def routes(self) -> list[Route]:
        return [
            Route("/", self._local(self.show)),
            Route("/page.css", self._local(_file("page.css", "text/css"))),
            *(Route(f"/{name}", self._local(_file(name, "text/javascript"))) for name in SCRIPTS),
            Route("/page/state", self._local(self.state)),
            Route(f"{FILES}{{file}}", self._local(self.file)),
            Route("/page/{act}", self._local(self.act), methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Return the page in the reader's language."""
        language = _language(request)
        text = _package_file("page.html")
        marks = words.words(language) | {"lang": language}
        for key, word in marks.items():
            text = text.replace(f"[[{key}]]", html.escape(word, quote=True))
        text = text.replace("[[words]]", html.escape(json.dumps(marks), quote=True))
        text = text.replace("<!--languages-->", _language_links(language))
        text = text.replace("<!--employees-->", _employees(self._stage.people))
        text = text.replace("<!--customers-->", _customers(self._stage.people))
        text = text.replace("[[app_shortcuts]]", _shortcuts(self._stage.shortcuts))
        return Response(text, media_type="text/html", headers=HEADERS)

    async def state(self, request: Request) -> Response:
        """Return what is to be seen once it differs from what the browser has."""
        since = request.query_params.get("since", "")
        try:
            employee = self._stage.people.employee(request.query_params.get("employee", "u1"))
            customer = self._stage.people.customer(request.query_params.get("customer", "c1"))
        except KeyError:
            return PlainTextResponse("no such person", 404, HEADERS)
        await self._wait_for_news(since)
        language = _language(request)
        view = PageView(self._stage, language)
        now = self._stage.clock.now().astimezone(self._stage.zone)
        chat = self._stage.telegram.chat(customer)
        channels = self._stage.team.channels
        shown = {
            "version": str(self._stage.ledger.version),
            "now": words.date_and_time(now, language, with_year=True),
            "deaf": self._stage.deaf(),
            "notice": [len(chat.notices), chat.notices[-1] if chat.notices else ""],
            "channel": view.channel(channels[self._stage.story_channel], employee),
            "dm": view.channel(channels[employee.dm], employee),
            "digest": view.channel(channels[self._stage.digest_channel], employee),
            "modal": view.modal(employee),
            "home": view.home(employee),
            "chat": view.chat(chat, customer),
            "group": view.chat(self._stage.telegram.group),
        }
        return answer(shown, headers=HEADERS)

    async def file(self, request: Request) -> Response:
        """Return a picture that a message shows, or a file of a chat as text, which no browser
        runs.
        """
        wanted = request.path_params["file"]
        file = self._stage.team.files.get(wanted)
        try:
            content = file.content if file else self._stage.telegram.files.content(wanted)
        except LookupError:
            return PlainTextResponse("no such file", 404, HEADERS)
        return Response(content, media_type=image_type(content) or "text/plain", headers=HEADERS)

    async def act(self, request: Request) -> Response:
        """Carry out one act of a person and say how it went."""
        acts = {"slack": self._slack, "telegram": self._telegram, "leap": self._leap}
        act = acts.get(request.path_params["act"])
        if act is None:
            return PlainTextResponse("no such act", 404, HEADERS)
        try:
            wish = await read_arguments(request, LARGEST_ACT)
            return answer(await act(wish) or {}, headers=HEADERS)
        except (LookupError, ValueError, TypeError, BadArgumentsError) as error:
            return answer({"error": str(error)}, 400, HEADERS)

    async def _slack(self, wish: dict[str, Any]) -> dict[str, str] | None:
        self._slack_acts.carry_out(wish)
        return None

    async def _telegram(self, wish: dict[str, Any]) -> dict[str, str] | None:
        who = str(wish["who"])
        if "url" in wish:
            self._stage.telegram.open(who, str(wish["url"]))
        elif "data" in wish:
            group = GROUP_ID if wish.get("group") is True else 0
            self._stage.telegram.press(who, int(wish["message"]), str(wish["data"]), group=group)
        elif "edits" in wish:
            self._stage.telegram.edit(who, int(wish["edits"]), typed(wish))
        elif wish.get("voice") is True:
            self._stage.telegram.speak(who, spoken(typed(wish)))
        elif "content" in wish:
            content = base64.b64decode(str(wish["content"]), validate=True)
            mimetype = str(wish["mimetype"])
            self._stage.telegram.attach(
                who,
                content,
                str(wish.get("text") or "").strip()[:TELEGRAM_CAPTION],
                name=str(wish["name"]),
                mimetype=mimetype,
                as_photo=mimetype in PHOTOS,
            )
        else:
            self._stage.telegram.say(who, typed(wish))
        self._stage.ledger.changed()
        return None

    async def _leap(self, wish: dict[str, Any]) -> dict[str, str]:
        local = (await self._stage.leap()).astimezone(self._stage.zone)
        language = words.choose_language(str(wish.get("lang")), "")
        return {"now": words.date_and_time(local, language, with_year=True)}

    async def _wait_for_news(self, since: str) -> None:
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                while self._is_open and since == str(self._stage.ledger.version):
                    await self._stage.ledger.change()
        except TimeoutError:
            return

    def _local(self, handler: Handler) -> Handler:
        async def handle(request: Request) -> Response:
            # Another site that points its name here, or posts here, must not act as a person.
            host = urlsplit(f"//{request.headers.get('host', '')}").hostname
            origin = request.headers.get("origin")
            is_own = origin is None or urlsplit(origin).netloc == request.headers.get("host")
            if host not in LOCAL_NAMES or not is_own:
                return PlainTextResponse("only from this computer", 403, HEADERS)
            is_json = request.headers.get("content-type", "").startswith("application/json")
            if request.method == "POST" and not is_json:
                return PlainTextResponse("only JSON", 415, HEADERS)
            return await handler(request)

        return handle


def _language(request: Request) -> Language:
    wanted = request.query_params.get("lang")
    return words.choose_language(wanted, request.headers.get("accept-language", ""))


def _package_file(name: str) -> str:
    return (files("bot.practice") / name).read_text("utf-8")


def _file(name: str, media_type: str) -> Handler:
    async def handle(_: Request) -> Response:
        return Response(_package_file(name), media_type=media_type, headers=HEADERS)

    return handle


def _language_links(current: Language) -> str:
    links = []
    for code, name in words.LANGUAGE_NAMES.items():
        here = ' aria-current="true"' if code == current else ""
        tongue = f'lang="{code}" hreflang="{code}"'
        links.append(f'<li><a href="/?lang={code}" {tongue}{here}>{name}</a></li>')
    return "".join(links)


def _employees(people: People) -> str:
    return "".join(_option(p.key, p.role, p.language) for p in people.employees)


def _customers(people: People) -> str:
    return "".join(_option(p.key, p.label, p.language) for p in people.customers)


def _shortcuts(shortcuts: Iterable[AppShortcut]) -> str:
    return html.escape(json.dumps([asdict(each) for each in shortcuts]), quote=True)


def _option(key: str, label: str, language: Language) -> str:
    return f'<option value="{key}" lang="{language}">{html.escape(label)} · {language}</option>'
