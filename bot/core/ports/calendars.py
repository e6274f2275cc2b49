"""The days on which nobody works."""

from datetime import date
from typing import Protocol


class Holidays(Protocol):
    """Public holidays."""

    def __call__(self, day: date, country: str) -> bool:
        """True when nobody reads a digest that day."""
        ...
