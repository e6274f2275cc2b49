"""Text as it can be stored, searched and shown anywhere."""

import re
import unicodedata

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""General categories of which nothing is drawn: spaces, controls and format characters."""
_FILLERS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2065\u2800\u3164\uffa0\ufe00-\ufe0f]")
"""Letters and marks of which nothing is drawn."""


def storable(text: str) -> str:
    """Replace NUL and lone surrogates, which PostgreSQL and UTF-8 refuse, by U+FFFD; the
    length stays.
    """
    return _UNSTORABLE.sub("\ufffd", text)


def is_blank(text: str) -> bool:
    """True when nothing in it can be seen."""
    return all(unicodedata.category(char) in _UNSEEN or _FILLERS.match(char) for char in text)
