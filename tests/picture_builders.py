"""Pictures of a digest."""

from bot.core.errors import PictureDelayedError, PictureMissingError
from bot.core.model.digest import Dot, Phase, Picture, Tone
from bot.core.model.story import Role
from bot.core.ports.pictures import Captions, Form
from bot.digest.captions import captions
from bot.i18n.catalogue import Catalogue

ROLES = (Role.CUSTOMER, Role.EMPLOYEE)


def a_dot(
    phase: Phase = Phase.DURING,
    tone: Tone = Tone.DELIGHTED,
    role: Role | None = Role.CUSTOMER,
    *,
    number: str = "T-0500",
    waits: bool = False,
) -> Dot:
    """Return a dot."""
    return Dot(number=number, phase=phase, tone=tone, role=role, waits=waits)


def a_picture(stories: int = 23, others: int = 0) -> Picture:
    """Return a picture of so many stories, spread over the cells."""
    phases, tones = tuple(Phase), tuple(Tone)
    dots = [
        a_dot(
            phases[at % 3],
            tones[at // 3 % 3],
            ROLES[at % 2],
            number=f"T-{at:04}",
            waits=at % 7 == 0,
        )
        for at in range(stories)
    ]
    return Picture(tuple(dots), others)


async def no_picture(_picture: Picture, _captions: Captions, _form: Form) -> bytes:
    """Draw nothing, as when the worker fails."""
    raise PictureMissingError


async def not_yet(_picture: Picture, _captions: Captions, _form: Form) -> bytes:
    """Draw nothing, as while others are drawn."""
    raise PictureDelayedError


async def a_png(picture: Picture, _captions: Captions, _form: Form) -> bytes:
    """Draw what begins like a PNG and ends in the number of stories."""
    return b"\x89PNG\r\n\x1a\n" + len(picture.dots).to_bytes()


def some_captions(picture: Picture) -> Captions:
    """Return its words in Finnish."""
    return captions(picture, "fi", Catalogue())
