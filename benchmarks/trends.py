"""How often the rule for changes is right: Fisher's exact test against a negative-binomial model.

Weeks are simulated in which nothing changes, and weeks in which one theme is told three times as
often. How often people speak of a theme wavers from week to week by more than chance
(overdispersion), as it does in life: a coefficient of variation of 0, 0.3 and 0.6.

    python -m benchmarks.trends
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom, poisson

from benchmarks.page import write_section
from bot.digest.trends import (
    CLEAR,
    LEAST_TELLERS,
    POSSIBLE,
    Change,
    Counts,
    changed,
    largest_standing,
    rise,
)

WEEKS, THEMES, BEFORE, TELLERS = 1000, 30, 8, 23
GROWTH = 3
WAVERING = (0.0, 0.3, 0.6)
EQUAL = 0.1
SEED = 6

_RISES = {Change.CLEAR_RISE, Change.POSSIBLE_RISE}

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Told:
    """How many people told each week, and how many of them of each theme; this week is last."""

    people: Numbers
    by_theme: Numbers

    def counts(self, theme: int) -> Counts:
        """Return k of n and K of N."""
        own = self.by_theme[theme]
        return Counts(
            int(own[-1]), int(self.people[-1]), int(own[:-1].sum()), int(self.people[:-1].sum())
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """What one rule said over all weeks, a week."""

    rule: str
    wavering: float
    false_clear: float
    false_possible: float
    power_clear: float
    power_any: float
    power_equal: float
    """Share of real rises found where the limit for p is set to `EQUAL` false alarms a week."""


def main() -> None:
    """Print the table and write it into the page."""
    rates = list(_rates())
    table = as_table(rates)
    print(table)
    write_section("trends", table)


def as_table(rates: Sequence[Rate]) -> str:
    """Return the rates as Markdown."""
    rows = "".join(
        f"| {one.rule} | {one.wavering:.1f} | {one.false_clear:.3f} | {one.false_possible:.3f} "
        f"| {one.power_clear:.2f} | {one.power_any:.2f} "
        f"| {one.power_equal:.3f} |\n"
        for one in rates
    )
    return (
        "| rule | wavering | false clear, a week | false possible, a week "
        "| clear, of real rises | clear or possible | at 0.1 false a week |\n"
        f"| --- | --- | --- | --- | --- | --- | --- |\n{rows}"
    )


def _rates() -> Iterator[Rate]:
    for wavering in WAVERING:
        draw = np.random.default_rng(SEED)
        calm = [_simulated(draw, wavering) for _ in range(WEEKS)]
        risen = [_simulated(draw, wavering, grown=week % THEMES) for week in range(WEEKS)]
        for rule, say, tested in (
            ("Fisher", fisher, _by_fisher),
            ("negative binomial", negative_binomial, _by_model),
        ):
            said = [say(told) for told in calm]
            right = [say(told).get(week % THEMES) for week, told in enumerate(risen)]
            strict = sorted(p for told in calm for p in tested(told).values())[int(EQUAL * WEEKS)]
            found = [tested(told).get(week % THEMES, 1) for week, told in enumerate(risen)]
            yield Rate(
                rule=rule,
                wavering=wavering,
                false_clear=_often(said, Change.CLEAR_RISE),
                false_possible=_often(said, Change.POSSIBLE_RISE),
                power_clear=sum(one is Change.CLEAR_RISE for one in right) / WEEKS,
                power_any=sum(one is not None for one in right) / WEEKS,
                power_equal=sum(p < strict for p in found) / WEEKS,
            )


def fisher(told: Told) -> dict[int, Change]:
    """Return the rises that the digest would tell."""
    counted = [(("theme", str(theme)), told.counts(theme)) for theme in range(THEMES)]
    return {int(one.theme[1]): one.change for one in changed(counted) if one.change in _RISES}


def negative_binomial(told: Told) -> dict[int, Change]:
    """Return the rises by a model whose dispersion is estimated from the weeks before, pooled
    over all themes; labels, minimum and correction are those of the digest.
    """
    tested = _by_model(told)
    limit = largest_standing(list(tested.values()))
    return {
        theme: Change.CLEAR_RISE if p < CLEAR and p <= limit else Change.POSSIBLE_RISE
        for theme, p in tested.items()
        if p < POSSIBLE
    }


def _by_fisher(told: Told) -> dict[int, float]:
    return {theme: rise(counts) for theme, counts in _tested(told)}


def _by_model(told: Told) -> dict[int, float]:
    spread = _spread(told)
    return {theme: _tail(counts, spread) for theme, counts in _tested(told)}


def _tested(told: Told) -> Iterator[tuple[int, Counts]]:
    for theme in range(THEMES):
        counts = told.counts(theme)
        if counts.before and counts.now >= LEAST_TELLERS:
            yield theme, counts


def _spread(told: Told) -> float:
    """Return the variance of the weeks before as a multiple of the one by chance, at least 1."""
    people, own = told.people[:-1], told.by_theme[:, :-1]
    expected = own.sum(axis=1, keepdims=True) * people / people.sum()
    known = expected.sum(axis=1) > 0
    surplus = ((own - expected)[known] ** 2 / expected[known]).sum()
    return max(float(surplus) / max(known.sum() * (BEFORE - 1), 1), 1.0)


def _tail(counts: Counts, spread: float) -> float:
    mean = counts.before * counts.of / counts.of_before
    # What was before is itself only a sample.
    spread *= 1 + counts.of / counts.of_before
    if spread <= 1:
        return float(poisson.sf(counts.now - 1, mean))
    return float(nbinom.sf(counts.now - 1, mean / (spread - 1), 1 / spread))


def _simulated(draw: np.random.Generator, wavering: float, grown: int | None = None) -> Told:
    """Return nine weeks. Themes are told by 2 to 15 in 100, as in the golden weeks."""
    people = np.maximum(draw.poisson(TELLERS, BEFORE + 1), 5)
    shares = np.geomspace(0.02, 0.15, THEMES)[:, None] * np.ones(BEFORE + 1)
    if wavering:
        shape = 1 / wavering**2
        shares = shares * draw.gamma(shape, 1 / shape, shares.shape)
    if grown is not None:
        shares[grown, -1] *= GROWTH
    return Told(people, draw.binomial(people, np.minimum(shares, 0.9)))


def _often(said: Sequence[dict[int, Change]], change: Change) -> float:
    return sum(one is change for week in said for one in week.values()) / WEEKS


if __name__ == "__main__":
    main()
