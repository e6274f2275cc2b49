"""Whatever is posted to Slack's path: 401 for what is not Slack's, and never a 500."""

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.gate import Gate
from bot.core.preferences import Preferences
from bot.core.pulse import Pulse
from bot.i18n.catalogue import Catalogue
from handlers.slack.boundary import SlackBoundary
from handlers.slack.connection import build_app
from handlers.slack.languages import Languages
from handlers.slack.manifest import PATH
from handlers.slack.not_saved import NotSaved
from handlers.slack.posts import SlackPosts
from tests.core_builders import WEDNESDAY
from tests.fakes import CountingStore, StandingClock
from tests.property.test_slack_parse_properties import json_values, mutated
from tests.slack_posting import SECRET, SIGNATURE, TIMESTAMP, signed
from tests.unit.test_slack_parse import ME, TEAMS

Headers = list[tuple[bytes, bytes]]
CLOCK = StandingClock(WEDNESDAY)
TEXTS = Catalogue()
EVENT = b'{"type": "event_callback", "event": {"type": "message"}}'
NAMES = [TIMESTAMP.encode(), SIGNATURE.encode()]


class Sealer:
    """Of the gate, whose store keeps nothing."""

    def keyed(self, _: object) -> bytes:
        return b""


async def no_pause(_: float) -> None:
    return


async def raise_on(error: Exception) -> None:
    raise error


class Strangers:
    """Nobody's language is known."""

    async def language(self, _: str) -> None:
        return


def a_boundary() -> SlackBoundary:
    """A boundary behind which nobody listens; test_slack_damage has the whole program there."""
    app = build_app(AsyncWebClient(), ME)
    app.error(raise_on)
    gate = Gate(CountingStore(), Sealer(), CLOCK, Pulse(), no_pause, lambda: None, None, TEAMS)
    preferences = Preferences(CountingStore(), Sealer())
    languages = Languages(ME.workspace, preferences, Strangers(), TEAMS)
    return SlackBoundary(app, gate, NotSaved(TEXTS, languages))


async def status(headers: Headers, body: bytes) -> int:
    """Post to the path."""
    posts = SlackPosts(SECRET, CLOCK, Pulse())
    serving = asyncio.create_task(posts.serve(a_boundary()))
    await asyncio.sleep(0)
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": PATH, "headers": headers}
    await posts(scope, receive, send)
    serving.cancel()
    await asyncio.wait([serving])
    return int(sent[0]["status"])


def right_headers(body: bytes) -> Headers:
    return [(name.encode(), value.encode()) for name, value in signed(body, WEDNESDAY).items()]


values = st.binary(max_size=80) | st.sampled_from([value for _, value in right_headers(EVENT)])
headers = st.lists(st.tuples(st.sampled_from(NAMES) | st.binary(max_size=30), values), max_size=6)


@given(headers)
@settings(max_examples=300, deadline=None)
async def test_headers_that_are_not_the_right_ones_are_401(given_headers: Headers) -> None:
    ours = sorted(header for header in given_headers if header[0] in NAMES)
    right = ours == sorted(right_headers(EVENT))

    assert await status(given_headers, EVENT) == (200 if right else 401)


@given(st.binary() | st.binary().map(lambda body: b"{" + body))
@settings(max_examples=200, deadline=None)
async def test_any_signed_bytes_are_handled_or_parked(body: bytes) -> None:
    assert await status(right_headers(body), body) == 200


@given(json_values | mutated(), st.sampled_from(["json", "form", "fields"]))
@settings(max_examples=300, deadline=None)
async def test_any_signed_payload_in_any_form_is_handled_or_parked(
    payload: Any, form: str
) -> None:
    text = json.dumps(payload)
    if form == "fields" and isinstance(payload, dict):
        text = urlencode(payload, errors="replace")
    elif form == "form":
        text = urlencode({"payload": text})
    body = text.encode()

    assert await status(right_headers(body), body) == 200
