from math import comb, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.edition import Edition, History
from bot.core.model.story import Role, Story
from bot.digest.trends import Change, Counts, change_of, changed, fall, has_new_mix, rise, trends
from tests.digest_builders import a_story, an_edition, week46

CLOSING = ("theme", "closing_time")
INVOICE = ("theme", "invoice")

# Product rule "Honest statistics": n this week, N and K before, from which k on a rise is possible
# and from which it is clear.
TABLE = [
    (12, 80, 4, 3, 4),
    (12, 80, 8, 4, 6),
    (23, 160, 4, 3, 4),
    (23, 160, 8, 4, 6),
    (23, 160, 16, 6, 8),
    (23, 160, 24, 8, 9),
    (40, 300, 16, 6, 8),
]


def history(tellers: int = 160, weeks: int = 8, **by_theme: int) -> History:
    themes = {("theme", key): told for key, told in by_theme.items()}
    return History(weeks=weeks, tellers=tellers, by_theme=themes, customers=None)


def told(theme: str, count: int, first: int = 1000) -> list[Story]:
    return [a_story(f"T-{first + i}", tags=[theme]) for i in range(count)]


def others(count: int) -> list[Story]:
    return [a_story(f"T-{5000 + i}") for i in range(count)]


@pytest.mark.parametrize(("of", "of_before", "before", "possible", "clear"), TABLE)
def test_the_thresholds_are_those_of_the_table(
    of: int, of_before: int, before: int, possible: int, clear: int
) -> None:
    labels = [change_of(Counts(now, of, before, of_before))[0] for now in range(of + 1)]

    assert labels.index(Change.POSSIBLE_RISE) == possible
    assert labels.index(Change.CLEAR_RISE) == clear


def test_the_golden_week_gives_its_golden_numbers() -> None:
    assert round(rise(Counts(4, 23, 3, 160)), 3) == 0.005
    assert round(rise(Counts(5, 23, 12, 160)), 3) == 0.044
    found = [(trend.theme, trend.change) for trend in trends(week46())]

    assert found == [(CLOSING, Change.CLEAR_RISE), (INVOICE, Change.POSSIBLE_RISE)]


@given(st.integers(1, 40), st.integers(1, 200), st.data())
def test_p_is_the_tail_of_the_hypergeometric_distribution(
    of: int, of_before: int, data: st.DataObject
) -> None:
    counts = Counts(
        data.draw(st.integers(0, of)), of, data.draw(st.integers(0, of_before)), of_before
    )
    both = counts.now + counts.before

    def exactly(hits: int) -> float:
        rest = of + of_before - both
        return comb(both, hits) * comb(rest, of - hits) / comb(of + of_before, of)

    assert isclose(rise(counts), sum(map(exactly, range(counts.now, of + 1))), rel_tol=1e-6)
    assert isclose(fall(counts), sum(map(exactly, range(counts.now + 1))), rel_tol=1e-6)


@given(st.integers(0, 23), st.integers(1, 160))
def test_more_tellers_never_make_a_rise_less_sure(now: int, before: int) -> None:
    more = Counts(min(now + 1, 23), 23, before, 160)

    assert rise(Counts(now, 23, before, 160)) >= rise(more) - 1e-9


def test_two_tellers_of_what_nobody_told_before_are_a_new_topic() -> None:
    assert change_of(Counts(2, 23, 0, 160)) == (Change.NEW, None)
    assert change_of(Counts(1, 23, 0, 160)) == (None, None)


def test_two_tellers_are_no_rise_however_rare_the_theme_was() -> None:
    assert change_of(Counts(2, 23, 1, 160)) == (None, None)


def test_a_fall_is_told_only_where_three_tellers_were_expected() -> None:
    assert change_of(Counts(0, 23, 40, 160))[0] is Change.CLEAR_FALL
    assert change_of(Counts(0, 23, 20, 160)) == (None, None)


@pytest.mark.parametrize(("tellers", "weeks"), [(19, 8), (160, 3)])
def test_too_few_before_tell_nothing(tellers: int, weeks: int) -> None:
    stories = [*told("theme:closing_time", 9), *others(3)]

    assert trends(an_edition(stories, history=history(tellers, weeks, closing_time=1))) == ()


def test_of_many_themes_one_clear_change_by_chance_is_only_possible() -> None:
    alone = Counts(4, 23, 3, 160)
    same = [(("theme", f"t{i}"), Counts(3, 23, 21, 160)) for i in range(30)]

    assert changed([(CLOSING, alone)])[0].change is Change.CLEAR_RISE
    assert changed([(CLOSING, alone), *same])[0].change is Change.POSSIBLE_RISE


def test_one_person_with_five_stories_is_one_teller() -> None:
    stories = [a_story(f"T-{i}", teller="a", tags=["theme:queue"]) for i in range(1000, 1005)]

    assert trends(an_edition([*stories, *others(20)], history=history(queue=1))) == ()


def test_themes_of_the_same_people_are_told_once() -> None:
    stories = [a_story(f"T-{i}", tags=["theme:queue", "theme:till"]) for i in range(1000, 1006)]
    found = trends(an_edition([*stories, *others(17)], history=history(queue=2, till=3)))

    assert [trend.theme for trend in found] == [("theme", "queue")]


def test_three_changes_are_shown_and_the_surest_first() -> None:
    stories = [
        story
        for number, key in enumerate("abcd")
        for story in told(f"theme:{key}", 5 + number, 1000 + 100 * number)
    ]
    found = trends(an_edition(stories, history=history(a=2, b=2, c=2, d=2)))

    assert [trend.theme[1] for trend in found] == ["d", "c", "b"]


def of_roles(customers: int, employees: int) -> list[Story]:
    return [
        *others(customers),
        *(a_story(f"T-{7000 + i}", role=Role.EMPLOYEE) for i in range(employees)),
    ]


def mixed(customers_before: int | None) -> Edition:
    before = History(weeks=8, tellers=160, by_theme={}, customers=customers_before)
    return an_edition(of_roles(20, 3), history=before)


def test_another_share_of_customers_is_a_new_mix() -> None:
    assert has_new_mix(mixed(70))
    assert not has_new_mix(mixed(135))
    assert not has_new_mix(mixed(None))
