"""Buttons and forms of tellers as Slack sends them."""

from datetime import timedelta
from uuid import UUID

import pytest

from bot.core.model.delivery import Address
from bot.core.model.incoming import NewWords, OwnTags, Sharing
from bot.core.model.story import Identity, Share
from handlers.slack.presses import (
    Form,
    Place,
    chosen_tags,
    metadata,
    parse_press,
    parse_removal,
    parse_submission,
    parse_tap,
    to_amendment,
    written_words,
)
from handlers.slack.receipt import CHIPS
from tests.unit.test_slack_parse import ME, NOW, a_press

PART = UUID(int=7)
EPHEMERAL = {"type": "message", "channel_id": "C1", "message_ts": "1.1", "is_ephemeral": True}


def press(action="remove_story", **fields):
    actions = [{"action_id": action, "value": "T-0412"}]
    return parse_press(a_press(actions=actions, **fields), ME, NOW)


def a_form(**fields):
    return Form(**{"nonce": "1.2.x", "number": "T-0412", "place": press().place} | fields)


def a_submission(values, form=None, **fields):
    view = {"private_metadata": metadata(form or a_form()), "state": {"values": values}}
    body = {"type": "view_submission", "user": {"id": "U1", "team_id": "T1"}, "view": view}
    return body | fields


def test_the_button_removes_what_it_names_in_its_own_place():
    wish = parse_removal(press())

    assert (wish.number, wish.person) == ("T-0412", ("slack", "T1", "U1"))
    assert wish.shortcut.replaces


@pytest.mark.parametrize(
    ("action", "change"),
    [
        ("feeling_heard", OwnTags({"feeling": ("heard",)})),
        ("expectation_below", OwnTags({"expectation": ("below",)})),
        ("share_named", Sharing(Identity.NAMED, Share.TEAM)),
        ("share_unnamed", Sharing(Identity.UNNAMED, Share.TEAM)),
        ("share_counted", Sharing(Identity.UNNAMED, Share.STORE)),
    ],
)
def test_a_tap_says_one_thing(action, change):
    wish = parse_tap(press(action))

    assert (wish.number, wish.change) == ("T-0412", change)
    assert wish.answer_to == Address(platform="slack", channel="D1", edits="1.000100")


@pytest.mark.parametrize("action", ["feeling_bribed", "feeling_", "share_public", "expectation_x"])
def test_a_tap_that_no_button_of_ours_makes_is_about_no_story(action):
    assert parse_tap(press(action)).number == ""


def test_an_ephemeral_receipt_is_replaced_by_its_url_else_shown_anew():
    wish = parse_tap(press("feeling_heard", container=EPHEMERAL))

    assert wish.answer_to == Address(platform="slack", channel="C1", user="U1")
    assert wish.shortcut.until == NOW + timedelta(minutes=30)


def test_a_press_on_the_home_tab_has_no_place_to_answer():
    body = a_press(container={"type": "view", "view_id": "V1"})
    del body["response_url"]

    found = parse_press(body, ME, NOW)

    assert found.place == Place()
    assert (parse_tap(found).answer_to, parse_removal(found).answer_to) == (None, None)


@pytest.mark.parametrize("team", [{"user": {"id": "U1", "team_id": "T9"}}, {"team": {"id": "T9"}}])
def test_people_of_another_workspace_press_and_submit_nothing(team):
    assert press(**team) is None
    assert parse_submission(a_submission({}, **team), ME) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"actions": None},
        {"actions": []},
        {"actions": {}},
        {"actions": ["x"]},
        {"actions": [{"value": 5}]},
        {"actions": [{}]},
        {"user": None},
        {"user": {"id": 5}},
        {"trigger_id": None},
        {"container": None},
        {"container": {"type": "message"}},
    ],
)
def test_a_malformed_press_is_reported(fields):
    with pytest.raises(ValueError, match=r".*"):
        parse_press(a_press(**fields), ME, NOW)


@pytest.mark.parametrize("written", ["", "x", "[]", "{}", '{"nonce": "x", "number": "T-1"}'])
def test_a_form_that_is_not_ours_is_reported(written):
    body = a_submission({})
    body["view"]["private_metadata"] = written

    with pytest.raises(ValueError, match=r".*"):
        parse_submission(body, ME)


def test_a_form_comes_back_with_its_place_and_one_key():
    first, again = (parse_submission(a_submission({}), ME) for _ in range(2))

    wishes = [to_amendment(each, OwnTags({}), ME) for each in (first, again)]
    assert wishes[0] == wishes[1]
    assert wishes[0].answer_to == Address(platform="slack", channel="D1", edits="1.000100")
    assert wishes[0].number == "T-0412"


def test_the_chosen_tags_speak_of_every_facet_that_is_shown():
    chosen = ["feeling:heard", "touchpoint:phone", "risk:safety", "feeling:", "x"]
    options = {"selected_options": [{"value": value} for value in chosen]}

    found = chosen_tags(parse_submission(a_submission({"tags": {"tags": options}}), ME))

    assert set(found.keys) == set(CHIPS)
    assert {facet: keys for facet, keys in found.keys.items() if keys} == {
        "feeling": ("heard",),
        "touchpoint": ("phone",),
    }


def test_the_written_words_are_those_of_each_part():
    values = {PART.hex: {"text": {"value": " Hei. "}}}

    assert written_words(parse_submission(a_submission(values), ME)) == NewWords({PART: "Hei."})
