"""Whatever the clocks do: nobody is asked too often, at a wrong hour, or the same thing again."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.cadence import (
    PROMPTS,
    Asked,
    Candidate,
    Kind,
    closes,
    is_due,
    next_prompt,
    remembered,
    turns,
)

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
ZONES = [
    *["Europe/Helsinki", "Europe/Stockholm", "America/New_York", "Australia/Lord_Howe"],
    *["Asia/Kathmandu", "Pacific/Apia", "America/St_Johns", "Africa/Casablanca", "UTC"],
]
steps = st.lists(st.integers(min_value=0, max_value=60 * 24 * 40), max_size=60)
"""Minutes from one look at the clock to the next."""
moments = st.datetimes(
    datetime(2024, 1, 1), datetime(2032, 1, 1), timezones=st.just(UTC), allow_imaginary=False
)
people = st.uuids(version=4)


def asked_over(person: UUID, minutes: list[int]) -> list[Asked]:
    """Ask whenever it is due, forgetting as the program forgets."""
    now, known, asked = START, Candidate(person, "palvelu"), []
    for step in minutes:
        now += timedelta(minutes=step)
        known = Candidate(person, "palvelu", remembered(known.asked, now))
        if is_due(known, now):
            asked.append(Asked(next_prompt(known, now), now))
            known = Candidate(person, "palvelu", (*known.asked, asked[-1]))
    return asked


@settings(max_examples=300)
@given(people, steps)
def test_nobody_is_asked_twice_within_fourteen_days(person, minutes):
    asked = asked_over(person, minutes)

    for one, other in pairwise(asked):
        assert other.at - one.at >= timedelta(days=14)


@settings(max_examples=300)
@given(people, steps)
def test_no_prompt_comes_again_within_eight_weeks(person, minutes):
    asked = asked_over(person, minutes)

    for place, one in enumerate(asked):
        for other in asked[place + 1 :]:
            assert other.prompt != one.prompt or other.at - one.at >= timedelta(weeks=8)


@settings(max_examples=300)
@given(people, steps)
def test_good_hard_and_idea_alternate_and_two_hard_never_follow_each_other(person, minutes):
    asked = asked_over(person, minutes)

    for one, other in pairwise(asked):
        if other.at - one.at < timedelta(weeks=8):
            kinds = list(Kind)
            assert PROMPTS[other.prompt] is kinds[(kinds.index(PROMPTS[one.prompt]) + 1) % 3]


@settings(max_examples=500)
@given(moments, st.sampled_from(ZONES))
@example(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "Europe/Helsinki")
@example(datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "Europe/Helsinki")
@example(datetime(2026, 3, 30, 5, 30, tzinfo=UTC), "Europe/Helsinki")
@example(datetime(2026, 10, 26, 14, 29, tzinfo=UTC), "Europe/Helsinki")
def test_never_in_quiet_hours_in_any_zone_also_when_the_clocks_change(now, name):
    zone = ZoneInfo(name)
    until = closes(now, zone, {7}, lambda _: False)

    wall = now.astimezone(zone)
    is_open = wall.weekday() < 5 and wall.month != 7 and time(8, 30) <= wall.time() < time(16, 30)
    assert (until is not None) == is_open
    if until is not None:
        assert timedelta() < until - now <= timedelta(hours=8)
        last = (until - timedelta(microseconds=1)).astimezone(zone)
        assert (last.date(), last.hour) == (wall.date(), 16)


@given(moments, st.sampled_from(ZONES))
def test_never_on_a_holiday_of_the_place(now, name):
    assert closes(now, ZoneInfo(name), (), lambda _: True) is None


@given(moments, st.sampled_from(ZONES), st.sets(st.integers(1, 12)))
def test_never_in_a_quiet_month_of_the_team(now, name, months):
    zone = ZoneInfo(name)
    in_any = closes(now, zone, (), lambda _: False)

    is_quiet = now.astimezone(zone).month in months
    assert closes(now, zone, months, lambda _: False) == (None if is_quiet else in_any)


def test_the_holiday_is_that_of_the_persons_own_day():
    tokyo, tuesday_there = ZoneInfo("Asia/Tokyo"), datetime(2026, 5, 4, 23, 45, tzinfo=UTC)

    assert closes(tuesday_there, tokyo, (), lambda day: day == date(2026, 5, 5)) is None
    assert closes(tuesday_there, tokyo, (), lambda day: day == date(2026, 5, 4)) is not None


candidates = st.lists(
    st.builds(
        Candidate,
        people,
        st.sampled_from(["palvelu", "butik"]),
        st.lists(
            st.builds(
                Asked,
                st.sampled_from(sorted(PROMPTS)),
                st.integers(0, 70).map(lambda days: START - timedelta(days=days)),
            ),
            max_size=4,
        ).map(tuple),
    ),
    max_size=20,
    unique_by=lambda each: each.person,
)


@given(candidates, st.randoms())
def test_the_one_who_has_waited_longest_comes_first_whatever_the_order_of_reading(found, chance):
    shuffled = list(found)
    chance.shuffle(shuffled)

    ordered = turns(found, START)

    assert ordered == turns(shuffled, START)
    assert sorted(each.person for team in ordered for each in team) == sorted(
        each.person for each in found if is_due(each, START)
    )
    for team in ordered:
        assert len({each.team for each in team}) == 1
        waits = [each.last or START - timedelta(days=999) for each in team]
        assert waits == sorted(waits)
