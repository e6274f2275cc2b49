"""A digest that may be sent: composed, checked, and made smaller where the check fails."""

from collections.abc import Sequence

from bot.core.edition import Edition
from bot.core.model.digest import Composition, Finding, Line
from bot.core.ports.catalogue import Texts
from bot.digest.blocks import Block, Labels
from bot.digest.compose import compose, extract
from bot.digest.verifying.evidence import Evidence, TellsWho
from bot.digest.verifying.verify import verify


def prepare(edition: Edition, texts: Texts, labels: Labels, tells_who: TellsWho) -> Composition:
    """Return the digest; if that is red, the form that only quotes; if both are, its rest."""
    evidence = Evidence(edition, texts, labels, tells_who)
    lines = compose(edition, texts, labels)
    findings = verify(lines, evidence)
    if not _red(findings):
        return Composition(lines, findings=findings)
    return without_failing(extract(edition, texts, labels), evidence)


def without_failing(lines: Sequence[Line], evidence: Evidence) -> Composition:
    """Drop failing lines one by one, and the sections that this empties, until nothing is red.

    Where nothing is left, the findings are those for which the digest is held.
    """
    left, findings = tuple(lines), verify(lines, evidence)
    while red := _red(findings):
        rest = _without_empty_sections(tuple(line for line in left if line is not red[0].line))
        if not rest:
            return Composition((), findings=findings)
        left, findings = rest, verify(rest, evidence)
    return Composition(left, findings=findings)


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
