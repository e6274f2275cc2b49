"""The `Store` port on SQLAlchemy: one writer by group commit, readers on connections of their
own.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, insert, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.core.errors import KeyMismatchError, StorageUnavailableError
from bot.core.ports.leading import Lead
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Transaction
from storage.asks import SqlAsks
from storage.attachments import SqlAttachments
from storage.audit import SqlAudit
from storage.backend import Backend
from storage.cases import SqlCases
from storage.corrections import SqlCorrections
from storage.counting import SqlCounting
from storage.deliveries import SqlDeliveries
from storage.dialogues import SqlDialogues
from storage.digests import SqlDigests
from storage.groups import SqlGroups
from storage.learning import SqlLearning
from storage.listening import SqlListening
from storage.numbers import FreeNumbers
from storage.outages import outage
from storage.parking import SqlParking
from storage.people import SqlPeople
from storage.readers import SqlReaders
from storage.recordings import SqlRecordings
from storage.session import ConnectionSession, Session, Statement
from storage.sqlite import open_sqlite
from storage.stories import SqlStories
from storage.tables import installation
from storage.tag_sets import SqlTagSets

T = TypeVar("T")

_KEY_CHECK = Statement(select(installation.c.key_check))
_FIRST_KEY_CHECK = Statement(insert(installation))


@dataclass(frozen=True, slots=True)
class SqlTransaction:
    """The repositories on one session."""

    stories: SqlStories
    attachments: SqlAttachments
    tag_sets: SqlTagSets
    corrections: SqlCorrections
    learning: SqlLearning
    audit: SqlAudit
    people: SqlPeople
    deliveries: SqlDeliveries
    groups: SqlGroups
    listening: SqlListening
    digests: SqlDigests
    cases: SqlCases
    readers: SqlReaders
    asks: SqlAsks
    dialogues: SqlDialogues
    recordings: SqlRecordings
    parking: SqlParking
    counting: SqlCounting

    @classmethod
    def on(cls, session: Session, sealer: Sealer, numbers: FreeNumbers) -> "SqlTransaction":
        """Bind every repository to the session."""
        return cls(
            SqlStories(session, numbers),
            SqlAttachments(session),
            SqlTagSets(session),
            SqlCorrections(session),
            SqlLearning(session),
            SqlAudit(session),
            SqlPeople(session),
            SqlDeliveries(session, sealer),
            SqlGroups(session, sealer),
            SqlListening(session),
            SqlDigests(session),
            SqlCases(session),
            SqlReaders(session),
            SqlAsks(session),
            SqlDialogues(session),
            SqlRecordings(session),
            SqlParking(session, sealer),
            SqlCounting(session),
        )


class SqlStore:
    """The database of one installation. `open_store` makes it."""

    def __init__(self, backend: Backend, sealer: Sealer) -> None:
        """Take the database and what seals."""
        self._backend = backend
        self._sealer = sealer
        self._numbers = FreeNumbers()
        self._reads = set[asyncio.Task[Any]]()

    async def write(self, unit: Callable[[Transaction], T]) -> T:
        """Run the unit on the writer; return after the commit."""
        return await self._backend.writer.write(
            lambda session: unit(SqlTransaction.on(session, self._sealer, self._numbers))
        )

    async def read(self, unit: Callable[[Transaction], T]) -> T:
        """Run the unit on one consistent snapshot. What it writes is refused.

        Raise StorageUnavailableError when the database cannot do it now.
        """

        return await self._reading(
            lambda session: unit(SqlTransaction.on(session, self._sealer, self._numbers))
        )

    async def read_much(self, unit: Callable[[Transaction], T]) -> T:
        """Run a unit that reads for seconds, as `read` does, in a thread: the other one runs what
        is made of the rows in the event loop's own.
        """

        def reading() -> T:
            with self._translating(), self._backend.snapshots.connect() as connection:
                session = ConnectionSession(connection)
                return unit(SqlTransaction.on(session, self._sealer, self._numbers))

        return await self._alone(asyncio.to_thread(reading))

    async def _reading(self, read: Callable[[Session], T]) -> T:
        return await self._alone(self._read_through(read))

    async def _alone(self, work: Coroutine[Any, Any, T]) -> T:
        """Read in a task of its own. Who is cancelled does not wait for it, but a connection that
        is just being opened would be lost with its reader.
        """
        task = asyncio.create_task(work)
        self._reads.add(task)
        task.add_done_callback(self._end_read)
        return await asyncio.shield(task)

    def _end_read(self, task: asyncio.Task[Any]) -> None:
        self._reads.discard(task)
        # What fails after its reader has gone fails for nobody.
        if not task.cancelled():
            task.exception()

    async def _read_through(self, read: Callable[[Session], T]) -> T:
        def reading(connection: Connection) -> T:
            return read(ConnectionSession(connection))

        with self._translating():
            async with self._backend.readers.connect() as connection:
                return await connection.run_sync(reading)

    @contextmanager
    def _translating(self) -> Iterator[None]:
        """Raise what the database's trouble is to others."""
        try:
            yield
        except PoolTimeoutError as error:
            raise StorageUnavailableError("the database has too many readers") from error
        except DBAPIError as error:
            if error.orig is None or not self._backend.is_outage(error.orig):
                raise
            raise outage(error.orig, "the database cannot be read now") from error

    async def tidy(self) -> bool:
        """Leave nothing of what was deleted in the database's own files; return False when
        readers stood in the way, and the next time has to do.

        Raise StorageUnavailableError when the database cannot do it now.
        """
        try:
            return await asyncio.to_thread(self._backend.tidy)
        except Exception as error:
            if not self._backend.is_outage(error):
                raise
            raise outage(error, "the database cannot be tidied now") from error

    async def check_key(self) -> None:
        """Raise KeyMismatchError when the database was begun with another KUULE_KEY."""
        check = self._sealer.keyed(("installation", "key check"))

        def known(session: Session) -> bytes | None:
            row = session.one(_KEY_CHECK)
            return bytes(row["key_check"]) if row is not None else None

        def begin(session: Session) -> bytes:
            found = known(session)
            if found is None:
                session.run(_FIRST_KEY_CHECK, id=1, key_check=check)
            return found or check

        # Who only reads must not wait for whoever writes.
        found = await self._reading(known) or await self._backend.writer.write(begin)
        if found != check:
            raise KeyMismatchError(
                "KUULE_KEY is not the key of this database: set the key with which it was begun"
            )

    @property
    def lead(self) -> Lead:
        """The duty to poll Telegram, which one of the processes on this database has."""
        return self._backend.lead

    async def close(self) -> None:
        """Commit what waits, let the readers end, then disconnect."""
        if self._reads:
            await asyncio.wait(self._reads)
        await self._backend.lead.close()
        await self._backend.writer.close()
        await self._backend.readers.dispose()


@asynccontextmanager
async def open_store(url: str, sealer: Sealer) -> AsyncIterator[SqlStore]:
    """Open the database of that URL, whose schema is in order (`schema.prepare`)."""
    store = SqlStore(_backend(url), sealer)
    try:
        await store.check_key()
        yield store
    finally:
        await store.close()


def _backend(url: str) -> Backend:
    path = sqlite_path(url)
    if path is not None:
        return open_sqlite(path)
    from storage.postgresql import open_postgresql  # noqa: PLC0415  # loads the driver

    return open_postgresql(make_url(url))


def sqlite_path(url: str) -> Path | None:
    """Return the file of a SQLite URL, None for another database."""
    where = make_url(url)
    return Path(where.database or "") if where.get_backend_name() == "sqlite" else None


def driver_url(url: str) -> URL:
    """Return the URL with the driver that Kuule uses for synchronous work."""
    where = make_url(url)
    return (
        where
        if where.get_backend_name() == "sqlite"
        else where.set(drivername="postgresql+psycopg")
    )
