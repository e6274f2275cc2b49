"""What `doctor` finds out about an installation of the app, and what it says it cannot see."""

from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.model.team import Teams
from bot.practice import faults
from bot.practice.clock import PracticeClock
from bot.practice.slack_team import DIGEST, STORIES
from bot.practice.workspace import Workspace
from handlers.slack.needs import needs, scopes_of
from handlers.slack.probe import SlackProbe
from tests.digest_builders import a_team
from tests.fakes import StandingClock
from tests.program import WEDNESDAY

ALL = frozenset({"command", "mention", "dm", "channel", "reaction", "shortcut"})
_TEAM = a_team(slack_capture=ALL, slack_listen=("C1",), slack_digest="C9")
NEEDED = frozenset(scopes_of(needs(Teams((_TEAM,)))))


@pytest.fixture
async def workspace():
    scopes = NEEDED | {"channels:read"}
    clock = PracticeClock("simulated", WEDNESDAY)
    async with Workspace(clock, seed=1, scopes=scopes) as workspace:
        yield workspace


def teams(listen=(STORIES,), digest=DIGEST, capture=ALL):
    return Teams((a_team(slack_capture=capture, slack_listen=listen, slack_digest=digest),))


async def look(workspace, of=None, *, clock=None, **tokens):
    bot, app = workspace.slack_bot_token, workspace.slack_app_token
    client = AsyncWebClient(
        tokens.get("bot", bot), base_url=workspace.slack_base_url, retry_handlers=[]
    )
    probe = SlackProbe(
        client=client,
        app_token=tokens.get("app", app),
        teams=of or teams(),
        clock=clock or workspace.clock,
    )
    return {check.name: check for check in await probe.look()}


def faulty(checks):
    return {name: check.fix for name, check in checks.items() if not check.ok}


async def test_an_installation_as_it_should_be_has_no_fault(workspace):
    checks = await look(workspace)

    assert faulty(checks) == {}
    assert list(checks) == [
        *("slack", "slack-app-token", "slack-scopes", "slack-events", "slack-clock"),
        *("teams[0].slack.listen[0]", "teams[0].slack.digest"),
    ]


async def test_it_says_that_subscribed_events_cannot_be_known(workspace):
    check = (await look(workspace))["slack-events"]

    assert check.ok
    assert check.fix.startswith("Slack does not tell a bot to which events it is subscribed")


# Tokens


@pytest.mark.parametrize("token", ["xoxb-wrong", ""])
async def test_a_bot_token_that_is_refused_is_the_only_check(workspace, token):
    checks = await look(workspace, bot=token)

    assert list(checks) == ["slack"]
    assert "set KUULE_SLACK_BOT_TOKEN anew" in checks["slack"].fix


async def test_a_slack_that_is_away_is_no_matter_of_tokens(workspace):
    workspace.faults.always("auth.test", faults.server_error(503))

    assert "cannot be reached" in (await look(workspace))["slack"].fix


async def test_an_app_level_token_that_is_refused_is_told(workspace):
    checks = await look(workspace, app="xapp-wrong")

    assert list(faulty(checks)) == ["slack-app-token"]
    assert "(invalid_auth): generate one with the scope connections:write" in (
        checks["slack-app-token"].fix
    )


async def test_in_http_mode_it_says_that_the_signing_secret_cannot_be_tried(workspace):
    checks = await look(workspace, app="")

    assert "slack-app-token" not in checks
    assert checks["slack-signing"].ok
    assert "shows only when Slack posts" in checks["slack-signing"].fix


# Scopes


async def test_missing_scopes_are_named(workspace):
    workspace.scopes -= {"reactions:read", "im:history"}

    assert faulty(await look(workspace))["slack-scopes"].startswith(
        "The app lacks im:history, reactions:read: paste what `kuule slack manifest` prints"
    )


async def test_the_scope_of_attachments_is_missed_where_a_team_keeps_them(workspace):
    (team,) = teams().all
    on = Teams((replace(team, attachments=True),))

    assert faulty(await look(workspace, on))["slack-scopes"].startswith(
        "The app lacks files:read: paste what `kuule slack manifest` prints"
    )
    workspace.scopes.add("files:read")
    assert faulty(await look(workspace, on)) == {}


async def test_what_the_settings_do_not_need_is_not_missed(workspace):
    workspace.scopes.clear()
    workspace.scopes.update({"chat:write", "dnd:read", "files:write", "im:history", "users:read"})

    assert faulty(await look(workspace, teams(listen=(), capture={"dm"}))) == {}


async def test_scopes_that_are_not_needed_are_a_remark(workspace):
    workspace.scopes |= {"users:read.email", "groups:history", "groups:read"}

    check = (await look(workspace))["slack-scopes-unused"]
    assert check.ok
    assert "users:read.email can be taken away" in check.fix


# The clock


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(61, "61 seconds ahead of Slack's"), (-61, "61 seconds behind Slack's")],
)
async def test_a_clock_that_is_more_than_a_minute_off_is_a_fault(workspace, seconds, said):
    clock = StandingClock(WEDNESDAY + timedelta(seconds=seconds))

    assert faulty(await look(workspace, clock=clock)) == {
        "slack-clock": f"The clock of this machine is {said}: run a time service."
    }


@pytest.mark.parametrize("seconds", [-60, 60])
async def test_a_minute_is_no_fault(workspace, seconds):
    clock = StandingClock(WEDNESDAY + timedelta(seconds=seconds))

    assert faulty(await look(workspace, clock=clock)) == {}


# Channels


async def test_a_channel_without_kuule_is_named_by_its_setting(workspace):
    workspace.team.channels[STORIES].members.discard("U0KUULEBOT")

    assert faulty(await look(workspace)) == {
        "teams[0].slack.listen[0]": "Kuule is not in this channel: type /invite @Kuule there."
    }


@pytest.mark.parametrize(
    ("field", "said"),
    [("is_archived", "is archived"), ("is_ext_shared", "is shared with another organisation")],
)
async def test_a_channel_that_does_not_suit_is_a_fault(workspace, field, said):
    setattr(workspace.team.channels[DIGEST], field, True)

    assert said in faulty(await look(workspace))["teams[0].slack.digest"]


async def test_a_channel_that_slack_does_not_know_is_a_fault(workspace):
    found = faulty(await look(workspace, teams(listen=("C0NOWHERE0",))))

    assert found["teams[0].slack.listen[0]"].startswith("Slack does not show this channel: ")


async def test_without_channels_read_membership_is_still_seen_and_the_rest_is_said(workspace):
    workspace.scopes.discard("channels:read")
    workspace.team.channels[DIGEST].is_archived = True
    workspace.team.channels[STORIES].members.discard("U0KUULEBOT")

    checks = await look(workspace)

    assert list(faulty(checks)) == ["teams[0].slack.listen[0]"]
    assert checks["slack-channels"].ok
    assert "cannot be seen without the scope channels:read" in checks["slack-channels"].fix


async def test_looking_reads_no_message(workspace):
    workspace.scopes.discard("channels:read")
    await workspace.slack_say("u1", "Asiakas kiitti.")
    client = AsyncWebClient(workspace.slack_bot_token, base_url=workspace.slack_base_url)

    await look(workspace)

    answer = await client.conversations_history(channel=STORIES, oldest="9999999999.000000")
    assert answer["messages"] == []


async def test_without_both_scopes_it_says_that_channels_cannot_be_seen(workspace):
    workspace.scopes -= {"channels:read", "channels:history"}

    checks = await look(workspace, teams(capture={"dm"}))

    assert faulty(checks) == {}
    assert checks["slack-channels"].fix.startswith("Whether Kuule is in its channels cannot be")
    assert "teams[0].slack.digest" not in checks


async def test_a_private_channel_that_is_not_heard_says_which_scope_it_lacks(workspace):
    workspace.scopes.discard("channels:read")
    workspace.team.channels[STORIES].kind = "group"

    found = faulty(await look(workspace))["teams[0].slack.listen[0]"]
    assert "lacks groups:history: paste what `kuule slack manifest --private` prints" in found


@pytest.mark.parametrize("fault", [faults.rate_limited(30), faults.server_error(500)])
async def test_a_channel_on_which_slack_gives_no_answer_is_told(workspace, fault):
    workspace.faults.next("conversations.info", fault)

    found = faulty(await look(workspace))["teams[0].slack.listen[0]"]
    assert found.startswith("Slack gave no answer on this channel")


async def test_no_check_holds_a_token_or_an_id(workspace):
    workspace.team.channels[STORIES].is_archived = True
    said = str([await look(workspace), await look(workspace, bot="xoxb-wrong-canary")])

    for secret in (workspace.slack_bot_token, workspace.slack_app_token, "canary", STORIES):
        assert secret not in said
