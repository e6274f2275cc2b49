"""What is said to rise or fall does, by Fisher's exact test made anew.

Of n tellers this week k spoke of a theme, of N in the weeks before K. The test asks how often so
many of the k + K would be among the n by chance.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.core.edition import History
from bot.core.model.digest import Finding
from bot.core.model.week import Week
from bot.digest.blocks import Block
from bot.digest.verifying.evidence import Evidence, Theme
from bot.digest.verifying.figures import figure, theme_of
from bot.digest.verifying.page import Page
from bot.digest.verifying.sentences import Value

CLEAR, POSSIBLE = 0.01, 0.05
_LEAST_BEFORE, _LEAST_WEEKS = 20, 4
_LEAST_RISING, _LEAST_NEW, _LEAST_EXPECTED = 3, 2, 3
_FALSE_SHARE = 0.1
"""Of the clear changes of a week, over all themes that are tested, so many may be chance."""

_FALLS = frozenset({"clear_fall", "possible_fall"})


@dataclass(frozen=True, slots=True)
class Table:
    """k of n this week, K of N before."""

    now: int
    of: int
    before: int
    earlier: int

    @property
    def has_risen(self) -> bool:
        """True when the share is at least what it was."""
        return self.now * self.earlier >= self.before * self.of

    @property
    def expected(self) -> float:
        """How many would speak of it this week, had nothing changed since."""
        return self.before * self.of / self.earlier


def changes(page: Page, evidence: Evidence) -> Iterator[Finding]:
    """Find changes that are none or surer than they are, and a calm that is none."""
    labels = _labels(_tables(evidence))
    told = set()
    for line, reading in page.read:
        if line.block == Block.RISING:
            theme = theme_of(line.data[0]) if line.data else None
            label = reading.key.removeprefix("rising-")
            told.add(label in _FALLS)
            if theme is None or labels.get(theme) != label:
                yield Finding("numbers", line)
        if line.block == Block.STEADY and (reading.key, bool(labels)) != _calm(evidence):
            yield Finding("numbers", line)
        if line.block == Block.MIX and not _is_new_mix(evidence):
            yield Finding("numbers", line)
    yield from _misnamed(page, told)


def p_value(table: Table) -> float:
    """Return how probable so many or more are by chance; for a fall, so few or fewer."""
    both, all_ = table.now + table.before, table.of + table.earlier
    least, most = max(0, both - table.earlier), min(table.of, both)
    # Each weight follows from the one before; the middle is 1, so that none is too large.
    middle = min(max(both * table.of // all_, least), most)
    weights = {middle: 1.0}
    for hits in range(middle, most):
        ratio = (both - hits) * (table.of - hits)
        weights[hits + 1] = weights[hits] * ratio / (hits + 1) / (table.earlier - both + hits + 1)
    for hits in range(middle, least, -1):
        ratio = hits * (table.earlier - both + hits)
        weights[hits - 1] = weights[hits] * ratio / (both - hits + 1) / (table.of - hits + 1)
    whole = sum(weights.values())
    if table.has_risen:
        return sum(weights[hits] for hits in range(table.now, most + 1)) / whole
    return sum(weights[hits] for hits in range(least, table.now + 1)) / whole


def month_labels(evidence: Evidence) -> Mapping[Theme, str]:
    """Return what a page for leaders says of each must-win theme of the team.

    Who tells in two weeks counts twice, as in the weeks before.
    """
    themes = [(one.facet, one.key) for one in evidence.team.themes if one.facet == "must_win"]
    history = _comparable(evidence)
    if history is None:
        return dict.fromkeys(themes, "unknown")
    by_week: dict[Week, set[str]] = defaultdict(set)
    for number, story in evidence.kept.items():
        by_week[story.week].add(number)
    of = sum(map(evidence.tellers, by_week.values()))
    tables = {}
    for theme in themes:
        spoken = evidence.on_theme.get(theme, frozenset())
        now = sum(evidence.tellers(numbers & spoken) for numbers in by_week.values())
        tables[theme] = _table(theme, now, of, history)
    return dict.fromkeys(themes, "steady") | _labels(tables)


def _labels(tables: Mapping[Theme, Table]) -> dict[Theme, str]:
    """Return what every theme may be called that changed."""
    tested = {theme: p_value(table) for theme, table in tables.items() if _is_tested(table)}
    ranked = sorted(tested.values())
    limit = max(
        (p for rank, p in enumerate(ranked, 1) if p <= rank * _FALSE_SHARE / len(ranked)),
        default=0.0,
    )
    found = {
        theme: "new"
        for theme, table in tables.items()
        if table.before == 0 and table.now >= _LEAST_NEW
    }
    for theme, p in tested.items():
        if p < POSSIBLE:
            sureness = "clear" if p < CLEAR and p <= limit else "possible"
            found[theme] = f"{sureness}_{'rise' if tables[theme].has_risen else 'fall'}"
    return found


def _tables(evidence: Evidence) -> dict[Theme, Table]:
    """Return what is compared; nothing where there is too little."""
    history = _comparable(evidence)
    if history is None:
        return {}
    of = evidence.tellers(evidence.kept)
    return {
        theme: _table(theme, evidence.tellers(evidence.on_theme.get(theme, ())), of, history)
        for theme in {*evidence.on_theme, *history.by_theme}
    }


def _table(theme: Theme, now: int, of: int, history: History) -> Table:
    return Table(now, of, history.by_theme.get(theme, 0), history.tellers)


def _is_tested(table: Table) -> bool:
    if table.before == 0:
        return False
    if table.has_risen:
        return table.now >= _LEAST_RISING
    return table.expected >= _LEAST_EXPECTED


def _comparable(evidence: Evidence) -> History | None:
    """Return the weeks before, if enough was told in them."""
    history = evidence.history
    if history is None or history.tellers < _LEAST_BEFORE or history.weeks < _LEAST_WEEKS:
        return None
    return history


def _calm(evidence: Evidence) -> tuple[str, bool]:
    return ("steady-few" if _comparable(evidence) is None else "steady", False)


def _is_new_mix(evidence: Evidence) -> bool:
    """Tested in both directions, so half of the error is left to each."""
    names = ("tellers.customers", "tellers", "tellers.customers.before", "tellers.before")
    counts = [count for name in names if (count := figure(name, evidence)) is not None]
    if len(counts) < len(names) or _comparable(evidence) is None:
        return False
    return p_value(Table(*counts)) < CLEAR / 2


def _misnamed(page: Page, falls: set[bool]) -> Iterator[Finding]:
    """Find a heading that says rising where something falls, or the other way round."""
    forms = {frozenset({True}): "down", frozenset({True, False}): "both"}
    expected = forms.get(frozenset(falls), "up")
    for line, reading in page.read:
        if line.block == Block.RISING_HEADING and reading.of(Value.FORM) != expected:
            yield Finding("numbers", line)
