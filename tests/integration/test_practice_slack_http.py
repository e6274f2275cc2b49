"""Delivery of the practice workspace to a request URL, and the retries of it."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import parse_qsl

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.practice.clock import PracticeClock
from bot.practice.slack_http import UrlNotVerifiedError, signed_headers
from bot.practice.slack_views import TROUBLE
from bot.practice.workspace import Workspace
from tests.practice_app import App, a_modal

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
PATH = "/slack/events"


class Endpoint:
    """A request URL that keeps what it gets; `respond` makes each answer."""

    def __init__(self) -> None:
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self.respond = web.Response
        self.url = ""

    async def take(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        headers = {name.lower(): value for name, value in request.headers.items()}
        if b"url_verification" in body:
            return web.json_response({"challenge": json.loads(body)["challenge"]})
        self.requests.append((headers, body))
        answer = self.respond()
        return await answer if asyncio.iscoroutine(answer) else answer

    def retries(self) -> list[tuple[str | None, str | None]]:
        names = ("x-slack-retry-num", "x-slack-retry-reason")
        return [tuple(headers.get(name) for name in names) for headers, _ in self.requests]


@asynccontextmanager
async def serving(endpoint: Endpoint):
    application = web.Application()
    application.router.add_route("*", PATH, endpoint.take)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = site._server.sockets[0].getsockname()[:2]
    endpoint.url = f"http://{host}:{port}{PATH}"
    try:
        yield endpoint
    finally:
        await runner.cleanup()


@pytest.fixture
async def workspace():
    async with Workspace(PracticeClock("simulated", NOON), seed=1) as workspace:
        yield workspace


@pytest.fixture
async def endpoint(workspace):
    async with serving(Endpoint()) as endpoint:
        await workspace.slack_request_url(endpoint.url)
        yield endpoint


def refusing() -> web.Response:
    return web.Response(status=500)


class Noon:
    def now(self) -> float:
        return NOON.timestamp()


async def test_an_event_comes_as_signed_json(workspace, endpoint):
    ts = await workspace.slack_say("u1", "Ääkkösiä")
    await workspace.quiet()

    ((headers, body),) = endpoint.requests
    verifier = SignatureVerifier(workspace.slack_signing_secret, Noon())
    assert verifier.is_valid_request(body, headers)
    assert not SignatureVerifier("another", Noon()).is_valid_request(body, headers)
    assert headers["content-type"] == "application/json"
    assert json.loads(body)["event"]["ts"] == ts
    assert endpoint.retries() == [(None, None)]
    assert workspace.ledger.events[0].acks == 1
    assert workspace.ledger.events[0].attempts[0].connection == endpoint.url


async def test_commands_and_interactivity_come_as_forms(workspace, endpoint):
    endpoint.respond = lambda: web.Response(text="Kiitos")
    await workspace.slack_command("u1", "/tarina", "Jono & muuta")
    await workspace.quiet()
    endpoint.respond = web.Response
    await workspace.slack_shortcut("u1", "tell")
    await workspace.quiet()

    command, shortcut = (dict(parse_qsl(body.decode())) for _, body in endpoint.requests)
    assert (command["command"], command["text"]) == ("/tarina", "Jono & muuta")
    assert json.loads(shortcut["payload"])["type"] == "shortcut"
    assert [m.text for m in workspace.seen_by("u1")] == ["Kiitos"]


async def test_a_submission_is_answered_in_the_response(workspace, endpoint):
    app = App(workspace)
    event = await workspace.slack_shortcut("u1", "tell")
    await app.client.views_open(trigger_id=event.key, view=a_modal())
    errors = {"response_action": "errors", "errors": {"story": "Ei tallentunut"}}
    endpoint.respond = lambda: web.json_response(errors)
    await workspace.slack_submit("u1", {"story": "tarina"})
    await workspace.quiet()

    assert workspace.modal("u1").errors == {"story": "Ei tallentunut"}
    endpoint.respond = lambda: web.Response(text="ok")
    await workspace.slack_submit("u1")
    await workspace.quiet()
    assert workspace.modal("u1").trouble == TROUBLE
    endpoint.respond = web.Response
    await workspace.slack_submit("u1")
    await workspace.quiet()
    assert workspace.modals("u1") == []


async def test_a_refused_event_comes_again_at_once_after_a_minute_and_after_five(
    workspace, endpoint
):
    endpoint.respond = refusing
    await workspace.slack_say("u1", "tarina")
    event = workspace.ledger.events[0]
    for failures, wait in ((2, 60), (3, 300)):
        await workspace.until(lambda failures=failures: len(event.failures) == failures)
        workspace.clock.advance(wait - 1)
        assert len(event.attempts) == failures
        workspace.clock.advance(1)
    await workspace.quiet()

    assert event.lost
    assert endpoint.retries() == [(None, None), *((str(n), "http_error") for n in (1, 2, 3))]


async def test_a_slow_answer_is_none(workspace, endpoint):
    has_come = asyncio.Event()

    async def never():
        has_come.set()
        await asyncio.Event().wait()

    endpoint.respond = never
    await workspace.slack_say("u1", "tarina")
    await has_come.wait()
    endpoint.respond = web.Response
    workspace.clock.advance(3)
    await workspace.quiet()

    assert endpoint.retries() == [(None, None), ("1", "http_timeout")]
    assert workspace.ledger.events[0].acks == 1


async def test_a_lost_acknowledgement_brings_the_event_again(workspace, endpoint):
    workspace.http.ignore_acks(1)
    await workspace.slack_say("u1", "tarina")
    await workspace.quiet()

    assert len({body for _, body in endpoint.requests}) == 1
    assert endpoint.retries()[1] == ("1", "http_timeout")


async def test_an_app_can_ask_for_no_retry(workspace, endpoint):
    endpoint.respond = lambda: web.Response(status=500, headers={"x-slack-no-retry": "1"})
    await workspace.slack_say("u1", "tarina")
    await workspace.quiet()

    assert workspace.ledger.events[0].lost
    assert len(endpoint.requests) == 1


async def test_what_a_person_waits_for_is_tried_once(workspace, endpoint):
    endpoint.respond = refusing
    await workspace.slack_command("u1", "/tarina", "hei")
    await workspace.quiet()

    assert len(endpoint.requests) == 1
    assert "operation_timeout" in workspace.seen_by("u1")[0].text


async def test_more_than_two_redirects_are_too_many(workspace, endpoint):
    there = {"location": endpoint.url}
    endpoint.respond = lambda: web.Response(status=307, headers=there)
    await workspace.slack_say("u1", "tarina")
    event = workspace.ledger.events[0]
    await workspace.until(lambda: event.failures != [])

    assert event.failures[0] == "too_many_redirects"


async def test_an_endpoint_that_is_away_counts_as_a_failed_connection(workspace):
    async with serving(Endpoint()) as endpoint:
        await workspace.slack_request_url(endpoint.url)
    await workspace.slack_say("u1", "tarina")
    event = workspace.ledger.events[0]
    await workspace.until(lambda: event.failures != [])

    assert event.failures[0] == "connection_failed"


async def test_a_request_url_must_echo_the_challenge(workspace):
    async def deaf(_: web.Request) -> web.Response:
        return web.Response(text="hello")

    endpoint = Endpoint()
    endpoint.take = deaf
    async with serving(endpoint):
        with pytest.raises(UrlNotVerifiedError):
            await workspace.slack_request_url(endpoint.url)

    assert "Slack" in workspace.deaf()


async def test_a_resent_event_is_the_same_body(workspace, endpoint):
    await workspace.slack_say("u1", "tarina")
    await workspace.quiet()
    workspace.resend(workspace.ledger.events[0])
    await workspace.until(lambda: workspace.ledger.events[0].acks == 2)

    (_, first), (_, second) = endpoint.requests
    assert first == second


def test_a_signature_covers_the_time_and_the_body():
    first = signed_headers("secret", b"body", NOON)["x-slack-signature"]

    assert signed_headers("secret", b"other", NOON)["x-slack-signature"] != first
    later = datetime(2026, 11, 10, 13, tzinfo=UTC)
    assert signed_headers("secret", b"body", later)["x-slack-signature"] != first
