"""What Kuule says, in every language that it speaks."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from bot.core.model.language import Language

OTHER = "other"
"""Stands for an argument that only chose a form of the sentence, none of those with a name."""


class Texts(Protocol):
    """The message catalogues."""

    def text(self, language: Language, key: str, /, **arguments: str | float) -> str:
        """Return the sentence in that language. Raise KeyError for an unknown key."""
        ...

    def read(self, language: Language, key: str, text: str, /) -> Mapping[str, str] | None:
        """Return the arguments, as they are printed, with which the sentence is this text; None
        when it is another sentence. Raise KeyError for an unknown key.
        """
        ...

    def dates(self, language: Language, first: date, last: date, /) -> str:
        """Return the range of dates, both included, as that language writes it."""
        ...

    def date(self, language: Language, day: date, /) -> str:
        """Return the date as that language writes it."""
        ...

    def time(self, language: Language, moment: datetime, /) -> str:
        """Return the time of day, where the moment is, as that language writes it."""
        ...

    def moment(self, language: Language, moment: datetime, /) -> str:
        """Return the date and the time of day, where the moment is."""
        ...
