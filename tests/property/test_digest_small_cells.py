"""Nobody can work out what few people told, from one digest or from two."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.core.edition import Edition, History
from bot.core.model.digest import Composition, Line
from bot.core.model.story import Role, Story
from bot.core.model.tag import Sentiment
from bot.digest.compose import compose, extract
from bot.digest.verifying.verify import verify
from tests.digest_builders import TEXTS, FakeLabels, a_story, a_team, an_edition, an_evidence

LABELS = FakeLabels.of_taxonomy()
FEWEST = 5
ENERGIES = {"energy.gave": "energised", "energy.took": "drained"}
WHOLE = (
    *("stories", "tellers", "waiting", "waiting.oldest", "late", "weeks.before"),
    *("mood.", "phase.", "risk.", "theme."),
)
"""Figures, or kinds of them, that count the whole team and are no small cells."""


@st.composite
def employees(draw: st.DrawFn, first: int = 1000) -> list[Story]:
    energies: Sequence[str] = draw(
        st.lists(st.sampled_from(["energised", "drained", "neutral", ""]), min_size=3, max_size=26)
    )
    stories = [
        a_story(
            f"T-{first + place}",
            teller=f"t{draw(st.integers(0, 25))}",
            tags=[f"energy:{energy}"] if energy else [],
            role=Role.EMPLOYEE,
            sentiment=draw(st.sampled_from(Sentiment)),
        )
        for place, energy in enumerate(energies)
    ]
    customers = draw(st.integers(0, 4))
    return [*stories, *(a_story(f"T-{first + 500 + place}") for place in range(customers))]


def figures_of(lines: Sequence[Line], edition: Edition) -> dict[str, int]:
    """Return what the sheet of numbers prints, as anybody could copy it."""
    found = {}
    for line in lines:
        if line.block == "number":
            read = TEXTS.read(edition.team.language, "digest-number", line.text)
            assert read is not None
            found[line.data[0]] = int(read["value"])
    return found


def of_energy(edition: Edition, key: str) -> set[object]:
    return {
        story.teller
        for story in edition.kept
        if story.role is not Role.CUSTOMER and any(tag.key == key for tag in story.tags)
    }


@given(employees(), st.sampled_from([0, 4, 5, 40]))
def test_no_figure_and_no_rest_of_one_tells_of_few(stories: list[Story], members: int) -> None:
    edition = an_edition(stories, team=a_team(members=members))
    cells = {name: of_energy(edition, key) for name, key in ENERGIES.items()}
    employees_ = {one.teller for one in edition.kept if one.role is not Role.CUSTOMER}

    for form in (compose, extract):
        lines = form(edition, TEXTS, LABELS)
        told = figures_of(lines, edition)
        assert not [name for name in told if not name.startswith((*WHOLE, "energy."))]
        if not ENERGIES.keys() & told.keys():
            continue
        rest = employees_.difference(*cells.values())
        assert told["energy.gave"] >= FEWEST
        assert told["energy.took"] >= FEWEST
        assert not 0 < len(rest) < FEWEST
        assert members >= FEWEST


@given(employees())
def test_what_is_composed_is_never_red_for_small_cells(stories: list[Story]) -> None:
    edition = an_edition(stories)
    found = verify(Composition(compose(edition, TEXTS, LABELS)), an_evidence(edition))

    assert not [finding for finding in found if finding.is_red]


@given(employees(), st.sampled_from([*ENERGIES, "group.senior", "unit.a", "theme.group:senior"]))
def test_a_small_cell_that_is_slipped_in_is_found(stories: list[Story], name: str) -> None:
    edition = an_edition(stories)
    lines = compose(edition, TEXTS, LABELS)
    if name in {data for line in lines for data in line.data}:
        return
    at = next(place for place, line in enumerate(lines) if line.block == "number")
    slipped = replace(lines[at], data=(name,))
    found = verify(Composition((*lines[:at], slipped, *lines[at:])), an_evidence(edition))

    assert "small_cells" in {finding.check for finding in found if finding.is_red}


@given(employees(), employees(first=3000), st.integers(0, 30))
def test_two_digests_subtract_to_counts_of_the_whole_team_alone(
    first: list[Story], second: list[Story], before: int
) -> None:
    """Only what is counted over weeks stands in both; of few people's doings there is nothing."""
    themes = {("theme", "closing_time"): before}
    history = History(weeks=8, tellers=160, by_theme=themes)
    one, other = (an_edition(stories, history=history) for stories in (first, second))
    shared = {
        name
        for name in figures_of(compose(one, TEXTS, LABELS), one).keys()
        & figures_of(compose(other, TEXTS, LABELS), other).keys()
        if name.endswith(".before") and name != "phase.before"
    }

    assert shared <= {"tellers.before", "weeks.before", "theme.theme:closing_time.before"}
