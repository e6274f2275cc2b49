"""Telegram's updates to neutral values."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from bot.core.model.delivery import Shelf
from bot.core.model.dialogue import Verb
from bot.core.model.incoming import (
    IncomingCommand,
    IncomingMessage,
    IncomingReach,
    IncomingRemoval,
    IncomingTap,
    IncomingVerdict,
    Verdict,
)
from bot.core.model.language import SPOKEN
from bot.core.model.platforms import Route
from handlers.telegram.buttons import OWN, shelf_data, talk_data, verdict_data
from handlers.telegram.commands import NAMES, Command, command_named
from handlers.telegram.parse import chat_of, parse_update
from handlers.telegram.wanted import Edited, Guided, Look, Speech, Voice

BOT = "71"
TALK = UUID(int=2**127)


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
        {"reply_to_message": {"message_id": 1}},
        {"a_field_of_next_year": {"x": [1]}},
        {"via_bot": {"id": 9}},
    ],
)
def test_an_answering_or_new_kind_of_text_is_a_story(fields):
    assert isinstance(parse(a_message(**fields)), IncomingMessage)


@pytest.mark.parametrize("number", [2**31, 2**52, -(2**52), 2**63])
def test_ids_are_strings_of_any_length(number):
    story = parse(a_message(chat={"id": number, "type": "private"}, message_id=2**33))

    assert story.key == ("telegram", BOT, str(number), str(2**33))


def test_a_person_without_a_language_has_no_locale():
    assert parse(a_message(**{"from": {"id": 7}})).locale == ""


# Commands and what is not taken


@pytest.mark.parametrize(
    ("text", "command", "argument"),
    [
        ("/start", Command.START, ""),
        ("/start palvelu", Command.START, "palvelu"),
        ("/start  palvelu ", Command.START, "palvelu"),
        ("/start\npalvelu", Command.START, "palvelu"),
        ("/START@kuule_bot palvelu", Command.START, "palvelu"),
        ("/tarina", Command.STORY, ""),
        ("/sluta", Command.STOP, ""),
    ],
)
def test_a_command_of_a_talk_leads_it(text, command, argument):
    wish = parse(a_message(text=text))

    assert isinstance(wish, Guided)
    assert (wish.command, wish.incoming.argument, wish.incoming.locale) == (
        command,
        argument,
        "sv",
    )


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("/help", "help"),
        ("/help@kuule_bot", "help"),
        ("/ohje", "help"),
        ("/kieli", "language-question"),
        ("/integritet", "privacy"),
        ("/edit T-0412", "edit-how"),
        ("/settings", "unknown-command"),
        ("/", "unknown-command"),
        ("/ huh", "unknown-command"),
    ],
)
def test_a_command_asks_for_its_answer(text, note):
    wish = parse(a_message(text=text))

    assert isinstance(wish, IncomingCommand)
    assert (wish.note, wish.locale) == (note, "sv")


@pytest.mark.parametrize(
    ("text", "command"), [("/omat", Command.MINE), ("/minadata", Command.MY_DATA)]
)
def test_what_is_kept_is_asked_for(text, command):
    wish = parse(a_message(text=text))

    assert isinstance(wish, Guided)
    assert (wish.command, wish.incoming.note) == (command, "own-none")


@pytest.mark.parametrize("text", ["/delete", "/poista", "/radera", "poista", "Ta bort.", "peru"])
def test_a_deletion_without_a_number_asks_what_goes(text):
    wish = parse(a_message(text=text))

    assert isinstance(wish, Guided)
    assert wish.command is Command.DELETE


def test_who_asks_for_help_in_words_gets_it():
    assert parse(a_message(text="Apua!")).note == "help"


def test_a_deletion_may_name_its_story():
    wish = parse(a_message(text="/poista 412"))

    assert isinstance(wish, IncomingRemoval)
    assert wish.number == "412"


def test_a_story_may_follow_its_command():
    assert parse(a_message(text="/story It rained.")).text == "It rained."


def test_every_command_has_a_name_in_each_language_and_none_means_two():
    for language in SPOKEN:
        assert [command_named(name) for name in NAMES[language]] == list(Command)


def test_a_command_as_a_caption_is_a_command():
    assert parse(a_message(text=..., caption="/help", photo=[{}])).note == "help"


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ({"photo": [{}], "forward_date": 1}, "file-without-words"),
        ({"text": "\u200b \n"}, "not-taken-media"),
        ({"dice": {}}, "not-taken-media"),
        ({"voice": {}}, "not-taken-voice"),
        ({"voice": {"file_id": "x"}, "forward_date": 1}, "not-taken-voice"),
        ({"sticker": {}}, "not-taken-sticker"),
        ({"location": {"latitude": 60, "longitude": 25}}, "not-taken-location"),
        ({"venue": {}, "location": {}}, "not-taken-location"),
        ({"contact": {"phone_number": "+358401234567"}}, "not-taken-contact"),
        ({"poll": {}}, "not-taken-poll"),
    ],
)
def test_anything_but_text_gets_a_friendly_answer_of_its_own(content, note):
    wish = parse(a_message(**({"text": ...} | content)))

    assert isinstance(wish, IncomingCommand)
    assert wish.note == note


@pytest.mark.parametrize("origin", ["forward_origin", "forward_date"])
def test_a_forwarded_text_is_asked_about_under_it(origin):
    wish = parse(a_message(**{origin: {"type": "hidden_user"}}))

    assert isinstance(wish, IncomingCommand)
    assert (wish.note, wish.replies_to) == ("forwarded-question", "5")


@pytest.mark.parametrize("kind", ["photo", "document", "video", "animation", "audio"])
def test_a_file_without_words_is_told_for_the_talk_to_judge(kind):
    told = parse(a_message(**{"text": ..., "caption": " \u200b", kind: {"file_id": "x"}}))

    assert isinstance(told, IncomingMessage)
    assert (told.text.strip(" \u200b"), told.files) == ("", ("x",))


def test_the_pictures_of_an_album_share_a_key_beside_their_own():
    first, second = (
        parse(a_message(text=..., photo=[{}], media_group_id="g", message_id=number))
        for number in (5, 6)
    )

    assert first.album == second.album
    assert first.key != second.key
    assert parse(a_message()).album is None


@pytest.mark.parametrize("kind", ["voice", "video_note"])
def test_a_voice_message_comes_with_the_answer_of_who_cannot_listen(kind):
    voice = parse(a_message(**{"text": ..., kind: {"file_id": "x"}}))

    assert isinstance(voice, Voice)
    assert (voice.message.sounds, voice.message.files) == (("x",), ())
    assert (voice.answer.note, voice.answer.key) == ("not-taken-voice", voice.message.key)


def test_the_caption_of_a_voice_message_is_told_and_its_sound_goes_with_it():
    told = parse(a_message(text=..., voice={"file_id": "x"}, caption="Näin kävi."))

    assert isinstance(told, IncomingMessage)
    assert (told.text, told.sounds, told.files) == ("Näin kävi.", ("x",), ())


@pytest.mark.parametrize("verdict", Verdict)
def test_a_button_below_what_was_heard_is_read_back(verdict):
    data = verdict_data(UUID(int=7), verdict)
    pressed = parse_update(a_press(data=data), BOT)

    assert isinstance(pressed, IncomingVerdict)
    assert (pressed.recording, pressed.verdict, pressed.edits) == (UUID(int=7), verdict, "5")
    assert len(data.encode()) <= 64


@pytest.mark.parametrize("data", ["v:", "v:x:right", f"v:{UUID(int=7).hex}:else"])
def test_a_button_that_nobody_wrote_means_nothing(data):
    assert parse_update(a_press(data=data), BOT) is None


def test_an_album_that_is_forwarded_gets_one_answer():
    album = {"text": ..., "photo": [{}], "media_group_id": "g", "forward_date": 1}
    first, second = (parse(a_message(**album, message_id=number)) for number in (5, 6))

    assert first.key == second.key


def test_an_edit_changes_its_message_and_is_answered():
    changed = parse(a_message(text="Nyt näin.", edit_date=1795176100), "edited_message")

    assert isinstance(changed, Edited)
    assert changed.edit.message == parse(a_message()).key != changed.answer.key
    assert changed.edit.text == "Nyt näin."
    assert changed.edit.changed_at == datetime(2026, 11, 20, 12, 1, 40, tzinfo=UTC)
    assert changed.answer.note == "edited"


def test_an_edited_command_is_none_any_more():
    assert parse(a_message(text="/start", edit_date=1795176100), "edited_message") is None


def test_a_moving_location_is_no_edit_that_anybody_made():
    moved = a_message(text=..., location={"live_period": 900}, edit_date=1795176100)

    assert parse(moved, "edited_message") is None


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


@pytest.mark.parametrize(
    "kind",
    ["channel_post", "edited_channel_post", "message_reaction", "next_year"],
)
def test_other_updates_are_none_of_ours(kind):
    assert parse(a_message(), kind) is None


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


def test_a_button_of_a_talk_says_which_talk_and_what():
    tap = parse_update(a_press(data=talk_data(TALK, Verb.FEEL, "heard")), BOT)

    assert isinstance(tap, IncomingTap)
    assert (tap.talk, tap.verb, tap.value, tap.edits) == (TALK, Verb.FEEL, "heard", "5")


def test_a_button_turns_a_page_in_its_place():
    turned = parse_update(a_press(data=shelf_data(Shelf.MINE, 2)), BOT)

    assert isinstance(turned, Look)
    assert (turned.shelf, turned.page, turned.incoming.edits) == (Shelf.MINE, 2, "5")


def test_a_button_chooses_the_language_in_its_place():
    chosen = parse_update(a_press(data="lang:sv"), BOT)

    assert isinstance(chosen, Speech)
    assert (chosen.language, chosen.incoming.edits) == ("sv", "5")


def test_privacy_is_told_in_a_message_of_its_own():
    wish = parse_update(a_press(data="privacy"), BOT)

    assert (wish.note, wish.edits) == ("privacy", "")


def test_this_is_mine_makes_a_story_of_the_forwarded_message():
    original = a_message(message_id=4, text="Näin kävi.", forward_origin={})
    question = a_message(text="?", reply_to_message=original)
    story = parse_update(a_press(message=question, data=OWN), BOT)

    assert isinstance(story, IncomingMessage)
    assert (story.key[-1], story.text) == ("4", "Näin kävi.")


def test_a_forwarded_message_that_is_gone_is_told_so():
    assert parse_update(a_press(data=OWN), BOT).note == "forwarded-gone"


def test_it_is_not_mine_is_answered_in_its_place():
    wish = parse_update(a_press(data="not-mine"), BOT)

    assert (wish.note, wish.edits) == ("forwarded-left", "5")


@pytest.mark.parametrize(
    "fields",
    [
        {"data": "other:1"},
        {"data": ...},
        {"message": ...},
        {"data": "t:x:go:"},
        {"data": f"t:{TALK.hex}:fly:"},
        {"data": "own:mine:x"},
        {"data": "own:theirs:1"},
        {"data": "lang:de"},
    ],
)
def test_another_button_is_none_of_ours(fields):
    assert parse_update(a_press(**fields), BOT) is None


# Whether messages arrive


@pytest.mark.parametrize(("status", "may"), [("kicked", False), ("member", True)])
def test_a_block_and_its_end_are_told(status, may):
    change = a_message(text=..., new_chat_member={"status": status})

    assert parse(change, "my_chat_member") == IncomingReach(person=("telegram", BOT, "7"), may=may)


def test_a_group_that_lets_the_bot_in_is_no_person():
    assert parse(in_group(new_chat_member={"status": "member"}), "my_chat_member") is None


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
        {"my_chat_member": "x"},
        {"my_chat_member": a_message()},
        {"edited_message": a_message()},
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
