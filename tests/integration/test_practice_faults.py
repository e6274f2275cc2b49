"""Trouble on order: refusals, lost answers, cut connections."""

import asyncio
from datetime import UTC, datetime

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Bot
from telegram.error import Forbidden, NetworkError, RetryAfter

from bot.practice import faults
from bot.practice.clock import PracticeClock
from bot.practice.workspace import Workspace

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
async def workspace():
    async with Workspace(PracticeClock("simulated", NOON), seed=1) as workspace:
        yield workspace


@pytest.fixture
def client(workspace):
    return AsyncWebClient(
        token=workspace.slack_bot_token, base_url=workspace.slack_base_url, retry_handlers=[]
    )


@pytest.fixture
async def bot(workspace):
    url = workspace.telegram_base_url + "/bot"
    async with Bot(workspace.telegram_token, base_url=url) as bot:
        await workspace.telegram_say("c1", "/start")
        yield bot


async def test_faults_come_in_order_and_then_all_is_well(workspace, client):
    workspace.faults.next(
        "auth.test", faults.server_error(503), None, faults.refused("fatal_error")
    )
    outcomes = []
    for _ in range(4):
        try:
            await client.auth_test()
        except SlackApiError as error:
            outcomes.append(error.response.status_code)
        else:
            outcomes.append("ok")

    assert outcomes == [503, "ok", 200, "ok"]


@pytest.mark.parametrize("value", [0, 30, "abc", None])
async def test_a_429_may_carry_any_retry_after(workspace, client, value):
    workspace.faults.next("chat.postMessage", faults.rate_limited(value))

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=workspace.digest_channel, text="x")

    assert caught.value.response.status_code == 429
    expected = None if value is None else str(value)
    assert caught.value.response.headers.get("Retry-After") == expected


async def test_an_answer_can_be_lost_after_the_message_was_posted(workspace, client):
    workspace.faults.next("chat.postMessage", faults.cut_after())

    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=workspace.digest_channel, text="x")

    assert [m.text for m in workspace.messages(workspace.digest_channel)] == ["x"]
    assert [p.method for p in workspace.ledger.posts] == ["chat.postMessage"]


async def test_a_connection_can_be_cut_before_anything_was_posted(workspace, client):
    workspace.faults.next("chat.postMessage", faults.cut_before())

    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=workspace.digest_channel, text="x")

    assert workspace.messages(workspace.digest_channel) == []
    assert workspace.ledger.posts == []


async def test_a_standing_fault_lasts_until_it_is_cleared(workspace, client):
    workspace.faults.always("*", faults.refused("token_revoked"))
    for _ in range(3):
        with pytest.raises(SlackApiError, match="token_revoked"):
            await client.auth_test()

    workspace.faults.clear()

    assert (await client.auth_test())["ok"]


async def test_a_stalled_call_is_answered_late(workspace, client):
    workspace.faults.next("auth.test", faults.stall(0.3))
    asked = asyncio.create_task(client.auth_test())

    _, pending = await asyncio.wait({asked}, timeout=0.02)

    assert pending
    assert (await asked)["ok"]


async def test_telegram_meets_the_same_faults(workspace, bot, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # plain seconds are deprecated
    chat = workspace.people.customer("c1").id
    workspace.faults.next(
        "sendMessage",
        faults.rate_limited(7),
        faults.refused("Forbidden: bot was blocked by the user", 403),
        faults.server_error(502),
        faults.cut_after(),
    )

    with pytest.raises(RetryAfter):
        await bot.send_message(chat, "x")
    with pytest.raises(Forbidden):
        await bot.send_message(chat, "x")
    with pytest.raises(NetworkError):
        await bot.send_message(chat, "x")
    with pytest.raises(NetworkError):
        await bot.send_message(chat, "vain kerran")

    assert [m["text"] for m in workspace.chat("c1")] == ["/start", "vain kerran"]


async def test_every_call_and_its_outcome_is_in_the_ledger(workspace, client):
    await client.auth_test()
    with pytest.raises(SlackApiError):
        await client.chat_postMessage(channel="C9", text="x")

    assert [(c.method, c.outcome) for c in workspace.ledger.calls] == [
        ("auth.test", "ok"),
        ("chat.postMessage", "channel_not_found"),
    ]


async def test_a_workspace_closes_at_once_while_a_poll_waits():
    async with asyncio.timeout(30):
        async with Workspace(PracticeClock()) as workspace:
            url = f"{workspace.url}/bot{workspace.telegram_token}/getUpdates?timeout=50"
            async with aiohttp.ClientSession() as session:
                poll = asyncio.create_task(session.get(url))
                await workspace.until(lambda: workspace.is_polled)
                poll.cancel()


async def test_waiting_for_quiet_names_what_is_not_acknowledged(workspace):
    await workspace.telegram_say("c1", "hei")

    with pytest.raises(TimeoutError, match="update"):
        await workspace.quiet(0.01)
