"""A digest that may be sent: composed, checked, and made smaller where the check fails."""

from collections.abc import Callable
from dataclasses import replace

from bot.core.edition import Edition
from bot.core.model.digest import Composition, Finding, Line
from bot.core.ports.catalogue import Texts
from bot.digest.blocks import Labels, without_empty_sections
from bot.digest.compose import compose, extract
from bot.digest.dots import picture_of
from bot.digest.month import compose_month
from bot.digest.verifying.evidence import Evidence, TellsWho
from bot.digest.verifying.month import verify_month
from bot.digest.verifying.verify import verify

_Check = Callable[[Composition], tuple[Finding, ...]]


def prepare(edition: Edition, texts: Texts, labels: Labels, tells_who: TellsWho) -> Composition:
    """Return the digest; if that is red, the form that only quotes; if both are, its rest."""
    evidence = Evidence(edition, texts, labels, tells_who)
    composed = _drawn(edition, compose(edition, texts, labels))
    findings = verify(composed, evidence)
    failed = next((finding.check for finding in findings if finding.is_red), None)
    if failed is None:
        return replace(composed, findings=findings)
    quotes = without_failing(_drawn(edition, extract(edition, texts, labels)), evidence)
    return replace(quotes, quotes_only=failed)


def prepare_month(
    edition: Edition, texts: Texts, labels: Labels, tells_who: TellsWho
) -> Composition:
    """Return the page for leaders without the lines that fail the check."""
    evidence = Evidence(edition, texts, labels, tells_who)
    composed = Composition(compose_month(edition, texts, labels))
    return _standing(composed, lambda left: verify_month(left.lines, edition, evidence))


def without_failing(composed: Composition, evidence: Evidence) -> Composition:
    """Drop failing lines one by one, and the sections that this empties.

    Where something is missing that no line can be dropped for, no line is left. The findings then
    are those for which the digest is held.
    """
    return _standing(composed, lambda left: verify(left, evidence))


def _standing(composed: Composition, check: _Check) -> Composition:
    first = findings = check(composed)
    left_out: list[Finding] = []
    while composed.lines and (failing := next(filter(_can_be_dropped, findings), None)):
        composed = _without(composed, failing)
        left_out.append(failing)
        findings = check(composed)
    if missing := tuple(finding for finding in findings if _holds(finding, first)):
        return Composition((), findings=(*missing, *left_out))
    # What a list lacks on purpose is told by the line that was left out.
    warned = (finding for finding in findings if not finding.is_red)
    return replace(composed, findings=(*warned, *left_out))


def _drawn(edition: Edition, lines: tuple[Line, ...]) -> Composition:
    return Composition(lines, picture_of(edition, lines))


def _can_be_dropped(finding: Finding) -> bool:
    return finding.is_red and (finding.line is not None or finding.check == "picture")


def _holds(finding: Finding, first: tuple[Finding, ...]) -> bool:
    """True for something missing: a list may lack the line that was dropped from it, but a grave
    story may not go with its line.
    """
    is_missing = finding.is_red and not _can_be_dropped(finding)
    return is_missing and (finding in first or finding.check == "critical_recall")


def _without(composed: Composition, failing: Finding) -> Composition:
    if failing.check == "picture":
        return replace(composed, picture=None)
    lines = without_empty_sections(line for line in composed.lines if line is not failing.line)
    return Composition(lines, composed.picture and composed.picture.of_shown(lines))
