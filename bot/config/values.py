"""The kinds of values in the settings, and what to write instead of a wrong one."""

import re
from datetime import time
from difflib import get_close_matches
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError


def _wrong(problem: str, fix: str) -> PydanticCustomError:
    return PydanticCustomError("wrong", "{problem}: {fix}", {"problem": problem, "fix": fix})


def _form(pattern: str, problem: str, fix: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise _wrong(problem, fix)
        return value

    return AfterValidator(check)


def _zone(value: object) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (ValueError, OSError, KeyError):
        likely = get_close_matches(str(value), sorted(available_timezones()), 1)
        fix = f'write one like "{(likely or ["Europe/Helsinki"])[0]}"'
        raise _wrong("no time zone", fix) from None


def _time(value: object) -> time:
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        return time.fromisoformat(value)
    raise _wrong("no time of day", 'write hours and minutes in quotes, like "09:00"')


def database_address(value: str) -> str:
    parts = _parts(value)
    if parts and parts.scheme == "sqlite" and value.startswith("sqlite:///"):
        # A database in memory would keep nothing.
        if parts.path.strip("/") not in ("", ":memory:"):
            return value
    elif parts and parts.scheme == "postgresql" and parts.path.strip("/"):
        return value
    raise _wrong(
        "no address of a database",
        'write one like "sqlite:///var/kuule.db" or "postgresql://user@host/name"',
    )


def _parts(url: str) -> SplitResult | None:
    """Return the parts of a URL; None when it is none."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return None
    return parts


def _address(value: str, *, ends: str, fix: str) -> str:
    parts = re.fullmatch(r"https?://[^\s@?#]+", value) and _parts(value)
    fits = value.endswith("/") == bool(ends) and value.endswith(ends)
    if parts and parts.hostname and fits:
        return value
    raise _wrong("no address of this service", fix)


def slack_address(value: str) -> str:
    return _address(
        value, ends="/api/", fix='write one ending in /api/, like "https://slack.com/api/"'
    )


def telegram_address(value: str) -> str:
    return _address(
        value, ends="", fix='write one without a last slash, like "https://api.telegram.org"'
    )


def web_address(value: str) -> str:
    fix = 'write one without a last slash, like "https://kuule.example.org", or nothing'
    return value and _address(value, ends="", fix=fix)


def transcription_address(value: str) -> str:
    fix = 'write one without a last slash, like "http://127.0.0.1:8000/v1", or nothing'
    return value and _address(value, ends="", fix=fix)


_CHANNEL = r"[CG][A-Z0-9]+"
_CHANNEL_FIX = 'write its id from the end of the channel\'s details in Slack, like "C0123"'
_PERSON_FIX = 'write a Slack user id like "U0123" or a Telegram chat id like "123456"'
_WORD = r"[A-Za-z0-9_-]{1,64}"
_WORD_FIX = "write 1 to 64 of a–z, A–Z, 0–9, _ and -, like {}"

Zone = Annotated[ZoneInfo, BeforeValidator(_zone)]
TimeOfDay = Annotated[time, BeforeValidator(_time)]
Whole = Annotated[int, Field(strict=True)]
Choice = Annotated[bool, Field(strict=True)]
Filled = Annotated[str, _form(r"(?s).*\S.*", "empty", "write at least one letter")]
Channel = Annotated[str, _form(_CHANNEL, "no id of a channel", _CHANNEL_FIX)]
MaybeChannel = Annotated[
    str, Field(examples=["C0123"]), _form(f"({_CHANNEL})?", "no id of a channel", _CHANNEL_FIX)
]
Person = Annotated[
    str,
    Field(examples=["U0123"]),
    _form(r"([UW][A-Z0-9]+|-?\d+)?", "no id of a person", _PERSON_FIX),
]
Word = Annotated[str, _form(_WORD, "no short name", _WORD_FIX.format('"palvelu"'))]
# Telegram's own limit for what follows /start.
StartWord = Annotated[
    str,
    Field(examples=["palvelu"]),
    _form(f"({_WORD})?", "no start word", _WORD_FIX.format('"palvelu"')),
]
Country = Annotated[str, _form(r"[A-Z]{2}", "no country", 'write two capital letters, like "FI"')]
Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Month = Literal[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
Capture = Literal["command", "mention", "dm", "channel", "reaction", "shortcut"]
