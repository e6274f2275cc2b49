"""Two connections to Slack, watched by what comes in on them."""

import asyncio

import pytest
from slack_bolt.response import BoltResponse

from bot.core.model.platforms import Platform
from bot.core.pulse import Pulse
from tests.program import until
from tests.slack_wire import Boundary, a_wire, serving


@pytest.fixture
async def wire():
    async with a_wire() as wire:
        yield wire


@pytest.fixture
async def boundary():
    return Boundary()


def acked(wire):
    return [ack["envelope_id"] for _, ack in wire.acks]


async def test_an_envelope_is_acknowledged_on_the_connection_that_brought_it(wire, boundary):
    async with serving(wire, boundary):
        for number in range(2):
            await wire.envelope(number, f"e{number}", {"type": "x"})
        await until(lambda: len(wire.acks) == 2)

    assert sorted((number, ack["envelope_id"]) for number, ack in wire.acks) == [
        (0, "e0"),
        (1, "e1"),
    ]


async def test_while_a_connection_stands_slack_is_listened_to(wire, boundary):
    pulse = Pulse()
    async with serving(wire, boundary, pulse=pulse):
        await until(lambda: pulse.listening == {Platform.SLACK})


async def test_what_the_boundary_does_not_take_is_not_acknowledged(wire, boundary):
    boundary.response = BoltResponse(status=503)
    async with serving(wire, boundary):
        await wire.envelope(0, "lost", {})
        await until(lambda: len(boundary.taken) == 1)
        boundary.response = BoltResponse(status=200)
        await wire.envelope(0, "kept", {})
        await until(lambda: bool(wire.acks))

    assert acked(wire) == ["kept"]


@pytest.mark.parametrize(
    ("body", "payload"),
    [
        ("Kiitos", {"text": "Kiitos"}),
        ({"response_action": "clear"}, {"response_action": "clear"}),
    ],
)
async def test_what_is_answered_goes_with_the_acknowledgement(wire, boundary, body, payload):
    boundary.response = BoltResponse(status=200, body=body)
    async with serving(wire, boundary):
        await wire.envelope(1, "e", {})
        await until(lambda: bool(wire.acks))

    assert wire.acks == [(1, {"envelope_id": "e", "payload": payload})]


async def test_frames_that_are_no_envelopes_are_passed_over(wire, boundary):
    async with serving(wire, boundary):
        for text in ("no json", "[1]", "null", "{}", "[" * 100_000, '{"type": "of_next_year"}'):
            await wire.sockets[0].send_str(text)
        await wire.sockets[0].send_bytes(b"\xff")
        await wire.envelope(0, "e", ["no object"])
        await until(lambda: acked(wire) == ["e"])

    assert boundary.taken == [{"payload": ["no object"]}]
    assert len(wire.sockets) == 2


# Silence


async def test_a_connection_on_which_nothing_comes_is_replaced(wire, boundary):
    async with serving(wire, boundary, silence=1), wire.pinging(range(1, 9)):
        await until(lambda: len(wire.sockets) == 3)
        await wire.envelope(2, "e", {})
        await until(lambda: acked(wire) == ["e"])
        await until(lambda: "closed 0" in wire.events and len(wire.open) == 2)


async def test_while_one_connection_is_dead_the_other_takes_what_slack_sends_again(wire, boundary):
    async with serving(wire, boundary), wire.pinging(range(1, 9)):
        # The first is silent, and not yet given up; what Slack sent there it sends here.
        await wire.envelope(1, "again", {})
        await until(lambda: acked(wire) == ["again"])

        assert len(wire.sockets) == 2


async def test_pings_alone_keep_a_connection_and_are_answered(wire, boundary):
    async with serving(wire, boundary, silence=1), wire.pinging(range(2)):
        await until(lambda: wire.pongs > 50)

    assert len(wire.sockets) == 2


# Good-byes


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_the_next_connection_is_open_before_the_last_is_closed(wire, boundary, reason):
    async with serving(wire, boundary):
        await wire.say_goodbye(0, reason)
        await until(lambda: len(wire.sockets) == 3)
        await wire.envelope(0, "late", {})
        await wire.envelope(2, "next", {})
        await until(lambda: len(wire.acks) == 2)
        await wire.sockets[0].close()
        await until(lambda: "closed 0" in wire.events)
        await wire.envelope(2, "after", {})
        await until(lambda: len(wire.acks) == 3)

    assert sorted(acked(wire)) == ["after", "late", "next"]
    assert wire.events.index("open 2") < wire.events.index("closed 0")


async def test_a_connection_that_is_cut_is_replaced_while_the_other_goes_on(wire, boundary):
    async with serving(wire, boundary):
        wire.drop(0)
        await wire.envelope(1, "e", {})
        await until(lambda: len(wire.sockets) == 3)
        await wire.envelope(2, "f", {})
        await until(lambda: acked(wire) == ["e", "f"])

        assert len(wire.open) == 2


async def test_an_answer_whose_connection_is_gone_ends_nothing(wire, boundary):
    boundary.may_answer.clear()
    async with serving(wire, boundary):
        await wire.envelope(0, "e", {})
        await until(lambda: len(boundary.taken) == 1)
        wire.drop(0)
        await until(lambda: len(wire.sockets) == 3)
        boundary.may_answer.set()
        await wire.envelope(2, "again", {})
        await until(lambda: acked(wire) == ["again"])


async def test_where_slack_allows_no_more_connections_it_is_asked_at_growing_pauses(
    wire, boundary
):
    wire.is_full = True
    pauses = []
    async with serving(wire, boundary, pauses=pauses):
        await until(lambda: len(pauses) >= 16)
        wire.is_full = False
        await until(lambda: len(wire.open) == 2)

    assert sorted(pauses[:16]) == sorted([1, 2, 4, 8, 16, 32, 60, 60] * 2)


async def test_at_the_end_what_came_in_is_answered_and_nothing_more_is_taken(wire, boundary):
    boundary.may_answer.clear()
    async with serving(wire, boundary):
        for name in "abc":
            await wire.envelope(0, name, {})
        await until(lambda: len(boundary.taken) == 3)
        asyncio.get_running_loop().call_later(0.2, boundary.may_answer.set)
    await until(lambda: not wire.open)

    assert sorted(acked(wire)) == ["a", "b", "c"]
