"""Deliveries to Slack, and what its errors mean for them."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import (
    DeliveryDelayedError,
    DeliveryRefusedError,
    DeliveryUnknownError,
)
from bot.core.model.delivery import Address, Delivery, DigestPost, Note, Receipt, Shortcut
from bot.core.model.digest import Line, Sheet
from bot.core.model.story import Share
from bot.i18n.catalogue import Catalogue
from bot.practice import faults
from bot.practice.clock import PracticeClock
from bot.practice.limits import AS_FAST_AS_IT_COMES
from bot.practice.slack_team import OTHER
from bot.practice.workspace import Workspace
from handlers.slack.answers import retry_seconds
from handlers.slack.profiles import Profiles
from handlers.slack.sender import SlackSender
from tests.digest_builders import FakeLabels, a_digest
from tests.picture_builders import a_picture, a_png, no_picture, not_yet
from tests.program import WEDNESDAY

USER = "U0PRACT00001"
LABELS = FakeLabels.of_taxonomy()
NOTE = Note(key="removed", language="fi", arguments={"number": "T-0412"})


@pytest.fixture
async def workspace():
    clock = PracticeClock("simulated", WEDNESDAY)
    async with Workspace(clock, seed=1, rates=AS_FAST_AS_IT_COMES) as workspace:
        yield workspace


class Pauses:
    """Notes how long somebody would have waited."""

    def __init__(self):
        self.seconds = []

    async def __call__(self, seconds):
        self.seconds.append(seconds)


def sender_of(workspace, *, token=None, base_url=None, draw=no_picture, pause=None):
    client = AsyncWebClient(
        token or workspace.slack_bot_token,
        base_url=base_url or workspace.slack_base_url,
        timeout=2,
        retry_handlers=[],
    )
    profiles = Profiles(client, workspace.clock)
    pause = pause or Pauses()
    return SlackSender(
        client, Catalogue(), lambda _: LABELS, profiles, workspace.clock, draw, pause
    )


@pytest.fixture
def sender(workspace):
    return sender_of(workspace)


def a_delivery(channel, *, user="", edits="", replies_to="", content=NOTE, shortcut=None):
    return Delivery(
        id=uuid4(),
        address=Address(
            platform="slack", channel=channel, user=user, edits=edits, replies_to=replies_to
        ),
        content=content,
        shortcut=shortcut,
    )


# The ways out


async def test_a_post_carries_the_id_of_its_delivery_and_the_answer_names_it(workspace, sender):
    delivery = a_delivery(workspace.digest_channel)

    ts = await sender.send(delivery, None)

    message = workspace.channel(workspace.digest_channel).messages[ts]
    assert message.metadata["event_payload"] == {"delivery_id": delivery.id.hex}
    assert await sender.find(delivery) == ts


async def test_a_private_message_is_seen_by_one_person_in_that_persons_language(workspace, sender):
    delivery = a_delivery(workspace.story_channel, user="U0PRACT00005")

    await sender.send(delivery, None)

    (message,) = workspace.seen_by("u5")
    assert message.text == Catalogue().text("en", "removed", number="T-0412")
    assert workspace.seen_by("u1") == []


async def test_a_receipt_by_direct_message_has_its_button(workspace, sender):
    receipt = Receipt(number="T-0412", language="fi", team="Palvelu", share=Share.TEAM)

    await sender.send(a_delivery(USER, content=receipt), None)

    (message,) = workspace.dm("u1")
    assert "remove_story" in str(message.blocks)


async def test_a_direct_message_is_named_with_its_channel_and_edited_by_that_name(
    workspace, sender
):
    name = await sender.send(a_delivery(USER), None)

    (message,) = workspace.dm("u1")
    assert name == f"{workspace.people.employee('u1').dm}:{message.ts}"
    note = Note(key="removed", language="fi", arguments={"number": "T-0999"})
    assert await sender.send(a_delivery(USER, edits=name, content=note), None) == name
    (message,) = workspace.dm("u1")
    assert "T-0999" in message.text


async def test_a_digest_is_posted_and_edited(workspace, sender):
    digest = a_digest([Line("header", "Viikon tarinat", ()), Line("quote", "Hyvä!", ("T-1",))])
    delivery = a_delivery(workspace.digest_channel, content=DigestPost(UUID(int=1)))
    ts = await sender.send(delivery, digest)

    less = a_digest([Line("header", "Viikon tarinat", ())])
    edit = a_delivery(workspace.digest_channel, edits=ts, content=DigestPost(UUID(int=1)))
    assert await sender.send(edit, less) == ts

    (message,) = workspace.messages(workspace.digest_channel)
    assert "Hyvä!" not in str(message.blocks)


def a_digest_with_a_picture(dots=23):
    words = Line("picture", "Pistekuvio viikon 46 tarinoista", ())
    picture = a_picture(dots)
    return replace(a_digest([Line("header", "Viikon tarinat", ()), words]), picture=picture)


def top_of(workspace):
    return DigestPost(UUID(int=1)), workspace.digest_channel


async def test_the_picture_of_a_digest_stands_in_its_top_message(workspace):
    sender = sender_of(workspace, draw=a_png)
    post, channel = top_of(workspace)

    await sender.send(a_delivery(channel, content=post), a_digest_with_a_picture())

    (message,) = workspace.messages(channel)
    (image,) = [block for block in message.blocks if block["type"] == "image"]
    assert workspace.team.files[image["slack_file"]["id"]].content.startswith(b"\x89PNG")
    assert image["alt_text"] == "Pistekuvio viikon 46 tarinoista Luvut taulukkona ketjussa."


async def test_an_edited_digest_shows_a_new_picture(workspace):
    sender = sender_of(workspace, draw=a_png)
    post, channel = top_of(workspace)
    ts = await sender.send(a_delivery(channel, content=post), a_digest_with_a_picture())

    await sender.send(a_delivery(channel, content=post, edits=ts), a_digest_with_a_picture(22))

    (message,) = workspace.messages(channel)
    (image,) = [block for block in message.blocks if block["type"] == "image"]
    assert workspace.team.files[image["slack_file"]["id"]].content[-1] == 22


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("files.getUploadURLExternal", faults.refused("missing_scope")),
        ("files.getUploadURLExternal", faults.server_error()),
        ("slack_upload", faults.server_error()),
        ("files.completeUploadExternal", faults.refused("file_not_found")),
        ("files.completeUploadExternal", faults.cut_before()),
    ],
)
async def test_a_picture_that_slack_does_not_take_holds_up_no_digest(workspace, method, fault):
    sender = sender_of(workspace, draw=a_png)
    post, channel = top_of(workspace)
    workspace.faults.always(method, fault)

    await sender.send(a_delivery(channel, content=post), a_digest_with_a_picture())

    (message,) = workspace.messages(channel)
    assert "image" not in {block["type"] for block in message.blocks}


async def test_a_picture_that_cannot_be_drawn_holds_up_no_digest(workspace, sender):
    post, channel = top_of(workspace)

    await sender.send(a_delivery(channel, content=post), a_digest_with_a_picture())

    (message,) = workspace.messages(channel)
    assert "image" not in {block["type"] for block in message.blocks}


async def test_a_digest_is_put_off_while_other_pictures_are_drawn(workspace):
    post, channel = top_of(workspace)
    sender = sender_of(workspace, draw=not_yet)

    with pytest.raises(DeliveryDelayedError):
        await sender.send(a_delivery(channel, content=post), a_digest_with_a_picture())

    assert workspace.messages(channel) == []


async def test_a_picture_that_slack_still_looks_through_is_waited_for(workspace):
    pauses = Pauses()
    sender = sender_of(workspace, draw=a_png, pause=pauses)
    post, channel = top_of(workspace)
    workspace.faults.next("chat.postMessage", *[faults.refused("invalid_blocks")] * 2)

    await sender.send(a_delivery(channel, content=post), a_digest_with_a_picture())

    (message,) = workspace.messages(channel)
    assert "image" in {block["type"] for block in message.blocks}
    assert pauses.seconds == [0, 1, 2]


async def test_a_picture_that_slack_never_shows_is_left_out_in_the_end(workspace):
    pauses = Pauses()
    sender = sender_of(workspace, draw=a_png, pause=pauses)
    post, channel = top_of(workspace)
    workspace.faults.next("chat.postMessage", *[faults.refused("invalid_blocks")] * 4)

    await sender.send(a_delivery(channel, content=post), a_digest_with_a_picture())

    (message,) = workspace.messages(channel)
    assert "image" not in {block["type"] for block in message.blocks}
    assert sum(pauses.seconds) < 10


NUMBERS = DigestPost(UUID(int=1), Sheet.NUMBERS)
COUNTED = a_digest(
    [
        Line("header", "Viikon tarinat", ()),
        Line("numbers_heading", "Luvut", ()),
        Line("number", "Tarinoita: 23", (), ("stories",)),
    ]
)


async def test_the_numbers_are_a_table_in_the_thread(workspace, sender):
    channel = workspace.digest_channel
    ts = await sender.send(a_delivery(channel, content=DigestPost(UUID(int=1))), COUNTED)

    reply = a_delivery(channel, content=NUMBERS)
    await sender.send(replace(reply, address=replace(reply.address, replies_to=ts)), COUNTED)

    top, numbers = workspace.messages(channel)
    assert numbers.thread_ts == top.ts
    (table,) = [block for block in numbers.blocks if block["type"] == "data_table"]
    assert [[cell["text"] for cell in row] for row in table["rows"]] == [
        ["Mitä", "Luku"],
        ["Tarinoita", "23"],
    ]


async def test_a_workspace_that_takes_no_table_gets_the_numbers_as_text(workspace, sender):
    workspace.faults.next("chat.postMessage", faults.refused("invalid_blocks"))

    await sender.send(a_delivery(workspace.digest_channel, content=NUMBERS), COUNTED)

    (message,) = workspace.messages(workspace.digest_channel)
    assert "data_table" not in {block["type"] for block in message.blocks}
    assert "Tarinoita: 23" in str(message.blocks)


async def test_what_a_channel_refuses_is_not_tried_in_another_form(workspace, sender):
    workspace.faults.next("chat.postMessage", faults.refused("is_archived"))

    with pytest.raises(DeliveryRefusedError):
        await sender.send(a_delivery(workspace.digest_channel, content=NUMBERS), COUNTED)
    assert workspace.messages(workspace.digest_channel) == []


async def test_a_digest_that_is_gone_from_the_store_is_refused(workspace, sender):
    with pytest.raises(DeliveryRefusedError):
        await sender.send(
            a_delivery(workspace.digest_channel, content=DigestPost(UUID(int=1))), None
        )


# What errors mean


@pytest.mark.parametrize(
    "word",
    [
        *["channel_not_found", "is_archived", "not_in_channel", "msg_too_long", "no_text"],
        *["invalid_blocks", "user_not_found", "user_disabled", "cannot_dm_bot"],
        *["restricted_action", "messages_tab_disabled", "message_not_found"],
        *["cant_update_message", "edit_window_closed", "msg_blocks_too_long"],
        *["restricted_action_read_only_channel", "metadata_too_large"],
    ],
)
async def test_a_final_error_refuses_the_delivery_with_slacks_own_word(workspace, sender, word):
    workspace.faults.next("chat.postMessage", faults.refused(word))

    with pytest.raises(DeliveryRefusedError) as caught:
        await sender.send(a_delivery(workspace.digest_channel), None)

    assert caught.value.reason == word


@pytest.mark.parametrize(
    "word",
    [
        *["invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"],
        *["missing_scope", "no_permission", "ekm_access_denied", "org_login_required"],
        *["service_unavailable", "request_timeout", "team_added_to_org", "of_next_year"],
    ],
)
async def test_an_error_that_can_heal_delays_the_delivery(workspace, sender, word):
    workspace.faults.next("chat.postMessage", faults.refused(word))

    with pytest.raises(DeliveryDelayedError) as caught:
        await sender.send(a_delivery(workspace.digest_channel), None)

    assert caught.value.retry_after is None


@pytest.mark.parametrize(
    "fault",
    [
        faults.server_error(500),
        faults.server_error(503),
        faults.cut_before(),
        faults.cut_after(),
        faults.stall(3),
    ],
)
@pytest.mark.parametrize("method", ["chat.postMessage", "chat.postEphemeral", "response_url"])
async def test_a_lost_answer_is_unknown(workspace, sender, fault, method):
    workspace.faults.next(method, fault)
    user = USER if method == "chat.postEphemeral" else ""
    shortcut = a_shortcut(workspace) if method == "response_url" else None

    with pytest.raises(DeliveryUnknownError):
        await sender.send(a_delivery(workspace.story_channel, user=user, shortcut=shortcut), None)


@pytest.mark.parametrize("word", ["fatal_error", "internal_error"])
async def test_an_error_in_the_middle_of_slacks_work_is_unknown(workspace, sender, word):
    workspace.faults.next("chat.postMessage", faults.refused(word))

    with pytest.raises(DeliveryUnknownError):
        await sender.send(a_delivery(workspace.digest_channel), None)


async def test_without_a_connection_nothing_was_sent(workspace):
    nobody = "http://127.0.0.1:9/api/"

    with pytest.raises(DeliveryDelayedError):
        await sender_of(workspace, base_url=nobody).send(a_delivery("C1"), None)
    shortcut = Shortcut("http://127.0.0.1:9/x", workspace.clock.now() + timedelta(hours=1))
    with pytest.raises(DeliveryDelayedError):
        await sender_of(workspace).send(a_delivery("C1", shortcut=shortcut), None)


@pytest.mark.parametrize(
    ("asked", "waited"),
    [
        *[(30, 30), (1, 1), (0, 1), ("1e9", 1e9), ("1.5", 1.5)],
        *[(word, 30) for word in ("-1", "abc", None, "", "nan", "inf")],
        ("Fri, 20 Nov 2026 12:00:00 GMT", 30),
    ],
)
async def test_a_429_delays_by_what_it_asks_or_by_half_a_minute(workspace, sender, asked, waited):
    workspace.faults.next("chat.postMessage", faults.rate_limited(asked))

    with pytest.raises(DeliveryDelayedError) as caught:
        await sender.send(a_delivery(workspace.digest_channel), None)

    assert caught.value.retry_after == waited


@pytest.mark.parametrize(
    "headers",
    [{"Retry-After": []}, {"Retry-After": ["abc"]}, {"Retry-After": None}, {"retry-after": {}}],
)
def test_a_retry_after_of_any_kind_is_half_a_minute(headers):
    assert retry_seconds(headers) == 30


@pytest.mark.parametrize("headers", [{"Retry-After": ["7"]}, {"retry-after": "7"}])
def test_a_retry_after_may_be_a_list(headers):
    assert retry_seconds(headers) == 7


async def test_a_foreign_answer_is_no_answer(workspace):
    """A proxy's page in the place of Slack: whether it passed the message on cannot be known."""
    page = f"{workspace.url}/?"

    with pytest.raises(DeliveryUnknownError):
        await sender_of(workspace, base_url=page).send(a_delivery("C1"), None)


async def test_a_wrong_token_delays(workspace):
    with pytest.raises(DeliveryDelayedError):
        await sender_of(workspace, token="xoxb-wrong").send(
            a_delivery(workspace.digest_channel), None
        )


async def test_a_channel_without_kuule_is_refused(workspace, sender):
    with pytest.raises(DeliveryRefusedError) as caught:
        await sender.send(a_delivery(OTHER), None)

    assert caught.value.reason in {"not_in_channel", "channel_not_found"}


async def test_an_edit_of_a_message_that_is_gone_is_refused(workspace, sender):
    with pytest.raises(DeliveryRefusedError):
        await sender.send(a_delivery(workspace.digest_channel, edits="1.000001"), None)


# The way of a command


def a_shortcut(workspace, *, replaces=False, minutes=30):
    url = workspace._urls.new("commands", workspace.story_channel, USER)
    return Shortcut(url, workspace.clock.now() + timedelta(minutes=minutes), replaces=replaces)


async def test_a_command_is_answered_at_its_own_url(workspace, sender):
    assert await sender.send(a_delivery(USER, shortcut=a_shortcut(workspace)), None) == ""

    assert len(workspace.seen_by("u1")) == 1
    assert workspace.dm("u1") == []


@pytest.mark.parametrize("how", ["expired here", "expired there", "used up", "nonsense"])
async def test_an_answer_whose_url_is_of_no_use_goes_by_direct_message(workspace, sender, how):
    shortcut = a_shortcut(workspace, minutes=-1 if how == "expired here" else 60)
    if how == "expired there":
        workspace.clock.advance(31 * 60)
    if how == "used up":
        for _ in range(5):
            await sender.send(a_delivery(USER, shortcut=shortcut), None)
    if how == "nonsense":
        shortcut = Shortcut("nonsense", shortcut.until)

    await sender.send(a_delivery(USER, shortcut=shortcut), None)

    assert len(workspace.dm("u1")) == 1


# A lost answer is looked for


async def test_a_lost_post_is_found_by_its_metadata_pages_back(workspace, sender):
    lost = a_delivery(workspace.digest_channel)
    ts = await sender.send(lost, None)
    for number in range(230):
        workspace.slack.say("u1", f"{number}", workspace.digest_channel)

    assert await sender.find(lost) == ts
    assert [call.method for call in workspace.ledger.calls].count("conversations.history") == 3


async def test_a_lost_reply_is_found_in_its_thread(workspace, sender):
    top = await sender.send(a_delivery(workspace.digest_channel), None)
    lost = a_delivery(workspace.digest_channel, replies_to=top)
    ts = await sender.send(lost, None)

    assert await sender.find(lost) == ts
    assert await sender.find(a_delivery(workspace.digest_channel, replies_to=top)) is None


async def test_what_was_never_posted_is_not_found(workspace, sender):
    assert await sender.find(a_delivery(workspace.digest_channel)) is None


async def test_a_channel_that_has_moved_on_too_far_cannot_tell(workspace, sender):
    lost = a_delivery(workspace.digest_channel)
    await sender.send(lost, None)
    for number in range(1000):
        workspace.slack.say("u1", f"{number}", workspace.digest_channel)

    with pytest.raises(DeliveryUnknownError):
        await sender.find(lost)


async def test_without_the_scope_a_lost_answer_stays_unknown(workspace, sender):
    workspace.scopes -= {"channels:history"}

    with pytest.raises((DeliveryUnknownError, DeliveryDelayedError)):
        await sender.find(a_delivery(workspace.digest_channel))


@pytest.mark.parametrize(
    "fault", [faults.rate_limited(), faults.server_error(), faults.cut_before(), faults.stall(3)]
)
async def test_a_question_that_fails_tells_nothing(workspace, sender, fault):
    # aiohttp itself repeats a reading whose connection was cut, once.
    workspace.faults.always("conversations.history", fault)

    with pytest.raises((DeliveryUnknownError, DeliveryDelayedError)):
        await sender.find(a_delivery(workspace.digest_channel))


@pytest.mark.parametrize(
    "fields", [{"user": USER}, {"channel": USER}, {"shortcut": Shortcut("x", WEDNESDAY)}]
)
async def test_slack_keeps_no_list_of_private_messages(workspace, sender, fields):
    channel = fields.pop("channel", workspace.digest_channel)

    with pytest.raises(DeliveryUnknownError):
        await sender.find(a_delivery(channel, **fields))


# The reader's language


async def test_a_person_is_asked_about_once(workspace, sender):
    for _ in range(3):
        await sender.send(a_delivery("U0PRACT00004"), None)

    assert [call.method for call in workspace.ledger.calls].count("users.info") == 1


async def test_slack_being_busy_costs_the_language_for_a_minute_only(workspace, sender):
    workspace.faults.next("users.info", faults.rate_limited())
    for _ in range(2):
        await sender.send(a_delivery("U0PRACT00005"), None)
    workspace.clock.advance(61)
    await sender.send(a_delivery("U0PRACT00005"), None)

    said = [m.text for m in workspace.dm("u5")]
    assert said[0] == said[1] == Catalogue().text("fi", "removed", number="T-0412")
    assert said[2] == Catalogue().text("en", "removed", number="T-0412")
