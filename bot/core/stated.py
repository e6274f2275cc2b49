"""What a teller says of their own story, as tags: of highest source, on all of the shown text."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

from bot.core.model.tag import Reading, Source, Tag

FEELINGS = ("heard", "relieved", "delighted", "frustrated", "ignored", "disappointed")
"""The feelings that are offered first: three good and three bad."""
MORE_FEELINGS = (
    *("valued", "belittled", "safe", "uncertain", "grateful"),
    *("ease", "success", "hurried", "unfair"),
)
EXPECTATIONS = ("exceeded", "met", "below")

_GOOD = frozenset(
    {
        ("feeling", "heard"),
        ("feeling", "valued"),
        ("feeling", "safe"),
        ("feeling", "relieved"),
        ("feeling", "delighted"),
        ("feeling", "grateful"),
        ("feeling", "ease"),
        ("feeling", "success"),
        ("energy", "energised"),
        ("expectation", "exceeded"),
        ("kind", "praise"),
    }
)
_BAD = frozenset(
    {
        ("feeling", "ignored"),
        ("feeling", "belittled"),
        ("feeling", "uncertain"),
        ("feeling", "frustrated"),
        ("feeling", "disappointed"),
        ("feeling", "hurried"),
        ("feeling", "unfair"),
        ("energy", "drained"),
        ("expectation", "below"),
        ("kind", "complaint"),
        ("kind", "risk"),
        ("outcome", "unresolved"),
    }
)


def polarity_of(facet: str, key: str) -> int:
    """Return +1 for what is good whatever the text says, −1 for what is bad, else 0."""
    return ((facet, key) in _GOOD) - ((facet, key) in _BAD)


def with_stated(reading: Reading, said: tuple[tuple[str, str], ...]) -> Reading:
    """Return the reading with these facets and keys as the teller's tags."""
    end = len(reading.masked)
    tags = tuple(
        Tag(
            facet=facet,
            key=key,
            source=Source.TELLER,
            polarity=polarity_of(facet, key),
            confidence=1.0,
            start=0,
            end=end,
        )
        for facet, key in said
    )
    return replace(reading, tags=(*reading.tags, *tags))


def shuffled(keys: Iterable[str], teller: UUID | None) -> Sequence[str]:
    """Return the keys in an order of the teller's own, always the same: no answer is the first
    for everybody.
    """
    seed = teller.bytes if teller else b""
    return sorted(keys, key=lambda key: sha256(seed + key.encode()).digest())
