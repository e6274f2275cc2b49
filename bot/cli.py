"""The `kuule` command. Thin: parse, call, print. Exit status 0, 1 (it failed) or 2 (used or
set wrongly).
"""

import asyncio
import base64
import contextlib
import json
import os
import secrets as random_source
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Never, TypeVar

import typer
from pydantic import SecretStr
from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from bot import doctor as checks
from bot import forms, logs, rehearsal, running
from bot.app import Program, open_program
from bot.clock import SystemClock
from bot.config import (
    ConfigError,
    Secrets,
    Settings,
    config_path,
    has_secrets,
    load_secrets,
    load_settings,
    require_key,
    require_platform,
)
from bot.core.errors import KuuleError, StorageError
from bot.core.model import Digest, Story, Team, Teams, Week
from bot.practice import stories as play
from bot.practice.clock import PracticeClock
from bot.practice.workspace import Workspace
from storage import backup as backups
from storage import schema
from storage.store import sqlite_path

T = TypeVar("T")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Kuule listens to the stories of employees and customers and posts a weekly digest.",
)

Config = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="The settings; else KUULE_CONFIG or ./config.toml."
    ),
]
TeamOption = Annotated[
    str, typer.Option("--team", metavar="T", help="The team's id; else the first team.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]

_NO_CHANNEL = "The team has no digest channel: set `digest` in [teams.slack]."
_out = Console(soft_wrap=True, highlight=False)
_err = Console(stderr=True, soft_wrap=True, highlight=False)


def main() -> None:
    """Run the command; every failure is one sentence, never a stack trace."""
    try:
        app()
    except ConfigError as error:
        _fail(str(error), 2)
    except (KuuleError, OSError) as error:
        _fail(str(error), 1)


@app.command(epilog="Example: kuule run --config /etc/kuule/config.toml")
def run(
    config: Config = None,
    migrate: Annotated[
        bool,
        typer.Option(
            "--migrate", help="Bring a PostgreSQL database to this program's schema first."
        ),
    ] = False,
) -> None:
    """Listen, answer and post the digests, until SIGTERM. Without any settings: the practice
    workspace.
    """
    if config_path(config, os.environ) is None and not has_secrets(os.environ):
        _out.print("There is no config.toml and no KUULE_ secret is set, so this is practice.")
        practice()
        return
    settings, found = _load(config)
    require_platform(found, settings)
    key = require_key(found)
    logs.configure(settings.kuule.log, sys.stderr)
    database = settings.kuule.database
    schema.prepare(database, allowed=migrate or sqlite_path(database) is not None, announce=_say)

    async def serve() -> None:
        stop = running.stop_on_signals()
        async with open_program(settings, found, key, SystemClock()) as program:
            web = settings.web

            def ready(port: int) -> None:
                _say(f"Kuule is running; see http://{web.host}:{port}/healthz. Stop with Ctrl+C.")

            await running.run(program, web.host, web.port, stop=stop, ready=ready)

    with _used(database):
        asyncio.run(serve())


@app.command(epilog="Example: kuule doctor --json")
def doctor(config: Config = None, as_json: JsonOption = False) -> None:
    """Say what is wrong and what to do about it. Exit status 1 when something is."""
    found = asyncio.run(_examine(config))
    if as_json:
        _print_json(checks.as_json(found))
    else:
        for check in found:
            mark = "[green]ok[/]" if check.ok else "[red]fix[/]"
            _out.print(mark, f"{check.name:20}", check.fix)
    if not all(check.ok for check in found):
        raise typer.Exit(1)


@app.command(epilog="Example: kuule stories --week 2026-W46 --json")
def stories(
    config: Config = None,
    team: TeamOption = "",
    week: Annotated[
        str, typer.Option("--week", metavar="W", help="2026-W46, this or last.")
    ] = "this",
    as_json: JsonOption = False,
) -> None:
    """List a week's stories as readers may see them."""

    async def read(program: Program) -> tuple[Team, Week, list[Story]]:
        which = _team(program.teams, team)
        when = _week(week, which)
        return (
            which,
            when,
            list(await program.store.read(lambda tx: tx.stories.told_in(which.id, when))),
        )

    which, when, found = _with_program(config, read)
    if as_json:
        _print_json(forms.stories_json(which, when, found))
        return
    if not sys.stdout.isatty():
        _out.print(forms.stories_text(found), markup=False)
        return
    table = Table("Number", "Role", "Language", "Sentiment", "Story", title=f"{which.name} {when}")
    for story in found:
        table.add_row(story.number, story.role, story.language, story.sentiment, Text(story.text))
    _out.print(table)


@app.command(epilog="Example: kuule digest --week last --post")
def digest(
    config: Config = None,
    team: TeamOption = "",
    week: Annotated[
        str, typer.Option("--week", metavar="W", help="2026-W46, this or last.")
    ] = "last",
    as_text: Annotated[
        bool, typer.Option("--print", help="Print it as text (the default).")
    ] = False,
    as_json: JsonOption = False,
    post: Annotated[
        bool, typer.Option("--post", help="Post it now to the team's channel, once.")
    ] = False,
) -> None:
    """Show a week's digest, or post it."""
    if as_text + as_json + post > 1:
        raise typer.BadParameter("Choose one of --print, --json and --post.")

    async def show(program: Program) -> tuple[Team, Digest, bool | None]:
        which = _team(program.teams, team)
        when = _week(week, which)
        if post and not which.slack_digest:
            raise ConfigError(_NO_CHANNEL)
        posted = await program.publishing.post(which, when) if post else None
        return which, await program.publishing.preview(which, when), posted

    which, found, posted = _with_program(config, show)
    if as_json:
        _print_json(forms.digest_json(which, found))
    elif posted is None:
        _out.print(forms.digest_text(found), markup=False)
    elif posted:
        _out.print("The digest is claimed; a running Kuule posts it at once.")
    else:
        _out.print(f"The digest was {found.state} before; nothing is changed.")


@app.command(epilog="Example: kuule practice --once")
def practice(
    once: Annotated[
        bool,
        typer.Option("--once", help="Play four weeks at once, print the last digest and end."),
    ] = False,
    port: Annotated[
        int, typer.Option("--port", metavar="N", min=0, max=65535, help="0 takes any free port.")
    ] = 8090,
) -> None:
    """Try Kuule out against a local stand-in for Slack and Telegram, in a temporary database."""
    logs.configure("warning", sys.stderr)
    asyncio.run(_rehearse() if once else _practice(port))


@app.command(epilog="Example: kuule backup /backups/kuule-2026-11-22.db")
def backup(file: Path, config: Config = None) -> None:
    """Copy the database while Kuule runs; the keys of the originals go to FILE.keys."""
    settings, _ = _load(config)
    path = sqlite_path(settings.kuule.database)
    if path is None:
        _out.print(
            f"pg_dump --format=custom --exclude-table-data=part_key --file={file} DATABASE",
            markup=False,
        )
        _out.print(
            f"pg_dump --format=custom --data-only --table=part_key --file={file}.keys DATABASE",
            markup=False,
        )
        return
    with _working("Copying the database"):
        backups.back_up(path, file)
    _out.print(f"Wrote {file} and {file}.keys. Keep only the newest .keys file.", markup=False)


@app.command(epilog="Example: kuule restore /backups/kuule-2026-11-22.db")
def restore(file: Path, config: Config = None) -> None:
    """Put a backup in the place of the database. What tellers removed since stays removed."""
    settings, _ = _load(config)
    path = sqlite_path(settings.kuule.database)
    if path is None:
        _out.print(f"pg_restore --clean --if-exists --dbname=DATABASE {file}", markup=False)
        _out.print(f"pg_restore --data-only --dbname=DATABASE {file}.keys", markup=False)
        return
    with _working("Restoring the database"):
        removed = backups.restore(file, path)
    _out.print(
        f"Restored. {removed} stories that were removed since the backup are removed again."
    )


@app.command(epilog="Example: kuule migrate")
def migrate(config: Config = None) -> None:
    """Bring the database to this program's schema, after a copy."""
    settings, _ = _load(config)
    database = settings.kuule.database
    if schema.current(database) == schema.HEAD:
        _out.print(f"The database has schema {schema.HEAD} already.")
        return
    schema.prepare(database, allowed=True, announce=_say)


@app.command(epilog='Example: export KUULE_KEY="$(kuule key)"')
def key() -> None:
    """Print a new KUULE_KEY. Without it nothing that is sealed can be read again: keep it safe."""
    _out.print(base64.b64encode(random_source.token_bytes(32)).decode(), markup=False)


async def _examine(config: Path | None) -> list[checks.Check]:
    try:
        settings, found = _load(config)
        require_platform(found, settings)
        key = require_key(found)
    except ConfigError as error:
        return [checks.Check("settings", str(error))]
    result = [checks.Check("settings", "")]
    try:
        revision = schema.current(settings.kuule.database)
        if revision != schema.HEAD:
            fix = (
                "Run `kuule migrate`."
                if revision is None or revision < schema.HEAD
                else "Install the newer Kuule."
            )
            return [*result, checks.Check("schema", fix)]
        async with open_program(settings, found, key, SystemClock()) as program:
            result += [checks.Check("schema", ""), checks.Check("database", "")]
            result += [check async for check in checks.check_work(program.store, program.clock)]
            result += [checks.Check(name, await probe()) for name, probe in program.probes.items()]
    except KuuleError as error:
        result.append(checks.Check("database", str(error)))
    path = sqlite_path(settings.kuule.database)
    return result if path is None else [*result, checks.check_disk(path.parent)]


async def _rehearse() -> None:
    clock = PracticeClock("simulated", start=datetime(2026, 9, 7, tzinfo=UTC))
    async with _stage(clock, 0) as (workspace, program):
        scenes = [
            (
                scene.instant(clock.now().date(), workspace.zone),
                partial(play.perform, workspace, scene),
            )
            for scene in play.load()
        ]
        with Progress(console=_err, transient=True, disable=not sys.stderr.isatty()) as progress:
            task = progress.add_task("Four weeks of stories", total=len(scenes))
            last = await rehearsal.rehearse(
                program,
                workspace,
                clock,
                scenes,
                lambda done: progress.update(task, completed=done),
            )
    _out.print(forms.digest_text(last), markup=False)


async def _practice(port: int) -> None:
    stop = running.stop_on_signals()
    async with _stage(PracticeClock(), port) as (workspace, program):
        workspace.on_leap = program.tick

        def ready(_port: int) -> None:
            _say(f"Open {workspace.url} and type as an employee or a customer. Stop with Ctrl+C.")

        await running.run(program, "127.0.0.1", 0, stop=stop, ready=ready)


@asynccontextmanager
async def _stage(clock: PracticeClock, port: int) -> AsyncIterator[tuple[Workspace, Program]]:
    """Open the stand-in, and the program on a database and a key that are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="kuule-practice-") as folder:
        async with Workspace(clock, port) as workspace:
            settings = Settings(practice_settings(workspace, Path(folder) / "kuule.db"))
            found = Secrets(
                slack_bot_token=SecretStr(workspace.slack_bot_token),
                slack_app_token=SecretStr(workspace.slack_app_token),
                telegram_token=SecretStr(workspace.telegram_token),
            )
            schema.prepare(settings.kuule.database, allowed=True, announce=lambda _: None)
            key = random_source.token_bytes(32)
            async with open_program(settings, found, key, clock) as program:
                yield workspace, program


def practice_settings(workspace: Workspace, database: Path) -> dict[str, Any]:
    """Return the settings of a team that listens in the practice workspace."""
    return {
        "kuule": {"database": f"sqlite:///{database}"},
        "slack": {"base_url": workspace.slack_base_url},
        "telegram": {"base_url": workspace.telegram_base_url},
        "teams": (
            {
                "id": "palvelu",
                "name": "Asiakaspalvelu",
                "members": 12,
                "slack": {
                    "listen": (workspace.story_channel,),
                    "digest": workspace.digest_channel,
                },
                "telegram": {"start": "palvelu"},
            },
        ),
    }


def _with_program(config: Path | None, use: Callable[[Program], Awaitable[T]]) -> T:
    """Open the program without platforms for one piece of work."""
    settings, found = _load(config)
    key = require_key(found)
    if schema.current(settings.kuule.database) != schema.HEAD:
        raise StorageError("The database is not at this program's schema: run `kuule migrate`.")

    async def work() -> T:
        async with open_program(settings, Secrets(), key, SystemClock()) as program:
            return await use(program)

    return asyncio.run(work())


def _load(config: Path | None) -> tuple[Settings, Secrets]:
    settings = load_settings(config, os.environ)
    return settings, load_secrets(os.environ, slack_mode=settings.slack.mode)


def _team(teams: Teams, wanted: str) -> Team:
    found = teams.by_id(wanted) if wanted else teams.first
    if found is None:
        known = ", ".join(team.id for team in teams.all)
        message = f"There is no team {wanted!r}; the settings have: {known}."
        raise typer.BadParameter(message)
    return found


def _week(wanted: str, team: Team) -> Week:
    this = Week.of(SystemClock().now(), team.timezone)
    if wanted in {"this", "last"}:
        return this if wanted == "this" else this.shifted(-1)
    try:
        return Week.parse(wanted)
    except ValueError:
        message = f"{wanted!r} is no week: write this, last or a week like {this}."
        raise typer.BadParameter(message) from None


@contextmanager
def _used(database: str) -> Iterator[None]:
    path = sqlite_path(database)
    with contextlib.nullcontext() if path is None else backups.in_use(path):
        yield


@contextmanager
def _working(what: str) -> Iterator[None]:
    """Show that something longer is under way, on a terminal."""
    with _err.status(what) if sys.stderr.isatty() else contextlib.nullcontext():
        yield


def _print_json(value: object) -> None:
    _out.print(json.dumps(value, ensure_ascii=False), markup=False)


def _say(sentence: str) -> None:
    _err.print(sentence, markup=False)


def _fail(message: str, status: int) -> Never:
    _err.print(message, markup=False)
    raise SystemExit(status)
