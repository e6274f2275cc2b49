"""Which authors were asked whether a message of theirs may be a story."""

from datetime import datetime
from typing import Protocol


class Asks(Protocol):
    """Questions to authors, by the keyed hash of the message. Of the message itself nothing is
    kept.
    """

    def add(self, key: bytes, person: bytes, expires: datetime) -> bool:
        """Keep that the author is asked; return False for a message about which somebody was
        asked before, whatever became of it.
        """
        ...

    def is_open(self, key: bytes, person: bytes, now: datetime) -> bool:
        """Return True while that author may say yes."""
        ...

    def refuse(self, key: bytes, person: bytes) -> bool:
        """Remember the no, and not whose it is; return False when that author is not asked."""
        ...

    def forget(self, person: bytes) -> None:
        """Take every question to that author for answered with a no."""
        ...

    def expire(self, now: datetime) -> int:
        """Take silence for a no; return how many."""
        ...
