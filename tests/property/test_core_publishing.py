"""Whatever happens in whatever week: each story is in exactly one digest's counts."""

import contextlib
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.edition import Edition
from bot.core.errors import WeekPassedError
from bot.core.model.digest import Composition, Digest, Line
from bot.core.model.incoming import IncomingRemoval
from bot.core.model.story import Story
from bot.core.model.team import Teams
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from tests.core_builders import HELSINKI, SERVICE, WEDNESDAY, WEEK_46, Office, a_message
from tests.fakes import StandingClock

_runs = count()

ACTIONS = st.one_of(
    st.tuples(st.just("wait"), st.integers(min_value=1, max_value=24 * 9)),
    st.tuples(st.just("tell"), st.integers(min_value=-8, max_value=8)),
    st.tuples(st.just("tick"), st.just(0)),
    st.tuples(st.just("post"), st.integers(min_value=-2, max_value=0)),
    st.tuples(st.just("remove"), st.integers(min_value=0, max_value=5)),
    st.tuples(st.just("restart"), st.just(0)),
)


def _counts(edition: Edition) -> Composition:
    numbers = tuple(story.number for story in edition.kept)
    return Composition((Line("counts", "Stories", numbers),))


async def _each_story_is_counted_once(
    store: SqlStore, sealer: KeyedSealer, actions: list[tuple[str, int]]
) -> None:
    channel = f"C{next(_runs)}"
    team = replace(SERVICE, id=channel, slack_listen=(channel,), slack_digest=f"D{channel}")
    clock = StandingClock(WEDNESDAY)
    office = Office(store, sealer, clock, Teams((team,)), compose=_counts)
    await office.publishing.begin()
    for number, (what, how_much) in enumerate(actions):
        if what == "wait":
            clock.advance(timedelta(hours=how_much))
        elif what == "tell":
            told_at = clock.now() + timedelta(hours=how_much)
            message = a_message(ts=f"{number}.0", channel=channel, told_at=told_at)
            await office.intake.submit(message)
        elif what == "tick":
            await office.publishing.publish_due()
        elif what == "post":
            week = WEEK_46.of(clock.now(), HELSINKI).shifted(how_much)
            # One that is long over is refused, and nothing is counted.
            with contextlib.suppress(WeekPassedError):
                await office.publishing.post(team, week)
        elif what == "remove":
            await _remove(office, how_much)
        else:
            await office.publishing.begin()
    clock.advance(timedelta(weeks=2))
    for _ in range(8):
        clock.advance(timedelta(days=1))
        await office.publishing.publish_due()

    stories = [story for week in _weeks(office) for story in await office.told(team, week)]
    digests = await _digests(office)
    counted = Counter(number for digest in digests for line in digest.lines for number in line.ids)
    assert counted == Counter(story.number for story in stories)
    assert len({str(digest.period.last) for digest in digests}) == len(digests)
    assert [str(digest.period.first) for digest in digests[1:]] == [
        str(digest.period.last.next()) for digest in digests[:-1]
    ] or any(what == "post" for what, _ in actions)


async def _remove(office: Office, which: int) -> None:
    team = office.teams.first
    stories: list[Story] = [
        story for week in _weeks(office) for story in await office.told(team, week)
    ]
    if which < len(stories):
        await office.removal.remove(
            IncomingRemoval(
                key=("press", stories[which].number),
                person=a_message().person,
                number=stories[which].number,
            )
        )


def _weeks(office: Office) -> list:
    last = WEEK_46.of(office.clock.now(), HELSINKI)
    weeks = [WEEK_46.shifted(-1)]
    while weeks[-1] <= last:
        weeks.append(weeks[-1].next())
    return weeks


async def _digests(office: Office) -> list[Digest]:
    """Return what was claimed, oldest first."""
    found = await office.store.read(
        lambda tx: tx.digests.latest_posted(office.teams.first.id, WEEK_46.shifted(500), 500)
    )
    return list(reversed(found))


def _examples(number: int) -> settings:
    return settings(
        max_examples=number,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@given(actions=st.lists(ACTIONS, max_size=30))
@_examples(200)
async def test_each_story_is_in_exactly_one_digests_counts(
    store: SqlStore, sealer: KeyedSealer, actions: list[tuple[str, int]]
) -> None:
    await _each_story_is_counted_once(store, sealer, actions)


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@given(actions=st.lists(ACTIONS, max_size=30))
@_examples(25)
async def test_each_story_is_counted_once_on_postgresql(
    store: SqlStore, sealer: KeyedSealer, actions: list[tuple[str, int]]
) -> None:
    await _each_story_is_counted_once(store, sealer, actions)
