"""The digest as plain text: for the terminal and as the fall-back of richer forms."""

from collections.abc import Iterable

from bot.core.model.digest import Line
from bot.digest.blocks import Block

_APART = frozenset({Block.QUIET, Block.PICTURE, Block.CAUTION})
_QUOTES = frozenset({Block.QUOTE, Block.MUST_WIN_QUOTE})


def plain(lines: Iterable[Line]) -> str:
    """Return the digest with an empty line before each section."""
    return "\n".join(_plain(Block(line.block), line.text) for line in lines)


def visible_characters(lines: Iterable[Line]) -> int:
    """Return the length that readers see, line breaks included."""
    return sum(len(line.text) + 1 for line in lines)


def _plain(block: Block, text: str) -> str:
    if block.is_heading or block in _APART:
        return f"\n{text}"
    if block in _QUOTES:
        return f"> {text}"
    return f"• {text}" if block.is_listed or block is Block.NUMBER else text
