"""Drawing the picture of a digest."""

from dataclasses import dataclass
from typing import Literal, Protocol

from bot.core.model.digest import Picture

Form = Literal["png", "svg"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    """The words of a picture in one language."""

    phases: tuple[str, ...]
    """In the order of `Phase`."""
    tones: tuple[str, ...]
    """In the order of `Tone`."""
    customer: str
    employee: str
    story: str
    """Names the mark of a story of which the role is not told."""
    waits: str
    others: str
    """How many more stories there are, empty when there are none."""


class Draw(Protocol):
    """Draws pictures."""

    async def __call__(self, picture: Picture, captions: Captions, form: Form) -> bytes:
        """Return the picture, 1,200 by 675 pixels. Raise PictureMissingError;
        PictureDelayedError while others are drawn first.
        """
        ...
