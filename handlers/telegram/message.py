"""A message as Telegram takes it, within its limits.

Texts go without a mark-up mode: what somebody wrote stays text, whatever it looks like.
Only digests and what `is_html` says have one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.telegram.limits import DATA, cut


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what a person reads, and what comes back when it is pressed, or the address that
    it opens.
    """

    label: str
    data: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for data that Telegram would refuse."""
        if not self.url and not 1 <= len(self.data.encode()) <= DATA:
            raise ValueError("callback data")


@dataclass(frozen=True, slots=True)
class Message:
    """What sendMessage takes. A text that is too long is cut."""

    text: str
    rows: Sequence[Sequence[Button]] = ()
    is_html: bool = False
    """True for a short text of our own with a link in it."""
    asks: bool = False
    """True where the next text is to answer this message: Telegram opens the field for it."""

    def __post_init__(self) -> None:
        """Keep the text within the limit."""
        object.__setattr__(self, "text", cut(self.text))


def in_pairs(buttons: Sequence[Button]) -> list[Sequence[Button]]:
    """Return rows of two, which a narrow telephone still shows in full."""
    return [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
