"""The documents name what there is, and show only what works."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
import typer
from pydantic import BaseModel
from typer.core import TyperCommand, TyperGroup

from bot.cli.commands import COMMANDS, SLACK_COMMANDS, build
from bot.config import Settings, load_settings
from bot.config.secrets import SECRETS
from bot.core.model.team import Teams
from docs.images.draw import STEPS, drawn
from handlers.slack.needs import events_of, needs, scopes_of

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
FOR_USERS = [README, *sorted((ROOT / "docs").glob("*.md"))]
ALL = [*FOR_USERS, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs" / "adr").glob("*.md"))]

_FENCED = re.compile(r"^ *```.*?\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
_INDENTED = re.compile(r"^(?: {4}|\t)+.*$", re.MULTILINE)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#\s]+)")


def code_in(file: Path) -> str:
    """Return what stands there as code: fenced, indented or between backticks."""
    text = file.read_text(encoding="utf-8")
    blocks = [*_FENCED.findall(text), *_INDENTED.findall(text), *_INLINE.findall(text)]
    return "\n".join(blocks)


def shown_code() -> str:
    return "\n".join(code_in(file) for file in FOR_USERS)


def keys_of(model: type[BaseModel], prefix: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = (get_args(field.annotation) or (field.annotation,))[0]
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from keys_of(inner, f"{prefix}{name}.")
        else:
            yield prefix + name


EXAMPLES = {command.__name__: example for command, example in COMMANDS.items()} | {
    f"slack {command.__name__}": example for command, example in SLACK_COMMANDS.items()
}


def commands() -> dict[str, TyperCommand]:
    """Return every command by its words after `kuule`."""
    found = typer.main.get_command(build(rich=False))
    assert isinstance(found, TyperGroup)
    return dict(_flat(found, ""))


def _flat(group: TyperGroup, before: str) -> Iterator[tuple[str, TyperCommand]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _flat(command, f"{before}{name} ")
        else:
            yield before + name, command


def is_named(name: str, code: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", code) is not None


def test_every_setting_is_named_in_the_documents() -> None:
    code = shown_code()

    missing = [key for key in keys_of(Settings) if not is_named(key.rpartition(".")[2], code)]

    assert missing == []


def test_every_secret_is_named_in_the_documents() -> None:
    code = shown_code()

    assert [name for name in SECRETS if not is_named(name, code)] == []


def test_every_command_and_option_is_named_in_the_documents() -> None:
    code = shown_code()
    wanted = [f"kuule {name}" for name in commands()]
    for command in commands().values():
        wanted += [option for each in command.params for option in each.opts if "--" in option]

    assert [name for name in dict.fromkeys(wanted) if not is_named(name, code)] == []


def shown_commands() -> Iterator[tuple[str, list[str]]]:
    """Yield each `kuule …` that stands as code, with its words."""
    for file in ALL:
        for line in code_in(file).splitlines():
            # What begins a line, or follows a word, a directory of programs or `$(`.
            for found in re.finditer(r"(?:^|[\s(]|bin/)kuule (?=[a-z-])([^)|;&#\"]*)", line):
                words = found[1].replace("[", " ").replace("]", " ").replace("\\", " ")
                yield file.name, words.split()


def test_every_command_that_the_documents_show_is_one() -> None:
    known = commands()
    wrong = []
    for file, words in shown_commands():
        length = 2 if words[0] == "slack" else 1
        name, rest = " ".join(words[:length]), words[length:]
        command = known.get(name)
        options = {option for each in command.params for option in each.opts} if command else {}
        used = [word for word in rest if word.startswith("--") and word != "--help"]
        if command is None or not set(used) <= set(options):
            wrong.append(f"{file}: kuule {' '.join(words)}")

    assert wrong == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_of_each_command_can_be_used(name: str) -> None:
    (words,) = re.findall(r"kuule ([^)\"]+)", EXAMPLES[name])
    rest = shlex.split(words.removeprefix(name))

    with commands()[name].make_context(name, rest) as context:
        assert context.args == []


def test_every_make_target_that_the_documents_show_is_one() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    shown = {
        target for file in ALL for target in re.findall(r"(?:^|\s|`)make (\w+)", code_in(file))
    }

    assert shown - targets == set()
    assert {"run", "test"} <= shown


def test_the_page_on_slack_explains_every_scope_and_event_and_no_other() -> None:
    teams = load_settings(ROOT / "config.example.toml", {}).to_teams()
    needed = needs(Teams((replace(teams.first, attachments=True),)), private=True)
    page = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
    rows = page.partition("| scope |")[2].partition("\n\n")[0].splitlines()[2:]
    columns = [[set(_INLINE.findall(cell)) for cell in row.split("|")[1:3]] for row in rows]

    assert set().union(*(scopes for scopes, _ in columns)) == set(scopes_of(needed))
    assert set().union(*(events for _, events in columns)) == set(events_of(needed))


def test_the_readme_begins_with_the_two_commands() -> None:
    head = README.read_text(encoding="utf-8")[:1500]

    assert 0 < head.index("make run") < head.index("make test")


@pytest.mark.parametrize("file", ALL, ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    links = _LINK.findall(file.read_text(encoding="utf-8"))
    local = [link for link in links if not link.startswith(("http://", "https://", "mailto:"))]

    assert [link for link in local if not (file.parent / link).exists()] == []


@pytest.mark.parametrize("name", STEPS)
def test_the_drawings_are_those_that_make_drawings_draws(name: str) -> None:
    assert (ROOT / "docs" / "images" / name).read_text(encoding="utf-8") == drawn(name)


def test_the_readme_shows_the_four_steps_with_a_picture_of_each() -> None:
    shown = re.findall(r"!\[[^\]]{20,}\]\(docs/images/(slack-[^)]+)\)", README.read_text("utf-8"))

    assert shown == list(STEPS)


def test_the_example_of_the_settings_loads() -> None:
    settings = load_settings(ROOT / "config.example.toml", {})

    assert settings.to_teams().first.id
