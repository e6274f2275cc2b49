"""The whole program on a practice workspace, in the test's own process."""

import asyncio
import contextlib
import secrets
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.app import Program, open_program
from bot.config import Secrets, Settings
from bot.core.errors import StorageUnavailableError
from bot.core.model.language import Language
from bot.core.model.story import Story
from bot.core.model.week import Week
from bot.i18n.catalogue import Catalogue
from bot.practice.clock import PracticeClock
from bot.practice.limits import Rates
from bot.practice.slack_handover import Retries
from bot.practice.workspace import SCOPES, Workspace
from handlers.slack.connection import SlackConnection
from handlers.slack.sockets import SlackSockets
from handlers.web.server import serving
from tests.patience import HANGS

WEDNESDAY = datetime(2026, 11, 18, 10, tzinfo=UTC)
"""In week 47."""
WEEK_47 = Week(2026, 47)
TEAM = "palvelu"
_TEXTS = Catalogue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """A workspace, and an installation beside it whose program can be started and ended."""

    workspace: Workspace
    database: Path
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    operator: str = ""
    owner: str = ""
    slack_mode: str = "socket"
    attachments: bool = False
    transcription: bool = False
    telegram_mode: str = "polling"
    web_port: int = 0
    telegram_digest: int = 0
    tokens: Mapping[str, str] = field(default_factory=dict)
    """Other tokens than the right ones; an empty one turns the platform off."""

    @property
    def settings(self) -> Settings:
        workspace = self.workspace
        listen, digest = (workspace.story_channel,), workspace.digest_channel
        team = {
            "id": TEAM,
            "name": "Asiakaspalvelu",
            "members": 12,
            "attachments": self.attachments,
            "owner": self.owner,
            "on_call": workspace.people.employee("u1").id,
            "slack": {"listen": listen, "digest": digest},
            "telegram": {"start": TEAM, "digest": self.telegram_digest},
        }
        return Settings(
            {
                "kuule": {"database": f"sqlite:///{self.database}", "operator": self.operator},
                "slack": {"base_url": workspace.slack_base_url, "mode": self.slack_mode},
                "telegram": {
                    "base_url": workspace.telegram_base_url,
                    "mode": self.telegram_mode,
                },
                "transcription": {
                    "url": self.workspace.transcription_url if self.transcription else ""
                },
                "web": {"url": f"http://127.0.0.1:{self.web_port}"},
                "teams": (team,),
            }
        )

    @property
    def secrets(self) -> Secrets:
        right = {
            "slack_bot_token": self.workspace.slack_bot_token,
            "slack_app_token": self.workspace.slack_app_token,
            "slack_signing_secret": self.workspace.slack_signing_secret,
            "telegram_token": self.workspace.telegram_token,
            "telegram_webhook_secret": "practice-secret",
            "transcription_key": self.workspace.transcription_key,
        }
        given = right | dict(self.tokens)
        return Secrets(**{name: SecretStr(token) for name, token in given.items() if token})

    @asynccontextmanager
    async def running(
        self, *, listening: bool = True, silence: float | None = None
    ) -> AsyncIterator[Program]:
        """Run the loops, the courier and the web port while the block runs. Raise what ended one
        of them. After `silence` seconds without a frame a socket counts as dead, else as always.
        """
        opened = open_program(self.settings, self.secrets, self.key, self.workspace.clock)
        async with opened as program, serving(program.web, "127.0.0.1", self.web_port) as port:
            if self.slack_mode == "http":
                await self.workspace.slack_request_url(f"http://127.0.0.1:{port}/slack/events")
            await program.begin()
            loops = program.loops
            if silence is not None:
                loops = tuple(_impatient(loop, silence) for loop in loops)
            tasks = [asyncio.create_task(loop()) for loop in loops]
            try:
                if listening:
                    await self.heard()
                yield program
                for task in tasks:
                    if task.done():
                        task.result()
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def heard(self) -> None:
        """Wait until the program listens on both platforms."""
        if self.slack_mode == "socket":
            await self.workspace.connected()
        is_posted = self.telegram_mode == "webhook"
        workspace = self.workspace
        await workspace.until(
            lambda: bool(workspace.webhook.url) if is_posted else workspace.is_polled
        )

    def kept(self) -> int:
        """Return how many stories the database keeps."""
        return self._count("story", "status = 'kept'")

    def parts(self) -> int:
        return self._count("part", "1 = 1")

    def held(self) -> int:
        """Return how many messages wait for the end of their talks."""
        return self._count("held", "length(parent) = 16")

    def parked(self) -> int:
        return self._count("parked", "1 = 1")

    def deliveries(self, state: str) -> int:
        return self._count("delivery", f"state = '{state}'")

    def _count(self, table: str, condition: str) -> int:
        ((found,),) = rows(self.database, f"SELECT count(*) FROM {table} WHERE {condition}")  # noqa: S608 - the tests' own words
        return int(found)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the database's write lock, as another process may."""
        connection = sqlite3.connect(self.database, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
            connection.close()


def _impatient(listen: Callable[[], Any], silence: float) -> Callable[[], Any]:
    """Return a platform's loop that waits so long for a frame of a socket, if it has sockets."""
    connection = getattr(listen, "__self__", None)
    if not isinstance(connection, SlackConnection):
        return listen
    assert isinstance(connection.transport, SlackSockets)
    return replace(connection, transport=replace(connection.transport, silence=silence)).run


@asynccontextmanager
async def a_play(
    folder: Path,
    template: Path,
    *,
    scopes: frozenset[str] = SCOPES,
    retries: Retries | None = None,
    rates: Rates | None = None,
    ping_seconds: float = 20.0,
    **fields: Any,
) -> AsyncIterator[Play]:
    """Open a workspace on the live clock of a Wednesday, and an empty database."""
    database = Path(shutil.copy(template, folder / "kuule.db"))
    clock = PracticeClock("live", WEDNESDAY)
    # Else the echo of the notice, posted before the socket is open, would wait for minutes.
    retries = retries or Retries(keep_while_deaf=True)
    async with Workspace(
        clock, seed=1, scopes=scopes, retries=retries, rates=rates, ping_seconds=ping_seconds
    ) as workspace:
        yield Play(workspace=workspace, database=database, **fields)


def words(key: str, language: Language = "fi") -> str:
    """Return the longest stretch of a sentence of the catalogue that holds no argument."""
    given = {"share": "team", "identity": "unnamed", "bell": "yes", "team": "\0", "platform": "\0"}
    sentence = _TEXTS.text(language, key, number="\0", numbers="\0", **given)
    return max(sentence.split("\0"), key=len)


def rows(database: str | Path, query: str) -> list[Any]:
    """Return what a query finds."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


async def until(holds: Callable[[], bool], timeout: float = HANGS) -> None:  # noqa: ASYNC109  # the tests' own limit
    """Wait for what happens out of the workspace's sight: in the database, in the log."""
    async with asyncio.timeout(timeout):
        while not holds():  # noqa: ASYNC110  # nobody sets an event there
            await asyncio.sleep(0.02)


async def calm(workspace: Workspace) -> None:
    """Wait for every acknowledgement, through the pauses after which Slack tries again."""
    for seconds in (61, 301):
        try:
            await workspace.quiet(4)
        except TimeoutError:
            workspace.clock.advance(seconds)
    await workspace.quiet(10)


async def stories(program: Program, week: Week = WEEK_47) -> list[Story]:
    """Return a week's stories as readers see them."""
    return list(await program.store.read(lambda tx: tx.stories.told_in(TEAM, week)))


async def limit_pages(program: Program, pages: int) -> None:
    """Let the writer's database grow to that many pages; 1 means no further, as a full disk."""
    pragma = f"PRAGMA max_page_count={pages}"
    async with asyncio.timeout(HANGS):
        while True:
            # Beside a story that finds no room the whole group fails, and this with it.
            with contextlib.suppress(StorageUnavailableError):
                await program.store.write(
                    lambda tx: tx.stories._session._cursor.execute(pragma)  # type: ignore[attr-defined]  # a test's way in
                )
                return
