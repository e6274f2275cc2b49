"""A digest's messages on Telegram, in its HTML: only these marks are used, and whatever a line
says stays text. Pure.

https://core.telegram.org/bots/api#html-style
"""

from collections.abc import Iterable, Sequence

from bot.core.model.delivery import DigestPost
from bot.core.model.digest import Digest, Line, Sheet
from bot.core.model.platforms import Platform
from bot.core.ports.catalogue import Texts
from bot.core.sheets import lines_of
from bot.core.text import is_blank
from bot.digest.blocks import ENDING, Block, on_sheet
from handlers.telegram.limits import (
    DIGEST_CAPTION,
    DIGEST_LINE,
    DIGEST_TEXT,
    cut,
    escaped,
    units,
)

_APART = {Block.QUIET, Block.FEW}
Piece = tuple[str, int]
"""HTML that stands for itself, and how many units people see of it."""


def caption(digest: Digest, post: DigestPost, texts: Texts) -> str:
    """Return the words below the photo."""
    words = [line.text for line in lines_of(digest, post, Platform.TELEGRAM)]
    return escaped(cut(" ".join(words) or _gone(digest, texts), DIGEST_CAPTION))


def text(digest: Digest, post: DigestPost, texts: Texts) -> str:
    """Return the message. What does not fit is left out from the end, what is folded first."""
    lines = [line for line in lines_of(digest, post, Platform.TELEGRAM) if not is_blank(line.text)]
    if not lines:
        return escaped(_gone(digest, texts))
    top = on_sheet(lines, Sheet.TOP)
    at = next((at for at, line in enumerate(top) if line.block in ENDING), len(top))
    begin, end = _pieces(top[:at]), _pieces(top[at:])
    room = DIGEST_TEXT - sum(length for _, length in (*begin, *end))
    folded = [
        piece
        for sheet in (Sheet.MUST_WIN, Sheet.IDEAS)
        if (piece := _folded(on_sheet(lines, sheet)))
    ]
    kept = _within([*begin, *_within(folded, room), *end], DIGEST_TEXT)
    return "\n".join(html for html, _ in kept).strip()


def _within(pieces: Iterable[Piece], room: int) -> list[Piece]:
    kept = []
    for html, length in pieces:
        room -= length
        if room < 0:
            break
        kept.append((html, length))
    return kept


def _pieces(lines: Sequence[Line]) -> list[Piece]:
    return [_piece(Block(line.block), cut(line.text, DIGEST_LINE)) for line in lines]


def _piece(block: Block, words: str) -> Piece:
    html, length = escaped(words), units(words) + 1
    if block.is_heading:
        return f"\n<b>{html}</b>", length + 1
    if block is Block.HEADER:
        return f"<b>{html}</b>", length
    if block is Block.QUOTE:
        return f"<blockquote>{html}</blockquote>", length
    if block is Block.CAUTION:
        return f"\n<i>{html}</i>", length + 1
    if block in _APART:
        return f"\n{html}", length + 1
    return (f"• {html}", length + 2) if block.is_listed else (html, length)


def _folded(lines: Sequence[Line]) -> Piece | None:
    """Return a sheet that opens when it is touched. Quotations cannot stand within another."""
    if not lines:
        return None
    parts = [_inner(Block(line.block), cut(line.text, DIGEST_LINE)) for line in lines]
    html = "\n".join(html for html, _ in parts)
    return (
        f"<blockquote expandable>{html}</blockquote>",
        sum(length for _, length in parts) + 1,
    )


def _inner(block: Block, words: str) -> Piece:
    html, length = escaped(words), units(words) + 1
    if block.is_heading:
        return f"<b>{html}</b>", length
    if block is Block.MUST_WIN_QUOTE:
        return f"<i>{html}</i>", length
    return (f"• {html}", length + 2) if block.is_listed else (html, length)


def _gone(digest: Digest, texts: Texts) -> str:
    return texts.text(digest.language, "digest-withdrawn")
