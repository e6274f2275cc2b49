"""Promises about the code as a whole that import-linter cannot see."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot.core.edition import Edition

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "storage")
# Alembic runs this file as a script; matplotlib looks for fonts when the worker imports it.
SCRIPTS = {"storage.migrations.env", "bot.pictures.drawing"}

WATCH = """
import importlib, json, logging, os, signal, sys, threading

OURS = ("bot", "handlers", "storage")
seen = []

def watch(event, arguments):
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    # Asking for the machine's own name or time zone is no work, opening anything is.
    works = event in {"socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen",
                      "os.system", "os.exec", "os.fork", "os.mkdir", "os.rename", "os.remove",
                      "sqlite3.connect"}
    if writes or works:
        seen.append(f"{event} {arguments!r}")

class Watched(type(os.environ)):
    def __getitem__(self, name):
        frame = sys._getframe(1)
        while frame.f_globals["__name__"] in ("os", "_collections_abc", "collections.abc"):
            frame = frame.f_back
        if frame.f_globals["__name__"].split(".")[0] in OURS:
            seen.append(f"environment {name} in {frame.f_globals['__name__']}")
        return super().__getitem__(name)

os.environ.__class__ = Watched
before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
sys.addaudithook(watch)
for module in json.loads(sys.argv[1]):
    importlib.import_module(module)
if threading.active_count() > 1:
    seen.append("a thread")
if {name: signal.getsignal(name) for name in before} != before:
    seen.append("a signal handler")
loggers = [logging.getLogger(), *map(logging.getLogger, OURS)]
if any(logger.handlers for logger in loggers):
    seen.append("a handler of logs")
print(json.dumps(seen))
"""


OUTSIDE = {
    "Only the composition root and the command know the settings and the practice workspace": {
        *("bot.app", "bot.cli", "bot.config", "bot.practice"),
    },
    "The practice workspace knows nothing of the rest": {"bot.practice"},
    "Only the schedule imports APScheduler": {"bot.schedule"},
    "Only the worker that draws images anew imports Pillow": set[str](),
    "Only the worker that draws pictures imports matplotlib": set[str](),
}
"""By contract, what it is not about."""
VERIFIES = "What verifies a digest shares nothing with what composes it"
SHARED = {"bot.digest.blocks", "bot.digest.verifying"}


def modules() -> list[str]:
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    names = (".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files)
    return sorted({name.removesuffix(".__init__") for name in names} - SCRIPTS)


def test_the_package_itself_is_empty() -> None:
    for package in PACKAGES:
        assert (ROOT / package / "__init__.py").read_bytes() == b""


def test_importing_any_module_does_nothing() -> None:
    environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "KUULE_KEY": "canary"}
    done = subprocess.run(  # noqa: S603  # our own script
        [sys.executable, "-c", WATCH, json.dumps(modules())],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert json.loads(done.stdout) == []


def test_the_composition_root_fits_one_screen_and_no_module_is_a_book() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for package in PACKAGES
        for file in (ROOT / package).rglob("*.py")
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}


@pytest.mark.parametrize("word", ["utils", "helpers", "common", "manager", "base", "misc"])
def test_no_module_is_named_for_nothing(word: str) -> None:
    assert not [name for name in modules() if name.split(".")[-1] == word]


def test_nothing_that_people_wrote_is_dropped_at_telegram() -> None:
    """The Bot API would throw away what waits; only the stand-in knows the word."""
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    naming = [file for file in files if "drop_pending" in file.read_text(encoding="utf-8")]

    assert [file for file in naming if "practice" not in file.parts] == []


def test_what_telegram_takes_is_written_in_one_file() -> None:
    """Lengths in UTF-16 units, and HTML; the poster is a picture, and no message."""
    files = (ROOT / "handlers" / "telegram").glob("*.py")
    texts = {file.stem: file.read_text(encoding="utf-8") for file in files}
    words = re.compile(r"utf-16|html import|\b(4096|1024|64)\b")

    assert {name for name, text in texts.items() if words.search(text)} == {"limits", "poster"}


def test_what_verifies_a_digest_reads_it_with_its_own_eyes() -> None:
    """Of its room it takes the names of the places, and of an edition what was put into it."""
    files = list((ROOT / "bot" / "digest" / "verifying").glob("*.py"))
    trees = [ast.parse(file.read_text(encoding="utf-8")) for file in files]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    taken = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    derived = {name for name, value in vars(Edition).items() if isinstance(value, property)}
    of_edition = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "_edition"
    }

    ours = {module for module in taken if module.startswith("bot.digest")}
    assert {one for one in ours if "verifying" not in one} == {"bot.digest.blocks"}
    assert of_edition
    assert not of_edition & derived


def parts_of(package: str) -> set[str]:
    """Return the names of what stands directly in a package."""
    found = (ROOT / package.replace(".", "/")).iterdir()
    return {f"{package}.{each.stem}" for each in found if each.stem.isidentifier()} - {
        *(f"{package}.{special}" for special in ("__init__", "__main__", "__pycache__"))
    }


def contracts() -> dict[str, dict[str, list[str]]]:
    """Return the contracts of import-linter by their names."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        found = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return {one["name"]: one for one in found}


@pytest.mark.parametrize("name", OUTSIDE)
def test_every_package_stands_in_the_contract(name: str) -> None:
    contract = contracts()[name]
    about = contract["source_modules"]
    if about == ["bot.practice"]:
        about = contract["forbidden_modules"]

    named = {".".join(each.split(".")[:2]) for each in about}

    assert named == (parts_of("bot") | {"handlers", "storage"}) - OUTSIDE[name]


def test_what_verifies_shares_no_part_of_the_digest_but_the_blocks() -> None:
    forbidden = set(contracts()[VERIFIES]["forbidden_modules"])

    assert forbidden - {"bot.core.publishable"} == parts_of("bot.digest") - SHARED
