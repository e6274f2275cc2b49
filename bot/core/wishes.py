"""What people write who want their story removed, or help: a text that is no story. Pure."""

import re
from dataclasses import dataclass

_MOST_WORDS = 5
"""A longer text that begins so tells something."""
_REMOVAL = re.compile(
    r"(?:poista|peru|remove|delete|radera|ta\s+bort)\b(.*)", re.IGNORECASE | re.DOTALL
)
_NUMBER = re.compile(r"(?<!\w)(?:T\s?[-–—−]?\s?([0-9]{1,9})|([0-9]{4,9}))(?!\w)", re.IGNORECASE)
_ONLY_REMOVAL = re.compile(
    r"\s*(?:tarina|tarinani|(?:my\s+)?story|(?:min\s+)?berättelse)?[.!]?", re.IGNORECASE
)
_HELP = re.compile(r"(?:help|apua|ohje|ohjeet|hjälp|\?)[.!?]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish to remove the story of that number; without one, to be told how, or to be helped."""

    number: str = ""
    is_help: bool = False


def wish_in(text: str) -> Wish | None:
    """Return the wish that a text is. T-0412 may be written T0412, 0412 or with another dash."""
    text = text.strip()
    if _HELP.fullmatch(text):
        return Wish(is_help=True)
    found = _REMOVAL.fullmatch(text)
    if found is None or len(text.split()) > _MOST_WORDS:
        return None
    numbers = [first or second for first, second in _NUMBER.findall(found[1])]
    if len(numbers) == 1:
        return Wish(f"T-{numbers[0]}")
    # Of several none is removed: which was meant is for the teller to say.
    return Wish() if numbers or _ONLY_REMOVAL.fullmatch(found[1]) else None
