"""Updates of groups: what is meant for Kuule, and what is not."""

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.model.incoming import IncomingCommand, IncomingMessage, IncomingRemoval
from bot.core.model.platforms import Route
from handlers.telegram.groups import Membership, Move, is_of_group, parse_group
from handlers.telegram.wanted import Edited
from tests.property.test_telegram_parse_properties import json_values
from tests.unit.test_telegram_parse import BOT, a_message, in_group

NAME = "kuule_practice_bot"
MENTION = {"entities": [{"type": "mention", "offset": 0, "length": 5}]}


def parse(message: dict[str, Any], name: str = NAME):
    return parse_group({"update_id": 1, "message": message}, BOT, name)


def edited(message: dict[str, Any]):
    update = {"update_id": 1, "edited_message": message | {"edit_date": message["date"] + 60}}
    return parse_group(update, BOT, NAME)


def a_change(status: str, kind: str = "supergroup") -> dict[str, Any]:
    change = {"chat": {"id": -1001, "type": kind}, "new_chat_member": {"status": status}}
    return {"update_id": 1, "my_chat_member": change}


def test_a_mention_is_a_story_told_in_the_group_without_the_mention() -> None:
    told = parse(in_group(text=f"@{NAME.upper()}: Jono oli pitkä.", **MENTION))

    assert isinstance(told, IncomingMessage)
    assert (told.text, told.route, told.channel) == ("Jono oli pitkä.", Route.GROUP, "-1001")
    assert told.told_at == datetime.fromtimestamp(in_group()["date"], UTC)


@pytest.mark.parametrize(
    "text", [f"@{NAME}x hei", f"x@{NAME}.fi hei", f"@@{NAME} hei", "@other_bot hei"]
)
def test_another_name_is_no_mention(text: str) -> None:
    assert parse(in_group(text=text, **MENTION)) is None


def test_a_name_that_telegram_does_not_mark_is_no_mention() -> None:
    assert parse(in_group(text=f"@{NAME} hei")) is None


def test_while_the_own_name_is_unknown_a_mention_of_a_bot_is_taken_for_ours() -> None:
    assert parse(in_group(text="@some_bot Jono.", **MENTION), "").text == "Jono."
    assert parse(in_group(text="@somebody Jono.", **MENTION), "") is None


def test_a_caption_below_a_picture_is_a_story_with_its_picture() -> None:
    picture = {"photo": [{"file_id": "x", "file_unique_id": "y"}], "caption": "/story Jono."}

    assert parse(in_group(text=..., **picture)).text == "Jono."


def test_only_a_reply_to_kuule_itself_is_meant_for_kuule() -> None:
    ours, theirs = ({"message_id": 1, "from": {"id": number}} for number in (int(BOT), 5))

    assert isinstance(parse(in_group(reply_to_message=ours)), IncomingMessage)
    assert parse(in_group(reply_to_message=theirs)) is None


def test_a_wish_to_remove_is_one_in_a_group_too() -> None:
    wish = parse(in_group(text="/story poista T-0412"))

    assert isinstance(wish, IncomingRemoval)
    assert (wish.number, wish.answer_to.channel) == ("T-0412", "-1001")


@pytest.mark.parametrize(
    "text", ["Jono oli pitkä.", f"@{NAME} Jono oli pitkä.", "/tarina Jono oli pitkä."]
)
def test_an_edit_gives_what_its_message_tells_now_and_is_answered_under_it(text: str) -> None:
    message = in_group(text=text, **MENTION)

    found = edited(message)

    assert isinstance(found, Edited)
    assert found.edit.text == "Jono oli pitkä."
    assert found.edit.message == parse(in_group(text=f"@{NAME} x", **MENTION)).key
    assert not found.edit.may_come
    assert found.answer.replies_to == str(message["message_id"])


@pytest.mark.parametrize("text", [f"@{NAME}", "/help", "/weather", f"/story@{NAME}", ""])
def test_an_edit_that_tells_nothing_changes_nothing(text: str) -> None:
    assert edited(in_group(text=text, **MENTION)) is None


def test_an_edit_of_somebody_who_hides_changes_nothing() -> None:
    assert edited(in_group(text="Jono.", sender_chat={"id": -1001})) is None


@pytest.mark.parametrize("sender", [-1001, -1002])
def test_who_hides_is_answered_once_a_message_and_nothing_is_kept(sender: int) -> None:
    hidden = {"sender_chat": {"id": sender}, "from": {"id": 1087968824, "is_bot": True}}

    answer = parse(in_group(text="/story Jono.", **hidden))

    assert isinstance(answer, IncomingCommand)
    assert answer.note == "group-anonymous"


def test_a_channels_post_in_its_group_is_nobodys_wish() -> None:
    post = {"sender_chat": {"id": -1002}, "is_automatic_forward": True}

    assert parse(in_group(text="/story Jono.", **post)) is None
    assert parse(in_group(text="/story x", sender_chat={"id": -1002}, **{"from": ...})) is None


def test_another_bot_is_not_listened_to() -> None:
    bot = {"id": 6, "is_bot": True}

    assert parse(in_group(text="/story Jono.", **{"from": bot})) is None


@pytest.mark.parametrize(
    ("status", "is_member"),
    [("member", True), ("administrator", True), ("left", False), ("kicked", False)],
)
@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_who_adds_or_removes_kuule_is_heard(kind: str, status: str, is_member: bool) -> None:
    update = a_change(status, kind)

    assert is_of_group(update)
    assert parse_group(update, BOT, NAME) == Membership("-1001", is_member)


def test_both_ends_of_a_move_say_the_same() -> None:
    old, new = {"id": -5, "type": "group"}, {"id": -1001, "type": "supergroup"}

    moves = [
        parse(a_message(text=..., chat=old, migrate_to_chat_id=-1001)),
        parse(a_message(text=..., chat=new, migrate_from_chat_id=-5)),
    ]

    assert moves == [Move("-5", "-1001")] * 2


def test_a_private_chat_is_no_group() -> None:
    assert not is_of_group({"update_id": 1, "message": a_message()})
    assert not is_of_group(a_change("kicked", "private"))
    assert is_of_group({"update_id": 1, "callback_query": {"message": in_group()}})


FIELDS = ("text", "caption", "chat", "from", "entities", "reply_to_message", "sender_chat", "date")


@given(st.dictionaries(st.sampled_from([*FIELDS, "migrate_to_chat_id"]), json_values))
@example({"entities": True})
def test_whatever_comes_is_a_value_none_or_a_valueerror(fields: dict[str, Any]) -> None:
    message = in_group(text=f"@{NAME} hei", **MENTION) | fields
    for kind in ("message", "callback_query", "my_chat_member", "edited_message"):
        update = {"update_id": 1, kind: message}
        is_of_group(update)
        with contextlib.suppress(ValueError):
            parse_group(update, BOT, NAME)
