"""The commands as a person or a script uses them: what they print, and their exit status."""

import asyncio
import base64
import contextlib
import json
import os
import pty
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.calendars import PublicHolidays
from bot.cli import main
from bot.cli.commands import COMMANDS
from bot.clock import SystemClock
from bot.config import load_settings
from bot.core.intake import Intake
from bot.core.model.incoming import IncomingMessage
from bot.core.model.platforms import Platform, Route
from bot.core.model.week import Week
from bot.sealing import KeyedSealer
from bot.tagging.tagger import CueTagger
from storage.store import open_store, sqlite_path
from tests.integration.kuule_process import ROOT, bare_environment

KEY = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.b64encode(bytes(range(1, 33))).decode()
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
ANSI = "\x1b["
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

    def tell(self, *texts: str, week: Week = THIS) -> None:
        """Store stories as if they had come in by Slack in that week."""
        asyncio.run(self._tell(texts, week))

    async def _tell(self, texts: tuple[str, ...], week: Week) -> None:
        sealer, teams = KeyedSealer(base64.b64decode(KEY)), self._settings().to_teams()
        at = week.start(HELSINKI).astimezone(UTC) + timedelta(hours=1)
        async with open_store(self.database, sealer) as store:
            intake = Intake(store, CueTagger(), sealer, teams, PublicHolidays(), SystemClock())
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


@pytest.fixture
def sqlite_database(tmp_path: Path, sqlite_template: Path) -> str:
    path = tmp_path / "data" / "kuule.db"
    path.parent.mkdir()
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def desk(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    sqlite_database: str,
) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder, monkeypatch, capsys, sqlite_database)


@pytest.fixture
def both(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    database: str,
) -> Desk:
    """A desk on each database."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder, monkeypatch, capsys, database)


def a_sentence(text: str) -> bool:
    """One line, or one a mistake, that ends as a sentence does."""
    lines = text.strip().splitlines()
    return bool(lines) and all(line.endswith((".", "?")) for line in lines)


# Help


def test_every_command_of_the_contract_is_there() -> None:
    names = [command.__name__ for command in COMMANDS]

    assert names == [
        *("run", "doctor", "stories", "digest", "tag", "practice"),
        *("backup", "restore", "migrate", "key"),
    ]


@pytest.mark.parametrize("command", [command.__name__ for command in COMMANDS])
def test_help_shows_an_example_in_plain_text(desk: Desk, command: str) -> None:
    result = desk.run(command, "--help")

    assert result.status == 0
    assert "Example: " in result.out
    assert f"kuule {command}" in result.out
    assert not BOXES.search(result.out)
    assert ANSI not in result.out


def test_the_list_of_commands_cuts_no_sentence(desk: Desk) -> None:
    result = desk.run("--help")

    assert result.status == 0
    assert "..." not in result.out.partition("Commands:")[2]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--bogus",),
        ("bogus",),
        ("stories", "--bogus"),
        ("stories", "--week"),
        ("practice", "--port", "abc"),
        ("practice", "--port", "70000"),
        ("backup",),
        ("digest", "--json", "--post"),
        ("digest", "--print", "--json"),
    ],
)
def test_a_wrong_use_is_exit_status_2_without_a_trace(desk: Desk, arguments: tuple) -> None:
    result = desk.run(*arguments)

    assert result.status == 2
    assert "Error: " in result.err
    assert "Traceback" not in result.err
    assert not BOXES.search(result.err)


def test_help_and_mistakes_do_not_load_the_program(desk: Desk) -> None:
    script = (
        "import sys, bot.cli.commands as c; c.build(rich=False);"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " ('sqlalchemy', 'telegram', 'slack_sdk', 'slack_bolt', 'holidays', 'alembic')])"
    )
    out = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert out == "[]\n"


# Settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEAMS + "colour = 1\n", "config.toml: teams[1].telegram.colour is no setting: "),
        ("[web]\nport = '80'\n" + TEAMS, 'config.toml: web.port is "80", which is no whole '),
        ("[kuule]\ntimezone = 'Mars'\n" + TEAMS, 'config.toml: kuule.timezone is "Mars", '),
        ("[[teams]]\nid = 'a'\nname = 'A'\n", "config.toml: teams[0] has no channel: write "),
        ("[[teams]\n", "config.toml is no TOML at line 1"),
    ],
)
@pytest.mark.parametrize(
    "command", [("run",), ("stories",), ("digest",), ("migrate",), ("backup", "b.db")]
)
def test_wrong_settings_are_one_sentence_and_exit_status_2(
    desk: Desk, text: str, said: str, command: tuple[str, ...]
) -> None:
    desk.write(text)

    result = desk.run(*command)

    assert result.status == 2
    assert result.err.startswith(said)
    assert a_sentence(result.err)
    assert len(result.err.splitlines()) == 1


def test_a_settings_file_that_is_a_directory_is_a_sentence(desk: Desk) -> None:
    result = desk.run("stories", "--config", str(desk.folder))

    assert result.status == 2
    assert result.err == (
        f"{desk.folder} cannot be read (is a directory): name a file that Kuule may read.\n"
    )


def test_the_option_names_the_file_before_the_variable_and_that_before_the_directory(
    desk: Desk,
) -> None:
    names = {"option": "first", "variable": "second", "config": "third"}
    for file, team in names.items():
        desk.write(TEAMS.replace('id = "palvelu"', f'id = "{team}"'), f"{file}.toml")

    in_directory = desk.run("stories", "--json")
    desk.set(KUULE_CONFIG="variable.toml")
    by_variable = desk.run("stories", "--json")
    by_option = desk.run("stories", "--json", "--config", "option.toml")

    teams = [result.json["team"] for result in (by_option, by_variable, in_directory)]
    assert teams == ["first", "second", "third"]


def test_a_named_file_that_is_not_there_is_exit_status_2(desk: Desk) -> None:
    by_option = desk.run("stories", "--config", "none.toml")
    desk.set(KUULE_CONFIG="gone.toml")
    by_variable = desk.run("stories")

    assert (by_option.status, by_variable.status) == (2, 2)
    assert by_option.err.startswith("none.toml does not exist: copy config.example.toml ")
    assert by_variable.err.startswith("KUULE_CONFIG: gone.toml does not exist: copy ")


def test_nothing_is_migrated_where_there_are_no_settings(desk: Desk) -> None:
    (desk.folder / "config.toml").unlink()
    desk.unset("KUULE_KEY", "KUULE__KUULE__DATABASE")

    result = desk.run("run", "--migrate")

    assert result.status == 2
    assert "There are no settings, so there is nothing to migrate." in result.err


def test_a_secret_without_a_file_is_no_practice_but_exit_status_2(desk: Desk) -> None:
    (desk.folder / "config.toml").unlink()
    desk.unset("KUULE__KUULE__DATABASE")

    result = desk.run("run")

    assert result.status == 2
    assert result.err.startswith("config.toml does not exist: copy config.example.toml to it")


def test_run_without_a_platform_says_what_to_set(desk: Desk) -> None:
    result = desk.run("run")

    assert result.status == 2
    assert result.err.startswith("No platform is on: set KUULE_SLACK_BOT_TOKEN and ")


def test_run_without_a_key_says_how_to_get_one(desk: Desk) -> None:
    desk.unset("KUULE_KEY")
    desk.set(**TOKENS)

    result = desk.run("run")

    assert result.status == 2
    assert result.err.startswith("KUULE_KEY is missing: run `kuule key` once")


@pytest.mark.parametrize(
    ("section", "mode", "built"),
    [("slack", "http", "socket"), ("telegram", "webhook", "polling")],
)
@pytest.mark.parametrize("command", [("run",), ("doctor",)])
def test_a_mode_that_comes_later_is_refused_with_a_sentence(
    desk: Desk, section: str, mode: str, built: str, command: tuple[str, ...]
) -> None:
    desk.set(**TOKENS)
    desk.write(f'[{section}]\nmode = "{mode}"\n' + TEAMS)

    result = desk.run(*command)

    assert result.status == (2 if command == ("run",) else 1)
    assert (
        f'config.toml: {section}.mode is "{mode}", which comes in a later version: '
        f'write "{built}".'
    ) in result.err + result.out


def test_a_mode_of_a_later_version_in_the_environment_names_its_variable(desk: Desk) -> None:
    desk.set(**TOKENS, KUULE__SLACK__MODE="http")

    result = desk.run("run")

    assert result.status == 2
    assert result.err.startswith('KUULE__SLACK__MODE is "http", which comes in a later version')


# The database


@pytest.mark.parametrize("command", ["stories", "digest", "doctor"])
def test_a_database_that_does_not_exist_yet_says_what_to_do(desk: Desk, command: str) -> None:
    desk.set(**TOKENS, KUULE__KUULE__DATABASE="sqlite:///none/kuule.db")

    result = desk.run(command)

    assert result.status == 1
    assert "There is no database yet: start `kuule run`, or run `kuule migrate`" in (
        result.err + result.out
    )
    assert not (desk.folder / "none").exists()


def test_a_backup_of_no_database_says_so_and_makes_none(desk: Desk) -> None:
    desk.set(KUULE__KUULE__DATABASE="sqlite:///kuule.db")

    result = desk.run("backup", "copy.db")

    assert result.status == 1
    assert result.err.startswith("There is no database yet: ")
    assert [file.name for file in desk.folder.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    ("revision", "said"),
    [("0000", "of an older Kuule: run `kuule migrate`"), ("9999", "of a newer Kuule: install ")],
)
@pytest.mark.parametrize("command", ["stories", "digest", "doctor"])
def test_a_database_of_another_kuule_says_what_to_do(
    desk: Desk, revision: str, said: str, command: str
) -> None:
    desk.set(**TOKENS)
    with contextlib.closing(sqlite3.connect(sqlite_path(desk.database) or "")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()

    result = desk.run(command)

    assert result.status == 1
    assert said in result.err + result.out


def test_run_refuses_a_newer_database(desk: Desk) -> None:
    desk.set(**TOKENS)
    with contextlib.closing(sqlite3.connect(sqlite_path(desk.database) or "")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()

    result = desk.run("run")

    assert result.status == 1
    assert result.err.startswith("The database has schema 9999")
    assert a_sentence(result.err)
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize("command", [("run",), ("stories",), ("digest", "--post"), ("doctor",)])
def test_another_key_than_the_database_has_is_a_sentence(
    both: Desk, command: tuple[str, ...]
) -> None:
    both.tell("Tarina.")
    both.set(**TOKENS, KUULE_KEY=OTHER_KEY)

    result = both.run(*command)

    assert result.status == (1 if command == ("doctor",) else 2)
    assert "KUULE_KEY is not the key of this database" in result.err + result.out
    assert "Traceback" not in result.err


def test_a_file_that_is_no_database_is_a_sentence(desk: Desk) -> None:
    desk.set(**TOKENS, KUULE__KUULE__DATABASE="sqlite:///config.toml")
    desk.write(TEAMS + "#" * 5000)

    for command in (("run",), ("stories",), ("doctor",), ("backup", "b.db"), ("migrate",)):
        result = desk.run(*command)
        assert result.status == 1
        assert "Traceback" not in result.err
        assert "database" in result.err + result.out


def test_a_database_below_a_file_is_a_sentence(desk: Desk) -> None:
    desk.set(**TOKENS, KUULE__KUULE__DATABASE="sqlite:///config.toml/kuule.db")

    for command in (("run",), ("migrate",)):
        result = desk.run(*command)
        assert result.status == 1
        assert a_sentence(result.err)
        assert "config.toml" in result.err


def test_a_postgresql_that_does_not_answer_is_a_sentence(desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    desk.set(**TOKENS, KUULE__KUULE__DATABASE=f"postgresql://kuule@127.0.0.1:{port}/kuule")

    for command in (("run",), ("stories",), ("doctor",), ("migrate",)):
        result = desk.run(*command)
        assert result.status == 1
        assert "The database cannot be opened." in result.err + result.out
        assert "Traceback" not in result.err


def as_ordinary_user() -> tuple[str, ...]:
    """Return what makes root obey the rights of directories like anybody else."""
    if os.geteuid() != 0:
        return ()
    return ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


@pytest.mark.parametrize("command", ["run", "migrate"])
def test_a_directory_that_cannot_be_written_to_is_a_sentence(desk: Desk, command: str) -> None:
    folder = desk.folder / "sealed"
    folder.mkdir(mode=0o500)
    desk.set(**TOKENS, KUULE__KUULE__DATABASE="sqlite:///sealed/kuule.db")

    process = desk.spawn(command, before=as_ordinary_user())
    _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert err == "sealed/kuule.db: permission denied: check the path, the rights and the disk.\n"


def test_migrate_makes_the_database_and_says_so_and_then_that_it_is_there(both: Desk) -> None:
    again = both.run("migrate")

    assert again.status == 0
    assert re.fullmatch(r"The database has schema \d{4} already\.\n", again.out)

    both.set(KUULE__KUULE__DATABASE="sqlite:///new/kuule.db")
    first = both.run("migrate")

    assert first.status == 0
    assert re.fullmatch(r"The database has schema \d{4} now\.\n", first.out)
    assert (both.folder / "new" / "kuule.db").stat().st_mode & 0o077 == 0


# Stories


def test_stories_as_json_have_the_form_of_the_contract(both: Desk) -> None:
    both.tell("Kiitos ystävällisestä avusta!")

    result = both.run("stories", "--json")

    assert result.status == 0
    assert result.err == ""
    assert result.out.count("\n") == 1
    assert list(result.json) == ["team", "week", "stories"]
    assert (result.json["team"], result.json["week"]) == ("palvelu", str(THIS))
    (story,) = result.json["stories"]
    assert list(story) == [
        "number", "role", "language", "identity", "share", "status", "week", "text", "tags",
    ]  # fmt: skip
    assert re.fullmatch(r"T-\d{4}", story["number"])
    assert story["text"] == "Kiitos ystävällisestä avusta!"
    assert (story["role"], story["language"]) == ("employee", "fi")
    assert (story["identity"], story["share"], story["status"]) == ("unnamed", "team", "kept")
    assert story["week"] == str(THIS)
    assert story["tags"]
    for tag in story["tags"]:
        assert list(tag) == [
            "facet", "key", "source", "polarity", "confidence", "start", "end",
        ]  # fmt: skip
        assert tag["polarity"] in (-1, 0, 1)
        assert 0 <= tag["start"] <= tag["end"] <= len(story["text"])


def test_a_story_is_printed_letter_by_letter(desk: Desk) -> None:
    text = "Jono :heart: oli [red]pitkä[/red] \\[x] 100 % {nimi} ja " + "pitkä " * 60 + "loppu."
    desk.tell(text)

    as_json = desk.run("stories", "--json")
    as_text = desk.run("stories")

    assert as_json.json["stories"][0]["text"] == text
    assert as_text.out.count("\n") == 1
    assert as_text.out.rstrip("\n").endswith(f": {text}")


def test_a_story_cannot_steer_the_terminal(desk: Desk) -> None:
    desk.tell("Ei\x1b[2Jnäy\x9b31m\x07 \u202eväärin")

    as_text = desk.run("stories")
    as_json = desk.run("stories", "--json")
    as_digest = desk.run("digest", "--week", "this")

    for result in (as_text, as_json, as_digest):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", result.out)
    assert as_json.json["stories"][0]["text"].startswith("Ei\x1b[2Jnäy\x9b31m")


def test_no_stories_are_said_beside_the_output(desk: Desk) -> None:
    as_text = desk.run("stories")
    as_json = desk.run("stories", "--json")

    assert (as_text.status, as_text.out) == (0, "")
    assert as_text.err == f"There are no stories of {THIS}.\n"
    assert as_json.json == {"team": "palvelu", "week": str(THIS), "stories": []}


def test_the_week_is_this_one_unless_another_is_named(desk: Desk) -> None:
    desk.tell("Tämä viikko.")
    desk.tell("Viime viikko.", week=THIS.shifted(-1))

    texts = [
        desk.run("stories", "--json", *options).json["stories"][0]["text"]
        for options in ((), ("--week", "last"), ("--week", str(THIS.shifted(-1))))
    ]

    assert texts == ["Tämä viikko.", "Viime viikko.", "Viime viikko."]


def test_the_team_is_the_first_unless_another_is_named(desk: Desk) -> None:
    desk.tell("Ensimmäisen tiimin tarina.")

    assert len(desk.run("stories", "--json").json["stories"]) == 1
    assert desk.run("stories", "--json", "--team", "myynti").json == {
        "team": "myynti",
        "week": str(THIS),
        "stories": [],
    }


@pytest.mark.parametrize("command", ["stories", "digest"])
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--team", "x"), "There is no team 'x'; the settings have: palvelu, myynti."),
        (("--week", "next"), f"'next' is no week: write this, last or a week like {THIS}."),
        (("--week", "2026-W54"), "'2026-W54' is no week"),
        (("--week", "2025-W53"), "'2025-W53' is no week"),
        (("--week", ""), "'' is no week"),
        (("--week", "０２６-W46"), "is no week"),
    ],
)
def test_an_unknown_team_or_week_is_exit_status_2(
    desk: Desk, command: str, options: tuple[str, ...], said: str
) -> None:
    result = desk.run(command, *options)

    assert result.status == 2
    assert said in " ".join(result.err.split())


# The digest


def test_a_digest_as_json_has_the_form_of_the_contract(both: Desk) -> None:
    both.tell("Kiitos avusta, neuvoja kuunteli loppuun asti.", week=THIS.shifted(-1))

    result = both.run("digest", "--json")

    assert result.status == 0
    assert list(result.json) == ["team", "period", "state", "lines"]
    assert result.json["team"] == "palvelu"
    assert result.json["period"] == str(THIS.shifted(-1))
    assert result.json["state"] == "composed"
    assert result.json["lines"]
    for line in result.json["lines"]:
        assert list(line) == ["block", "text", "ids"]
        assert all(re.fullmatch(r"T-\d{4}", number) for number in line["ids"])


def test_a_digest_is_printed_as_text_by_default(desk: Desk) -> None:
    desk.tell("Kiitos avusta, neuvoja kuunteli loppuun asti.", week=THIS.shifted(-1))

    printed = desk.run("digest", "--print")

    assert printed.status == 0
    assert printed == desk.run("digest")
    assert "neuvoja kuunteli loppuun asti" in printed.out
    assert not BOXES.search(printed.out)


def test_a_digest_is_posted_once_and_the_second_time_says_so(both: Desk) -> None:
    both.tell("Kiitos avusta, neuvoja kuunteli loppuun asti.", week=THIS.shifted(-1))

    first = both.run("digest", "--post")
    shown = both.run("digest", "--json")
    second = both.run("digest", "--post")

    assert (first.status, second.status) == (0, 0)
    assert first.out == "The digest is claimed; a running Kuule posts it at once.\n"
    assert second.out == "The digest was claimed before; nothing is changed.\n"
    assert shown.json["state"] == "claimed"
    assert both.run("digest", "--json") == shown


def test_a_digest_of_a_week_to_come_is_not_posted(desk: Desk) -> None:
    week = str(THIS.next())

    result = desk.run("digest", "--week", week, "--post")

    assert result.status == 2
    assert f"{week} is still to come" in result.err
    assert desk.run("digest", "--week", week, "--json").json["state"] == "composed"


def test_a_digest_without_a_channel_is_not_posted(desk: Desk) -> None:
    result = desk.run("digest", "--team", "myynti", "--post")

    assert result.status == 2
    assert "slack.digest of the team myynti is empty: write " in result.err


# Doctor


def test_doctor_as_json_has_the_form_of_the_contract(both: Desk) -> None:
    with a_silent_platform() as url:
        both.write(f'[slack]\nbase_url = "{url}/api/"\n[telegram]\nbase_url = "{url}"\n' + TEAMS)
        both.set(**TOKENS)
        result = both.run("doctor", "--json")
        as_text = both.run("doctor")

    assert result.status == 1
    assert list(result.json) == ["ok", "checks"]
    assert result.json["ok"] is False
    checks = {check["name"]: check for check in result.json["checks"]}
    assert all(list(check) == ["name", "ok", "fix"] for check in checks.values())
    assert checks["database"] == {"name": "database", "ok": True, "fix": ""}
    assert checks["settings"]["ok"]
    assert checks["schema"]["ok"]
    wrong = [check["name"] for check in result.json["checks"] if not check["ok"]]
    assert wrong == ["slack", "telegram"]
    assert all(a_sentence(checks[name]["fix"]) for name in wrong)
    assert as_text.status == 1
    assert re.search(r"^ok +database$", as_text.out, re.MULTILINE)
    assert re.search(r"^fix slack +Slack cannot be reached: ", as_text.out, re.MULTILINE)


def test_doctor_without_settings_says_what_is_wrong_in_its_form(desk: Desk) -> None:
    desk.write("")

    result = desk.run("doctor", "--json")

    assert result.status == 1
    assert result.json["ok"] is False
    (check,) = result.json["checks"]
    assert (check["name"], check["ok"]) == ("settings", False)
    assert check["fix"].startswith("config.toml: teams is missing: ")


@contextlib.contextmanager
def a_silent_platform() -> Iterator[str]:
    """An address at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


# Backup, restore, key


def test_a_backup_is_restored(desk: Desk) -> None:
    desk.tell("Ennen.")

    backed_up = desk.run("backup", "copy.db")
    desk.tell("Jälkeen.")
    restored = desk.run("restore", "copy.db")

    assert (backed_up.status, restored.status) == (0, 0)
    assert backed_up.out.startswith("Wrote copy.db and copy.db.keys. ")
    assert restored.out.startswith("Restored. 0 stories ")
    (story,) = desk.run("stories", "--json").json["stories"]
    assert story["text"] == "Ennen."


def test_a_backup_does_not_overwrite_and_a_missing_one_is_not_restored(desk: Desk) -> None:
    twice = desk.run("backup", "config.toml")
    missing = desk.run("restore", "none.db")
    other = desk.run("restore", "config.toml")

    assert [result.status for result in (twice, missing, other)] == [1, 1, 1]
    assert twice.err == "The backup file exists already: name a new one.\n"
    assert missing.err == "There is no such backup file.\n"
    assert other.err == "The file is no backup of Kuule, or it is damaged.\n"


def test_on_postgresql_backup_and_restore_print_the_commands(desk: Desk) -> None:
    desk.set(KUULE__KUULE__DATABASE="postgresql://kuule@localhost/kuule")

    backed_up = desk.run("backup", "my copy")
    restored = desk.run("restore", "my copy")

    assert backed_up.out.splitlines() == [
        "pg_dump --format=custom --exclude-table-data=part_key --file='my copy' DATABASE",
        "pg_dump --format=custom --data-only --table=part_key --file='my copy.keys' DATABASE",
    ]
    assert restored.out.splitlines() == [
        "pg_restore --clean --if-exists --dbname=DATABASE 'my copy'",
        "pg_restore --data-only --dbname=DATABASE 'my copy.keys'",
    ]


def test_a_key_is_32_bytes_and_new_each_time(desk: Desk) -> None:
    keys = [desk.run("key").out for _ in range(2)]

    assert keys[0] != keys[1]
    assert all(len(base64.b64decode(key, validate=True)) == 32 for key in map(str.strip, keys))


# Terminals, pipes and signals


def test_a_pipe_that_is_closed_ends_without_a_word(desk: Desk) -> None:
    desk.tell("Tarina.")
    reading, writing = os.pipe()
    os.close(reading)

    process = desk.spawn("stories", stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert err == ""


def test_an_output_that_is_full_is_a_sentence(desk: Desk) -> None:
    with Path("/dev/full").open("w") as full:
        process = desk.spawn("key", stdout=full)
        _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "Traceback" not in err
    assert "no space left on device" in err


def test_letters_that_the_terminal_lacks_do_not_end_the_command(desk: Desk) -> None:
    desk.tell("Hyvää päivää – 🙂")

    process = desk.spawn("stories", environ={"PYTHONIOENCODING": "ascii"})
    out, err = process.communicate(timeout=30)

    assert process.returncode == 0, err
    assert r"p\xe4iv\xe4\xe4" in out


def test_ctrl_c_ends_a_command_without_a_trace(desk: Desk) -> None:
    process = desk.spawn("practice", "--once", environ={"TMPDIR": str(desk.folder)})
    wait_for(lambda: any(desk.folder.glob("kuule-practice-*/kuule.db")))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert not any(desk.folder.glob("kuule-practice-*"))


def test_sigterm_leaves_nothing_of_a_practice(desk: Desk) -> None:
    process = desk.spawn("practice", "--once", environ={"TMPDIR": str(desk.folder)})
    wait_for(lambda: any(desk.folder.glob("kuule-practice-*/kuule.db")))
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "Traceback" not in err
    assert not any(desk.folder.glob("kuule-practice-*"))


def wait_for(holds: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def test_a_web_port_that_is_taken_is_a_sentence(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        desk.set(**TOKENS, KUULE__WEB__PORT=str(port))
        process = desk.spawn("run")
        _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert err == (
        f"Port {port} of 127.0.0.1 cannot be used (address already in use): "
        "end what uses it, or set another web.port; 0 is any free one.\n"
    )


def test_a_practice_port_that_is_taken_is_a_sentence(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = desk.spawn("practice", "--port", str(port))
        _, err = process.communicate(timeout=30)

    assert process.returncode == 1
    assert err == (
        f"Port {port} of 127.0.0.1 cannot be used (address already in use): "
        "end what uses it, or set another --port; 0 is any free one.\n"
    )


def test_run_without_file_and_secrets_is_practice_until_sigterm(desk: Desk) -> None:
    (desk.folder / "config.toml").unlink()
    desk.unset("KUULE__KUULE__DATABASE", "KUULE_KEY")

    # Another program may have the default port; practice then takes a free one.
    with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", 8090)):
        process = desk.spawn("run", environ={"TMPDIR": str(desk.folder)})
        assert process.stderr is not None
        lines = [process.stderr.readline() for _ in range(2)]
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)

        assert lines[0].startswith("There is no config.toml and no KUULE_ secret is set")
        assert re.match(r"Open http://127\.0\.0\.1:\d+ and type ", lines[1])
        assert process.returncode == 0
        assert err == ""
        assert not any(desk.folder.glob("kuule-practice-*"))


def test_a_terminal_gets_a_table_and_progress(desk: Desk) -> None:
    desk.tell("Kiitos :heart: avusta [red].")

    stories = on_a_terminal(desk, "stories")
    played = on_a_terminal(desk, "practice", "--once")
    helped = on_a_terminal(desk, "--help")

    assert BOXES.search(stories)
    assert "Kiitos :heart: avusta [red]." in stories
    assert "Four weeks of stories" in played
    assert BOXES.search(helped)


def on_a_terminal(desk: Desk, *arguments: str) -> str:
    """Return what a person would see."""
    master, slave = pty.openpty()
    environ = {"TERM": "xterm", "COLUMNS": "120"}
    process = desk.spawn(*arguments, stdout=slave, stderr=slave, environ=environ)
    os.close(slave)
    seen = b""
    # The terminal raises once nobody writes to it any more.
    with contextlib.suppress(OSError):
        while chunk := os.read(master, 65536):
            seen += chunk
    os.close(master)
    assert process.wait(timeout=30) == 0
    return seen.decode()


# Practice


def test_practice_once_prints_the_last_digest_from_anywhere_and_leaves_nothing(
    desk: Desk,
) -> None:
    (desk.folder / "config.toml").unlink()
    temporary = Path(tempfile.mkdtemp(dir=desk.folder))
    began = time.monotonic()

    process = desk.spawn("practice", "--once", environ={"TMPDIR": str(temporary)})
    out, err = process.communicate(timeout=60)

    assert process.returncode == 0
    assert time.monotonic() - began < 30
    assert err == ""
    assert "viikko 40" in out.splitlines()[0]
    assert out.count("T-") > 5
    assert not BOXES.search(out)
    assert list(temporary.iterdir()) == []
    assert list(desk.folder.iterdir()) == [temporary]
