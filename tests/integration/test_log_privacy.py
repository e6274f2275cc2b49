"""The whole way at log level debug, with everything that can go wrong: nobody is in the log."""

import asyncio
import gc
import io
import json

import pytest

from bot.logs import configure
from bot.practice import faults
from bot.practice.clock import next_monday
from tests.program import a_play, stories, until

pytestmark = [
    pytest.mark.usefixtures("logging_as_it_was"),
    # PTB warns of a coming change whenever it makes a RetryAfter; its switch is for a whole
    # process.
    pytest.mark.filterwarnings("ignore:Deprecated since version v22.2"),
]

WORD = "Kanarialintunen"
STORY = f"Hoitaja {WORD} huusi minulle, puhelin 040 7654321, {WORD.lower()}@example.org."


async def go_the_whole_way(play, program):
    """Tell, reply, remove, misuse and break, on both platforms."""
    workspace = play.workspace
    ts = await workspace.slack_say("u1", STORY)
    await workspace.slack_say("u1", f"{WORD} vielä.", thread_ts=ts)
    await workspace.slack_dm("u2", STORY)
    await workspace.slack_command("u3", "/tarina", STORY)
    await workspace.telegram_say("c1", STORY)
    await workspace.telegram_say("c2", f"/start {WORD}")
    await workspace.telegram_send("c3", {"photo": [{"file_id": WORD}]})
    await workspace.slack_file("u1", STORY, name=f"{WORD}.png", content=WORD.encode())
    await workspace.telegram_file("c3", WORD.encode(), STORY)
    await workspace.telegram_send("c3", {"document": {"file_id": WORD}, "caption": STORY})
    await workspace.quiet()
    await workspace.until(lambda: len(workspace.dm("u2")) == 2)
    for event in (WORD, [STORY], {"type": "message", "channel": [STORY], "text": WORD}):
        await workspace.slack_event(event)
    workspace.handover.send("slash_commands", WORD, {"command": "/tarina", "text": STORY})
    workspace.updates.put({"update_id": 1, "message": {"text": STORY, "chat": WORD}})
    workspace.updates.put({"update_id": 2, "message": STORY})
    await workspace.quiet()
    return await stories(program)


async def break_everything(play, program):
    workspace = play.workspace
    for method in ("chat.postMessage", "chat.postEphemeral", "sendMessage", "response_url"):
        workspace.faults.next(
            method,
            faults.cut_after(),
            faults.server_error(),
            faults.rate_limited(WORD if method != "sendMessage" else 1),
            faults.refused("not_in_channel", 403),
        )
    workspace.faults.next("getUpdates", faults.rate_limited(WORD), faults.server_error())
    workspace.faults.next("users.info", faults.refused(WORD))
    for number in range(5):
        await workspace.slack_say("u4", f"{STORY} {number}")
        await workspace.slack_command("u5", "/tarina", f"{STORY} {number}")
        await workspace.telegram_say("c4", f"{STORY} {number}")
    await workspace.quiet(20)
    with play.locked():
        await workspace.slack_command("u6", "/tarina", STORY)
        event = workspace.ledger.events[-1]
        await until(lambda: event.lost, 10)
    workspace.socket.drop_all()
    await workspace.connected()
    await workspace.leap(next_monday(workspace.clock.now(), workspace.zone))
    await program.tick()
    for _ in range(5):
        workspace.clock.advance(60)
        await program.tick()
        await program.courier.send_due()


def forbidden(play):
    """Return what must stand in no line: words, people, places, tokens, addresses."""
    workspace = play.workspace
    people = workspace.people
    return [
        *[WORD, WORD.lower(), "7654321", "Hoitaja"],
        *[workspace.slack_bot_token, workspace.slack_app_token, workspace.telegram_token],
        *[token.split("-")[-1] for token in (workspace.slack_bot_token, workspace.telegram_token)],
        *[person.id for person in people.employees],
        *[person.dm for person in people.employees],
        *[str(person.id) for person in people.customers],
        *[person.label for person in people.customers],
        *["/commands/", "/actions/", "/bot7100000001", ".practice"],
    ]


@pytest.mark.parametrize("terminal", [True, False])
async def test_no_line_of_the_log_tells_who_told_or_what(
    tmp_path, sqlite_template, capsys, terminal
):
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    asyncio.get_running_loop().set_debug(True)
    stream = Stream()
    configure("debug", stream)
    async with a_play(
        tmp_path, sqlite_template, operator="U0PRACT00002", attachments=True
    ) as play:
        async with play.running() as program:
            await go_the_whole_way(play, program)
            await break_everything(play, program)
        wrong = {"slack_bot_token": f"xoxb-{WORD}", "telegram_token": f"7100000001:{WORD}"}
        other = type(play)(
            workspace=play.workspace, database=play.database, key=play.key, tokens=wrong
        )
        async with other.running(listening=False):
            await until(lambda: stream.getvalue().count("refuses") >= 2)
        names = forbidden(play)
    gc.collect()
    await asyncio.sleep(0)

    log = stream.getvalue()
    assert "parked" in log
    assert "not acknowledged" in log
    everything = log + "".join(capsys.readouterr())
    assert [name for name in names if name in everything] == []
    if not terminal:
        assert all(json.loads(line)["event"] for line in log.splitlines())
