"""Looking at the rows themselves, on either database, for what no port shows."""

from collections.abc import Sequence

from sqlalchemy import create_engine, insert, select, update
from sqlalchemy.pool import NullPool

from storage.store import driver_url
from storage.tables import metadata


def rows(database: str, table: str) -> list[dict[str, object]]:
    """Return every row of a table."""
    engine = create_engine(driver_url(database), poolclass=NullPool)
    with engine.connect() as connection:
        found = connection.execute(select(metadata.tables[table])).mappings().all()
    return [dict(row) for row in found]


def insert_rows(database: str, table: str, new: Sequence[dict[str, object]]) -> None:
    """Write rows past the ports."""
    engine = create_engine(driver_url(database), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(insert(metadata.tables[table]), list(new))


def spoil(database: str, table: str, **values: object) -> None:
    """Give every row of a table these values, past the ports."""
    engine = create_engine(driver_url(database), poolclass=NullPool)
    with engine.begin() as connection:
        connection.execute(update(metadata.tables[table]).values(**values))


def everything(database: str) -> bytes:
    """Return every value of every table, as a dump of the database would show them."""
    values = [
        value
        for table in metadata.tables
        for row in rows(database, table)
        for value in row.values()
    ]
    return b"\n".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for value in values
    )
