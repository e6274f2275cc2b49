"""The whole way on Slack in HTTP mode: the practice workspace posts to the web port, signed."""

import json

import httpx
import pytest

from bot.practice.slack_http import signed_headers
from tests.program import a_play, calm, stories, words

GOOD = "Asiakas kiitti, kun puhelinneuvoja kuunteli loppuun asti."


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template, slack_mode="http") as play:
        yield play


def receipts(messages):
    return [m for m in messages if m.is_by_bot and "remove_story" in str(m.blocks)]


async def has_receipt(play, who="u1"):
    await play.workspace.until(lambda: len(receipts(play.workspace.dm(who))) == 1)
    return receipts(play.workspace.dm(who))[0]


async def test_a_channel_message_is_one_story_with_its_receipt_and_no_socket_is_opened(play):
    workspace = play.workspace
    async with play.running() as program:
        await workspace.slack_say("u1", GOOD)
        await has_receipt(play)

        assert [story.text for story in await stories(program)] == [GOOD]
        assert workspace.socket.connections == []


async def test_a_command_comes_as_a_form_and_is_one_story(play):
    workspace = play.workspace
    async with play.running() as program:
        event = await workspace.slack_command("u1", "/tarina", f"{GOOD} Ääkköset & muut.")
        await workspace.until(lambda: bool(receipts(workspace.seen_by("u1"))))

        assert [s.text for s in await stories(program)] == [f"{GOOD} Ääkköset & muut."]

    assert event.acks == 1


async def test_the_button_comes_as_json_in_a_form_and_removes_the_story(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_dm("u1", GOOD)
        copy = await has_receipt(play)
        await workspace.slack_press("u1", copy, "remove_story")
        await workspace.until(lambda: words("removed") in copy.text)

    assert play.kept() == 0


async def test_repeated_posts_are_one_story(play):
    workspace = play.workspace
    async with play.running():
        await workspace.slack_dm("u1", GOOD)
        await has_receipt(play)
        told = next(e for e in workspace.ledger.events if e.payload["event"].get("text") == GOOD)
        for _ in range(4):
            workspace.resend(told)
        await workspace.until(lambda: told.acks == 5)

    assert (play.kept(), play.parts()) == (1, 1)


async def test_a_failed_commit_is_no_200_and_the_story_that_slack_sends_again_is_kept(play):
    workspace = play.workspace
    async with play.running():
        await calm(workspace)
        with play.locked():
            await workspace.slack_dm("u1", GOOD)
            event = workspace.ledger.events[-1]
            await workspace.until(lambda: len(event.attempts) == 2)
            assert event.acks == 0
        await has_receipt(play)
        await calm(workspace)

    assert event.failures[0] in {"http_error", "http_timeout"}
    assert (play.kept(), play.parts()) == (1, 1)


async def test_who_types_a_command_that_cannot_be_kept_is_told_so(play):
    workspace = play.workspace
    async with play.running():
        with play.locked():
            event = await workspace.slack_command("u1", "/tarina", GOOD)
            await workspace.until(
                lambda: any(words("not-saved") in m.text for m in workspace.seen_by("u1")),
            )
        await workspace.until(lambda: event.lost)

    assert play.kept() == 0


async def test_malformed_posts_are_parked_and_acknowledged_and_hold_up_no_story(play):
    workspace = play.workspace
    async with play.running():
        odd = [await workspace.slack_event(event) for event in (None, "x", [1], {"type": 5})]
        odd.append(workspace.handover.send("events_api", "x", ["no object"]))
        odd.append(workspace.handover.send("slash_commands", "x", {"command": "/tarina"}))
        await workspace.slack_dm("u1", GOOD)
        await has_receipt(play)
        await calm(workspace)

    assert [(event.acks, len(event.attempts)) for event in odd] == [(1, 1)] * len(odd)
    assert (play.parked(), play.kept()) == (len(odd), 1)


async def test_a_post_of_somebody_else_is_401_and_nothing_is_kept(play):
    workspace = play.workspace
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "text": GOOD}
    body = json.dumps({"type": "event_callback", "team_id": "T0PRACTICE", "event": event}).encode()
    async with play.running(), httpx.AsyncClient() as client:
        headers = signed_headers("0" * 32, body, workspace.clock.now())
        answer = await client.post(workspace.http.url, content=body, headers=headers)
        await workspace.quiet()

    assert answer.status_code == 401
    assert (play.kept(), play.parked()) == (0, 0)


async def test_a_program_that_stops_answers_what_came_in(play):
    workspace = play.workspace

    def acked():
        told = [e for e in workspace.ledger.events if GOOD in e.payload["event"].get("text", "")]
        return sum(1 for event in told if event.acks)

    async with play.running():
        for number in range(20):
            await workspace.slack_say("u1", f"{GOOD} {number}")
        await workspace.until(lambda: acked() > 0)

    assert play.kept() >= acked()
    async with play.running():
        await calm(workspace)

    assert (play.kept(), play.parts()) == (20, 20)
