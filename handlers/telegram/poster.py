"""The code of a link, alone or on a poster of size A5 in the team's language."""

from html import escape
from importlib.resources import files
from io import BytesIO
from string import Template

import segno

from bot.core.model.team import Team
from bot.core.ports.catalogue import Texts

_QUIET = 4
"""Modules of white around the code, as ISO/IEC 18004 asks for."""
_PIXELS = 16
"""Of a module in a picture; a code of 41 modules is some 800 pixels wide then."""


def code_svg(link: str) -> bytes:
    """Return the code as a drawing of any size."""
    return _svg(link, alone=True)


def code_png(link: str) -> bytes:
    """Return the code as a picture."""
    drawing = BytesIO()
    _code(link).save(drawing, kind="png", scale=_PIXELS, border=_QUIET)
    return drawing.getvalue()


def poster(link: str, team: Team, place: str, texts: Texts) -> bytes:
    """Return a page of HTML that prints on A5 and fetches nothing; `place` says where it hangs."""

    def say(key: str) -> str:
        given = {"team": team.name, "share": team.share, "identity": team.identity}
        return escape(texts.text(team.language, key, **given))

    form = files("handlers.telegram").joinpath("poster.html").read_text(encoding="utf-8")
    page = Template(form).substitute(
        language=team.language,
        title=say("poster-title"),
        how=say("poster-how"),
        code=_svg(link, alone=False).decode(),
        note=say("poster-note"),
        link=escape(link),
        place=escape(place),
    )
    return page.encode()


def _svg(link: str, *, alone: bool) -> bytes:
    drawing = BytesIO()
    _code(link).save(drawing, kind="svg", border=_QUIET, omitsize=True, xmldecl=alone)
    return drawing.getvalue()


def _code(link: str) -> segno.QRCode:
    return segno.make(link, error="m", micro=False)
