"""The story dots: one mark a story, in nine cells of phase and tone.

matplotlib is imported here and nowhere else, and only the worker imports this module.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from bot.core.model.digest import Dot, Phase, Picture, Tone
from bot.core.model.story import Role
from bot.core.ports.pictures import Captions, Form

WIDTH, HEIGHT = 1200, 675
TEXT = 32
"""Pixels; a telephone shows the picture at a third of its width, or less."""
MOST_DOTS = 60
"""From here on a number stands in each cell instead."""

_DPI = 72  # of a point, so that sizes are pixels
_LEFT, _RIGHT, _TOP, _BOTTOM = 272, 24, 24, 204
_ROOM = 12
"""Pixels that a cell keeps free at its edges."""
_LARGEST_PITCH = 52.0
_INK, _BACKGROUND, _BAND = "#1a1a1a", "#ffffff", "#f0f0f0"
_SAMPLE = 32
"""The size of the marks that are explained."""
_EDGE = 2.5
"""Pixels of the dark line around each mark: orange alone has 3.9:1 on white."""


@dataclass(frozen=True, slots=True)
class _Mark:
    shape: str
    colour: str
    size: float
    """Beside a circle of size 1."""


_MARKS: Mapping[Role | None, _Mark] = {
    Role.CUSTOMER: _Mark("o", "#0072B2", 1),
    Role.EMPLOYEE: _Mark("^", "#D55E00", 1.1),
    None: _Mark("s", "#595959", 0.9),
}
_NO_METADATA: Mapping[Form, dict[str, None]] = {
    "png": {"Software": None},
    "svg": dict.fromkeys(("Creator", "Date", "Format", "Type")),
}
"""The time of drawing and the version of the program would change the bytes."""
_PHASES, _TONES = tuple(Phase), tuple(Tone)
_CELL_WIDTH = (WIDTH - _LEFT - _RIGHT) / len(_PHASES)
_CELL_HEIGHT = (HEIGHT - _TOP - _BOTTOM) / len(_TONES)


def drawn(picture: Picture, captions: Captions, form: Form) -> bytes:
    """Return the picture; the same one gives the same bytes."""
    figure = Figure(figsize=(WIDTH / _DPI, HEIGHT / _DPI), dpi=_DPI, facecolor=_BACKGROUND)
    _table(figure, captions)
    if len(picture.dots) > MOST_DOTS:
        _numbers(figure, picture.dots)
    else:
        _dots(figure, picture.dots)
        _legend(figure, picture.dots, captions)
    _text(figure, _LEFT, HEIGHT - _BOTTOM + 160, captions.others, across="left")
    return _written(figure, form)


def _table(figure: Figure, captions: Captions) -> None:
    """Draw the bands, the lines between the phases, and the words beside them."""
    for row, word in enumerate(captions.tones):
        y = _TOP + row * _CELL_HEIGHT
        if row % 2 == 0:
            _band(figure, y)
        _text(figure, _LEFT - 16, y + _CELL_HEIGHT / 2, word, across="right")
    for column, word in enumerate(captions.phases):
        x = _LEFT + column * _CELL_WIDTH
        _text(figure, x + _CELL_WIDTH / 2, HEIGHT - _BOTTOM + 34, word)
        if column:
            _line(figure, (x, x), (_TOP, HEIGHT - _BOTTOM))


def _dots(figure: Figure, dots: Sequence[Dot]) -> None:
    cells = defaultdict[tuple[Phase, Tone], list[Dot]](list)
    for dot in dots:
        cells[dot.phase, dot.tone].append(dot)
    pitch = _pitch(max((len(cell) for cell in cells.values()), default=1))
    for (phase, tone), cell in cells.items():
        left, top = _corner(phase, tone)
        for place, dot in enumerate(sorted(cell, key=_order)):
            row, column = divmod(place, _columns(pitch))
            x, y = left + _ROOM + (column + 0.5) * pitch, top + _ROOM + (row + 0.5) * pitch
            _mark(figure, x, y, 0.72 * pitch, dot.role, waits=dot.waits)


def _order(dot: Dot) -> tuple[int, bool]:
    """Sort equal marks beside each other; the order of telling is nobody's business."""
    return (list(_MARKS).index(dot.role), dot.waits)


def _pitch(most: int) -> float:
    """Return the largest distance between marks at which so many of them fit into a cell."""
    pitch = _LARGEST_PITCH
    while _columns(pitch) * int((_CELL_HEIGHT - 2 * _ROOM) // pitch) < most:
        pitch -= 0.5
    return pitch


def _columns(pitch: float) -> int:
    return int((_CELL_WIDTH - 2 * _ROOM) // pitch)


def _numbers(figure: Figure, dots: Iterable[Dot]) -> None:
    counts = Counter((dot.phase, dot.tone) for dot in dots)
    for phase in _PHASES:
        for tone in _TONES:
            left, top = _corner(phase, tone)
            x, y = left + _CELL_WIDTH / 2, top + _CELL_HEIGHT / 2
            _text(figure, x, y, str(counts[phase, tone]), size=2 * TEXT)


def _legend(figure: Figure, dots: Sequence[Dot], captions: Captions) -> None:
    """Name the marks that are there, and the hollow one."""
    words = {
        Role.CUSTOMER: captions.customer,
        Role.EMPLOYEE: captions.employee,
        None: captions.story,
    }
    there = {dot.role for dot in dots}
    entries = [(role, False, words[role]) for role in _MARKS if role in there]
    waiting = [dot for dot in sorted(dots, key=_order) if dot.waits]
    entries += [(dot.role, True, captions.waits) for dot in waiting[:1]]
    x, y = _LEFT + _SAMPLE / 2, HEIGHT - _BOTTOM + 100
    for role, waits, word in entries:
        _mark(figure, x, y, _SAMPLE, role, waits=waits)
        _text(figure, x + _SAMPLE, y, word, across="left")
        x += 2.4 * _SAMPLE + 0.62 * TEXT * len(word)


def _corner(phase: Phase, tone: Tone) -> tuple[float, float]:
    return (
        _LEFT + _PHASES.index(phase) * _CELL_WIDTH,
        _TOP + _TONES.index(tone) * _CELL_HEIGHT,
    )


def _mark(
    figure: Figure, x: float, y: float, size: float, role: Role | None, *, waits: bool
) -> None:
    mark = _MARKS[role]
    figure.add_artist(
        Line2D(
            [x / WIDTH],
            [1 - y / HEIGHT],
            marker=mark.shape,
            markersize=size * mark.size,
            markerfacecolor=_BACKGROUND if waits else mark.colour,
            markeredgecolor=_INK,
            markeredgewidth=_EDGE,
            linestyle="none",
        )
    )


def _text(
    figure: Figure, x: float, y: float, words: str, *, size: int = TEXT, across: str = "center"
) -> None:
    figure.text(
        x / WIDTH,
        1 - y / HEIGHT,
        words,
        fontsize=size,
        color=_INK,
        ha=across,
        va="center",
        parse_math=False,
    )


def _band(figure: Figure, y: float) -> None:
    figure.add_artist(
        Rectangle(
            (_LEFT / WIDTH, 1 - (y + _CELL_HEIGHT) / HEIGHT),
            (WIDTH - _LEFT - _RIGHT) / WIDTH,
            _CELL_HEIGHT / HEIGHT,
            facecolor=_BAND,
            edgecolor="none",
        )
    )


def _line(figure: Figure, across: tuple[float, float], down: tuple[float, float]) -> None:
    xs, ys = [x / WIDTH for x in across], [1 - y / HEIGHT for y in down]
    figure.add_artist(Line2D(xs, ys, color=_INK, linewidth=1))


def _written(figure: Figure, form: Form) -> bytes:
    written = BytesIO()
    with mpl.rc_context({"svg.hashsalt": "kuule", "svg.fonttype": "none"}):
        figure.savefig(written, format=form, dpi=_DPI, metadata=_NO_METADATA[form])
    return written.getvalue()
