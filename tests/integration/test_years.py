"""Weeks on a simulated clock, in short; `benchmarks/years.py` does fifteen years of them."""

from benchmarks.years import live


async def test_over_half_a_year_no_digest_is_missed_and_none_is_double(database: str) -> None:
    """From November to May: a week 53, holidays, and changes of time north and south."""
    verdict = await live(database, 0.5, seed=len(database))

    assert (verdict.missed, verdict.doubled, verdict.unposted) == ([], [], [])
    assert verdict.weeks > 4 * 25
    assert verdict.merged > 0
