"""Telegram's updates to neutral values."""

from datetime import UTC, datetime

import pytest

from bot.core.model.incoming import IncomingCommand, IncomingMessage, IncomingRemoval
from bot.core.model.platforms import Route
from handlers.telegram.parse import chat_of, parse_update

BOT = "71"


def a_message(**fields):
    message = {
        "message_id": 5,
        "date": 1795176000,
        "chat": {"id": 7, "type": "private"},
        "from": {"id": 7, "is_bot": False, "first_name": "A", "language_code": "sv"},
        "text": "Jouduin odottamaan.",
    } | fields
    return {name: value for name, value in message.items() if value is not ...}


def parse(message, kind="message"):
    return parse_update({"update_id": 1, kind: message}, BOT)


def in_group(**fields):
    return a_message(chat={"id": -1001, "type": "supergroup", "title": "Tiimi"}, **fields)


def a_press(**fields):
    query = {
        "id": "99",
        "from": {"id": 7, "language_code": "fi"},
        "message": a_message(text="Kiitos"),
        "data": "remove:T-0412",
    } | fields
    return {"update_id": 1, "callback_query": {k: v for k, v in query.items() if v is not ...}}


# Stories


def test_a_text_in_a_private_chat_is_a_story_with_its_natural_key_and_telegrams_own_time():
    assert parse(a_message()) == IncomingMessage(
        key=("telegram", BOT, "7", "5"),
        platform="telegram",
        route=Route.DM,
        workspace=BOT,
        user="7",
        channel="7",
        text="Jouduin odottamaan.",
        told_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
        locale="sv",
    )


def test_a_caption_is_a_text_and_its_file_is_named():
    story = parse(a_message(text=..., caption="Näin kävi.", photo=[{"file_id": "x"}]))

    assert (story.text, story.files) == ("Näin kävi.", ("x",))


@pytest.mark.parametrize(
    "fields",
    [
        {"forward_origin": {"type": "hidden_user"}},
        {"reply_to_message": {"message_id": 1}},
        {"a_field_of_next_year": {"x": [1]}},
        {"via_bot": {"id": 9}},
    ],
)
def test_a_forwarded_or_answering_or_new_kind_of_text_is_a_story(fields):
    assert isinstance(parse(a_message(**fields)), IncomingMessage)


@pytest.mark.parametrize("number", [2**31, 2**52, -(2**52), 2**63])
def test_ids_are_strings_of_any_length(number):
    story = parse(a_message(chat={"id": number, "type": "private"}, message_id=2**33))

    assert story.key == ("telegram", BOT, str(number), str(2**33))


def test_a_person_without_a_language_has_no_locale():
    assert parse(a_message(**{"from": {"id": 7}})).locale == ""


# Commands and what is not taken


@pytest.mark.parametrize(
    ("text", "note", "argument"),
    [
        ("/start", "start", ""),
        ("/start palvelu", "start", "palvelu"),
        ("/start  palvelu ", "start", "palvelu"),
        ("/start\npalvelu", "start", "palvelu"),
        ("/START@kuule_bot palvelu", "start", "palvelu"),
        ("/help", "help", ""),
        ("/help@kuule_bot", "help", ""),
        ("/settings", "unknown-command", ""),
        ("/", "unknown-command", ""),
        ("/ huh", "unknown-command", ""),
    ],
)
def test_a_command_asks_for_its_answer(text, note, argument):
    wish = parse(a_message(text=text))

    assert isinstance(wish, IncomingCommand)
    assert (wish.note, wish.argument, wish.locale) == (note, argument, "sv")


def test_a_command_as_a_caption_is_a_command():
    assert parse(a_message(text=..., caption="/help", photo=[{}])).note == "help"


@pytest.mark.parametrize(
    "content",
    [
        {"video": {"file_id": "x"}},
        {"voice": {"file_id": "x"}},
        {"sticker": {}},
        {"location": {"latitude": 60, "longitude": 25}},
        {"contact": {"phone_number": "+358401234567"}},
        {"poll": {}},
        {"text": "\u200b \n"},
    ],
)
def test_anything_but_text_gets_one_friendly_answer(content):
    wish = parse(a_message(**({"text": ...} | content)))

    assert isinstance(wish, IncomingCommand)
    assert wish.note == "not-taken-media"


@pytest.mark.parametrize(
    "content", [{"photo": [{"file_id": "x"}]}, {"document": {}, "caption": " \u200b"}]
)
def test_what_may_be_a_picture_needs_words(content):
    wish = parse(a_message(**({"text": ...} | content)))

    assert isinstance(wish, IncomingCommand)
    assert wish.note == "file-without-words"


def test_an_album_gets_one_answer():
    first, second = (
        parse(a_message(text=..., photo=[{}], media_group_id="g", message_id=number))
        for number in (5, 6)
    )

    assert first.key == second.key


def test_an_edit_gets_an_answer_of_its_own():
    wish = parse(a_message(edit_date=1795176100), "edited_message")

    assert wish.note == "not-taken-edit"
    assert wish.key != parse(a_message()).key


def test_a_moving_location_is_no_edit_that_anybody_made():
    moved = a_message(text=..., location={"live_period": 900}, edit_date=1795176100)

    assert parse(moved, "edited_message") is None


@pytest.mark.parametrize("kind", ["message", "edited_message"])
def test_a_group_gets_one_answer_a_day(kind):
    first = parse(in_group(edit_date=1), kind)
    same_day = parse(in_group(message_id=6, text="/help", date=1795176100), "message")
    next_day = parse(in_group(message_id=7, date=1795176000 + 86400), "message")

    assert first.note == same_day.note == "not-taken-group"
    assert first.key == same_day.key != next_day.key
    assert first.channel == "-1001"


@pytest.mark.parametrize(
    "field",
    [
        "new_chat_members",
        "left_chat_member",
        "pinned_message",
        "new_chat_title",
        "new_chat_photo",
        "delete_chat_photo",
        "group_chat_created",
        "supergroup_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "message_auto_delete_timer_changed",
        "forum_topic_created",
        "video_chat_started",
        "write_access_allowed",
        "chat_background_set",
        "boost_added",
    ],
)
def test_what_the_chat_itself_writes_gets_no_answer(field):
    assert parse(a_message(text=..., **{field: {}})) is None
    assert parse(in_group(text=..., **{field: {}})) is None


@pytest.mark.parametrize(
    "kind",
    ["channel_post", "edited_channel_post", "my_chat_member", "message_reaction", "next_year"],
)
def test_other_updates_are_none_of_ours(kind):
    assert parse(a_message(), kind) is None


def test_an_anonymous_admin_of_a_group_is_answered_in_the_group():
    message = in_group(sender_chat={"id": -1001}, **{"from": {"id": 1087968824, "is_bot": True}})

    assert parse(message).note == "not-taken-group"


def test_a_post_of_a_linked_channel_without_a_sender_gets_no_answer():
    assert parse(in_group(sender_chat={"id": -1002}, **{"from": ...})) is None


def test_another_bot_is_not_listened_to():
    assert parse(a_message(**{"from": {"id": 8, "is_bot": True}})) is None


# The button


def test_the_button_removes_and_its_answer_takes_the_receipts_place():
    wish = parse_update(a_press(), BOT)

    assert isinstance(wish, IncomingRemoval)
    assert (wish.number, wish.person, wish.locale) == ("T-0412", ("telegram", BOT, "7"), "fi")
    assert (wish.answer_to.channel, wish.answer_to.edits) == ("7", "5")


def test_the_button_of_a_receipt_too_old_to_be_edited_is_answered_by_a_new_message():
    old = {"message_id": 5, "date": 0, "chat": {"id": 7, "type": "private"}}

    wish = parse_update(a_press(message=old), BOT)

    assert (wish.answer_to.channel, wish.answer_to.edits) == ("7", "")


@pytest.mark.parametrize("fields", [{"data": "other:1"}, {"data": ...}, {"message": ...}])
def test_another_button_is_none_of_ours(fields):
    assert parse_update(a_press(**fields), BOT) is None


# Updates that break Telegram's own form


@pytest.mark.parametrize(
    "update",
    [
        {"message": None},
        {"message": "x"},
        {"message": []},
        {"message": {}},
        {"edited_message": [1]},
        {"callback_query": "x"},
        {"message": a_message(chat=None)},
        {"message": a_message(chat={"id": "7", "type": "private"})},
        {"message": a_message(chat={"type": "private"})},
        {"message": a_message(chat={"id": True, "type": "private"})},
        {"message": a_message(**{"from": ...})},
        {"message": a_message(**{"from": {"id": None}})},
        {"message": a_message(**{"from": {"id": 7, "language_code": ["fi"]}})},
        {"message": a_message(message_id=0)},
        {"message": a_message(message_id=-1)},
        {"message": a_message(message_id="5")},
        {"message": a_message(date=...)},
        {"message": a_message(date="1795176000")},
        {"message": a_message(date=10**20)},
        {"message": a_message(date=2**63)},
        {"message": a_message(date=-(10**15))},
        {"message": a_message(date=253402300799)},
        {"message": a_message(text=5)},
        {"message": a_message(text=["x"])},
        {"message": a_message(text=..., caption=5)},
        {"message": a_message(text=..., photo=[], media_group_id=["g"])},
        {"message": a_message(chat={"id": 10**5000, "type": "private"})},
        {"message": in_group(date=10**20)},
        a_press(id=5),
        a_press(id=...),
        a_press(message="x"),
        a_press(message={"message_id": 5, "date": 0}),
        a_press(**{"from": ...}),
        a_press(data=5),
    ],
)
def test_a_malformed_update_is_reported(update):
    with pytest.raises(ValueError, match=r".*"):
        parse_update({"update_id": 1} | update, BOT)


# What orders updates


def test_a_chat_orders_its_messages_edits_and_buttons():
    updates = [
        {"update_id": 1, "message": a_message()},
        {"update_id": 2, "edited_message": a_message()},
        a_press(),
    ]

    assert {chat_of(update) for update in updates} == {7}


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"message": None},
        {"message": "x"},
        {"message": {"chat": "x"}},
        {"message": {"chat": {"id": ["x"]}}},
        {"message": {"chat": {"id": {}}}},
        {"callback_query": {"message": "x"}},
        {"callback_query": {"message": {"chat": None}}},
    ],
)
def test_an_update_whose_chat_cannot_be_read_stands_alone(update):
    assert chat_of(update) is None
