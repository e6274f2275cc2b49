"""The practice workspace: Slack, Telegram and a page to type in, in memory, on one port."""

import random
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute, Route, WebSocketRoute

from bot.practice.clock import PracticeClock, next_monday
from bot.practice.exchange import Exchange
from bot.practice.faults import Faults
from bot.practice.ledger import Event, Ledger
from bot.practice.limits import Rates
from bot.practice.page import Page
from bot.practice.people import Customer, Employee, People
from bot.practice.response_urls import ResponseUrls
from bot.practice.server import LoopbackServer
from bot.practice.slack_acts import SlackActs
from bot.practice.slack_answers import Answers
from bot.practice.slack_api import SlackApi, Token
from bot.practice.slack_chat import SlackChat
from bot.practice.slack_downloads import FileServer
from bot.practice.slack_handover import Handover, Retries
from bot.practice.slack_http import HttpDelivery
from bot.practice.slack_interactivity import Interactivity
from bot.practice.slack_lookups import SlackLookups
from bot.practice.slack_persons import SlackPersons
from bot.practice.slack_shortcuts import SHORTCUTS, AppShortcut
from bot.practice.slack_socket import SocketMode
from bot.practice.slack_team import DIGEST, STORIES, Channel, Message, SlackTeam
from bot.practice.slack_triggers import Triggers
from bot.practice.slack_uploads import Uploads
from bot.practice.slack_view_methods import SlackViewMethods
from bot.practice.slack_views import Views
from bot.practice.telegram_acts import TelegramActs
from bot.practice.telegram_api import TelegramApi
from bot.practice.telegram_chats import GROUP_ID, Chats, Updates
from bot.practice.telegram_files import TelegramFiles
from bot.practice.telegram_groups import TelegramGroups
from bot.practice.telegram_persons import TelegramPersons
from bot.practice.transcription import Transcriptions

_PATIENCE = 120.0
"""Seconds after which what is waited for does not come, however slow the machine."""
SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "dnd:read",
        "files:read",
        "files:write",
        "im:history",
        "im:read",
        "im:write",
        "reactions:read",
        "users:read",
    }
)


class Workspace(SlackActs, TelegramActs):
    """`async with Workspace(clock) as workspace:` serves until the block ends.

    Give the program `slack_base_url`, `telegram_base_url` and the tokens; act as people with
    `slack_…` and `telegram_…`; look at what they see with `messages`, `seen_by` and `chat`;
    compare with `ledger`; order trouble with `faults` and `socket`. The same seed gives the same
    tokens, ids and choices. Sockets are pinged every `ping_seconds`.
    """

    def __init__(
        self,
        clock: PracticeClock,
        port: int = 0,
        *,
        seed: int | None = None,
        zone: ZoneInfo | None = None,
        scopes: frozenset[str] = SCOPES,
        retries: Retries | None = None,
        rates: Rates | None = None,
        shortcuts: tuple[AppShortcut, ...] = SHORTCUTS,
        on_leap: Callable[[], Awaitable[None]] | None = None,
        ping_seconds: float = 20.0,
    ) -> None:
        # A play needs repeatable chance, not secrecy.
        chance = random.Random(seed)  # noqa: S311
        rates = rates or Rates()
        self.clock = clock
        self.zone = zone or ZoneInfo("Europe/Helsinki")
        self.on_leap = on_leap
        self.scopes = set(scopes)
        self.shortcuts = shortcuts
        self.ledger = Ledger()
        self.faults = Faults()
        self.people = People()
        self.story_channel = STORIES
        self.digest_channel = DIGEST
        self.telegram_group = GROUP_ID
        self.marks: dict[str, str] = {}  # what the scenes of a play refer to
        self.slack_bot_token = f"xoxb-practice-{chance.getrandbits(64):016x}"
        self.slack_app_token = f"xapp-practice-{chance.getrandbits(64):016x}"
        self.slack_signing_secret = f"{chance.getrandbits(128):032x}"
        self.telegram_token = f"7100000001:practice-{chance.getrandbits(64):016x}"
        self.team = SlackTeam(self.people, clock)
        self.handover = Handover(clock, self.ledger, retries or Retries())
        self.socket = SocketMode(clock, self.ledger, chance, self.handover, self._cut, self._mute)
        self.http = HttpDelivery(clock, self.ledger, self.handover, self.slack_signing_secret)
        self.handover.way = self.socket
        self.views = Views(clock, chance)
        self._urls = ResponseUrls(self.team, self.ledger, clock, chance)
        self.slack = SlackPersons(
            self.people, self.team, self.views, self.handover, clock, chance, self.scopes
        )
        triggers = Triggers(clock, chance)
        answers = Answers(self.team, self._urls, self.views, self.ledger)
        self.handover.on_answer, self.handover.on_silence = answers.take, answers.miss
        self.interactivity = Interactivity(
            self.people,
            self.team,
            self.handover,
            self._urls,
            triggers,
            self.views,
            answers,
            self.ledger,
        )
        exchange = Exchange(self.faults, self.ledger, clock, self._cut)
        self._uploads = Uploads(self.team, exchange, rates, chance)
        methods = {
            **self._uploads.methods(),
            **SlackLookups(self.team, clock, rates, self._open_socket).methods(),
            **SlackChat(self.team, self.ledger, clock, rates, self.slack).methods(),
            **SlackViewMethods(
                self.views, triggers, self.team, self.ledger, clock, rates
            ).methods(),
        }
        self.chats = Chats(clock)
        self.updates = Updates(self.ledger, clock, first_id=chance.randrange(10**8, 10**9))
        self.groups = TelegramGroups(self.people, self.chats, self.updates, clock)
        self._telegram_files = TelegramFiles(exchange, self.telegram_token)
        self.transcription_key = f"sk-practice-{chance.getrandbits(64):016x}"
        self._transcriptions = Transcriptions(exchange, self.transcription_key)
        self.telegram = TelegramPersons(
            self.people, self.chats, self.updates, clock, chance, self._telegram_files
        )
        tokens = {
            self.slack_bot_token: Token("bot", self.scopes),
            self.slack_app_token: Token("app", {"connections:write"}),
        }
        self._slack_api = SlackApi(methods, tokens, self.team, self._urls, exchange, clock)
        self._files = FileServer(self.team, tokens, exchange)
        self._telegram_api = TelegramApi(
            self.chats,
            self.updates,
            self.telegram,
            self.ledger,
            clock,
            exchange,
            token=self.telegram_token,
            rates=rates,
        )
        self.webhook = self._telegram_api.webhook
        self._page = Page(self)
        self._server = LoopbackServer(Starlette(routes=self._routes()), port, ping_seconds)

    async def __aenter__(self) -> Self:
        self._server.bind()
        self._urls.base = self.url
        self.team.url = f"{self.url}/"
        await self._server.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._telegram_api.end_poll()
        await self.webhook.close()
        self._page.close()
        await self.http.close()
        await self._server.stop()

    def _routes(self) -> list[BaseRoute]:
        both = ["GET", "POST"]
        return [
            Route("/api/{method}", self._slack_api.call, methods=both),
            Route("/commands/{rest:path}", self._slack_api.respond, methods=["POST"]),
            Route("/actions/{rest:path}", self._slack_api.respond, methods=["POST"]),
            Route("/app/{rest:path}", self._slack_api.respond, methods=["POST"]),
            Route("/files-pri/{rest:path}", self._files.send),
            Route("/upload/v1/{ticket}", self._uploads.take, methods=["POST"]),
            Route("/signin", self._files.sign_in),
            WebSocketRoute("/link", self.socket.serve),
            Route("/file/bot{token}/{path:path}", self._telegram_files.send),
            Route("/v1/audio/transcriptions", self._transcriptions.hear, methods=["POST"]),
            Route("/bot{token}/{method}", self._telegram_api.call, methods=both),
            *self._page.routes(),
        ]

    # Where it is

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def slack_base_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def telegram_base_url(self) -> str:
        """Without a path: python-telegram-bot wants "/bot" added, and the token after that."""
        return self.url

    @property
    def transcription_url(self) -> str:
        """Of the stand-in for a transcription service, which wants `transcription_key`."""
        return f"{self.url}/v1"

    # What can be seen

    def channel(self, channel: str) -> Channel:
        return self.team.channels[channel]

    def messages(self, channel: str = STORIES) -> list[Message]:
        """Return all messages of a channel, private ones included, oldest first."""
        return list(self.team.channels[channel].messages.values())

    def seen_by(self, user: str | Employee, channel: str = STORIES) -> list[Message]:
        """Return what that person sees in a channel, oldest first."""
        person = self.people.employee(user)
        return list(self.team.channels[channel].visible_to(person.id))

    def dm(self, user: str | Employee) -> list[Message]:
        """Return the direct messages between that person and the bot, oldest first."""
        return self.messages(self.people.employee(user).dm)

    def chat(self, person: str | int | Customer) -> list[dict[str, Any]]:
        """Return the messages of a customer's chat in Telegram's form, oldest first."""
        return list(self.telegram.chat(person).messages.values())

    @property
    def telegram_menus(self) -> dict[str, list[dict[str, str]]]:
        """The bot's commands by language; those for everybody else stand under ""."""
        return self._telegram_api.menus

    # Waiting

    async def slack_request_url(self, url: str) -> None:
        """Deliver by HTTP to that URL from now on, and not by Socket Mode.

        Raise UrlNotVerifiedError, as when an administrator enters it in Slack.
        """
        await self.http.verify(url)
        self.handover.way = self.http

    async def connected(self, sockets: int = 1, timeout: float = _PATIENCE) -> None:  # noqa: ASYNC109
        """Wait until so many Socket Mode connections are open."""
        await self.ledger.until(lambda: len(self.socket.connections) >= sockets, timeout)

    async def quiet(self, timeout: float = _PATIENCE) -> None:  # noqa: ASYNC109
        """Wait until every event so far is acknowledged or given up, and every update confirmed.

        What the program posts afterwards is not waited for: use `until`.
        """
        try:
            await self.ledger.until(lambda: not self.ledger.open_events(), timeout)
        except TimeoutError as error:
            left = [f"{e.kind} {e.key}" for e in self.ledger.open_events()]
            msg = f"{len(left)} not acknowledged: {', '.join(left[:5])}"
            raise TimeoutError(msg) from error

    async def until(self, holds: Callable[[], bool], timeout: float = _PATIENCE) -> None:  # noqa: ASYNC109
        """Wait until `holds()` is true; it is asked again after every change in the workspace."""
        await self.ledger.until(holds, timeout)

    # Time

    async def leap(self, instant: datetime | None = None) -> datetime:
        """Move the clock to an instant, by default Monday at nine, and tell `on_leap`."""
        target = instant or next_monday(self.clock.now(), self.zone)
        self.clock.advance_to(target)
        self.ledger.changed()
        if self.on_leap is not None:
            await self.on_leap()
        return target

    @property
    def is_polled(self) -> bool:
        """Whether a long poll is waiting for Telegram's updates."""
        return self._telegram_api.is_waiting

    def deaf(self) -> list[str]:
        """Return the platforms at which nobody listens now."""
        listens = {
            "Slack": bool(self.socket.connections or self.http.url),
            "Telegram": self._telegram_api.is_polled or bool(self.webhook.url),
        }
        return [name for name, hears in listens.items() if not hears]

    # Trouble

    def resend(self, event: Event) -> None:
        """Deliver an event or update once more, as after a lost acknowledgement."""
        if event.kind == "update":
            self.updates.put(event.payload)
        else:
            self.handover.resend(event)

    def _open_socket(self) -> str:
        return f"ws://127.0.0.1:{self._server.port}/link?ticket={self.socket.new_ticket()}"

    def _cut(self, connection: HTTPConnection) -> None:
        self._server.cut(connection)

    def _mute(self, connection: HTTPConnection) -> None:
        self._server.mute(connection)
