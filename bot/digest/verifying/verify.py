"""Checking a digest against its stories, by code that shares nothing with the composing one."""

from collections.abc import Callable, Iterator, Sequence

from bot.core.model.digest import Finding, Line
from bot.digest.verifying.balance import balance, voices
from bot.digest.verifying.citation import citations, shares
from bot.digest.verifying.entities import entities, overclaims
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.length import lengths
from bot.digest.verifying.numbers import numbers
from bot.digest.verifying.order import order
from bot.digest.verifying.page import Page
from bot.digest.verifying.personal_data import personal_data
from bot.digest.verifying.prevalence import prevalences
from bot.digest.verifying.quotes import quotes
from bot.digest.verifying.roles import roles

_Gate = Callable[[Page, Evidence], Iterator[Finding]]
_GATES: tuple[_Gate, ...] = (
    entities,
    citations,
    shares,
    quotes,
    numbers,
    roles,
    order,
    prevalences,
    balance,
    voices,
    personal_data,
    overclaims,
    lengths,
)


def verify(lines: Sequence[Line], evidence: Evidence) -> tuple[Finding, ...]:
    """Return everything in these lines that the stories do not bear out."""
    page = Page.of(lines, evidence)
    return tuple(finding for gate in _GATES for finding in gate(page, evidence))
