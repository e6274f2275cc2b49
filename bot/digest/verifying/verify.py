"""Checking a digest against its stories, by code that shares nothing with the composing one."""

from collections.abc import Callable, Iterator

from bot.core.model.digest import Composition, Finding
from bot.digest.verifying.balance import balance, voices
from bot.digest.verifying.citation import citations, shares, unlisted
from bot.digest.verifying.critical import critical_recall
from bot.digest.verifying.data import cited_figures
from bot.digest.verifying.entities import entities, overclaims
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.length import lengths
from bot.digest.verifying.numbers import numbers
from bot.digest.verifying.order import order
from bot.digest.verifying.page import Page
from bot.digest.verifying.personal_data import personal_data
from bot.digest.verifying.picture import pictures
from bot.digest.verifying.prevalence import prevalences
from bot.digest.verifying.quotes import opinions, quotes
from bot.digest.verifying.roles import roles
from bot.digest.verifying.small_cells import small_cells
from bot.digest.verifying.trends import changes

_Gate = Callable[[Page, Evidence], Iterator[Finding]]
_GATES: tuple[_Gate, ...] = (
    entities,
    citations,
    unlisted,
    cited_figures,
    shares,
    quotes,
    opinions,
    numbers,
    changes,
    roles,
    order,
    prevalences,
    balance,
    voices,
    pictures,
    critical_recall,
    personal_data,
    small_cells,
    overclaims,
    lengths,
)


def verify(composed: Composition, evidence: Evidence) -> tuple[Finding, ...]:
    """Return everything in this digest that the stories do not bear out."""
    page = Page.of(composed, evidence)
    return tuple(finding for gate in _GATES for finding in gate(page, evidence))
