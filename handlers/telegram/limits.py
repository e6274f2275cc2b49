"""What Telegram takes, and how much of it Kuule uses: here, and nowhere else, a message's text is
counted, cut and made HTML. Lengths are UTF-16 units after the marks are taken out. Pure.
"""

from html import escape

TEXT = 4096
"""A message. https://core.telegram.org/bots/api#sendmessage"""
CAPTION = 1024
"""What stands below a photo or a file. https://core.telegram.org/bots/api#senddocument"""
DATA = 64
"""Bytes of a button's data. https://core.telegram.org/bots/api#inlinekeyboardbutton"""

# Our own budgets, each below the limit that it lies within.
DIGEST_TEXT = 3200
DIGEST_CAPTION = 700
DIGEST_LINE = 1000
PIECE = 3500
"""A piece of a story in one message, beside what is said about it."""
OWN_EXCERPT = 300
"""A story among its teller's own, so that eight of them fit."""
LISTED_EXCERPT = 240
"""A story in a reader's list, so that a page of ten fits."""
FOUND_EXCERPT = 150
"""A story that a search found, so that all that one search finds fit."""


def units(text: str) -> int:
    """Return the length as Telegram counts it."""
    return len(text.encode("utf-16-le", "replace")) // 2


def cut(text: str, limit: int = TEXT) -> str:
    """Return the text within so many units."""
    encoded = text.encode("utf-16-le", "replace")
    if len(encoded) <= limit * 2:
        return text
    return encoded[: (limit - 1) * 2].decode("utf-16-le", "ignore") + "…"


def escaped(text: str) -> str:
    """Return it as HTML that shows it as it is, whatever it looks like. Quotation marks stay, for
    it stands in no attribute.
    """
    return escape(text, quote=False)
