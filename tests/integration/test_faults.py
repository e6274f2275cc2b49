"""What goes wrong between Kuule and the platforms, and how nothing is lost and nothing doubled."""

import json
import shutil

import pytest

from bot.core.gate import Gate
from bot.core.model.platforms import Platform
from bot.core.model.team import Teams
from bot.core.pulse import Pulse
from bot.practice import faults
from bot.practice.clock import next_monday
from storage.store import open_store
from tests.digest_builders import a_team
from tests.fakes import StandingClock
from tests.program import WEDNESDAY, a_play, calm, stories, until

# PTB warns of a coming change whenever it makes a RetryAfter; its switch is for a whole process.
pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")

GOOD = "Asiakas kiitti, kun puhelinneuvoja kuunteli loppuun asti."


@pytest.fixture
async def play(tmp_path, sqlite_template):
    async with a_play(tmp_path, sqlite_template) as play:
        yield play


def receipts(play, who="u1"):
    return [m for m in play.workspace.dm(who) if "remove_story" in str(m.blocks)]


def answers(play, who="c1"):
    return [m for m in play.workspace.chat(who) if m["from"]["is_bot"]]


def digests(play):
    return [m for m in play.workspace.messages(play.workspace.digest_channel) if m.is_by_bot]


# 429


async def test_a_storm_of_429s_delays_and_doubles_nothing(play):
    workspace = play.workspace
    slack, telegram = [1, "abc", None, 0, "-1", 1], [1, None, 0, -1, 1]
    async with play.running():
        await workspace.until(lambda: bool(workspace.messages()))
        for method in ("chat.postMessage", "chat.postEphemeral"):
            workspace.faults.next(method, *map(faults.rate_limited, slack))
        workspace.faults.next("sendMessage", *map(faults.rate_limited, telegram))
        for number in range(4):
            await workspace.slack_say(f"u{number + 1}", f"{GOOD} {number}")
            await workspace.telegram_say(f"c{number + 1}", f"{GOOD} {number}")
        await workspace.quiet()
        await until(lambda: is_drained(play), 20)

    assert (play.kept(), play.held()) == (4, 4)
    assert [len(receipts(play, f"u{number + 1}")) for number in range(4)] == [1] * 4
    assert [len(answers(play, f"c{number + 1}")) for number in range(4)] == [1] * 4


def is_drained(play):
    """Look while time passes, half a minute at a time."""
    play.workspace.clock.advance(31)
    return play.deliveries("ready") + play.deliveries("sending") == 0


async def test_nothing_is_sent_to_a_place_that_asked_to_wait(play):
    workspace = play.workspace

    def sent():
        return len([call for call in workspace.ledger.calls if call.method == "sendMessage"])

    async with play.running():
        workspace.faults.next("sendMessage", faults.rate_limited(3600))
        await workspace.telegram_say("c1", GOOD)
        await workspace.quiet()
        await until(lambda: sent() == 1)
        workspace.clock.advance(3000)
        await workspace.telegram_say("c1", "/ohje")
        await workspace.quiet()
        await workspace.telegram_say("c2", GOOD)
        await workspace.until(lambda: len(answers(play, "c2")) == 1)
        assert sent() == 2
        # An hour from when the answer was read, which may have been after the first leap.
        workspace.clock.advance(3601)
        await workspace.until(lambda: len(answers(play)) == 2)


# Sockets


@pytest.mark.parametrize("how", ["drop", "refresh_requested", "too_many_websockets"])
async def test_a_socket_that_goes_comes_back_and_every_story_is_there_once(play, how):
    workspace = play.workspace
    async with play.running():
        for number in range(30):
            await workspace.slack_say("u1", f"{GOOD} {number}")
            if number % 10 == 5:
                before = {connection.id for connection in workspace.socket.connections}
                if how == "drop":
                    workspace.socket.drop_all()
                else:
                    workspace.socket.disconnect_all(how)
                await workspace.until(lambda old=before: is_anew(workspace, old))
                await calm(workspace)
        await calm(workspace)

    assert not any(event.lost for event in workspace.ledger.events)
    assert (play.kept(), play.parts()) == (30, 30)


async def test_sockets_that_go_silent_are_replaced_and_what_was_told_meanwhile_is_there_once(
    tmp_path, sqlite_template
):
    opened = a_play(tmp_path, sqlite_template, ping_seconds=0.2)
    async with opened as play, play.running(silence=2.0):
        workspace = play.workspace
        await workspace.until(lambda: len(workspace.socket.connections) == 2)
        dead = list(workspace.socket.connections)
        workspace.socket.stall_all()
        for number in range(5):
            await workspace.slack_say("u1", f"{GOOD} {number}")
        waiting = [event for event in workspace.ledger.events if GOOD in str(event.payload)]
        assert all(event.is_open for event in waiting)
        await workspace.until(lambda: not {*dead} & {*workspace.socket.connections})
        await calm(workspace)

        assert all(event.acks for event in waiting)
        assert len(workspace.socket.connections) == 2

    assert (play.kept(), play.parts()) == (5, 5)


def is_anew(workspace, before):
    return any(connection.id not in before for connection in workspace.socket.connections)


async def test_a_warning_of_slack_leaves_everything_as_it_is(play):
    workspace = play.workspace
    async with play.running():
        workspace.socket.disconnect_all("warning")
        await workspace.slack_dm("u1", GOOD)
        await workspace.until(lambda: len(receipts(play)) == 1)


async def test_lost_acknowledgements_double_nothing(play):
    workspace = play.workspace
    async with play.running():
        workspace.socket.ignore_acks(10)
        for number in range(10):
            await workspace.slack_say("u1", f"{GOOD} {number}")
        await workspace.quiet(20)

    assert (play.kept(), play.parts()) == (10, 10)


async def test_a_url_that_leads_nowhere_is_not_tried_for_ever(play):
    workspace = play.workspace
    async with play.running():
        workspace.socket._tickets.clear()
        workspace.faults.always("apps.connections.open", faults.server_error(503))
        workspace.socket.drop_all()
        await workspace.until(lambda: not workspace.socket.connections)
        workspace.faults.clear()
        await workspace.connected()
        await workspace.slack_dm("u1", GOOD)
        await workspace.until(lambda: len(receipts(play)) == 1)


# Lost answers


@pytest.mark.parametrize("fault", [faults.cut_after(), faults.cut_before()])
async def test_a_digest_whose_answer_was_lost_is_posted_once(play, fault):
    workspace = play.workspace
    async with play.running() as program:
        await workspace.slack_dm("u1", GOOD)
        await workspace.until(lambda: len(receipts(play)) == 1)
        await until(lambda: is_drained(play))
        workspace.faults.next("chat.postMessage", fault)
        workspace.on_leap = program.tick
        await workspace.leap(next_monday(workspace.clock.now(), workspace.zone))
        await until(lambda: not workspace.faults._next["chat.postMessage"])
        await program.tick()
        await workspace.until(lambda: len(digests(play)) == 1)
        await until(lambda: is_drained(play))

    assert len(digests(play)) == 1
    assert play.deliveries("unknown") == 0


async def test_a_receipt_whose_answer_was_lost_is_not_sent_again_by_itself(play):
    workspace = play.workspace
    async with play.running() as program:
        workspace.faults.next("sendMessage", faults.cut_after())
        await workspace.telegram_say("c1", GOOD)
        await until(lambda: play.deliveries("unknown") == 1)
        for _ in range(3):
            workspace.clock.advance(3601)
            await program.tick()
        await workspace.telegram_say("c1", "/ohje")
        await workspace.until(lambda: len(answers(play)) == 2)

    assert play.deliveries("unknown") == 1


async def test_a_removal_whose_edit_was_lost_is_made_all_the_same(play):
    workspace = play.workspace
    async with play.running() as program:
        await workspace.slack_dm("u1", GOOD)
        await workspace.until(lambda: len(receipts(play)) == 1)
        (story,) = await stories(program)
        workspace.on_leap = program.tick
        await workspace.leap(next_monday(workspace.clock.now(), workspace.zone))
        await workspace.until(lambda: len(digests(play)) == 1)
        workspace.faults.next("chat.update", faults.cut_before())
        await workspace.slack_command("u1", "/tarina", f"poista {story.number}")
        await until(lambda: play.deliveries("unknown") == 1)
        workspace.clock.advance(3601)
        await program.tick()
        await workspace.until(lambda: GOOD not in str([each.blocks for each in digests(play)]))


# A platform that is away, or does not know us


async def test_a_program_starts_while_both_platforms_are_down_and_heals(play):
    workspace = play.workspace
    workspace.faults.always("*", faults.server_error(503))
    async with play.running(listening=False):
        await workspace.slack_dm("u1", GOOD)
        await workspace.telegram_say("c1", GOOD)
        await until(lambda: len(workspace.ledger.calls) >= 4, 10)
        workspace.faults.clear()
        await workspace.connected()
        workspace.clock.advance(300)
        await until(lambda: (play.kept(), play.held()) == (1, 1))


@pytest.mark.parametrize(
    "tokens",
    [
        {"slack_bot_token": "xoxb-wrong-canary"},
        {"slack_app_token": "xapp-wrong-canary"},
        {"slack_bot_token": "xoxb-wrong", "slack_app_token": "xapp-wrong"},
    ],
)
async def test_a_slack_token_that_is_refused_is_told_and_telegram_goes_on(
    tmp_path, sqlite_template, caplog, tokens
):
    opened = a_play(tmp_path, sqlite_template, tokens=tokens)
    async with opened as play, play.running(listening=False):
        await play.workspace.telegram_say("c1", GOOD)
        await play.workspace.until(lambda: len(answers(play)) == 1)
        await until(lambda: "Slack refuses a token" in caplog.messages)

    refusals = [r for r in caplog.records if r.msg == "Slack refuses a token"]
    assert {record.reason for record in refusals} == {"invalid_auth"}
    own = [r for r in caplog.records if r.name.startswith(("bot", "handlers", "storage"))]
    assert "canary" not in str([vars(record) for record in own])


async def test_a_telegram_token_that_is_refused_is_told_and_slack_goes_on(
    tmp_path, sqlite_template, caplog
):
    tokens = {"telegram_token": "7100000001:wrong-canary"}
    opened = a_play(tmp_path, sqlite_template, tokens=tokens)
    async with opened as play, play.running(listening=False):
        await play.workspace.connected()
        await play.workspace.slack_dm("u1", GOOD)
        await play.workspace.until(lambda: len(receipts(play)) == 1)
        await until(lambda: "Telegram refuses the bot token" in caplog.messages)


async def test_a_second_poller_is_told_and_both_go_on(play, caplog):
    workspace = play.workspace
    async with play.running():
        workspace.faults.next("getUpdates", faults.refused("Conflict: terminated", 409))
        await workspace.telegram_say("c1", GOOD)
        await workspace.until(lambda: len(answers(play)) == 1)
        await until(lambda: any("another program polls" in m for m in caplog.messages))
        await workspace.telegram_say("c2", GOOD)
        await workspace.until(lambda: len(answers(play, "c2")) == 1)


@pytest.mark.parametrize(
    "fault",
    [
        faults.rate_limited(1),
        faults.rate_limited("abc"),
        faults.rate_limited(None),
        faults.server_error(500),
        faults.server_error(502),
        faults.cut_before(),
        faults.cut_after(),
        faults.refused("Bad Request: odd", 400),
        faults.refused("Forbidden: odd", 403),
    ],
)
async def test_a_poll_that_fails_is_asked_again_and_loses_nothing(play, fault):
    workspace = play.workspace
    async with play.running():
        workspace.faults.next("getUpdates", fault)
        for number in range(3):
            await workspace.telegram_say("c1", f"{GOOD} {number}")
        await until(lambda: play.held() == 3)
        await workspace.quiet()

    assert play.held() == 3


async def test_a_whole_batch_that_fails_is_asked_for_again_and_doubles_nothing(play):
    workspace = play.workspace
    async with play.running():
        with play.locked():
            for number in range(5):
                for who in ("c1", "c2", "c3"):
                    await workspace.telegram_say(who, f"{GOOD} {number}")
            event = workspace.ledger.events[-1]
            await workspace.until(lambda: len(event.attempts) >= 2)
        await workspace.quiet(20)

    assert play.held() == 15


# Slow, long, many


async def test_a_program_that_ends_under_load_loses_and_doubles_nothing(play):
    workspace = play.workspace
    for turn in range(4):
        async with play.running():
            for number in range(15):
                await workspace.slack_say("u1", f"{GOOD} {turn} {number}")
                await workspace.telegram_say("c1", f"{GOOD} {turn} {number}")
    # A receipt shows the story too, and Slack brings it back as a message of Kuule's own.
    told = (e for e in workspace.ledger.events if "bot_id" not in e.payload.get("event", {}))
    acked = sum(1 for e in told if e.acked_at and GOOD in str(e.payload))
    assert play.kept() + play.held() >= acked
    async with play.running():
        await calm(workspace)

    assert (play.kept(), play.parts(), play.held()) == (60, 60, 60)


async def test_an_input_nested_as_deep_as_can_be_read_is_parked_and_not_tried_for_ever(
    sqlite_template, tmp_path, sealer
):
    path = tmp_path / "kuule.db"
    shutil.copy(sqlite_template, path)

    async def at_once(_seconds):
        return None

    async def fail():
        raise ValueError("x")

    async with open_store(f"sqlite:///{path}", sealer) as store:
        pulse = Pulse()
        clock = StandingClock(WEDNESDAY)
        gate = Gate(store, sealer, clock, pulse, at_once, lambda: None, None, Teams((a_team(),)))
        parked = 0
        for depth in range(850, 1000, 3):
            try:
                raw = json.loads(f'{{"update_id": {depth}, "x": {"[" * depth}{"]" * depth}}}')
            except RecursionError:
                break
            await gate.admit(Platform.TELEGRAM, raw, fail)
            parked += 1

        assert (await store.read(lambda tx: tx.counting.take())).parked == parked > 20
