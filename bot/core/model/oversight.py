"""What an owner may do with a digest in the hour before it leaves."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from bot.core.model.delivery import Oversight
from bot.core.model.digest import Digest, DigestState


class Act(StrEnum):
    """What a button does."""

    HOLD = "hold"
    RELEASE = "release"
    POINT = "point"
    """Points at a story that should be the story of the week: why, is asked then."""
    SWAP = "swap"
    BACK = "back"
    """Leaves the story of the week as it is."""


REASONS = ("known", "unfit", "better")
"""Why a story of the week is swapped: its teller could be known by it, it does not fit now, the
other one tells more.
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One button: the act, the story that it names, and the reason."""

    act: Act
    number: str = ""
    reason: str = ""


def is_held(digest: Digest) -> bool:
    """True while its owner holds it back."""
    return digest.held_until is not None and digest.state in {
        DigestState.COMPOSED,
        DigestState.HELD,
    }


def sentence(content: Oversight, digest: Digest) -> str:
    """Return the key of what the owner is told."""
    is_open = digest.state is DigestState.COMPOSED
    if is_open and content.points_at:
        return "oversight-why"
    if is_held(digest):
        return "oversight-held"
    return "oversight-proposed" if is_open else "oversight-over"


def choices(content: Oversight, digest: Digest) -> tuple[tuple[Choice, ...], ...]:
    """Return the buttons in rows. Once the digest is claimed only a held one has any."""
    if digest.state is not DigestState.COMPOSED:
        return ((Choice(Act.RELEASE),),) if is_held(digest) else ()
    if number := content.points_at:
        why = (Choice(Act.SWAP, number, reason) for reason in REASONS)
        return (*((each,) for each in why), (Choice(Act.BACK),))
    first = Choice(Act.RELEASE if is_held(digest) else Act.HOLD)
    return ((first,), *((Choice(Act.POINT, number),) for number in digest.offers))


def write(digest: UUID, choice: Choice) -> str:
    """Return what a button carries: at most 60 bytes."""
    return f"{digest.hex}:{choice.act}:{choice.number}:{choice.reason}"


def read(written: str) -> tuple[UUID, Choice] | None:
    """Return what a button of ours means; None for what nobody wrote."""
    digest, _, rest = written.partition(":")
    act, _, rest = rest.partition(":")
    number, _, reason = rest.partition(":")
    try:
        found = UUID(hex=digest), Choice(Act(act), number, reason)
    except ValueError:
        return None
    is_reasoned = found[1].act is not Act.SWAP or reason in REASONS
    return found if is_reasoned else None
