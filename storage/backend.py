"""What differs between the databases."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from storage.writer import Writer


@dataclass(frozen=True, slots=True)
class Backend:
    """One database."""

    readers: AsyncEngine
    writer: Writer
    is_outage: Callable[[BaseException], bool]
    """True when the database failed, not what it was asked to do."""
    tidy: Callable[[], bool]
    """Leave nothing of what was deleted in the database's own files; False when readers stood in
    the way.
    """
