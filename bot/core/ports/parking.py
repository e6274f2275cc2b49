"""What cannot be handled, kept in the database for later."""

from datetime import datetime
from typing import Protocol


class Parking(Protocol):
    """Inputs that failed five times."""

    def add(self, key: bytes, platform: str, raw: str, reason: str, now: datetime) -> bool:
        """Park an input sealed, once; return False when it is there already."""
        ...
