"""Keyed hashes, and texts that only Kuule can read."""

from dataclasses import dataclass
from typing import Protocol

from bot.core.model.platforms import NaturalKey


@dataclass(frozen=True, slots=True)
class SealedText:
    """An original under a key of its own. Without `wrapped_key` nobody can read it again."""

    sealed: bytes
    wrapped_key: bytes


class Sealer(Protocol):
    """Keyed hashes and sealing under KUULE_KEY."""

    def keyed(self, key: NaturalKey) -> bytes:
        """Return the 32-byte keyed hash under which a natural key is looked up."""
        ...

    def seal(self, text: str, place: str) -> bytes:
        """Seal a text so that it opens only at the same place (row and field)."""
        ...

    def open(self, sealed: bytes, place: str) -> str:
        """Open what `seal` made. Raise ValueError when key, place or bytes are others."""
        ...

    def seal_original(self, text: str, place: str) -> SealedText:
        """Seal a teller's original under a new key, which is wrapped by KUULE_KEY."""
        ...

    def open_original(self, text: SealedText, place: str) -> str:
        """Open what `seal_original` made. Raise ValueError when it cannot be."""
        ...

    def seal_content(self, content: bytes, place: str) -> SealedText:
        """Seal a teller's file as an original."""
        ...
