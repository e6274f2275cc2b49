from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.verifying.trends import CLEAR, POSSIBLE, Table, p_value


def exactly(table: Table) -> float:
    """Return the same probability by whole numbers."""
    both, all_ = table.now + table.before, table.of + table.earlier
    hits = range(table.now, min(table.of, both) + 1) if table.has_risen else range(table.now + 1)
    draws = (comb(both, hit) * comb(all_ - both, table.of - hit) for hit in hits)
    return sum(draws) / comb(all_, table.of)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    of, earlier = draw(st.integers(1, 60)), draw(st.integers(1, 400))
    return Table(draw(st.integers(0, of)), of, draw(st.integers(0, earlier)), earlier)


@given(tables())
def test_the_test_is_the_exact_one(table: Table) -> None:
    assert p_value(table) == pytest.approx(exactly(table), rel=1e-9, abs=1e-300)


@pytest.mark.parametrize(
    ("of", "earlier", "before", "possible", "clear"),
    [
        (12, 80, 4, 3, 4),
        (12, 80, 8, 4, 6),
        (23, 160, 4, 3, 4),
        (23, 160, 8, 4, 6),
        (23, 160, 16, 6, 8),
        (23, 160, 24, 8, 9),
        (40, 300, 16, 6, 8),
    ],
)
def test_the_thresholds_are_those_of_the_published_table(
    of: int, earlier: int, before: int, possible: int, clear: int
) -> None:
    def first_below(limit: float) -> int:
        return next(k for k in range(3, of) if p_value(Table(k, of, before, earlier)) < limit)

    assert (first_below(POSSIBLE), first_below(CLEAR)) == (possible, clear)


def test_a_week_of_thousands_of_tellers_is_tested_too() -> None:
    assert p_value(Table(700, 10_000, 4_000, 80_000)) < 1e-10
    assert p_value(Table(500, 10_000, 4_000, 80_000)) > 0.4
