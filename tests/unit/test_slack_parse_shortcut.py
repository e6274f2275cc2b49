"""Slack's shortcuts, books and answers to neutral values. The shapes are those of
https://docs.slack.dev/reference/interaction-payloads and /events/reaction_added.
"""

from datetime import timedelta

import pytest

from bot.core.model.delivery import Shortcut
from bot.core.model.incoming import IncomingAsk, IncomingCommand, IncomingMessage
from bot.core.model.platforms import Route
from bot.core.model.team import Teams
from handlers.slack.parse import FormWish
from handlers.slack.parse_shortcut import (
    parse_global_shortcut,
    parse_message_shortcut,
    parse_no,
    parse_reaction,
    parse_yes,
    to_story,
)
from tests.unit.test_slack_parse import ME, NOW, TEAMS, a_callback, a_listening_team

TS = "1795176000.000100"
KEY = ("slack", "T1", "C9", TS)
URL = "https://hooks.slack.com/app/T1/1/x"
EVERY = Teams((a_listening_team(slack_capture=frozenset({"reaction", "shortcut"})),))


def a_shortcut(**fields):
    return {
        "type": "shortcut",
        "token": "XXXXXXXXXXXXX",
        "action_ts": "1581106241.371594",
        "team": {"id": "T1", "domain": "shortcuts-test"},
        "user": {"id": "U1", "username": "aman", "team_id": "T1"},
        "callback_id": "tell_story",
        "trigger_id": "944799105734.773906753841.38b5894552bdd4a780554ee59d1f3638",
    } | fields


def a_message_action(**message):
    return {
        "token": "Nj2rfC2hU8mAfgaJLemZgO7H",
        "callback_id": "keep_story",
        "type": "message_action",
        "trigger_id": "13345224609.8534564800.6f8ab1f53e13d0cd15f96106292d5536",
        "response_url": URL,
        "team": {"id": "T1", "domain": "pandamonium"},
        "channel": {"id": "C9", "name": "cats"},
        "user": {"id": "U1", "name": "dreamweaver"},
        "message": {
            "type": "message",
            "user": "U1",
            "ts": TS,
            "text": "Asiakas kiitti.",
        }
        | message,
    }


def a_book(**fields):
    event = {
        "type": "reaction_added",
        "user": "U1",
        "reaction": "book",
        "item_user": "U2",
        "item": {"type": "message", "channel": "C9", "ts": TS},
        "event_ts": "1360782804.083113",
    }
    return a_callback(event | fields)


def an_answer(**fields):
    return {
        "type": "block_actions",
        "team": {"id": "T1", "domain": "example"},
        "user": {"id": "U1", "username": "example", "team_id": "T1"},
        "api_app_id": "A123",
        "trigger_id": "12466734323.1395872398",
        "response_url": URL,
        "channel": {"id": "D1", "name": "directmessage"},
        "actions": [{"action_id": "ask_yes", "value": f"C9:{TS}", "type": "button"}],
    } | fields


def kept(**message):
    pointed = parse_message_shortcut(a_message_action(**message), ME, NOW)
    return to_story(pointed, pointed.message, ME)


def test_the_global_shortcut_asks_for_the_modal():
    wish = parse_global_shortcut(a_shortcut(), ME, EVERY)

    assert isinstance(wish, FormWish)
    assert (wish.user, wish.channel, wish.shortcut) == ("U1", "", None)


def test_the_global_shortcut_is_answered_where_no_team_takes_it():
    answer = parse_global_shortcut(a_shortcut(), ME, TEAMS)

    assert isinstance(answer, IncomingCommand)
    assert (answer.note, answer.channel) == ("form-not-here", "U1")


def test_ones_own_message_is_a_story_under_its_own_natural_key():
    story = kept()

    assert isinstance(story, IncomingMessage)
    assert (story.key, story.route, story.text) == (KEY, Route.SHORTCUT, "Asiakas kiitti.")
    assert story.shortcut == Shortcut(URL, NOW + timedelta(minutes=30))


def test_ones_own_reply_names_its_thread():
    assert kept(thread_ts="1795175000.000200").parent == ("slack", "T1", "C9", "1795175000.000200")


def test_anothers_message_is_a_question_to_its_author():
    question = kept(user="U2")

    assert isinstance(question, IncomingAsk)
    assert (question.message, question.person) == (KEY, ("slack", "T1", "U2"))
    assert (question.private.channel, question.value) == ("U2", f"C9:{TS}")


@pytest.mark.parametrize(
    "message",
    [
        {"text": ""},
        {"text": "// ei"},
        {"bot_id": "B1"},
        {"user": "UKUULE"},
        {"team": "T2"},
        {"subtype": "channel_join"},
    ],
)
def test_what_is_no_persons_telling_can_be_no_story(message):
    assert kept(**message) is None


@pytest.mark.parametrize("name", ["book", "open_book"])
def test_a_book_points_at_its_message(name):
    pointed = parse_reaction(a_book(reaction=name), ME, EVERY)

    assert (pointed.user, pointed.channel, pointed.ts) == ("U1", "C9", TS)
    assert (pointed.route, pointed.message) == (Route.REACTION, None)


@pytest.mark.parametrize(
    "body",
    [
        a_book(reaction="books"),
        a_book(reaction=None),
        a_book(reaction=[]),
        a_book(type="reaction_removed"),
        a_book(item={"type": "file", "file": "F1"}),
        a_book(user="UKUULE"),
        a_book() | {"team_id": "T2"},
        a_book() | {"is_ext_shared_channel": True},
    ],
)
def test_other_reactions_point_at_nothing(body):
    assert parse_reaction(body, ME, EVERY) is None


def test_a_book_points_at_nothing_where_the_team_does_not_take_it():
    assert parse_reaction(a_book(), ME, TEAMS) is None


def test_people_of_another_workspace_point_at_nothing():
    stranger = a_message_action() | {"user": {"id": "U1", "team_id": "T2"}}

    assert parse_message_shortcut(stranger, ME, NOW) is None
    assert parse_global_shortcut(a_shortcut(team={"id": "T2"}), ME, EVERY) is None


def test_the_answers_name_the_message_and_replace_the_question():
    yes, no = parse_yes(an_answer(), ME, NOW), parse_no(an_answer(), ME, NOW)

    assert (yes.channel, yes.ts, yes.user) == ("C9", TS, "U1")
    assert yes.shortcut.replaces
    assert (no.message, no.person) == (KEY, ("slack", "T1", "U1"))


@pytest.mark.parametrize("value", ["", "C9", "C9:", ":", "C9:1", "C9:x.y", None, 5])
def test_a_button_that_names_no_message_raises(value):
    with pytest.raises(ValueError, match=r"value|ts"):
        parse_yes(an_answer(actions=[{"action_id": "ask_yes", "value": value}]), ME, NOW)
