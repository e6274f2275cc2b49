"""What a delivery says and where, as one text that is sealed."""

import json
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.core.model.delivery import Address, Ask, Content, DigestPost, Note, Nudge, Receipt
from bot.core.model.platforms import Platform

_KINDS = {"receipt": Receipt, "note": Note, "nudge": Nudge, "ask": Ask, "digest": DigestPost}
_NAMES = {content: name for name, content in _KINDS.items()}


def kind_of(content: Content) -> str:
    """Return the name of its kind."""
    return _NAMES[type(content)]


def encode(address: Address, content: Content) -> str:
    """Return the text."""
    if isinstance(content, DigestPost):
        body = {"digest_id": content.digest_id.hex}
    elif isinstance(content, Nudge):
        body = _as_dict(content) | {"until": content.until.isoformat()}
    else:
        body = _as_dict(content)
    return json.dumps({"address": _as_dict(address), "kind": kind_of(content), "content": body})


_FIELDS = {
    kind: tuple(field.name for field in fields(kind))
    for kind in (Address, Receipt, Note, Nudge, Ask)
}


def _as_dict(value: Address | Receipt | Note | Nudge | Ask) -> dict[str, Any]:
    # `dataclasses.asdict` copies deeply, which costs more than the statement.
    return {name: getattr(value, name) for name in _FIELDS[type(value)]}


def decode(text: str) -> tuple[Address, Content]:
    """Read what `encode` wrote."""
    found = json.loads(text)
    address = Address(**found["address"] | {"platform": Platform(found["address"]["platform"])})
    if found["kind"] == "digest":
        return address, DigestPost(UUID(found["content"]["digest_id"]))
    if found["kind"] == "nudge":
        until = datetime.fromisoformat(found["content"].pop("until"))
        return address, Nudge(until=until, **found["content"])
    content: Content = _KINDS[found["kind"]](**found["content"])
    return address, content
