"""A PostgreSQL database that one test after another uses: to make one takes some hundred times as
long as to empty it.
"""

from collections.abc import Callable

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

BARE = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
"""Leaves nothing in a database."""
_END_CONNECTIONS = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class Reused:
    """One database, made once and emptied for each test; `url` leads to it."""

    def __init__(self, server: str, name: str, make: Callable[[str], str]) -> None:
        """Make it on that server; `make` puts into it what each test finds there, and returns the
        statements that leave just that.
        """
        self.url = make_url(server).set(database=name).render_as_string(hide_password=False)
        self._server, self._name, self._make = server, name, make
        self._emptying = self._made()

    def emptied(self) -> str:
        """Return its URL; nobody is connected any more, and what the last test left is gone.

        A test that changes the schema takes one that is bare.
        """
        try:
            with psycopg.connect(self.url, autocommit=True) as connection:
                connection.execute(_END_CONNECTIONS)
                connection.execute(self._emptying)
        except psycopg.OperationalError:  # a test dropped it
            self._emptying = self._made()
        return self.url

    def _made(self) -> str:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{self._name}"')
        return self._make(self.url)


def delete_rows(url: str) -> str:
    """Return the statements that delete every row that is not there now; a table that holds some
    is left alone.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [sql.Identifier(name) for (name,) in names.fetchall()]
        deletions = [
            sql.SQL("DELETE FROM {}").format(table).as_string()
            for table in tables
            if not connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(table)).fetchone()
        ]
    return "; ".join(["SET session_replication_role = replica", *deletions])
