"""A digest that may be sent: composed, checked, and made smaller where the check fails."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.edition import Edition
from bot.core.model.digest import Line
from bot.core.ports.catalogue import Texts
from bot.digest.blocks import Block, Labels
from bot.digest.compose import compose, extract
from bot.digest.verify import Finding, verify


@dataclass(frozen=True, slots=True)
class Prepared:
    """What to send, and the amber findings in it. No line at all: nothing may be sent."""

    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]


def prepare(edition: Edition, texts: Texts, labels: Labels) -> Prepared:
    """Return the digest; if that is red, the form that only quotes; if both are, its rest."""
    lines = compose(edition, texts, labels)
    if _red(verify(lines, edition)):
        lines = extract(edition, texts, labels)
    return without_failing(lines, edition)


def without_failing(lines: Sequence[Line], edition: Edition) -> Prepared:
    """Drop failing lines one by one, and the sections that this empties, until nothing is red."""
    left = tuple(lines)
    while red := _red(verify(left, edition)):
        left = _without_empty_sections(tuple(line for line in left if line is not red[0].line))
    return Prepared(left, verify(left, edition))


def _red(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.is_red]


def _without_empty_sections(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    after = (*lines[1:], None)
    return tuple(
        line
        for line, below in zip(lines, after, strict=True)
        if not _is_heading(line) or not (below is None or _is_heading(below))
    )


def _is_heading(line: Line) -> bool:
    return Block(line.block).is_heading
