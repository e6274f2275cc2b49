"""What differs between the databases."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Engine
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.core.ports.leading import Lead
from storage.writer import Writer


class ClosableLead(Lead, Protocol):
    """A duty that can be given up."""

    async def close(self) -> None:
        """Let go of it."""
        ...


@dataclass(frozen=True, slots=True)
class Backend:
    """One database."""

    readers: AsyncEngine
    snapshots: Engine
    """For those who read much, in a thread; a connection for each."""
    writer: Writer
    is_outage: Callable[[BaseException], bool]
    """True when the database failed, not what it was asked to do."""
    tidy: Callable[[], bool]
    """Leave nothing of what was deleted in the database's own files; False when readers stood in
    the way.
    """
    lead: ClosableLead
    """The duty to poll Telegram."""
