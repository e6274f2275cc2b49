"""Slack's posts to one path: what is proved to be Slack's is handled, the rest is 401."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import urlencode

import httpx
import pytest
from slack_bolt.response import BoltResponse
from starlette.applications import Starlette
from starlette.routing import Route

from bot.core.model.platforms import Platform
from bot.core.pulse import Pulse
from handlers.slack.manifest import PATH
from handlers.slack.posts import SlackPosts, read_payload
from tests.core_builders import WEDNESDAY
from tests.fakes import StandingClock
from tests.program import until
from tests.slack_posting import SECRET, SIGNATURE, TIMESTAMP, signature, signed
from tests.slack_wire import Boundary

EVENT = json.dumps({"type": "event_callback", "event": {"type": "message"}}).encode()
NOW = str(int(WEDNESDAY.timestamp()))


class Door:
    """The path with Slack before it and a stand-in for the boundary behind."""

    def __init__(self, *, patience: float = 5) -> None:
        self.pulse = Pulse()
        self.boundary = Boundary()
        clock = StandingClock(WEDNESDAY)
        self.posts = SlackPosts(SECRET, clock, self.pulse, patience=patience)
        self.app = Starlette(routes=[Route(PATH, self.posts, methods=["POST"])])

    async def post(self, body: object, headers: object) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://kuule") as client:
            return await client.post(PATH, content=body, headers=headers)  # type: ignore[arg-type]

    @asynccontextmanager
    async def open(self):
        task = asyncio.create_task(self.posts.serve(self.boundary))
        await asyncio.sleep(0)
        try:
            yield self
        finally:
            task.cancel()
            await asyncio.wait([task])


@pytest.fixture
async def door():
    async with Door().open() as door:
        yield door


async def test_while_it_serves_slack_is_listened_to():
    door = Door()
    async with door.open():
        assert door.pulse.listening == {Platform.SLACK}
    assert door.pulse.listening == set()


async def test_a_signed_event_reaches_the_boundary_and_is_answered(door):
    answer = await door.post(EVENT, signed(EVENT, WEDNESDAY))

    assert answer.status_code == 200
    assert door.boundary.taken == [json.loads(EVENT)]


@pytest.mark.parametrize("seconds", [-300, 300])
async def test_five_minutes_of_difference_are_allowed(door, seconds):
    at = WEDNESDAY + timedelta(seconds=seconds)

    assert (await door.post(EVENT, signed(EVENT, at))).status_code == 200


FULL_WIDTH = NOW.translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
BAD_TIMESTAMPS = [
    *["", " ", "abc", "1e9", "1.7e9", "NaN", "inf", "-1", "0x1", "0", "9" * 400],
    *[f"{NOW}.0", f"+{NOW}", f"{NOW}_0", f"{NOW}abc"],
    *[FULL_WIDTH, "\u0661", "ä", "\udcff"],
    *[str(int(NOW) + 301), str(int(NOW) - 301), str(int(NOW) * 1000)],
]


@pytest.mark.parametrize("timestamp", BAD_TIMESTAMPS, ids=ascii)
async def test_every_malformed_or_old_time_is_401(door, timestamp):
    raw = timestamp.encode("utf-8", "surrogateescape")
    right = signature(EVENT, timestamp.encode("ascii", "ignore").decode())

    answer = await door.post(EVENT, [(TIMESTAMP.encode(), raw), (SIGNATURE, right)])

    assert answer.status_code == 401
    assert door.boundary.taken == []


RIGHT = signature(EVENT, NOW)
BAD_SIGNATURES = [
    *["", " ", "v0", "v0=", "abc", "1e9", RIGHT[3:], f"v1={RIGHT[3:]}", RIGHT.upper()],
    *[RIGHT[:-1], f"{RIGHT}0", f"v0={'0' * 64}", f"v0={'ä' * 64}", "v0=" + "\uff10" * 64],
    *[signature(EVENT, NOW, "another"), signature(b"{}", NOW), f"{RIGHT},{RIGHT}", "x" * 10_000],
]


@pytest.mark.parametrize("wrong", BAD_SIGNATURES, ids=ascii)
async def test_every_malformed_or_wrong_signature_is_401(door, wrong):
    answer = await door.post(EVENT, [(TIMESTAMP, NOW), (SIGNATURE.encode(), wrong.encode())])

    assert answer.status_code == 401
    assert door.boundary.taken == []


@pytest.mark.parametrize("missing", [TIMESTAMP, SIGNATURE])
async def test_a_missing_header_is_401(door, missing):
    headers = signed(EVENT, WEDNESDAY)
    del headers[missing]

    assert (await door.post(EVENT, headers)).status_code == 401


@pytest.mark.parametrize("twice", [TIMESTAMP, SIGNATURE])
async def test_a_header_that_is_there_twice_is_401(door, twice):
    headers = signed(EVENT, WEDNESDAY)

    answer = await door.post(EVENT, [*headers.items(), (twice, headers[twice])])

    assert answer.status_code == 401


async def test_another_body_under_a_signature_is_401(door):
    answer = await door.post(EVENT + b" ", signed(EVENT, WEDNESDAY))

    assert answer.status_code == 401


async def test_what_is_refused_is_counted_and_told_nothing(door):
    answer = await door.post(EVENT, {})

    assert answer.content == b""
    assert door.pulse.counts == {("refused_requests", "slack"): 1}


async def test_without_a_signature_a_body_is_not_even_read(door):
    async def endless():
        raise AssertionError("it was read")
        yield b""

    assert (await door.post(endless(), {})).status_code == 401


async def test_a_body_larger_than_any_of_slacks_is_refused(door):
    body = b" " * 1_000_001

    assert (await door.post(body, signed(body, WEDNESDAY))).status_code == 413
    assert door.boundary.taken == []


async def test_a_body_that_does_not_come_is_not_waited_for():
    door = Door(patience=0.05)

    async def slow():
        yield EVENT[:10]
        await asyncio.Event().wait()

    assert (await door.post(slow(), signed(EVENT, WEDNESDAY))).status_code == 408


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_only_posts_are_taken(door, method):
    transport = httpx.ASGITransport(app=door.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://kuule") as client:
        assert (await client.request(method, PATH)).status_code == 405


# What is in a body


@pytest.mark.parametrize(
    ("body", "payload"),
    [
        (EVENT, json.loads(EVENT)),
        (urlencode({"payload": EVENT.decode()}).encode(), json.loads(EVENT)),
        (
            b"command=%2Ftarina&text=&user_id=U1",
            {"command": "/tarina", "text": "", "user_id": "U1"},
        ),
        ("text=ääkköset+%26".encode(), {"text": "ääkköset &"}),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b'{"a": 1e400}', {"a": float("inf")}),
        (b'{"a": ' + b"9" * 5000 + b"}", {"payload": '{"a": ' + "9" * 5000 + "}"}),
        (b'{"a":' * 100_000, {"payload": '{"a":' * 100_000}),
        (b"payload=[1]", {"payload": [1]}),
        (b"payload=null", {"payload": None}),
        (b"payload=%5B", {"payload": "["}),
        (b"[1]", {"[1]": ""}),
        (b"", {}),
        (b"\xff\xfe", {"\ufffd\ufffd": ""}),
        (b"&".join(b"a=1" for _ in range(101)), {"payload": "&".join(["a=1"] * 101)}),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_body_is_read_by_its_form_or_wrapped(body, payload):
    assert read_payload(body) == payload


# How it is answered


async def test_before_kuule_knows_who_it_is_slack_is_told_to_come_again():
    door = Door()

    assert (await door.post(EVENT, signed(EVENT, WEDNESDAY))).status_code == 503
    assert door.boundary.taken == []


async def test_the_challenge_is_answered_before_that_but_only_to_slack():
    door = Door()
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw", "token": "x"}).encode()

    answer = await door.post(body, signed(body, WEDNESDAY))
    refused = await door.post(body, {})

    assert (answer.status_code, answer.text) == (200, "3eZbrw")
    assert refused.status_code == 401


async def test_a_look_at_the_certificate_is_answered_and_goes_no_further(door):
    body = b"ssl_check=1&token=x"

    assert (await door.post(body, signed(body, WEDNESDAY))).status_code == 200
    assert door.boundary.taken == []


async def test_an_event_that_looks_like_one_is_handled_all_the_same(door):
    body = json.dumps(json.loads(EVENT) | {"ssl_check": "1"}).encode()

    assert (await door.post(body, signed(body, WEDNESDAY))).status_code == 200
    assert len(door.boundary.taken) == 1


async def test_what_could_not_be_kept_is_a_status_on_which_slack_sends_it_again(door):
    door.boundary.response = BoltResponse(status=503)

    assert (await door.post(EVENT, signed(EVENT, WEDNESDAY))).status_code == 503


async def test_what_a_listener_answers_is_the_body(door):
    door.boundary.response = BoltResponse(status=200, body={"response_action": "clear"})

    answer = await door.post(EVENT, signed(EVENT, WEDNESDAY))

    assert answer.json() == {"response_action": "clear"}
    assert answer.headers["content-type"].startswith("application/json")


async def test_at_the_end_what_came_in_is_answered():
    door = Door()
    door.boundary.may_answer.clear()
    async with door.open():
        posting = asyncio.create_task(door.post(EVENT, signed(EVENT, WEDNESDAY)))
        await until(lambda: bool(door.boundary.taken))
        asyncio.get_running_loop().call_later(0.1, door.boundary.may_answer.set)

    assert (await posting).status_code == 200
    assert (await door.post(EVENT, signed(EVENT, WEDNESDAY))).status_code == 503
