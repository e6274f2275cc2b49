"""The commands in an empty directory, as a person or a script uses them."""

import asyncio
import base64
import json
import os
import re
import secrets
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import PublicHolidays
from bot.cli import main
from bot.clock import SystemClock
from bot.config import load_settings
from bot.core.intake import Intake
from bot.core.model.incoming import IncomingMessage
from bot.core.model.platforms import Platform, Route
from bot.core.model.week import Week
from bot.core.ports.store import Transaction
from bot.core.withholding import Withholding
from bot.sealing import KeyedSealer
from bot.tagging.tagger import CueTagger
from storage.store import open_store, sqlite_path
from tests.core_builders import revise
from tests.integration.kuule_process import bare_environment

KEY = base64.b64encode(bytes(range(32))).decode()


TOKENS = {
    "KUULE_SLACK_BOT_TOKEN": "xoxb-1-canary",
    "KUULE_SLACK_APP_TOKEN": "xapp-1-canary",
    "KUULE_TELEGRAM_TOKEN": "123456:canary-canary",
}


TEAMS = """
[[teams]]
id = "palvelu"
name = "Asiakaspalvelu"
[teams.slack]
digest = "C0456"
[[teams]]
id = "myynti"
name = "Myynti"
[teams.telegram]
start = "myynti"
"""


HELSINKI = ZoneInfo("Europe/Helsinki")


THIS = Week.of(datetime.now(UTC), HELSINKI)


BOXES = re.compile("[─-▟]")


@dataclass(frozen=True, slots=True)
class Result:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        return json.loads(self.out)


class Desk:
    """An empty directory with a config.toml, an environment, and the commands in this process."""

    def __init__(
        self,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
        database: str,
    ) -> None:
        self.folder = folder
        self.database = database
        self._monkeypatch = monkeypatch
        self._capsys = capsys
        monkeypatch.chdir(folder)
        self.write(TEAMS)
        self.set(KUULE__KUULE__DATABASE=database, KUULE_KEY=KEY)

    def write(self, text: str, name: str = "config.toml") -> Path:
        file = self.folder / name
        file.write_text(text, encoding="utf-8")
        return file

    def set(self, **variables: str) -> None:
        for name, value in variables.items():
            self._monkeypatch.setenv(name, value)

    def unset(self, *names: str) -> None:
        for name in names:
            self._monkeypatch.delenv(name, raising=False)

    def run(self, *arguments: str) -> Result:
        """Run a command here, with both outputs in pipes."""
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = self._capsys.readouterr()
        return Result(int(ended.value.code or 0), said.out, said.err)

    def spawn(self, *arguments: str, **options: object) -> subprocess.Popen[str]:
        """Start a command in a process of its own."""
        command = [*options.pop("before", ()), sys.executable, "-m", "bot", *arguments]  # type: ignore[misc]
        mine = {name: value for name, value in os.environ.items() if name.startswith("KUULE")}
        environ = bare_environment() | mine | options.pop("environ", {})  # type: ignore[operator]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
        return subprocess.Popen(  # noqa: S603  # our own command
            command, cwd=self.folder, env=environ, stdin=subprocess.DEVNULL, text=True, **streams
        )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the SQLite file's write lock as another program would."""
        with closing(sqlite3.connect(sqlite_path(self.database), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield

    def tell(self, *texts: str, week: Week = THIS) -> None:
        """Store stories as if they had come in by Slack in that week."""
        asyncio.run(self._tell(texts, week))

    def park(self) -> None:
        """Park an input as the gate does."""
        asyncio.run(self._park())

    async def write_into(self, unit: Callable[[Transaction], object]) -> None:
        """Do what a running Kuule would do in the database."""
        async with open_store(self.database, KeyedSealer(base64.b64decode(KEY))) as store:
            await store.write(unit)

    async def _park(self) -> None:
        now = datetime.now(UTC)
        await self.write_into(lambda tx: tx.parking.add(b"k", "slack", "{}", "KeyError", now))

    async def _tell(self, texts: tuple[str, ...], week: Week) -> None:
        sealer, teams = KeyedSealer(base64.b64decode(KEY)), self._settings().to_teams()
        at = week.start(HELSINKI).astimezone(UTC) + timedelta(hours=1)
        async with open_store(self.database, sealer) as store:
            holidays, withholding = PublicHolidays(), Withholding(revise)
            intake = Intake(
                store, CueTagger(), sealer, teams, holidays, SystemClock(), withholding
            )
            for serial, text in enumerate(texts):
                await intake.submit(_message(text, f"{serial}", at))

    def _settings(self) -> object:
        return load_settings(self.folder / "config.toml", {})


def _message(text: str, serial: str, at: datetime) -> IncomingMessage:
    return IncomingMessage(
        key=("slack", "T1", "C1", secrets.token_hex(8)),
        platform=Platform.SLACK,
        route=Route.COMMAND,
        workspace="T1",
        user=f"U{serial}",
        channel="C1",
        text=text,
        told_at=at,
    )


def a_sentence(text: str) -> bool:
    """One line, or one a mistake, that ends as a sentence does."""
    lines = text.strip().splitlines()
    return bool(lines) and all(line.endswith((".", "?")) for line in lines)
