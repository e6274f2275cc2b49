"""Who is asked for a story, and when: the service on a store, with the platform's word faked."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.model.delivery import Address, Nudge
from bot.core.model.platforms import Platform
from bot.core.nudging import Nudging
from bot.core.preferences import Preferences
from tests.contract.tables import everything
from tests.core_builders import (
    HELSINKI,
    SERVICE,
    SHOP,
    TEAMS,
    Office,
    a_message,
    drain,
    holidays_on,
)
from tests.fakes import StandingClock, no_holidays

THURSDAY = datetime(2026, 11, 12, 10, tzinfo=HELSINKI)


@dataclass
class FakePresences:
    """Everybody is there, but who is `away`; zones by user."""

    away: set[str] = field(default_factory=set)
    zones: dict[str, ZoneInfo] = field(default_factory=dict)

    async def zone(self, address: Address) -> ZoneInfo | None:
        return self.zones.get(address.channel)

    async def is_away(self, address: Address) -> bool:
        return address.channel in self.away


@dataclass
class Desk:
    """An office that asks, and the people who want it."""

    office: Office
    presences: FakePresences
    nudging: Nudging

    async def wants(self, *users: str, may: bool = True) -> None:
        preferences = Preferences(self.office.store, self.office.sealer)
        for user in users:
            await preferences.let_ask(("slack", "T1", user), may=may)

    async def asked(self, at: datetime) -> list[tuple[str, str]]:
        """Tick then; return who gets which prompt."""
        self.office.clock.set(at)
        before = len(self.office.slack.sent)
        await self.nudging.nudge_due()
        await drain(self.office.courier, self.office.clock)
        return [
            (delivery.address.channel, delivery.content.prompt)
            for delivery in self.office.slack.sent[before:]
            if isinstance(delivery.content, Nudge)
        ]


def a_desk(store, sealer, *, holidays=no_holidays) -> Desk:
    office = Office(store, sealer, StandingClock(THURSDAY), holidays=holidays)
    presences = FakePresences()
    nudging = Nudging(store, sealer, TEAMS, holidays, {Platform.SLACK: presences}, office.clock)
    return Desk(office, presences, nudging)


@pytest.fixture
def desk(store, sealer) -> Desk:
    return a_desk(store, sealer)


def users(asked: list[tuple[str, str]]) -> list[str]:
    return [user for user, _ in asked]


async def test_only_who_said_yes_is_asked(desk):
    await desk.wants("U1", "U2")
    await desk.wants("U2", may=False)

    assert users(await desk.asked(THURSDAY)) == ["U1"]


async def test_everybody_comes_in_turn_and_nobody_twice_within_two_weeks(desk):
    await desk.wants("U1", "U2", "U3")

    turns = [users(await desk.asked(THURSDAY + timedelta(minutes=n))) for n in range(5)]

    assert [len(turn) for turn in turns] == [1, 1, 1, 0, 0]
    order = [turn[0] for turn in turns[:3]]
    again = [
        users(await desk.asked(THURSDAY + timedelta(days=14, minutes=n + 10))) for n in range(3)
    ]
    assert [turn[0] for turn in again] == order


async def test_a_year_of_ticks_never_repeats_a_prompt_within_eight_weeks(desk):
    await desk.wants("U1")
    found = []
    for day in range(120):
        at = THURSDAY + timedelta(days=day)
        found += [(at, prompt) for _, prompt in await desk.asked(at)]

    assert len(found) >= 7
    for place, (at, prompt) in enumerate(found):
        for later, other in found[place + 1 :]:
            assert other != prompt or later - at >= timedelta(weeks=8)


@pytest.mark.parametrize(
    "at",
    [
        THURSDAY.replace(hour=8, minute=29),
        THURSDAY.replace(hour=16, minute=30),
        THURSDAY + timedelta(days=2),
        THURSDAY.replace(month=7, day=2),
    ],
)
async def test_nobody_is_asked_in_quiet_hours(desk, at):
    await desk.wants("U1")

    assert await desk.asked(at) == []


async def test_nobody_is_asked_on_a_public_holiday(store, sealer):
    desk = a_desk(store, sealer, holidays=holidays_on(date(2026, 11, 12)))
    await desk.wants("U1")

    assert await desk.asked(THURSDAY) == []
    assert users(await desk.asked(THURSDAY + timedelta(days=1))) == ["U1"]


async def test_the_hours_are_those_of_the_persons_own_zone(desk):
    desk.presences.zones["U1"] = ZoneInfo("America/New_York")
    await desk.wants("U1")

    assert await desk.asked(THURSDAY) == []
    assert users(await desk.asked(THURSDAY.replace(hour=17))) == ["U1"]


async def test_who_is_away_is_passed_over_for_the_next(desk):
    await desk.wants("U1", "U2")
    first = users(await desk.asked(THURSDAY))
    other = "U2" if first == ["U1"] else "U1"
    desk.presences.away = {other}

    assert await desk.asked(THURSDAY + timedelta(minutes=1)) == []
    desk.presences.away = set()
    assert users(await desk.asked(THURSDAY + timedelta(minutes=2))) == [other]


async def test_nobody_is_asked_for_thirty_days_after_something_distressing(desk):
    await desk.wants("U1")
    await desk.office.intake.submit(a_message("bad", told_at=THURSDAY))
    await desk.office.store.write(_make_grave)

    assert await desk.asked(THURSDAY + timedelta(days=29)) == []
    assert users(await desk.asked(THURSDAY + timedelta(days=32))) == ["U1"]


def _make_grave(tx):
    tx.stories._session._cursor.execute("UPDATE story SET criticality = 4")


async def test_a_question_that_comes_too_late_is_not_sent(desk):
    await desk.wants("U1")
    desk.office.clock.set(THURSDAY)
    await desk.nudging.nudge_due()

    desk.office.clock.set(THURSDAY.replace(hour=22))
    await drain(desk.office.courier, desk.office.clock)

    assert desk.office.slack.sent == []


async def test_what_was_asked_is_sealed_and_forgotten_after_eight_weeks(desk, database):
    await desk.wants("U1")
    ((_, prompt),) = await desk.asked(THURSDAY)
    assert prompt.encode() not in everything(database)
    (askable,) = await desk.office.store.read(lambda tx: tx.people.askable())
    assert askable.person.asked is not None

    await desk.asked(THURSDAY + timedelta(weeks=8, days=3, hours=12))

    (askable,) = await desk.office.store.read(lambda tx: tx.people.askable())
    assert askable.person.asked is None


async def test_two_processes_ask_once(desk, store, sealer):
    other = a_desk(store, sealer)
    await desk.wants("U1")

    await other.nudging.nudge_due()
    await desk.asked(THURSDAY)

    assert len(desk.office.slack.sent) == 1


async def test_each_team_has_its_turn(desk):
    await desk.wants("U1", "U2")
    key = desk.office.sealer.keyed(("slack", "T1", "U2"))

    def move(tx):
        tx.people.choose_team(tx.people.find(key).id, SHOP.id)

    await desk.office.store.write(move)

    assert sorted(users(await desk.asked(THURSDAY))) == ["U1", "U2"]
    assert SERVICE.id != SHOP.id


async def test_customers_are_never_written_to_first(desk):
    preferences = Preferences(desk.office.store, desk.office.sealer)
    await preferences.let_ask(("telegram", "9", "77"), may=True)

    assert await desk.asked(THURSDAY) == []
    assert desk.office.telegram.sent == []
