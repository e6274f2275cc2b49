"""A file that came with a story, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum


class AttachmentState(StrEnum):
    """Where a file stands."""

    WAITING = "waiting"
    KEPT = "kept"
    DROPPED = "dropped"


class FileKind(StrEnum):
    """What a file is taken for."""

    IMAGE = "image"
    SOUND = "sound"
    """A voice message or a video note."""


class Kept(StrEnum):
    """As what a file was kept."""

    IMAGE = "kept"
    SOUND = "sound"


class NotKept(StrEnum):
    """Why a file was not kept."""

    NOT_AN_IMAGE = "not_an_image"
    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    MOVING = "moving"
    BROKEN = "broken"
    NOT_ALLOWED = "not_allowed"
    """The platform lets Kuule read no files: a scope is missing."""
    REFUSED = "refused"
    """The platform says that it lies elsewhere, or does not give it."""
    GONE = "gone"
    OUT_OF_REACH = "out_of_reach"
    """Every try failed."""
    TURNED_OFF = "turned_off"
    """The team does not keep attachments any more."""


@dataclass(frozen=True, slots=True)
class Image:
    """An image as it is kept: drawn anew from its pixels, without anything else."""

    media: str
    """Like image/jpeg."""
    content: bytes


@dataclass(frozen=True, slots=True)
class Sound:
    """A recording as it is kept: as its platform gives it."""

    media: str
    """Like audio/ogg."""
    content: bytes
