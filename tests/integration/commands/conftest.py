"""A desk with the commands on it."""

import shutil
from pathlib import Path

import pytest

from tests.integration.commands.desk import Desk


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
