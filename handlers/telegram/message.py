"""A message as Telegram takes it, within its limits.

Texts go without a mark-up mode: what somebody wrote stays text, whatever it looks like.
Only digests and what `is_html` says have one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LIMIT = 4096
"""UTF-16 units a message. https://core.telegram.org/bots/api#sendmessage"""
CALLBACK_LIMIT = 64
"""Bytes of a button's data. https://core.telegram.org/bots/api#inlinekeyboardbutton"""


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
        if not self.url and not 1 <= len(self.data.encode()) <= CALLBACK_LIMIT:
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


def units(text: str) -> int:
    """Return the length as Telegram counts it: in UTF-16 units."""
    return len(text.encode("utf-16-le", "replace")) // 2


def cut(text: str, limit: int = LIMIT) -> str:
    """Return the text within so many UTF-16 units, which Telegram counts."""
    encoded = text.encode("utf-16-le", "replace")
    if len(encoded) <= limit * 2:
        return text
    return encoded[: (limit - 1) * 2].decode("utf-16-le", "ignore") + "…"
