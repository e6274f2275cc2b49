"""Checking the page for leaders: every line is a sentence of its place, and every figure of it is
counted again, by code that shares nothing with the composing one.
"""

from collections.abc import Iterator, Mapping, Sequence

from bot.core.edition import Edition, Monthly
from bot.core.model.digest import Composition, Finding, Line
from bot.core.model.story import Share
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.month_claims import Claim
from bot.digest.verifying.page import Page
from bot.digest.verifying.personal_data import personal_data
from bot.digest.verifying.quotes import quotes
from bot.digest.verifying.roles import roles

WORDS = 350
"""The product's limit of one page."""

SENTENCES: Mapping[Block, tuple[str, ...]] = {
    Block.HEADER: ("month-header",),
    Block.MONTH_FIGURE: (
        *("month-stories-roles", "month-stories", "month-waiting", "month-useful"),
    ),
    Block.LATE: ("month-late",),
    Block.MERGED: ("month-merged",),
    Block.QUIET: ("month-quiet",),
    Block.FEW: ("month-few",),
    Block.STORY_HEADING: ("month-aloud-heading",),
    Block.MONTH_MUST_WIN_HEADING: ("month-must-win-heading",),
    Block.MONTH_MUST_WIN: ("month-must-win",),
    Block.MONTH_SERVICE_HEADING: ("month-service-heading",),
    Block.MONTH_SERVICE: ("month-service",),
    Block.MONTH_RISK_HEADING: ("month-risk-heading",),
    Block.MONTH_RISK: ("month-risk",),
    Block.MONTH_RUN_HEADING: ("month-run-heading",),
    Block.MONTH_RUN: ("month-run",),
    Block.MONTH_UNKNOWN_HEADING: ("month-unknown-heading",),
    Block.MONTH_UNKNOWN: (
        *("missing-phases", "missing-groups", "month-missing-languages", "month-hidden"),
    ),
    Block.CAUTION: ("caution",),
}
"""By block, the sentences that may stand there; the more special one first."""

_WORDS_OF_TELLERS = frozenset({Block.QUOTE, Block.SOURCE})
_OUTSIDE = frozenset({Share.ORGANISATION, Share.TRAINING, Share.PUBLIC})


def verify_month(
    lines: Sequence[Line], edition: Edition, evidence: Evidence
) -> tuple[Finding, ...]:
    """Return everything on the page that the stories do not bear out."""
    monthly = edition.monthly
    assert monthly is not None  # noqa: S101  # a week has no page
    told = [line for line in lines if line.block in _WORDS_OF_TELLERS]
    page = Page.of(Composition(tuple(told)), evidence)
    findings = [
        *_shares(told, evidence),
        *quotes(page, evidence),
        *roles(page, evidence),
        *personal_data(Page(tuple((line, None) for line in lines)), evidence),
    ]
    for line in lines:
        if line.block not in _WORDS_OF_TELLERS:
            findings += _judged(line, monthly, evidence)
    if sum(len(line.text.split()) for line in lines) > WORDS:
        findings.append(Finding("length", max(lines, key=lambda line: len(line.text))))
    return tuple(findings)


def _shares(told: Sequence[Line], evidence: Evidence) -> Iterator[Finding]:
    """Find words that may not leave the team."""
    for line in told:
        may = len(line.ids) == 1 and line.ids[0] in evidence.showable
        if not may or evidence.known[line.ids[0]].share not in _OUTSIDE:
            yield Finding("share", line)
        elif line.block == Block.SOURCE and line.text.split(" · ")[0] != line.ids[0]:
            yield Finding("citation", line)


def _judged(line: Line, monthly: Monthly, evidence: Evidence) -> Iterator[Finding]:
    claim = _claim(line, monthly, evidence)
    if claim is None:
        yield Finding("entity", line)
        return
    if line.ids:
        yield Finding("citation", line)
    if not claim.is_so():
        yield Finding("numbers", line)
    if claim.key == "month-stories-roles" and not evidence.shows_roles:
        yield Finding("roles", line)
    if claim.tells_of_few:
        yield Finding("small_cells", line)


def _claim(line: Line, monthly: Monthly, evidence: Evidence) -> Claim | None:
    for key in SENTENCES.get(Block(line.block), ()):
        values = evidence.texts.read(evidence.language, f"digest-{key}", line.text)
        if values is not None:
            return Claim(line, key, values, monthly, evidence)
    return None
