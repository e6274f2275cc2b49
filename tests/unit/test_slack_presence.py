"""Whether somebody on Slack may be disturbed, as far as Slack tells."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.model.delivery import Address
from bot.core.model.platforms import Platform
from bot.practice import faults
from bot.practice.clock import PracticeClock
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.workspace import SCOPES, Workspace
from handlers.slack.presence import SlackPresences
from tests.program import WEDNESDAY

HOUR = 3601


@pytest.fixture(params=[SCOPES], ids=["every scope"])
async def workspace(request):
    clock = PracticeClock("simulated", WEDNESDAY)
    rates = AS_FAST_AS_IT_COMES
    async with Workspace(clock, seed=1, rates=rates, scopes=request.param) as workspace:
        yield workspace


def without(*scopes):
    """Open the workspace with less than everything granted."""
    return pytest.mark.parametrize("workspace", [SCOPES - set(scopes)], indirect=True)


@pytest.fixture
def presences(workspace):
    client = AsyncWebClient(
        workspace.slack_bot_token,
        base_url=workspace.slack_base_url,
        timeout=2,
        retry_handlers=[],
    )
    return SlackPresences(client, workspace.clock)


@pytest.fixture
def somebody(workspace):
    return Address(platform=Platform.SLACK, channel=workspace.people.employee("u1").id)


def calls(workspace, method):
    return sum(1 for call in workspace.ledger.calls if call.method == method)


async def test_who_is_there_may_be_disturbed_in_their_own_zone(presences, somebody):
    assert await presences.zone(somebody) == ZoneInfo("Europe/Helsinki")
    assert not await presences.is_away(somebody)


async def test_who_is_on_vacation_may_not(workspace, presences, somebody):
    workspace.slack_status("u1", ":palm_tree:")

    assert await presences.is_away(somebody)


# Without a scope


@without("users:read")
async def test_without_users_read_the_zone_is_not_known_and_do_not_disturb_still_counts(
    workspace, presences, somebody
):
    assert await presences.zone(somebody) is None
    assert not await presences.is_away(somebody)
    other = replace(somebody, channel=workspace.people.employee("u2").id)
    workspace.slack_quiet("u2", WEDNESDAY - timedelta(hours=1), WEDNESDAY + timedelta(hours=1))
    assert await presences.is_away(other)


@without("dnd:read")
async def test_without_dnd_read_the_status_still_counts(workspace, presences, somebody):
    workspace.slack_status("u1", ":palm_tree:")

    assert await presences.is_away(somebody)


@without("users:read", "dnd:read")
async def test_a_missing_scope_is_not_asked_for_again_within_an_hour(workspace, presences):
    people = [workspace.people.employee(key).id for key in ("u1", "u2", "u3")]
    for user in people:
        assert not await presences.is_away(Address(platform=Platform.SLACK, channel=user))
    assert (calls(workspace, "users.info"), calls(workspace, "dnd.info")) == (1, 1)

    workspace.clock.advance(HOUR)
    assert not await presences.is_away(Address(platform=Platform.SLACK, channel=people[0]))
    assert (calls(workspace, "users.info"), calls(workspace, "dnd.info")) == (2, 2)


# While Slack does not answer


@pytest.mark.parametrize(
    "fault", [faults.rate_limited(20), faults.server_error(503), faults.cut_before()]
)
@pytest.mark.parametrize("method", ["users.info", "dnd.info"])
async def test_who_cannot_be_asked_about_is_not_disturbed(
    workspace, presences, somebody, method, fault
):
    workspace.faults.always(method, fault)

    assert await presences.is_away(somebody)
    workspace.faults.clear()
    workspace.clock.advance(30)
    assert not await presences.is_away(somebody)


async def test_after_a_429_slack_is_left_alone_for_as_long_as_it_asks(
    workspace, presences, somebody
):
    workspace.faults.next("users.info", faults.rate_limited(20))
    assert await presences.zone(somebody) is None
    before = len(workspace.ledger.calls)

    workspace.clock.advance(19)
    assert await presences.zone(somebody) is None
    assert await presences.is_away(somebody)
    assert len(workspace.ledger.calls) == before

    workspace.clock.advance(2)
    assert await presences.zone(somebody) == ZoneInfo("Europe/Helsinki")
