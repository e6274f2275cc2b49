"""The play of four weeks."""

from collections import Counter
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.practice import stories
from bot.practice.clock import PracticeClock
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.people import People
from bot.practice.workspace import Workspace

MONDAY = date(2026, 10, 26)
HELSINKI = ZoneInfo("Europe/Helsinki")
SCENES = stories.load()
PEOPLE = People()


def language_of(scene: stories.Scene) -> str:
    if scene.who.startswith("u"):
        return PEOPLE.employee(scene.who).language
    return PEOPLE.customer(scene.who).language


def test_the_scenes_come_in_the_order_of_time():
    instants = [scene.instant(MONDAY, HELSINKI) for scene in SCENES]

    assert instants == sorted(instants)


def test_there_are_rich_weeks_and_one_of_two_stories():
    weeks = Counter(scene.week for scene in SCENES if scene.is_story)

    assert weeks[2] == 2
    assert min(weeks[0], weeks[1], weeks[3]) >= 15


def test_every_rich_week_has_three_languages_and_both_platforms():
    for week in (0, 1, 3):
        told = [scene for scene in SCENES if scene.week == week and scene.is_story]

        assert {language_of(scene) for scene in told} == {"fi", "en", "sv"}
        assert {scene.route == "telegram" for scene in told} == {True, False}


def test_every_way_to_tell_is_played():
    assert {scene.route for scene in SCENES} == {"channel", "mention", "dm", "command", "telegram"}
    assert any(scene.reply_to for scene in SCENES)
    assert any(scene.remove for scene in SCENES)
    assert any(scene.text.startswith("//") for scene in SCENES)


def test_marks_are_set_before_they_are_used_and_by_the_same_person():
    tellers: dict[str, str] = {}
    for scene in SCENES:
        for used in (scene.reply_to, scene.remove):
            assert used is None or tellers[used] == scene.who
        if scene.mark:
            tellers[scene.mark] = scene.who


def test_a_week_that_moves_to_winter_time_keeps_its_local_hours():
    late = stories.Scene(week=0, day=6, at=time(9), who="u1", route="channel", text="x")

    assert late.instant(date(2026, 10, 19), HELSINKI) == datetime(2026, 10, 25, 7, tzinfo=UTC)


async def test_the_whole_play_can_be_performed():
    start = SCENES[0].instant(MONDAY, HELSINKI)
    clock = PracticeClock("simulated", start)
    async with Workspace(clock, rates=AS_FAST_AS_IT_COMES) as workspace:
        for scene in SCENES:
            clock.advance_to(scene.instant(MONDAY, HELSINKI))
            if scene.remove is None:
                await stories.perform(workspace, scene)

    updates = [e for e in workspace.ledger.events if e.kind == "update"]
    told = [s for s in SCENES if s.route == "telegram" and s.remove is None]
    assert len(updates) == len(told)
    assert [e.payload["text"] for e in workspace.ledger.events if e.kind == "slash_commands"]


async def test_a_removal_without_a_receipt_says_so():
    told = stories.Scene(week=0, day=0, at=time(9), who="c1", route="telegram", text="x", mark="m")
    removal = stories.Scene(week=0, day=0, at=time(10), who="c1", route="telegram", remove="m")
    async with Workspace(PracticeClock()) as workspace:
        await stories.perform(workspace, told)

        with pytest.raises(LookupError, match="No receipt"):
            await stories.perform(workspace, removal)
