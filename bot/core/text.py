"""Text as it can be stored, searched and shown anywhere."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")


def storable(text: str) -> str:
    """Replace NUL and lone surrogates, which PostgreSQL and UTF-8 refuse, by U+FFFD; the
    length stays.
    """
    return _UNSTORABLE.sub("\ufffd", text)


def is_blank(text: str) -> bool:
    """True when nothing in it can be seen."""
    return not _INVISIBLE.sub("", text)
