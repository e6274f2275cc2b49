"""The duty to poll Telegram, on PostgreSQL: an advisory lock.

Imported only where the settings name PostgreSQL: its driver costs memory.
"""

import logging

import psycopg
from psycopg.conninfo import make_conninfo

from storage.outages import outage

log = logging.getLogger(__name__)

_DUTY = 0x6B75756C65_01
"""Our own number among the advisory locks of the database: "kuule" and the first duty."""
_KEEPALIVES = {"idle": "10", "interval": "5", "count": "3"}
"""Seconds until either side notices that the machine of the other is gone, and not two hours."""


class AdvisoryLead:
    """The `Lead` port on a connection of its own: the server lets go of the lock when it ends,
    however it ends.
    """

    def __init__(self, url: str) -> None:
        """Take a libpq URL; connect when the duty is asked for."""
        self._url = url
        self._connection: psycopg.AsyncConnection[tuple[object, ...]] | None = None

    async def take(self) -> bool:
        """Wait for the lock, unless it is held still."""
        try:
            if await self._is_held():
                return False
            await self._wait()
        except psycopg.Error as error:
            await self.close()
            raise outage(error, "the database cannot say who leads") from error
        except BaseException:
            # Cancelled while it waited.
            await self.close()
            raise
        return True

    async def close(self) -> None:
        """Let go."""
        if self._connection is not None:
            await self._connection.close()
        self._connection = None

    async def _is_held(self) -> bool:
        if self._connection is None:
            return False
        try:
            await self._connection.execute("SELECT 1")
        except psycopg.Error:
            log.warning("this process does not lead any more")
            await self.close()
        return self._connection is not None

    async def _wait(self) -> None:
        conninfo = make_conninfo(
            self._url,
            connect_timeout=5,
            application_name="kuule",
            **{f"keepalives_{name}": value for name, value in _KEEPALIVES.items()},
        )
        connection = await psycopg.AsyncConnection.connect(conninfo, autocommit=True)
        self._connection = connection
        for name, value in _KEEPALIVES.items():
            await connection.execute(
                "SELECT set_config(%s, %s, false)", (f"tcp_keepalives_{name}", value)
            )
        cursor = await connection.execute("SELECT pg_try_advisory_lock(%s)", (_DUTY,))
        if await cursor.fetchone() != (True,):
            log.info("another process leads, this one waits")
            await connection.execute("SELECT pg_advisory_lock(%s)", (_DUTY,))
        log.info("this process leads")
