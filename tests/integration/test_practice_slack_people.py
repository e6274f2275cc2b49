"""What people do in the channels of the practice workspace, and what the app can find out."""

from datetime import UTC, datetime, timedelta

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.practice.clock import PracticeClock
from bot.practice.slack_users import OTHER_TEAM, TEAM
from bot.practice.workspace import SCOPES, Workspace
from tests.practice_app import an_app

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
async def workspace():
    async with Workspace(PracticeClock("simulated", NOON), seed=1) as workspace:
        yield workspace


@pytest.fixture
async def app(workspace):
    async with an_app(workspace) as app:
        yield app


async def refusal(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


async def fetched(url, **headers):
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as response:
        return response.status, response.content_type, await response.read()


# Messages


async def test_a_reaction_is_told_when_it_comes_and_when_it_goes(workspace, app):
    ts = await workspace.slack_say("u1", "tarina")
    await workspace.slack_react("u2", workspace.story_channel, ts, "book")
    await workspace.slack_react("u2", workspace.story_channel, ts, "book")
    await workspace.slack_unreact("u2", workspace.story_channel, ts, "book")
    await workspace.quiet()

    kinds = [p["event"]["type"] for p in app.payloads]
    assert kinds == ["message", "reaction_added", "reaction_removed"]
    assert app.event["item_user"] == workspace.people.employee("u1").id
    with pytest.raises(LookupError):
        await workspace.slack_unreact("u2", workspace.story_channel, ts, "book")


async def test_a_shown_link_is_a_change_without_another_text(workspace, app):
    ts = await workspace.slack_say("u1", "katso https://example.org")
    await workspace.slack_unfurl(ts)
    await workspace.quiet()

    event = app.event
    assert event["subtype"] == "message_changed"
    assert event["message"]["text"] == event["previous_message"]["text"]
    assert event["message"]["attachments"]
    assert "edited" not in event["message"]


async def test_a_deleted_message_with_replies_leaves_a_tombstone(workspace, app):
    ts = await workspace.slack_say("u1", "tarina")
    await workspace.slack_say("u2", "kiitos", thread_ts=ts)
    await workspace.slack_delete("u1", ts)
    await workspace.quiet()

    event = app.event
    assert event["subtype"] == "message_changed"
    assert event["message"]["subtype"] == "tombstone"
    assert event["message"]["ts"] == ts
    assert event["previous_message"]["text"] == "tarina"
    assert workspace.messages()[0].text == "This message was deleted."


async def test_a_deleted_reply_is_simply_gone(workspace, app):
    ts = await workspace.slack_say("u1", "tarina")
    reply = await workspace.slack_say("u1", "jatkoa", thread_ts=ts)
    await workspace.slack_delete("u1", reply)
    await workspace.quiet()

    assert app.event["subtype"] == "message_deleted"
    assert app.event["deleted_ts"] == reply
    assert [m.ts for m in workspace.messages()] == [ts]


async def test_a_file_comes_as_a_message_and_is_read_with_the_token_only(workspace, app):
    ts = await workspace.slack_file("u1", "Tällainen lasku", content=b"kuva")
    await workspace.quiet()

    event = app.event
    (file,) = event["files"]
    assert (event["subtype"], event["text"], event["ts"]) == ("file_share", "Tällainen lasku", ts)
    assert file["mimetype"] == "image/png"
    info = await app.client.files_info(file=file["id"])
    assert info["file"]["size"] == 4
    token = {"Authorization": f"Bearer {workspace.slack_bot_token}"}
    url = file["url_private_download"]
    assert await fetched(url, **token) == (200, "image/png", b"kuva")
    status, kind, content = await fetched(url)
    assert (status, kind) == (200, "text/html")
    assert b"Sign in" in content


async def test_a_file_is_not_read_without_its_scope():
    clock = PracticeClock("simulated", NOON)
    async with (
        Workspace(clock, scopes=SCOPES - {"files:read"}) as workspace,
        an_app(workspace) as app,
    ):
        await workspace.slack_file("u1")
        await workspace.quiet()
        (file,) = app.event["files"]
        token = {"Authorization": f"Bearer {workspace.slack_bot_token}"}

        _, kind, _ = await fetched(file["url_private"], **token)
        assert kind == "text/html"
        assert await refusal(app.client.files_info(file=file["id"])) == "missing_scope"


async def test_a_deleted_file_is_gone_and_its_message_stays(workspace, app):
    ts = await workspace.slack_file("u1", "kuva")
    await workspace.quiet()
    (file,) = app.event["files"]
    workspace.team.delete_file(file["id"])
    token = {"Authorization": f"Bearer {workspace.slack_bot_token}"}

    assert await refusal(app.client.files_info(file=file["id"])) == "file_deleted"
    status, _, _ = await fetched(file["url_private_download"], **token)
    assert status == 404
    assert [m.ts for m in workspace.messages()] == [ts]


async def test_a_file_may_be_a_link_to_elsewhere(workspace, app):
    await workspace.slack_file("u1", "kuva", elsewhere="https://drive.example.com/x")
    await workspace.quiet()

    (file,) = app.event["files"]
    assert (file["is_external"], file["mode"]) == (True, "external")
    assert file["url_private"] == "https://drive.example.com/x"


async def test_in_a_shared_channel_a_file_is_only_named(workspace, app):
    workspace.team.add_channel("C0SHARED00", "yhteinen", is_ext_shared=True)
    await workspace.slack_file("u1", "kuva", "C0SHARED00")
    await workspace.quiet()

    assert app.payloads[-1]["is_ext_shared_channel"] is True
    assert app.event["files"][0]["file_access"] == "check_file_info"


async def test_a_newcomer_is_announced_in_the_channel(workspace, app):
    person = workspace.slack_newcomer(workspace.digest_channel)
    await workspace.slack_join(person)
    await workspace.quiet()

    assert app.event["subtype"] == "channel_join"
    assert app.event["user"] == person.id
    assert person.id in workspace.channel(workspace.story_channel).members


async def test_other_apps_write_as_bots_and_through_webhooks(workspace, app):
    bot = workspace.slack_newcomer(kind="bot")
    await workspace.slack_say(bot, "ilmoitus")
    await workspace.slack_webhook("toinen")
    await workspace.quiet()

    first, second = (p["event"] for p in app.payloads)
    assert first["user"] == bot.id
    assert first["bot_id"] == first["bot_profile"]["id"]
    assert second["subtype"] == "bot_message"
    assert "user" not in second
    assert await refusal(app.client.conversations_open(users=bot.id)) == "cannot_dm_bot"


async def test_a_stranger_says_where_they_come_from(workspace, app):
    workspace.team.add_channel("C0SHARED00", "yhteinen", is_ext_shared=True)
    stranger = workspace.slack_newcomer("C0SHARED00", kind="stranger")
    await workspace.slack_say(stranger, "terve", "C0SHARED00")
    await workspace.quiet()

    assert app.event["user_team"] == app.event["team"] == OTHER_TEAM
    user = (await app.client.users_info(user=stranger.id))["user"]
    assert user["is_stranger"]
    assert user["team_id"] == OTHER_TEAM
    event = await workspace.slack_shortcut(stranger, "tell")
    assert event.payload["user"]["team_id"] == OTHER_TEAM


# What can be found out


@pytest.mark.parametrize(
    ("kind", "flags"),
    [
        ("member", (False, False, False)),
        ("guest", (True, False, False)),
        ("single_channel_guest", (True, True, False)),
        ("bot", (False, False, True)),
    ],
)
async def test_a_user_is_described_as_guest_and_bot(workspace, app, kind, flags):
    person = workspace.slack_newcomer(workspace.story_channel, kind=kind)

    user = (await app.client.users_info(user=person.id))["user"]

    assert (user["is_restricted"], user["is_ultra_restricted"], user["is_bot"]) == flags
    assert (user["team_id"], user["tz"]) == (TEAM, "Europe/Helsinki")


async def test_status_and_quiet_hours_are_known(workspace, app):
    person = workspace.people.employee("u1").id
    workspace.slack_status("u1", ":palm_tree:", "Lomalla")
    workspace.slack_quiet("u1", NOON, NOON + timedelta(hours=2))

    user = (await app.client.users_info(user=person))["user"]
    quiet = await app.client.dnd_info(user=person)
    workspace.clock.advance(2 * 3600)
    over = await app.client.dnd_info(user=person)

    assert user["profile"]["status_emoji"] == ":palm_tree:"
    assert quiet["dnd_enabled"]
    assert quiet["next_dnd_start_ts"] == int(NOON.timestamp())
    assert not over["dnd_enabled"]


async def test_a_channel_says_whether_it_is_shared_or_archived(workspace, app):
    workspace.team.add_channel("C0SHARED00", "yhteinen", is_ext_shared=True)
    workspace.team.add_channel("C0OLD00000", "vanha", is_archived=True)

    shared = (await app.client.conversations_info(channel="C0SHARED00"))["channel"]
    old = (await app.client.conversations_info(channel="C0OLD00000"))["channel"]

    assert (shared["is_ext_shared"], shared["is_archived"]) == (True, False)
    assert (old["is_ext_shared"], old["is_archived"]) == (False, True)


async def test_a_reply_can_be_linked_to_and_read_with_its_reactions(workspace, app):
    channel = workspace.story_channel
    ts = await workspace.slack_say("u1", "tarina")
    reply = await workspace.slack_say("u2", "jatkoa", thread_ts=ts)
    await workspace.slack_react("u1", channel, reply, "book")

    link = await app.client.chat_getPermalink(channel=channel, message_ts=reply)
    found = await app.client.reactions_get(channel=channel, timestamp=reply)
    nothing = app.client.chat_getPermalink(channel=channel, message_ts="1.000001")

    digits = reply.replace(".", "")
    assert link["permalink"].endswith(f"/p{digits}?thread_ts={ts}&cid={channel}")
    assert found["message"]["text"] == "jatkoa"
    assert found["message"]["reactions"][0]["name"] == "book"
    assert await refusal(nothing) == "message_not_found"


async def test_every_answer_says_which_scopes_are_granted(workspace, app):
    good = await app.client.auth_test()
    with pytest.raises(SlackApiError) as caught:
        await app.client.conversations_info(channel="C9")
    socket = await app.client.apps_connections_open(app_token=workspace.slack_app_token)

    assert set(good.headers["x-oauth-scopes"].split(",")) == SCOPES
    assert caught.value.response.headers["x-oauth-scopes"] == good.headers["x-oauth-scopes"]
    assert socket.headers["x-oauth-scopes"] == "connections:write"


async def test_tier_four_is_a_hundred_calls_a_minute(workspace, app):
    person = workspace.people.employee("u1").id
    for _ in range(20):
        await app.client.users_info(user=person)

    assert await refusal(app.client.users_info(user=person)) == "ratelimited"
    workspace.clock.advance(1)
    assert (await app.client.users_info(user=person))["ok"]
