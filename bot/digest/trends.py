"""Which themes more, or fewer, people speak of than in the weeks before.

This week k of n tellers spoke of a theme, before it K of N. Two labels tell how sure a change is,
by Fisher's exact test, one-sided; over all themes that are tested, the surer one is given only
to what Benjamini and Hochberg's rule lets stand.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import exp, lgamma

from bot.core.edition import Edition, History
from bot.core.model.story import Role
from bot.digest.figures import tellers_by_theme
from bot.digest.select import Theme, tellers

CLEAR, POSSIBLE = 0.01, 0.05
"""Below the first a change is clear, below the second it is possible."""

FALSE_SHARE = 0.1
"""Share of the clear changes that may be false, over all themes tested in a week."""

LEAST_BEFORE, LEAST_WEEKS = 20, 4
"""Tellers and weeks before, below which there is too little to tell."""

LEAST_TELLERS, LEAST_NEW, LEAST_EXPECTED = 3, 2, 3
"""Tellers this week of a rising theme and of a new one; tellers expected of a falling one."""

SHOWN = 3


class Change(StrEnum):
    """What became of a theme, the surest first."""

    CLEAR_RISE = "clear_rise"
    CLEAR_FALL = "clear_fall"
    NEW = "new"
    POSSIBLE_RISE = "possible_rise"
    POSSIBLE_FALL = "possible_fall"


_ORDER = tuple(Change)
_LESS_SURE = {
    Change.CLEAR_RISE: Change.POSSIBLE_RISE,
    Change.CLEAR_FALL: Change.POSSIBLE_FALL,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """k of n tellers this week, K of N in the weeks before."""

    now: int
    of: int
    before: int
    of_before: int


@dataclass(frozen=True, slots=True)
class Trend:
    """A theme that changed."""

    theme: Theme
    counts: Counts
    change: Change
    p: float


def is_comparable(history: History) -> bool:
    """True when there is enough before to tell a change from chance."""
    return history.tellers >= LEAST_BEFORE and history.weeks >= LEAST_WEEKS


def trends(edition: Edition) -> tuple[Trend, ...]:
    """Return the changes that are shown, the surest first, each of tellers of its own."""
    if edition.history is None or not is_comparable(edition.history):
        return ()
    shown: list[Trend] = []
    people = tellers_by_theme(edition.kept)
    heard: set[object] = set()
    for trend in changed(_counted(edition, edition.history, people)):
        # Who is unhappy with an invoice speaks of the invoice and of information.
        own = people.get(trend.theme, set())
        if len(shown) < SHOWN and (not own or len(own - heard) * 2 > len(own)):
            shown.append(trend)
            heard |= own
    return tuple(shown)


def changed(counted: Sequence[tuple[Theme, Counts]]) -> tuple[Trend, ...]:
    """Return every change, the surest first, after correction for the number of themes."""
    alone = [(theme, counts, *change_of(counts)) for theme, counts in counted]
    limit = largest_standing([p for *_, p in alone if p is not None])
    found = (
        Trend(theme, counts, _corrected(change, p, limit), p or 0.0)
        for theme, counts, change, p in alone
        if change
    )
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.change), one.p, one.theme)))


def largest_standing(tested: Sequence[float]) -> float:
    """Return the largest p that Benjamini and Hochberg let stand."""
    ordered = enumerate(sorted(tested), start=1)
    standing = [p for rank, p in ordered if p <= rank * FALSE_SHARE / len(tested)]
    return max(standing, default=0.0)


def _corrected(change: Change, p: float | None, limit: float) -> Change:
    """Return the label that stands: a clear change above the limit is only possible."""
    return change if p is None or p <= limit else _LESS_SURE.get(change, change)


def change_of(counts: Counts) -> tuple[Change | None, float | None]:
    """Return the change of one theme taken alone, and p if it was tested."""
    if counts.before == 0:
        return (Change.NEW if counts.now >= LEAST_NEW else None, None)
    if counts.now * counts.of_before >= counts.before * counts.of:
        if counts.now < LEAST_TELLERS:
            return None, None
        return _label(rise(counts), Change.CLEAR_RISE, Change.POSSIBLE_RISE)
    if counts.before * counts.of < LEAST_EXPECTED * counts.of_before:
        return None, None
    return _label(fall(counts), Change.CLEAR_FALL, Change.POSSIBLE_FALL)


def rise(counts: Counts) -> float:
    """Return how probable it is that so many or more speak of a theme that did not change."""
    both = counts.now + counts.before
    return _tail(counts, range(counts.now, min(counts.of, both) + 1))


def fall(counts: Counts) -> float:
    """Return how probable it is that so few or fewer speak of a theme that did not change."""
    both = counts.now + counts.before
    return _tail(counts, range(max(0, both - counts.of_before), counts.now + 1))


def has_new_mix(edition: Edition) -> bool:
    """True when another share of the tellers than before told as customers."""
    history = edition.history
    if history is None or history.customers is None or not is_comparable(history):
        return False
    stories = edition.kept
    customers = tellers(story for story in stories if story.role is Role.CUSTOMER)
    counts = Counts(len(customers), len(tellers(stories)), history.customers, history.tellers)
    return min(rise(counts), fall(counts)) < CLEAR / 2


def _counted(
    edition: Edition, history: History, people: Mapping[Theme, Collection[object]]
) -> list[tuple[Theme, Counts]]:
    of = len(tellers(edition.kept))
    return [
        (
            theme,
            Counts(
                len(people.get(theme, ())),
                of,
                history.by_theme.get(theme, 0),
                history.tellers,
            ),
        )
        for theme in sorted(people.keys() | history.by_theme.keys())
    ]


def _label(p: float, clear: Change, possible: Change) -> tuple[Change | None, float]:
    if p < CLEAR:
        return clear, p
    return (possible if p < POSSIBLE else None), p


def _tail(counts: Counts, among: range) -> float:
    """Return the share of hypergeometric draws with so many of the theme in this week."""
    both, all_ = counts.now + counts.before, counts.of + counts.of_before
    whole = _choose(all_, counts.of)
    return min(
        1.0,
        sum(
            exp(_choose(both, hits) + _choose(all_ - both, counts.of - hits) - whole)
            for hits in among
        ),
    )


@lru_cache(maxsize=4096)
def _choose(of: int, some: int) -> float:
    """Return the logarithm of the number of ways to choose so many."""
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)
