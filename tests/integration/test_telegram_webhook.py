"""The whole way on Telegram in webhook mode: the practice workspace posts to the web port."""

import contextlib
import random
import socket

import httpx
import pytest

from bot.practice import faults
from bot.practice.limits import Rates
from handlers.telegram.posts import PATH
from tests.program import a_play, stories, until, words
from tests.telegram_talk import Talker

pytestmark = pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")

GOOD = "Puhelinneuvoja kuunteli loppuun asti ja sain heti avun."


def free_port() -> int:
    """Return a free port below those that Linux gives to whoever asks for any."""
    while True:
        port = random.randrange(20_000, 32_000)  # noqa: S311  # no secret
        with contextlib.suppress(OSError), socket.socket() as taken:
            taken.bind(("127.0.0.1", port))
            return port


@pytest.fixture
async def play(tmp_path, sqlite_template):
    opened = a_play(
        tmp_path, sqlite_template, telegram_mode="webhook", web_port=free_port(), rates=Rates()
    )
    async with opened as play:
        yield play


def answers(play, who="c1"):
    return [m for m in play.workspace.chat(who) if m["from"]["is_bot"]]


async def answered(play, who="c1", count=1):
    await play.workspace.until(lambda: len(answers(play, who)) == count)
    return answers(play, who)[-1]


async def fixes(program):
    return {check.name: check for check in await program.probes["telegram"]()}


async def test_a_talk_is_one_story_with_its_receipt_and_nobody_polls(play):
    workspace = play.workspace
    async with play.running() as program:
        await Talker(workspace).tell(GOOD)
        receipt = await answered(play)
        await workspace.quiet()
        await program.tick()

        heard = await program.store.read(lambda tx: tx.listening.last())
        assert set(heard) == {"slack", "telegram"}

        assert [story.text for story in await stories(program)] == [GOOD]

    assert words("receipt-own") in receipt["text"]
    assert "getUpdates" not in {call.method for call in workspace.ledger.calls}


async def test_only_the_kinds_that_kuule_reads_are_asked_for(play):
    async with play.running():
        assert "edited_message" in play.workspace.updates.allowed
        assert "channel_post" not in play.workspace.updates.allowed


async def test_what_was_written_before_the_start_is_not_lost(play):
    for number in range(3):
        await play.workspace.telegram_say("c1", f"{GOOD} {number}")
    async with play.running():
        await play.workspace.quiet()

    assert play.held() == 3


async def test_the_texts_of_a_chat_keep_their_order(play):
    workspace = play.workspace
    for number in range(20):
        for who in ("c1", "c2"):
            await workspace.telegram_say(who, f"{GOOD} {number}")
    async with play.running():
        await workspace.quiet()
    told = [event for event in workspace.ledger.events if event.kind == "update"]
    acked = {chat: [] for chat in {event.payload["message"]["chat"]["id"] for event in told}}
    for event in sorted(told, key=lambda event: event.acked_at):
        acked[event.payload["message"]["chat"]["id"]].append(event.payload["update_id"])

    assert all(numbers == sorted(numbers) for numbers in acked.values())
    assert play.held() == 40


async def test_a_failed_commit_is_no_200_and_the_text_that_comes_again_is_kept_once(play):
    workspace = play.workspace
    async with play.running():
        with play.locked():
            await workspace.telegram_say("c1", GOOD)
            event = workspace.ledger.events[-1]
            await workspace.until(lambda: bool(event.failures))
            assert event.acked_at is None
        workspace.clock.advance(60)
        await answered(play)
        await workspace.quiet()

    assert event.failures[0].startswith("Wrong response from the webhook: 503")
    assert play.held() == 1


async def test_a_malformed_update_is_parked_and_holds_up_no_story(play):
    workspace = play.workspace
    async with play.running():
        workspace.updates.put({"update_id": 5, "message": {"chat": {"id": "x"}}})
        await workspace.telegram_say("c1", GOOD)
        await answered(play)
        await workspace.quiet()

    assert (play.parked(), play.held()) == (1, 1)


async def test_a_repeated_post_is_kept_and_answered_once(play):
    workspace = play.workspace
    async with play.running():
        await workspace.telegram_say("c1", GOOD)
        await answered(play)
        told = workspace.ledger.events[-1]
        for _ in range(3):
            workspace.resend(next(e for e in workspace.ledger.events if e.kind == "update"))
        await workspace.quiet()

    assert told.kind == "update"
    assert (play.held(), len(answers(play))) == (1, 1)


async def test_a_post_without_the_secret_is_403_and_nothing_is_kept(play):
    url = f"http://127.0.0.1:{play.web_port}{PATH}"
    async with play.running(), httpx.AsyncClient() as client:
        answer = await client.post(url, json={"update_id": 1, "message": {}})

    assert answer.status_code == 403
    assert (play.held(), play.parked()) == (0, 0)


async def test_a_program_that_starts_while_telegram_is_away_is_told_of_later(play):
    workspace = play.workspace
    workspace.faults.next("setWebhook", faults.server_error(502), faults.rate_limited(1))
    async with play.running():
        await workspace.telegram_say("c1", GOOD)
        await answered(play)


async def test_polling_takes_an_old_webhook_away_and_loses_nothing(play, tmp_path, caplog):
    workspace = play.workspace
    async with play.running():
        await workspace.telegram_say("c1", GOOD)
        await answered(play)
    for _ in range(2):
        await workspace.telegram_say("c1", f"{GOOD} Toinen.")

    polling = type(play)(workspace=workspace, database=play.database, key=play.key)
    async with polling.running():
        await workspace.quiet()

    assert workspace.webhook.url == ""
    assert not any(event.lost for event in workspace.ledger.events)
    assert play.held() == 3


async def test_doctor_tells_what_waits_and_why_telegrams_posts_fail(play):
    workspace = play.workspace
    async with play.running() as program:
        assert all(check.ok for check in (await fixes(program)).values())
        workspace.webhook._secret = "another"
        await workspace.telegram_say("c1", GOOD)
        event = workspace.ledger.events[-1]
        await workspace.until(lambda: bool(event.failures))
        told = (await fixes(program))["telegram-waiting"]
        assert not told.ok
        assert told.fix.startswith("1 updates wait at Telegram")
        assert "403" in told.fix
        assert "KUULE_TELEGRAM_WEBHOOK_SECRET" in told.fix
        workspace.webhook.delete({})
        assert "start `kuule run`" in (await fixes(program))["telegram-webhook"].fix


async def test_the_secret_stands_in_no_line_of_the_log(play, caplog):
    caplog.set_level("DEBUG", "handlers")
    async with play.running():
        await play.workspace.telegram_say("c1", GOOD)
        await answered(play)
        await until(lambda: play.held() == 1)

    own = [r for r in caplog.records if r.name.startswith(("bot", "handlers", "storage"))]
    assert "practice-secret" not in str([vars(record) for record in own])
