"""What a delivery says and where, as one text that is sealed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from bot.core.model.delivery import (
    Address,
    Ask,
    Claimed,
    Content,
    DigestCopy,
    DigestPost,
    Note,
    Nudge,
    Oversight,
    OwnRecord,
    OwnStories,
    Question,
    QuestionForm,
    Receipt,
    Shelf,
    TeamPage,
    TeamView,
    Transcript,
    TranscriptState,
)
from bot.core.model.digest import Sheet
from bot.core.model.platforms import Platform

_KINDS = {
    "receipt": Receipt,
    "note": Note,
    "question": Question,
    "transcript": Transcript,
    "own": OwnStories,
    "record": OwnRecord,
    "team_page": TeamPage,
    "nudge": Nudge,
    "ask": Ask,
    "claimed": Claimed,
    "digest": DigestPost,
    "copy": DigestCopy,
    "oversight": Oversight,
}
_NAMES = {content: name for name, content in _KINDS.items()}


def kind_of(content: Content) -> str:
    """Return the name of its kind."""
    return _NAMES[type(content)]


def encode(address: Address, content: Content) -> str:
    """Return the text."""
    body = _as_dict(content)
    return json.dumps(
        {"address": _as_dict(address), "kind": kind_of(content), "content": body}, default=_written
    )


_FIELDS = {
    kind: tuple(field.name for field in fields(kind)) for kind in (Address, *_KINDS.values())
}


def _as_dict(value: Address | Content) -> dict[str, Any]:
    # `dataclasses.asdict` copies deeply, which costs more than the statement.
    return {name: getattr(value, name) for name in _FIELDS[type(value)]}


def _written(value: object) -> str:
    """Return the text of what JSON does not know."""
    return value.hex if isinstance(value, UUID) else str(value)


def _moments(written: Mapping[str, str]) -> Mapping[str, datetime]:
    return {name: datetime.fromisoformat(moment) for name, moment in written.items()}


_READERS: Mapping[str, Callable[[Any], Any]] = {
    "digest_id": UUID,
    "talk": UUID,
    "person": UUID,
    "teller": tuple,
    "recording": UUID,
    "state": TranscriptState,
    "until": datetime.fromisoformat,
    "leaves": datetime.fromisoformat,
    "last_chance": datetime.fromisoformat,
    "held_until": datetime.fromisoformat,
    "moments": _moments,
    "read_by": date.fromisoformat,
    "form": QuestionForm,
    "shelf": Shelf,
    "view": TeamView,
    "reader": tuple,
    "sheet": Sheet,
}
"""The fields that are no text, of any kind of content."""


def decode(text: str) -> tuple[Address, Content]:
    """Read what `encode` wrote."""
    found = json.loads(text)
    address = Address(**found["address"] | {"platform": Platform(found["address"]["platform"])})
    body = {
        name: _READERS[name](value) if name in _READERS and value is not None else value
        for name, value in found["content"].items()
    }
    content: Content = _KINDS[found["kind"]](**body)
    return address, content
