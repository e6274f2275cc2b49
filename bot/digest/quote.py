"""Cutting what people said, without changing a word of it."""

import re

CUT = "[…]"
_SENTENCE_END = re.compile(r"[.!?…](?=\s)")
_GOES_ON = re.compile(r"[^\s.!?…\"”’»)\]*–—•-][ *–—•-]+$")
"""What stands before words that begin neither a sentence nor a line."""
_IS_WITHIN = re.compile(r"(?<![.!?…\"”’»)\]*]) ")


_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters by which a text turns round what stands after it: its own number, say."""


def one_line(text: str) -> str:
    """Return the text with every run of white space as one space, and without what changes the
    direction of reading by order.
    """
    return " ".join(_DIRECTIONS.sub("", text).split())


def cut_quote(text: str, limit: int) -> str:
    """Return at most `limit` characters from the beginning; a cut is after a word, and marked."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    room = max(limit - len(CUT) - 1, 0)
    return f"{_beginning(text, room)} {CUT}".strip()[:limit]


def passage(text: str, start: int, end: int) -> str:
    """Return those words of the text, with a mark where they are part of a sentence."""
    before = f"{CUT} " if _GOES_ON.search(text, max(start - 8, 0), start) else ""
    after = f" {CUT}" if _IS_WITHIN.match(text, end) else ""
    return f"{before}{text[start:end]}{after}"


def shorten(text: str, limit: int) -> str:
    """Return a name of at most `limit` characters."""
    text = one_line(text)
    if len(text) <= limit:
        return text
    return text[: max(limit - 1, 0)].rstrip() + "…"


def _beginning(text: str, room: int) -> str:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, room + 1)]
    if ends and ends[-1] >= room // 2:
        return text[: ends[-1]]
    head, space, _ = text[: room + 1].rpartition(" ")
    return head if space else text[:room]
