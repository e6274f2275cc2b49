"""What the commands say of themselves, and to whom uses them wrongly."""

import subprocess
import sys

import pytest

from bot.cli.commands import COMMANDS, SLACK_COMMANDS
from tests.integration.commands.desk import BOXES, Desk
from tests.integration.kuule_process import ROOT

ANSI = "\x1b["


def test_every_command_of_the_contract_is_there() -> None:
    names = [command.__name__ for command in COMMANDS]

    assert names == [
        *("run", "doctor", "stories", "digest", "month", "tag", "learned", "qr", "practice"),
        *("backup", "restore", "migrate", "key"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        *([command.__name__] for command in COMMANDS),
        *(["slack", command.__name__] for command in SLACK_COMMANDS),
    ],
    ids=" ".join,
)
def test_help_shows_an_example_in_plain_text(desk: Desk, words: list[str]) -> None:
    result = desk.run(*words, "--help")

    assert result.status == 0
    assert "Example: " in result.out
    assert f"kuule {' '.join(words)}" in result.out
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
        ("digest", "--markdown", "--html"),
        ("slack", "bogus"),
        ("slack", "manifest", "--bogus"),
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
