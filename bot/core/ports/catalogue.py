"""What Kuule says, in every language that it speaks."""

from datetime import date
from typing import Protocol

from bot.core.model.language import Language


class Texts(Protocol):
    """The message catalogues."""

    def text(self, language: Language, key: str, /, **arguments: str | float) -> str:
        """Return the sentence in that language. Raise KeyError for an unknown key."""
        ...

    def dates(self, language: Language, first: date, last: date, /) -> str:
        """Return the range of dates, both included, as that language writes it."""
        ...

    def date(self, language: Language, day: date, /) -> str:
        """Return the date as that language writes it."""
        ...
