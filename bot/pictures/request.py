"""What the worker is asked to draw, as JSON. No number of a story and no word of one is in it."""

import json
from dataclasses import asdict, dataclass

from bot.core.model.digest import Dot, Phase, Picture, Tone
from bot.core.model.story import Role
from bot.core.ports.pictures import Captions, Form


@dataclass(frozen=True, slots=True)
class Request:
    """One picture to draw."""

    picture: Picture
    captions: Captions
    form: Form


def write_request(request: Request) -> bytes:
    """Return the JSON."""
    dots = [[dot.phase, dot.tone, dot.role, dot.waits] for dot in request.picture.dots]
    fields = {
        "dots": dots,
        "others": request.picture.others,
        "captions": asdict(request.captions),
        "form": request.form,
    }
    return json.dumps(fields).encode()


def read_request(content: bytes) -> Request:
    """Return what was written; the stories have lost their numbers."""
    fields = json.loads(content)
    dots = tuple(
        Dot(number="", phase=Phase(phase), tone=Tone(tone), role=role and Role(role), waits=waits)
        for phase, tone, role, waits in fields["dots"]
    )
    captions = fields["captions"]
    captions |= {name: tuple(captions[name]) for name in ("phases", "tones")}
    return Request(Picture(dots, fields["others"]), Captions(**captions), fields["form"])
