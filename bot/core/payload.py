"""What a platform sends, before it is parsed: names with values of any kind.

Each reader returns the value under a name, or raises ValueError with that name when it is missing
or of another kind: a payload that breaks its platform's own form is parked and reported, not
lost.
"""

from collections.abc import Mapping
from typing import Any

Payload = Mapping[str, Any]


def read_mapping(payload: Payload, name: str) -> Payload:
    """Return the payload within the payload."""
    found = payload.get(name)
    if not isinstance(found, Mapping):
        raise ValueError(name)  # noqa: TRY004  # a malformed payload is a value that is wrong
    return found


def read_string(payload: Payload, name: str) -> str:
    """Return the string, which may be empty."""
    found = payload.get(name)
    if not isinstance(found, str):
        raise ValueError(name)  # noqa: TRY004  # the same
    return found


def read_number(payload: Payload, name: str) -> int:
    """Return the whole number. A truth value is none, though Python takes it for one."""
    found = payload.get(name)
    if not isinstance(found, int) or isinstance(found, bool):
        raise ValueError(name)  # noqa: TRY004  # the same
    return found
