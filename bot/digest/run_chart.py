"""The run chart of a page for leaders: its numbers, read from the line that says them, and SVG.

A line through the weeks and a dashed one at their median. No trend line: twelve weeks show none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts

_WIDTH, _HEIGHT = 240, 96
_LEFT, _RIGHT, _TOP, _BOTTOM = 24, 8, 10, 20
_BLUE, _GREY, _INK = "#0072b2", "#595959", "#1a1a1a"


@dataclass(frozen=True, slots=True)
class RunChart:
    """Stories a week; `words` say the same to those who do not see it."""

    who: str
    first: str
    last: str
    counts: tuple[int, ...]
    median: float
    words: str

    @classmethod
    def read(cls, words: str, language: Language, texts: Texts) -> "RunChart | None":
        """Return the chart of a line, or None where the line says something else, as that its
        story was removed.
        """
        found = texts.read(language, "digest-month-run", words)
        if found is None:
            return None
        return cls(
            found["who"],
            found["first"],
            found["last"],
            tuple(map(int, found["counts"].split())),
            float(found["median"].replace(",", ".")),
            words,
        )

    def svg(self, key: str, most: int) -> str:
        """Return one panel with a name and a description; `most` is the top of the scale, which
        all panels share.
        """
        return (
            f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
            f'aria-labelledby="{key}-title {key}-words">\n'
            f'<title id="{key}-title">{escape(self.who)}</title>\n'
            f'<desc id="{key}-words">{escape(self.words)}</desc>\n'
            f"{''.join(self._marks(most))}</svg>"
        )

    def _marks(self, most: int) -> Iterator[str]:
        middle = _y(self.median, most)
        yield (
            f'<line x1="{_LEFT}" y1="{middle}" x2="{_WIDTH - _RIGHT}" y2="{middle}" '
            f'stroke="{_GREY}" stroke-dasharray="4 3"/>\n'
        )
        points = " ".join(f"{x},{y}" for x, y in self._points(most))
        yield f'<polyline points="{points}" fill="none" stroke="{_BLUE}" stroke-width="2"/>\n'
        for x, y in self._points(most):
            yield f'<circle cx="{x}" cy="{y}" r="2.5" fill="{_BLUE}"/>\n'
        yield _text(_LEFT - 4, _y(most, most) + 3, "end", str(most))
        yield _text(_LEFT - 4, _y(0, most) + 3, "end", "0")
        yield _text(_LEFT, _HEIGHT - 4, "start", self.first)
        yield _text(_WIDTH - _RIGHT, _HEIGHT - 4, "end", self.last)

    def _points(self, most: int) -> list[tuple[float, float]]:
        step = (_WIDTH - _LEFT - _RIGHT) / max(len(self.counts) - 1, 1)
        return [
            (round(_LEFT + place * step, 1), _y(count, most))
            for place, count in enumerate(self.counts)
        ]


def panels(lines: Sequence[str], language: Language, texts: Texts) -> list[RunChart]:
    """Return the charts of these lines."""
    charts = (RunChart.read(line, language, texts) for line in lines)
    return [chart for chart in charts if chart is not None]


def _y(count: float, most: int) -> float:
    return round(_HEIGHT - _BOTTOM - count * (_HEIGHT - _TOP - _BOTTOM) / max(most, 1), 1)


def _text(x: float, y: float, anchor: str, words: str) -> str:
    return (
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" font-size="10" fill="{_INK}" '
        f'aria-hidden="true">{escape(words)}</text>\n'
    )
