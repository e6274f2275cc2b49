"""The groups and channels on Telegram in which Kuule is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Group:
    """One of them. Its id is no person's, so it stands in clear."""

    chat: str
    is_member: bool
    moved_to: str = ""
    """The id that Telegram gave it since; empty while it has this one."""


class Groups(Protocol):
    """Groups by chat id."""

    def join(self, chat: str, now: datetime) -> bool:
        """Remember that Kuule is in it; return False when that was known."""
        ...

    def leave(self, chat: str, now: datetime) -> None:
        """Remember that Kuule is there no more."""
        ...

    def move(self, old: str, new: str, now: datetime) -> None:
        """Give the group its new id wherever it stands: here, and in what is to be sent or was
        posted there.
        """
        ...

    def now_at(self, chat: str) -> str:
        """Return the id that the group has now, the same when it has not moved."""
        ...

    def all(self) -> Sequence[Group]:
        """Return every group that Kuule was ever in, by id."""
        ...
