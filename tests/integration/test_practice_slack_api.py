"""The stand-in for Slack's Web API, spoken to by the real slack_sdk."""

import json
from datetime import UTC, datetime

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.clock import PracticeClock
from bot.practice.workspace import SCOPES, Workspace

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
async def workspace():
    async with Workspace(PracticeClock("simulated", NOON), seed=1) as workspace:
        yield workspace


@pytest.fixture
def client(workspace):
    return a_client(workspace, workspace.slack_bot_token)


def a_client(workspace: Workspace, token: str | None) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=workspace.slack_base_url, retry_handlers=[])


async def refusal(call) -> str:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


def section(text: str = "hei", kind: str = "mrkdwn") -> dict:
    return {"type": "section", "text": {"type": kind, "text": text}}


def actions(**button) -> dict:
    text = {"type": "plain_text", "text": "Poista"}
    element = {"type": "button", "text": text, "action_id": "remove"} | button
    return {"type": "actions", "elements": [element]}


async def test_a_token_is_needed_and_must_be_the_right_one(workspace):
    assert await refusal(a_client(workspace, None).auth_test()) == "not_authed"
    assert await refusal(a_client(workspace, "xoxb-wrong").auth_test()) == "invalid_auth"


async def test_bot_token_and_app_token_are_not_the_same(workspace):
    bot, app = workspace.slack_bot_token, workspace.slack_app_token
    opening = a_client(workspace, bot).apps_connections_open(app_token=bot)
    posting = a_client(workspace, app).chat_postMessage(channel=workspace.story_channel, text="x")

    assert await refusal(opening) == "not_allowed_token_type"
    assert await refusal(posting) == "not_allowed_token_type"


async def test_auth_test_says_who_the_bot_is(client):
    answer = await client.auth_test()

    assert answer["user_id"].startswith("U")
    assert answer["bot_id"].startswith("B")


async def test_an_answer_has_the_time_of_slacks_clock(client):
    assert (await client.auth_test()).headers["date"] == "Tue, 10 Nov 2026 12:00:00 GMT"


async def test_a_missing_scope_is_named():
    scopes = SCOPES - {"chat:write"}
    async with Workspace(PracticeClock(), scopes=scopes) as workspace:
        client = a_client(workspace, workspace.slack_bot_token)

        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel=workspace.story_channel, text="hei")

    assert caught.value.response["error"] == "missing_scope"
    assert caught.value.response["needed"] == "chat:write"


async def test_a_posted_message_is_seen_in_its_channel(workspace, client):
    answer = await client.chat_postMessage(channel=workspace.digest_channel, text="Viikko 46")

    assert [m.text for m in workspace.seen_by("u3", workspace.digest_channel)] == ["Viikko 46"]
    assert answer["message"]["bot_id"]
    assert [(p.method, p.ref) for p in workspace.ledger.posts] == [
        ("chat.postMessage", answer["ts"])
    ]


async def test_posting_to_a_person_opens_the_direct_message(workspace, client):
    person = workspace.people.employee("u2")

    answer = await client.chat_postMessage(channel=person.id, text="Kiitos")

    assert answer["channel"] == person.dm
    assert [m.text for m in workspace.dm("u2")] == ["Kiitos"]


async def test_a_private_message_is_seen_by_one_person_only(workspace, client):
    person = workspace.people.employee("u1")

    await client.chat_postEphemeral(
        channel=workspace.story_channel, user=person.id, text="Kiitos", blocks=[section()]
    )

    assert len(workspace.seen_by("u1")) == 1
    assert workspace.seen_by("u2") == []


async def test_a_private_message_needs_a_member(workspace, client):
    channel = workspace.team.add_channel("C1", "pieni")
    channel.members.discard(workspace.people.employee("u1").id)

    call = client.chat_postEphemeral(
        channel="C1", user=workspace.people.employee("u1").id, text="hei"
    )

    assert await refusal(call) == "user_not_in_channel"


async def test_channels_where_the_bot_cannot_post_are_refused(workspace, client):
    workspace.team.add_channel("C1", "vanha", is_archived=True)
    workspace.team.add_channel("C2", "muiden", with_bot=False)

    assert await refusal(client.chat_postMessage(channel="C9", text="x")) == "channel_not_found"
    assert await refusal(client.chat_postMessage(channel="C1", text="x")) == "is_archived"
    assert await refusal(client.chat_postMessage(channel="C2", text="x")) == "not_in_channel"


@pytest.mark.filterwarnings("ignore:The top-level `text` argument:UserWarning")
@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({"text": ""}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": [section("x" * 3001)]}, "invalid_blocks"),
        ({"blocks": [section("")]}, "invalid_blocks"),
        ({"blocks": [section()] * 51}, "invalid_blocks"),
        ({"blocks": [section("x" * 2900)] * 5}, "msg_blocks_too_long"),
        ({"blocks": [{"type": "hologram"}]}, "invalid_blocks"),
        ({"blocks": [{"type": "header", "text": section()["text"]}]}, "invalid_blocks"),
        ({"blocks": [actions(value="x" * 2001)]}, "invalid_blocks"),
        ({"blocks": [actions(style="loud")]}, "invalid_blocks"),
        (
            {"blocks": [actions(text={"type": "plain_text", "text": "x" * 76})]},
            "invalid_blocks",
        ),
        (
            {"blocks": [{"type": "context", "elements": [section()["text"]] * 11}]},
            "invalid_blocks",
        ),
        (
            {"blocks": [{"type": "section", "fields": [section()["text"]] * 11}]},
            "invalid_blocks",
        ),
        ({"blocks": "[{"}, "invalid_blocks_format"),
        ({"text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
        ({"text": "x", "thread_ts": "1.1"}, "thread_not_found"),
    ],
)
async def test_what_slack_would_refuse_is_refused(workspace, client, message, error):
    call = client.chat_postMessage(channel=workspace.digest_channel, **message)

    assert await refusal(call) == error
    assert workspace.messages(workspace.digest_channel) == []


@pytest.mark.filterwarnings("ignore:The top-level `text` argument:UserWarning")
async def test_blocks_at_the_limits_are_taken(workspace, client):
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "x" * 150}},
        section("x" * 3000),
        {"type": "section", "fields": [section("x" * 500)["text"]] * 10},
        {"type": "context", "elements": [section()["text"]] * 10},
        {"type": "divider"},
        actions(value="x" * 2000),
        {
            "type": "rich_text",
            "elements": [
                {"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}
            ],
        },
    ]

    assert (await client.chat_postMessage(channel=workspace.digest_channel, blocks=blocks))["ok"]


async def test_faster_than_a_message_a_second_is_answered_with_retry_after(workspace, client):
    for number in range(5):
        await client.chat_postMessage(channel=workspace.digest_channel, text=str(number))

    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=workspace.digest_channel, text="liikaa")

    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    workspace.clock.advance(1)
    assert (await client.chat_postMessage(channel=workspace.digest_channel, text="nyt"))["ok"]


async def test_another_channel_and_private_messages_have_their_own_pace(workspace, client):
    person = workspace.people.employee("u1").id
    for number in range(5):
        await client.chat_postMessage(channel=workspace.digest_channel, text=str(number))

    await client.chat_postMessage(channel=workspace.story_channel, text="toinen")
    for number in range(6):
        await client.chat_postEphemeral(
            channel=workspace.story_channel, user=person, text=str(number)
        )

    assert workspace.ledger.counts()["chat.postEphemeral"] == 6


async def test_only_the_bots_own_messages_can_be_changed(workspace, client):
    channel = workspace.story_channel
    ts = await workspace.slack_say("u1", "omani")
    own = (await client.chat_postMessage(channel=channel, text="vanha"))["ts"]

    await client.chat_update(channel=channel, ts=own, text="uusi")

    assert workspace.channel(channel).messages[own].text == "uusi"
    foreign = client.chat_update(channel=channel, ts=ts, text="toinen")
    assert await refusal(foreign) == "cant_update_message"
    missing = client.chat_update(channel=channel, ts="1.000001", text="x")
    assert await refusal(missing) == "message_not_found"


async def test_a_deleted_message_is_gone(workspace, client):
    ts = (await client.chat_postMessage(channel=workspace.digest_channel, text="x"))["ts"]

    await client.chat_delete(channel=workspace.digest_channel, ts=ts)

    assert workspace.messages(workspace.digest_channel) == []
    again = client.chat_delete(channel=workspace.digest_channel, ts=ts)
    assert await refusal(again) == "message_not_found"


async def test_metadata_is_found_again_in_history_and_replies(workspace, client):
    channel = workspace.digest_channel
    metadata = {"event_type": "delivery", "event_payload": {"delivery_id": "d-1"}}
    parent = await client.chat_postMessage(channel=channel, text="x", metadata=metadata)
    await client.chat_postMessage(
        channel=channel, text="y", thread_ts=parent["ts"], metadata=metadata
    )

    history = await client.conversations_history(channel=channel, include_all_metadata=True)
    replies = await client.conversations_replies(
        channel=channel, ts=parent["ts"], include_all_metadata=True
    )

    assert [m["metadata"] for m in history["messages"]] == [metadata]
    assert [m["metadata"] for m in replies["messages"]] == [metadata, metadata]


async def test_history_without_the_flag_keeps_metadata_to_itself(workspace, client):
    metadata = {"event_type": "delivery", "event_payload": {}}
    await client.chat_postMessage(channel=workspace.digest_channel, text="x", metadata=metadata)

    history = await client.conversations_history(channel=workspace.digest_channel)

    assert "metadata" not in history["messages"][0]


async def test_history_is_read_page_by_page_newest_first(workspace, client):
    for number in range(5):
        await workspace.slack_say("u1", str(number))
    first = await client.conversations_history(channel=workspace.story_channel, limit=3)
    cursor = first["response_metadata"]["next_cursor"]

    second = await client.conversations_history(
        channel=workspace.story_channel, limit=3, cursor=cursor
    )

    texts = [m["text"] for m in first["messages"] + second["messages"]]
    assert texts == ["4", "3", "2", "1", "0"]


async def test_a_persons_locale_is_told_on_request(workspace, client):
    person = workspace.people.employee("u4")

    answer = await client.users_info(user=person.id, include_locale=True)

    assert answer["user"]["locale"] == "sv-SE"


async def test_a_response_url_serves_five_times_within_thirty_minutes(workspace):
    event = await workspace.slack_command("u1", "/tarina", "hei")
    url = event.payload["response_url"]
    async with aiohttp.ClientSession() as session:
        statuses = []
        for number in range(6):
            async with session.post(url, json={"text": str(number)}) as response:
                statuses.append(response.status)

    assert statuses == [200] * 5 + [404]
    assert [m.text for m in workspace.seen_by("u1")][-5:] == ["0", "1", "2", "3", "4"]


async def test_a_response_url_is_no_use_after_thirty_minutes(workspace):
    event = await workspace.slack_command("u1", "/tarina", "hei")
    workspace.clock.advance(30 * 60 + 1)

    async with (
        aiohttp.ClientSession() as session,
        session.post(event.payload["response_url"], json={"text": "myöhässä"}) as response,
    ):
        assert response.status == 404


async def test_a_response_url_can_replace_and_delete_a_private_message(workspace, client):
    person = workspace.people.employee("u1")
    await client.chat_postEphemeral(
        channel=workspace.story_channel, user=person.id, text="Kiitos", blocks=[actions()]
    )
    receipt = workspace.seen_by("u1")[0]
    event = await workspace.slack_press("u1", receipt, "remove")
    async with aiohttp.ClientSession() as session:
        url = event.payload["response_url"]
        body = {"text": "Poistettu", "replace_original": True}
        async with session.post(url, json=body) as response:
            assert response.status == 200
        assert [m.text for m in workspace.seen_by("u1")] == ["Poistettu"]
        async with session.post(url, json={"delete_original": True}) as response:
            assert response.status == 200

    assert workspace.seen_by("u1") == []


async def test_half_a_surrogate_pair_travels_as_it_was_typed(workspace):
    url = workspace.slack_base_url + "chat.postMessage"
    headers = {
        "Authorization": f"Bearer {workspace.slack_bot_token}",
        "Content-Type": "application/json; charset=utf-8",
    }
    body = json.dumps({"channel": workspace.digest_channel, "text": "\ud800"})
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=headers) as response,
    ):
        answer = json.loads(await response.text())

    assert answer["message"]["text"] == "\ud800"


@pytest.mark.parametrize(("body", "error"), [("{", "invalid_json"), ("[1]", "json_not_object")])
async def test_a_body_that_is_no_json_object_is_refused(workspace, body, error):
    headers = {"Content-Type": "application/json"}
    url = workspace.slack_base_url + "auth.test"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=headers) as response,
    ):
        assert (await response.json())["error"] == error


async def test_multipart_is_read_like_a_form(workspace):
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("token", workspace.slack_bot_token)
    form.add_field("channel", workspace.digest_channel)
    form.add_field("text", "åäö")
    url = workspace.slack_base_url + "chat.postMessage"
    async with aiohttp.ClientSession() as session, session.post(url, data=form) as response:
        answer = await response.json()

    assert answer["message"]["text"] == "åäö"


async def test_many_messages_at_one_instant_have_different_and_growing_timestamps(workspace):
    stamps = [await workspace.slack_say("u1", "x") for _ in range(100)]

    assert sorted(set(stamps)) == stamps


# Files that the app uploads

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20


def an_image(file_id: str) -> dict:
    return {"type": "image", "slack_file": {"id": file_id}, "alt_text": "Pistekuvio"}


async def begun(client, length: int = len(PNG)):
    return await client.files_getUploadURLExternal(filename="week.png", length=length)


async def put(url: str, content: bytes) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, data=content) as response:
        return response.status


async def test_an_uploaded_image_can_be_shown_in_a_block(workspace, client):
    uploaded = await client.files_upload_v2(filename="week.png", content=PNG)

    answer = await client.chat_postMessage(
        channel=workspace.digest_channel, text="x", blocks=[an_image(uploaded["file"]["id"])]
    )

    assert answer["ok"]
    assert workspace.team.files[uploaded["file"]["id"]].content == PNG
    assert workspace.team.files[uploaded["file"]["id"]].mimetype == "image/png"


async def test_a_file_that_is_not_complete_cannot_be_shown(workspace, client):
    begin = await begun(client)
    await put(begin["upload_url"], PNG)
    posting = client.chat_postMessage(
        channel=workspace.digest_channel, text="x", blocks=[an_image(begin["file_id"])]
    )

    assert await refusal(posting) == "invalid_blocks"


async def test_what_is_no_image_cannot_be_shown(workspace, client):
    uploaded = await client.files_upload_v2(filename="week.png", content=b"<html>")
    posting = client.chat_postMessage(
        channel=workspace.digest_channel, text="x", blocks=[an_image(uploaded["file"]["id"])]
    )

    assert await refusal(posting) == "invalid_blocks"


async def test_an_upload_must_be_as_long_as_was_said_and_come_before_its_end(client):
    begin = await begun(client, length=5)

    assert await put(begin["upload_url"], PNG) == 400
    ending = client.files_completeUploadExternal(files=[{"id": begin["file_id"]}])
    assert await refusal(ending) == "file_not_found"


async def test_an_address_that_slack_never_gave_takes_nothing(workspace):
    assert await put(f"{workspace.url}/upload/v1/guessed", PNG) == 400


async def test_uploading_needs_its_scope(workspace, client):
    workspace.scopes.discard("files:write")

    assert await refusal(begun(client)) == "missing_scope"
