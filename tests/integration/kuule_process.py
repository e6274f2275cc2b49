"""The real program as processes, beside a practice Workspace in the test's own process.

Two ways to start it. `started` runs `python -m bot` as anybody would. A `Nursery` loads the
program once and forks a process for each start, so that a test which kills it dozens of times
does not wait for its imports each time; what is forked has run nothing yet but imports.
"""

import asyncio
import base64
import json
import os
import re
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.practice.workspace import Workspace
from tests.patience import HANGS

ROOT = Path(__file__).parents[2]
READY = re.compile(r"http://[^/]+:(\d+)/healthz")
CONFIG = """
[kuule]
log = "{log}"
{kuule}
[slack]
base_url = "{slack}"
[telegram]
base_url = "{telegram}"
[web]
port = 0
[[teams]]
id = "palvelu"
name = "Asiakaspalvelu"
members = 12
country = "XX"  # a land without holidays: whatever day it is, a digest can be due
[teams.slack]
listen = ["{listen}"]
digest = "{digest}"
[teams.telegram]
start = "palvelu"
[teams.digest]
day = "{day}"
time = "{time}"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An installation: its settings file, its key and its environment."""

    folder: Path
    environ: Mapping[str, str]
    key: bytes

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"


def a_site(
    folder: Path,
    workspace: Workspace,
    database: str,
    *,
    day: str = "monday",
    at: str = "09:00",
    log: str = "info",
    kuule: str = "",
) -> Site:
    """Write the settings of a team in that workspace, on a web port of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    text = CONFIG.format(
        log=log,
        kuule=kuule,
        slack=workspace.slack_base_url,
        telegram=workspace.telegram_base_url,
        listen=workspace.story_channel,
        digest=workspace.digest_channel,
        day=day,
        time=at,
    )
    (folder / "config.toml").write_text(text, encoding="utf-8")
    key = secrets.token_bytes(32)
    environ = bare_environment() | {
        "KUULE__KUULE__DATABASE": database,
        "KUULE_KEY": base64.b64encode(key).decode(),
        "KUULE_SLACK_BOT_TOKEN": workspace.slack_bot_token,
        "KUULE_SLACK_APP_TOKEN": workspace.slack_app_token,
        "KUULE_TELEGRAM_TOKEN": workspace.telegram_token,
    }
    return Site(folder=folder, environ=environ, key=key)


def bare_environment() -> dict[str, str]:
    """Return what a program needs of the machine's environment, without any setting of Kuule."""
    kept = {"PATH", "HOME", "LANG", "XDG_RUNTIME_DIR", "TMPDIR"}
    return {name: value for name, value in os.environ.items() if name in kept} | {
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "default",
    }


@dataclass(slots=True)
class Kuule:
    """One process of the program. `lines` is what it wrote to stderr so far."""

    pid: int
    lines: list[str] = field(default_factory=list)
    status: int | None = None
    """The exit status; negative for the signal that killed it."""
    began: float = field(default_factory=time.monotonic)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def ready(self, seconds: float = HANGS) -> int:
        """Wait until it says that it is running, and return its web port."""
        await self.until(lambda: self.port is not None or self.status is not None, seconds)
        if self.port is None:
            raise RuntimeError("it ended instead:\n" + "\n".join(self.lines))
        return self.port

    @property
    def port(self) -> int | None:
        found = next(filter(None, map(READY.search, self.lines)), None)
        return int(found[1]) if found else None

    async def ended(self, seconds: float = HANGS) -> int:
        """Wait for its end and return the exit status."""
        await self.until(lambda: self.status is not None, seconds)
        assert self.status is not None
        return self.status

    def send(self, which: signal.Signals) -> None:
        """Send it a signal."""
        if self.status is None:
            os.kill(self.pid, which)

    def memory(self) -> float:
        """Return the MiB that it holds now (VmRSS)."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        (kilobytes,) = re.findall(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
        return int(kilobytes) / 1024

    def errors(self) -> list[str]:
        """Return the log lines at error level, and whatever is no log line."""
        return [line for line in self.lines if '"level": "error"' in line or _is_trace(line)]

    def heard(self, line: str) -> None:
        self.lines.append(line)
        self.changed.set()

    def over(self, status: int) -> None:
        self.status = status
        self.changed.set()

    async def until(self, holds: Callable[[], bool], seconds: float = HANGS) -> None:
        """Wait until that is so; it is asked again after each line and at the end."""
        async with asyncio.timeout(seconds):
            while not holds():
                self.changed.clear()
                await self.changed.wait()


def _is_trace(line: str) -> bool:
    return line.startswith(("Traceback", '  File "'))


@asynccontextmanager
async def started(site: Site, *arguments: str) -> AsyncIterator[Kuule]:
    """Run `kuule run` of that site, or another command, and kill it at the end if it is left."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *(arguments or ("run", "--config", str(site.config))),
        cwd=site.folder,
        env=dict(site.environ),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    kuule = Kuule(process.pid)
    reading = asyncio.create_task(_read(process.stderr, kuule))
    waiting = asyncio.create_task(_wait(process, reading, kuule))
    try:
        yield kuule
    finally:
        kuule.send(signal.SIGKILL)
        await waiting


async def _read(stream: asyncio.StreamReader, kuule: Kuule) -> None:
    async for line in stream:
        kuule.heard(line.decode().rstrip("\n"))


async def _wait(
    process: asyncio.subprocess.Process, reading: asyncio.Task[None], kuule: Kuule
) -> None:
    await reading
    kuule.over(await process.wait())


class Nursery:
    """A process that has loaded the program and forks it. Made by `nursery`."""

    def __init__(self, process: asyncio.subprocess.Process, site: Site) -> None:
        self._process = process
        self._site = site
        self._born: asyncio.Queue[int] = asyncio.Queue()
        self._living: dict[int, Kuule] = {}
        self._newest: Kuule | None = None

    async def start(self, *arguments: str) -> Kuule:
        """Fork one. What is read from stderr afterwards counts as the newest one's."""
        assert self._process.stdin is not None
        wish = list(arguments or ("run", "--config", str(self._site.config)))
        self._process.stdin.write(json.dumps(wish).encode() + b"\n")
        kuule = Kuule(await self._born.get())
        self._living[kuule.pid] = self._newest = kuule
        return kuule

    async def read_reports(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            pid, status = json.loads(line)
            if status is None:
                self._born.put_nowait(pid)
            else:
                self._living.pop(pid).over(status)

    async def read_lines(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            if self._newest is not None:
                self._newest.heard(line.decode(errors="replace").rstrip("\n"))

    def end(self) -> None:
        for kuule in list(self._living.values()):
            kuule.send(signal.SIGKILL)


@asynccontextmanager
async def nursery(site: Site) -> AsyncIterator[Nursery]:
    """Load the program for that site; kill what is left at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        __file__,
        cwd=site.folder,
        env=dict(site.environ),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    found = Nursery(process, site)
    reading = [asyncio.create_task(found.read_reports()), asyncio.create_task(found.read_lines())]
    try:
        yield found
    finally:
        found.end()
        process.stdin.close()
        await asyncio.gather(*reading)
        await process.wait()


def _serve_nursery() -> None:
    """Fork a child for each line of arguments on stdin; report pids and exit statuses."""
    import bot.cli  # noqa: PLC0415  # only the nursery loads the program
    import bot.running  # noqa: PLC0415  # the same

    def report(*_: object) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            _report(pid, os.waitstatus_to_exitcode(status))

    signal.signal(signal.SIGCHLD, report)
    while line := sys.stdin.readline():
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = os.fork()
        if pid == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            _become(json.loads(line), bot.cli.main)
        _report(pid, None)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def _report(pid: int, status: int | None) -> None:
    os.write(1, json.dumps([pid, status]).encode() + b"\n")


def _become(arguments: Sequence[str], main: Callable[[Sequence[str]], None]) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    status = 0
    try:
        main(arguments)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    _serve_nursery()
