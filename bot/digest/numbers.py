"""The sheet of numbers: every figure that other lines cite, what nobody told of, the method."""

from collections.abc import Iterable, Iterator

from bot.core.model.digest import Line, Phase
from bot.digest.blocks import Block
from bot.digest.figures import is_small_cell, is_theme_now
from bot.digest.wording import Wording

MOST_TOLD = 10
"""Themes whose figures are printed though no line cites them."""


def numbers_sheet(wording: Wording, lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the figures of a digest that has these lines."""
    cited = {name for line in lines for name in line.data}
    names = [name for name in wording.figures.values if _is_general(name) or name in cited]
    names += [name for name in _most_told(wording) if name not in cited]
    return (
        Line(Block.NUMBERS_HEADING, wording.text("numbers-heading"), ()),
        *(_number(wording, name) for name in names),
        *missing(wording),
        *_hidden(wording),
        Line(Block.METHOD, wording.text("method"), ()),
    )


def _is_general(name: str) -> bool:
    return not name.startswith("theme.")


def _most_told(wording: Wording) -> list[str]:
    """Return the figures of the themes of which most people told, at least two."""
    counted = {
        name: count
        for name, count in wording.figures.values.items()
        if is_theme_now(name) and count > 1
    }
    return sorted(counted, key=lambda name: (-counted[name], name))[:MOST_TOLD]


def _number(wording: Wording, name: str) -> Line:
    value = wording.figures.values[name]
    text = wording.text("number", name=_name(wording, name), value=value)
    return Line(Block.NUMBER, text, (), (name,))


def _name(wording: Wording, name: str) -> str:
    kind, _, rest = name.partition(".")
    if kind == "risk":
        return wording.text("figure-risk", name=wording.short(("risk", rest)))
    if kind != "theme":
        return wording.text(f"figure-{name.replace('.', '_')}")
    facet, _, key = rest.removesuffix(".before").partition(":")
    theme = wording.short((facet, key))
    if rest.endswith(".before"):
        return wording.text("figure-theme-before", name=theme)
    return wording.text("figure-theme", name=theme)


def missing(wording: Wording) -> Iterator[Line]:
    """Yield the phases of which nobody told, and the team's groups of which too few did."""
    values = wording.figures.values
    silent = [phase for phase in Phase if not values[f"phase.{phase}"]]
    if silent:
        names = ", ".join(wording.text(f"phase-{phase}") for phase in silent)
        yield Line(Block.MISSING, wording.text("missing-phases", names=names), ())
    if groups := _missing_groups(wording):
        yield Line(Block.MISSING, wording.text("missing-groups", names=", ".join(groups)), ())


def _missing_groups(wording: Wording) -> list[str]:
    """Return the names. Nobody and too few are not told apart, for that would tell of a few."""
    edition = wording.edition
    groups = [
        (theme.facet, theme.key)
        for theme in edition.team.themes
        if theme.facet == "focus_group" and theme.key not in edition.team.sensitive_groups
    ]
    return [wording.short(group) for group in groups if _is_small(wording, group)]


def _is_small(wording: Wording, group: tuple[str, str]) -> bool:
    return is_small_cell(
        story
        for story in wording.edition.kept
        if any((tag.facet, tag.key) == group for tag in story.tags)
    )


def _hidden(wording: Wording) -> tuple[Line, ...]:
    if not (hidden := wording.figures.hidden):
        return ()
    return (Line(Block.HIDDEN, wording.text("hidden", figures=hidden), ()),)
