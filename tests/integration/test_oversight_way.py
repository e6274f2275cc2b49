"""The owner's buttons end to end, on both platforms: real Bolt, the practice workspace."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.practice.limits import AS_FAST_AS_IT_COMES
from tests.program import TEAM, WEEK_47, a_play, until, words

MONDAY_8 = datetime(2026, 11, 23, 6, tzinfo=UTC)
"""An hour before the digest of week 47 leaves."""


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template, rates=AS_FAST_AS_IT_COMES) as play:
        yield play


async def propose(play, program):
    """Let the hour come, with three stories told."""
    for number in range(3):
        text = f"Asiakas kiitti, kun kuuntelin loppuun asti, kerta {number}."
        await play.workspace.slack_say(f"u{number + 2}", text)
    await until(lambda: play.kept() == 3)
    play.workspace.clock.advance((MONDAY_8 - play.workspace.clock.now()).total_seconds())
    await program.proposing.propose_due()
    program.courier.wake.set()


def held(program):
    return program.store.read(lambda tx: tx.digests.of(TEAM, WEEK_47))


def button(place, act):
    """Return the action id of the button that does so."""
    elements = [each for block in place.blocks for each in block.get("elements", [])]
    found = [each["action_id"] for each in elements if f":{act}:" in each.get("value", "")]
    return found[0] if found else ""


async def test_an_owner_on_slack_holds_a_digest_and_swaps_its_story(play):
    workspace = play.workspace
    play = replace(play, owner=workspace.people.employee("u1").id)

    def latest(act):
        return next((each for each in reversed(workspace.dm("u1")) if button(each, act)), None)

    async def press(act):
        await workspace.until(lambda: latest(act) is not None)
        await workspace.slack_press("u1", latest(act), button(latest(act), act))

    async with play.running() as program:
        await propose(play, program)
        await press("hold")
        await workspace.until(lambda: latest("release") is not None)
        assert (await held(program)).held_until is not None

        before = await held(program)
        await press("point")
        await press("swap")
        await press("release")
        await workspace.until(lambda: latest("hold") is not None)
        after = await held(program)

    assert after.chosen == before.offers[0]
    assert after.held_until is None
    assert play.parked() == 0


async def test_an_owner_on_telegram_holds_a_digest(play):
    workspace = play.workspace
    play = replace(play, owner=str(workspace.people.customer("c1").id))

    def found(act):
        return [
            (message["message_id"], key["callback_data"])
            for message in workspace.chat("c1")
            for row in message.get("reply_markup", {}).get("inline_keyboard", [])
            for key in row
            if key.get("callback_data", "").startswith("o:") and f":{act}:" in key["callback_data"]
        ]

    async with play.running() as program:
        await workspace.telegram_say("c1", "/start")
        await propose(play, program)
        await workspace.until(lambda: bool(found("hold")))
        await workspace.telegram_press("c1", *found("hold")[-1])
        await workspace.until(lambda: bool(found("release")))

        assert (await held(program)).held_until is not None
        await workspace.telegram_press("c1", *found("release")[-1])
        await workspace.until(lambda: bool(found("hold")))
        assert (await held(program)).held_until is None


async def test_an_owner_sees_the_next_digest_by_a_command_and_others_do_not(play):
    workspace = play.workspace
    play = replace(play, owner=workspace.people.employee("u1").id)

    async with play.running():
        await workspace.slack_say("u2", "Asiakas kiitti, kun kuuntelin loppuun asti.")
        await until(lambda: play.kept() == 1)
        await workspace.slack_command("u1", "/tarina", "Kooste")
        await workspace.slack_command("u2", "/tarina", "kooste")

        await workspace.until(lambda: words("digest-test") in str(workspace.dm("u1")))
        refused = words("oversight-refused")
        await workspace.until(lambda: refused in str(workspace.messages()))

    assert words("digest-test") not in str(workspace.dm("u2"))
    assert play.kept() == 1
