"""Files that came with stories: what is still to be fetched, and what is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bot.core.model.attachment import Kept, NotKept
from bot.core.ports.sealing import SealedText

Outcome = Kept | NotKept
"""As what a file is kept, or why it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttachment:
    """A file as the intake writes it. `awaited` is for the core to open."""

    id: UUID
    part: UUID
    """The one with whose message it came: it is removed with it."""
    awaited: bytes
    not_before: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedFile:
    """A file that is to be fetched now."""

    id: UUID
    part: UUID
    story: UUID
    number: str
    """The story's."""
    team: str
    awaited: bytes
    attempts: int
    """This one counted."""


class Attachments(Protocol):
    """The files of kept stories."""

    def add(self, new: NewAttachment) -> None:
        """Keep what is needed to fetch the file."""
        ...

    def is_due(self, now: datetime) -> bool:
        """True when a file may be fetched."""
        ...

    def claim(self, now: datetime, until: datetime, limit: int) -> Sequence[AwaitedFile]:
        """Take files that are due. A file about which nothing is written by `until` is due again:
        whoever took it has died.
        """
        ...

    def put_off(self, which: UUID, until: datetime) -> None:
        """Let it be due then."""
        ...

    def keep(self, which: UUID, media: str, content: SealedText) -> bool:
        """Keep the content; return False when the file waits no more, as its story was removed."""
        ...

    def drop(self, which: UUID, reason: NotKept) -> bool:
        """Keep only the reason; return False as above."""
        ...

    def outcomes(self, part: UUID) -> Mapping[Outcome, int]:
        """Count what became of the part's files; nothing while one still waits."""
        ...
