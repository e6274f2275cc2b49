"""The stand-in for Socket Mode, spoken to by the real slack_bolt."""

import asyncio
import json
from collections import Counter
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiohttp
import pytest
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.clock import PracticeClock
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.slack_handover import Retries
from bot.practice.workspace import SCOPES, Workspace
from tests.patience import HANGS

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
async def workspace():
    clock = PracticeClock("simulated", NOON)
    async with Workspace(clock, seed=1, rates=AS_FAST_AS_IT_COMES) as workspace:
        yield workspace


class Listener:
    """A small app of the real Bolt that keeps what it hears; it fails as long as `is_ill`."""

    def __init__(self, workspace: Workspace) -> None:
        client = AsyncWebClient(
            token=workspace.slack_bot_token,
            base_url=workspace.slack_base_url,
            retry_handlers=[],
        )
        self.heard: list[dict] = []
        self.retries: list[str] = []
        self.was_called = asyncio.Event()
        self.is_ill = False
        self.app = AsyncApp(
            client=client,
            signing_secret=workspace.slack_signing_secret,
            process_before_response=True,
        )
        for event in ("message", "app_mention", "reaction_added"):
            self.app.event(event)(self.hear)
        self.app.command("/tarina")(self.obey)
        self.app.action("remove")(self.remove)

        @self.app.error
        async def on_error():
            return BoltResponse(status=500)

    async def hear(self, body, request):
        self.was_called.set()
        self.retries.extend(request.headers.get("x-slack-retry-num", []))
        if self.is_ill:
            raise RuntimeError("ill")
        self.heard.append(body)

    async def obey(self, ack, body):
        self.heard.append(body)
        await ack("Kiitos")

    async def remove(self, ack, body):
        self.heard.append(body)
        await ack()


@asynccontextmanager
async def listening(workspace: Workspace):
    listener = Listener(workspace)
    handler = AsyncSocketModeHandler(listener.app, workspace.slack_app_token)
    await handler.connect_async()
    await workspace.connected()
    try:
        yield listener
    finally:
        await handler.close_async()


@asynccontextmanager
async def raw_socket(workspace: Workspace, session: aiohttp.ClientSession):
    headers = {"Authorization": f"Bearer {workspace.slack_app_token}"}
    url = workspace.slack_base_url + "apps.connections.open"
    async with session.post(url, headers=headers) as response:
        address = (await response.json())["url"]
    async with session.ws_connect(address) as socket:
        yield socket


async def test_a_message_reaches_the_app_in_slacks_own_form(workspace):
    async with listening(workspace) as listener:
        ts = await workspace.slack_say("u1", "Asiakas kiitti")
        await workspace.quiet()

    body = listener.heard[0]
    assert body["type"] == "event_callback"
    assert body["authorizations"][0]["is_bot"]
    assert body["event"]["ts"] == ts
    assert body["event"]["channel_type"] == "channel"
    assert body["event"]["client_msg_id"]


async def test_a_mention_comes_as_a_message_and_as_a_mention(workspace):
    async with listening(workspace) as listener:
        await workspace.slack_say("u1", "<@U0KUULEBOT> kuule tämä")
        await workspace.quiet()

    assert Counter(body["event"]["type"] for body in listener.heard) == {
        "message": 1,
        "app_mention": 1,
    }


async def test_a_direct_message_has_its_own_channel_type(workspace):
    async with listening(workspace) as listener:
        await workspace.slack_dm("u1", "vain sinulle")
        await workspace.quiet()

    assert listener.heard[0]["event"]["channel_type"] == "im"


async def test_a_thread_reply_names_its_parent(workspace):
    async with listening(workspace) as listener:
        ts = await workspace.slack_say("u1", "tarina")
        await workspace.slack_say("u1", "jatkoa", thread_ts=ts)
        await workspace.quiet()

    replies = [b["event"] for b in listener.heard if b["event"].get("thread_ts") == ts]
    assert replies[0]["parent_user_id"] == workspace.people.employee("u1").id


async def test_edits_deletions_and_reactions_are_told(workspace):
    async with listening(workspace) as listener:
        ts = await workspace.slack_say("u1", "vanha")
        await workspace.slack_edit("u1", ts, "uusi")
        await workspace.slack_react("u2", workspace.story_channel, ts, "heart")
        await workspace.slack_delete("u1", ts)
        await workspace.quiet()

    events = {b["event"].get("subtype", b["event"]["type"]): b["event"] for b in listener.heard}
    assert events["message_changed"]["message"]["text"] == "uusi"
    assert events["message_changed"]["previous_message"]["text"] == "vanha"
    assert events["reaction_added"]["item"]["ts"] == ts
    assert events["message_deleted"]["deleted_ts"] == ts


async def test_the_answer_to_a_command_is_shown_to_its_writer_only(workspace):
    async with listening(workspace) as listener:
        await workspace.slack_command("u1", "/tarina", "Jono oli pitkä")
        await workspace.quiet()

    assert listener.heard[0]["text"] == "Jono oli pitkä"
    assert [m.text for m in workspace.seen_by("u1")] == ["Kiitos"]
    assert workspace.seen_by("u2") == []


async def test_a_command_that_nobody_answers_says_so(workspace):
    await workspace.slack_command("u1", "/tarina", "hei")

    assert "operation_timeout" in workspace.seen_by("u1")[0].text


async def test_an_answer_to_a_command_that_slack_would_not_show_says_so(workspace):
    async with aiohttp.ClientSession() as session, raw_socket(workspace, session) as socket:
        await socket.receive()
        await workspace.slack_command("u1", "/tarina", "hei")
        frame = json.loads((await socket.receive()).data)
        wrong = {"blocks": [{"type": "hologram"}]}
        await socket.send_json({"envelope_id": frame["envelope_id"], "payload": wrong})
        await workspace.until(lambda: workspace.seen_by("u1") != [])

    assert "invalid_blocks" in workspace.seen_by("u1")[0].text


async def test_a_pressed_button_comes_with_its_value_and_its_message(workspace):
    blocks = [
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": "remove",
                    "value": "T-0412",
                    "text": {"type": "plain_text", "text": "Poista"},
                }
            ],
        }
    ]
    async with listening(workspace) as listener:
        client = listener.app.client
        user = workspace.people.employee("u1").id
        await client.chat_postMessage(channel=user, text="Kiitos", blocks=blocks)
        await workspace.slack_press("u1", workspace.dm("u1")[0], "remove")
        await workspace.quiet()

    pressed = next(body for body in listener.heard if body["type"] == "block_actions")
    assert pressed["actions"][0]["value"] == "T-0412"
    assert pressed["message"]["text"] == "Kiitos"
    assert pressed["container"]["is_ephemeral"] is False


async def test_what_a_person_does_not_see_cannot_be_pressed(workspace):
    button = {"type": "button", "text": {"type": "plain_text", "text": "Poista"}}
    blocks = [{"type": "actions", "elements": [button | {"action_id": "remove"}]}]
    client = AsyncWebClient(
        token=workspace.slack_bot_token, base_url=workspace.slack_base_url, retry_handlers=[]
    )
    await client.chat_postMessage(channel="U0PRACT00001", text="Kiitos", blocks=blocks)

    with pytest.raises(LookupError):
        await workspace.slack_press("u2", workspace.dm("u1")[0], "remove")


async def test_an_event_without_its_scope_is_not_told():
    scopes = SCOPES - {"channels:history"}
    async with (
        Workspace(PracticeClock(), scopes=scopes) as workspace,
        listening(workspace),
    ):
        await workspace.slack_say("u1", "hiljaa")

    assert workspace.ledger.events == []


async def test_an_unacknowledged_event_comes_three_times_more_at_slacks_times(workspace):
    async with listening(workspace) as listener:
        listener.is_ill = True
        await workspace.slack_say("u1", "tarina")
        event = workspace.ledger.events[0]
        for tries, delay in ((2, 0), (3, 60), (4, 300)):
            workspace.clock.advance(3)
            workspace.clock.advance(delay)
            await workspace.until(lambda tries=tries: len(event.attempts) == tries)
        workspace.clock.advance(3)

    assert event.lost
    assert len({attempt.envelope_id for attempt in event.attempts}) == 4
    assert event.acks == 0


async def test_a_retry_says_that_it_is_one_and_ends_with_the_acknowledgement(workspace):
    async with listening(workspace) as listener:
        workspace.socket.ignore_acks(1)
        await workspace.slack_say("u1", "tarina")
        event = workspace.ledger.events[0]
        await heard(listener, 1)
        workspace.clock.advance(3)
        await workspace.quiet()

    assert listener.heard[0]["event_id"] == listener.heard[1]["event_id"]
    assert listener.retries == ["0", "1"]
    assert (event.acks, event.lost) == (1, False)


async def test_an_event_is_kept_for_the_next_connection_if_so_wished():
    retries = Retries(keep_while_deaf=True)
    async with Workspace(PracticeClock(), retries=retries) as workspace:
        await workspace.slack_say("u1", "tarina")
        async with listening(workspace) as listener:
            await workspace.quiet()

    assert len(listener.heard) == 1


async def test_a_dropped_socket_gives_its_events_to_another(workspace):
    async with aiohttp.ClientSession() as session, raw_socket(workspace, session) as deaf:
        await workspace.connected()
        await workspace.slack_say("u1", "tarina")
        async with listening(workspace) as listener:
            await workspace.connected(2)
            await deaf.close()
            await workspace.quiet()

    assert len(listener.heard) == 1
    assert workspace.ledger.events[0].attempts[0].connection != ""


async def test_every_event_goes_to_one_connection_only(workspace):
    async with listening(workspace) as one, listening(workspace) as other:
        await workspace.connected(2)
        for number in range(40):
            await workspace.slack_say("u1", str(number))
        await workspace.quiet()

    assert len(one.heard) + len(other.heard) == 40
    assert one.heard
    assert other.heard


async def test_the_eleventh_connection_is_told_that_it_is_too_many(workspace):
    async with (
        aiohttp.ClientSession() as session,
        _many(workspace, session, 10),
        raw_socket(workspace, session) as eleventh,
    ):
        frame = json.loads((await eleventh.receive()).data)

    assert frame["type"] == "disconnect"
    assert frame["reason"] == "too_many_websockets"


async def test_a_ticket_opens_one_connection(workspace):
    async with aiohttp.ClientSession() as session:
        address = workspace._open_socket()
        async with session.ws_connect(address):
            pass
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(address)


async def test_a_disconnect_frame_lets_bolt_come_back():
    retries = Retries(keep_while_deaf=True)  # the SDK closes the old socket first: a gap
    async with (
        Workspace(PracticeClock(), retries=retries) as workspace,
        listening(workspace) as listener,
    ):
        before = workspace.socket.connections[0].id
        workspace.socket.disconnect_all("refresh_requested")
        await workspace.until(
            lambda: [c.id for c in workspace.socket.connections if c.id != before] != []
        )
        await workspace.slack_say("u1", "tarina")
        await workspace.quiet()

    assert {body["event_id"] for body in listener.heard} == {workspace.ledger.events[0].key}


async def test_an_acknowledgement_of_nothing_is_noted(workspace):
    async with aiohttp.ClientSession() as session, raw_socket(workspace, session) as socket:
        await socket.send_str('{"envelope_id": "no-such"}')
        await workspace.until(lambda: workspace.ledger.stray_acks != [])

    assert workspace.ledger.stray_acks == ["no-such"]


async def test_a_resent_event_is_the_same_event(workspace):
    async with listening(workspace) as listener:
        await workspace.slack_say("u1", "tarina")
        await workspace.quiet()
        workspace.resend(workspace.ledger.events[0])
        await heard(listener, 2)
        await workspace.until(lambda: workspace.ledger.events[0].acks == 2)

    assert listener.heard[0] == listener.heard[1]


async def test_thousands_of_events_pass_in_a_second_or_two(workspace):
    async with listening(workspace) as listener:
        for number in range(2000):
            await workspace.slack_say("u1", str(number))
        await workspace.quiet(20)

    assert len(listener.heard) == 2000


async def heard(listener: Listener, count: int) -> None:
    async with asyncio.timeout(HANGS):
        while len(listener.heard) < count:
            listener.was_called.clear()
            await listener.was_called.wait()
            await asyncio.sleep(0)


@asynccontextmanager
async def _many(workspace: Workspace, session: aiohttp.ClientSession, count: int):
    sockets = []
    for _ in range(count):
        socket = await session.ws_connect(workspace._open_socket())
        await socket.receive()
        sockets.append(socket)
    try:
        yield sockets
    finally:
        for socket in sockets:
            await socket.close()


async def test_a_cut_socket_is_told_to_nobody_and_its_event_comes_again():
    retries = Retries(keep_while_deaf=True)
    async with Workspace(PracticeClock(), retries=retries) as workspace:
        async with aiohttp.ClientSession() as session, raw_socket(workspace, session) as socket:
            await workspace.connected()
            await socket.receive()
            await workspace.slack_say("u1", "tarina")
            workspace.socket.drop_all()
            await workspace.until(lambda: workspace.socket.connections == [])
        async with listening(workspace) as listener:
            await workspace.quiet()

    assert len(listener.heard) == 1


async def test_a_stalled_socket_stays_open_and_silent(workspace):
    async with aiohttp.ClientSession() as session, raw_socket(workspace, session) as socket:
        await workspace.connected()
        await socket.receive()
        workspace.socket.stall_all()
        await workspace.slack_say("u1", "tarina")

        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.05)

    assert workspace.ledger.events[0].is_open
