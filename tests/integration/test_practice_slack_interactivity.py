"""Shortcuts, buttons, menus and submissions in the practice workspace, and what comes of them."""

from datetime import UTC, datetime

import aiohttp
import pytest

from bot.practice.clock import PracticeClock
from bot.practice.slack_team import OTHER
from bot.practice.slack_values import REQUIRED
from bot.practice.slack_views import TROUBLE
from bot.practice.workspace import Workspace
from tests.practice_app import SILENCE, a_modal, an_app, an_input, option, plain

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
FEELINGS = [option(value) for value in ("glad", "sad", "calm", "tired")]
FORM = [
    an_input("story", {"type": "plain_text_input", "min_length": 3, "max_length": 20}),
    an_input("about", {"type": "radio_buttons", "options": FEELINGS}),
    an_input(
        "feeling",
        {"type": "multi_static_select", "options": FEELINGS, "max_selected_items": 3},
        optional=True,
    ),
    an_input("energy", {"type": "static_select", "options": FEELINGS}, optional=True),
    an_input("flags", {"type": "checkboxes", "options": FEELINGS}, optional=True),
]


@pytest.fixture
async def workspace():
    async with Workspace(PracticeClock("simulated", NOON), seed=1) as workspace:
        yield workspace


@pytest.fixture
async def app(workspace):
    async with an_app(workspace) as app:
        yield app


async def opened(workspace, app, **fields):
    event = await workspace.slack_shortcut("u1", "tell")
    await app.client.views_open(trigger_id=event.key, view=a_modal(**fields))
    return workspace.modal("u1")


def answering(app, answer):
    """Let the app answer submissions so."""
    app.answer = lambda payload: answer if payload["type"] == "view_submission" else None


async def submitted(workspace, text="Jono oli pitkä"):
    event = await workspace.slack_submit("u1", {"story": text})
    await workspace.quiet()
    return event


# Shortcuts


async def test_a_global_shortcut_comes_without_a_channel(workspace, app):
    await workspace.slack_shortcut("u1", "tell_story")
    await workspace.quiet()

    (payload,) = app.payloads
    assert payload["type"] == "shortcut"
    assert payload["callback_id"] == "tell_story"
    assert payload["user"]["id"] == workspace.people.employee("u1").id
    assert not {"channel", "response_url", "message"} & payload.keys()


async def test_a_message_shortcut_brings_the_message_also_from_a_thread(workspace, app):
    ts = await workspace.slack_say("u1", "tarina")
    reply = await workspace.slack_say("u2", "jatkoa", thread_ts=ts)

    await workspace.slack_message_shortcut("u3", reply, "keep")
    await workspace.quiet()

    payload = app.payloads[-1]
    assert (payload["type"], payload["callback_id"]) == ("message_action", "keep")
    assert payload["message"]["text"] == "jatkoa"
    assert payload["message"]["thread_ts"] == ts
    assert payload["message_ts"] == reply
    assert payload["response_url"]


async def test_a_message_shortcut_reaches_the_app_from_where_it_is_not(workspace, app):
    ts = await workspace.slack_say("u1", "muualla", OTHER)

    await workspace.slack_message_shortcut("u1", ts, "keep", OTHER)
    await workspace.quiet()

    assert [p["type"] for p in app.payloads] == ["message_action"]
    assert app.payloads[0]["channel"]["id"] == OTHER


async def test_a_message_shortcut_is_answered_in_private_where_the_app_is_not(workspace, app):
    ts = await workspace.slack_say("u1", "muualla", OTHER)
    event = await workspace.slack_message_shortcut("u2", ts, "keep", OTHER)
    url = event.payload["response_url"]

    async with aiohttp.ClientSession() as session, session.post(url, json={"text": "Ok"}) as got:
        assert got.status == 200

    assert [m.text for m in workspace.seen_by("u2", OTHER)] == ["muualla", "Ok"]
    assert [m.text for m in workspace.seen_by("u1", OTHER)] == ["muualla"]


# Buttons and menus in messages


async def test_the_menus_of_a_message_are_told_with_its_state(workspace, app):
    menu = {"type": "static_select", "action_id": "feeling", "options": FEELINGS}
    more = {"type": "overflow", "action_id": "more", "options": FEELINGS[:2]}
    blocks = [{"type": "actions", "block_id": "b", "elements": [menu, more]}]
    person = workspace.people.employee("u1").id
    await app.client.chat_postMessage(channel=person, text="x", blocks=blocks)
    message = workspace.dm("u1")[0]

    await workspace.slack_fill("u1", {"feeling": "sad"}, message)
    await workspace.slack_press("u1", message, "more", "glad")
    await workspace.quiet()

    chosen, pressed = app.of_type("block_actions")
    assert chosen["actions"][0]["selected_option"]["value"] == "sad"
    assert chosen["state"]["values"]["b"]["feeling"]["selected_option"]["value"] == "sad"
    assert pressed["actions"][0]["type"] == "overflow"
    assert pressed["actions"][0]["selected_option"]["value"] == "glad"


async def test_a_press_that_nobody_acknowledges_is_told_to_who_pressed(workspace, app):
    button = {"type": "button", "action_id": "go", "text": plain()}
    blocks = [{"type": "actions", "elements": [button]}]
    await app.client.chat_postMessage(channel=workspace.story_channel, text="x", blocks=blocks)
    message = workspace.messages()[0]
    app.answer = lambda _: SILENCE
    await workspace.slack_press("u1", message, "go")

    workspace.clock.advance(3)

    person = workspace.people.employee("u1").id
    assert message.troubles == {person: TROUBLE}
    app.answer = lambda _: None
    await workspace.slack_press("u1", message, "go")
    await workspace.quiet()
    assert message.troubles == {person: ""}


async def test_choosing_the_same_again_is_told_once(workspace, app):
    menu = {"type": "radio_buttons", "action_id": "feeling", "options": FEELINGS}
    blocks = [{"type": "actions", "elements": [menu]}]
    person = workspace.people.employee("u1").id
    await app.client.chat_postMessage(channel=person, text="x", blocks=blocks)
    message = workspace.dm("u1")[0]

    await workspace.slack_fill("u1", {"feeling": "sad"}, message)
    assert await workspace.slack_fill("u1", {"feeling": "sad"}, message) == []


async def test_what_is_not_offered_cannot_be_chosen(workspace, app):
    view = await opened(workspace, app, blocks=FORM)

    with pytest.raises(LookupError):
        await workspace.slack_fill("u1", {"about": "furious"})
    with pytest.raises(LookupError):
        await workspace.slack_fill("u1", {"mood": "glad"})
    with pytest.raises(LookupError):
        await workspace.slack_press("u2", view, "about")


# Modals


async def test_an_input_is_told_with_the_submission_and_not_before(workspace, app):
    await opened(workspace, app, blocks=FORM)

    told = await workspace.slack_fill("u1", {"story": "Hei", "about": "glad"})
    await workspace.slack_submit("u1", {"feeling": ["sad", "calm"], "flags": ["tired"]})
    await workspace.quiet()

    assert told == []
    (payload,) = app.of_type("view_submission")
    values = payload["view"]["state"]["values"]
    assert values["story"]["story"] == {"type": "plain_text_input", "value": "Hei"}
    assert values["about"]["about"]["selected_option"]["value"] == "glad"
    chosen = values["feeling"]["feeling"]["selected_options"]
    assert [each["value"] for each in chosen] == ["sad", "calm"]
    assert values["energy"]["energy"]["selected_option"] is None
    assert [each["value"] for each in values["flags"]["flags"]["selected_options"]] == ["tired"]
    assert payload["view"]["callback_id"] == "story"


async def test_an_input_that_dispatches_is_told_at_once(workspace, app):
    block = an_input("about", {"type": "radio_buttons", "options": FEELINGS}, dispatch_action=True)
    view = await opened(workspace, app, blocks=[block])

    (event,) = await workspace.slack_fill("u1", {"about": "sad"})

    action = event.payload["actions"][0]
    assert (action["block_id"], action["selected_option"]["value"]) == ("about", "sad")
    assert event.payload["view"]["id"] == view.id
    assert event.payload["view"]["state"]["values"]["about"]["about"]["selected_option"]


async def test_slacks_own_form_keeps_what_is_incomplete_to_itself(workspace, app):
    view = await opened(workspace, app, blocks=FORM)

    assert await workspace.slack_submit("u1") is None
    assert view.errors == {"story": REQUIRED, "about": REQUIRED}

    too_many = {"feeling": [each["value"] for each in FEELINGS], "story": "ab", "about": "sad"}
    assert await workspace.slack_submit("u1", too_many) is None
    assert view.errors.keys() == {"feeling", "story"}

    assert await workspace.slack_submit("u1", {"feeling": [], "story": "x" * 21}) is None
    assert view.errors.keys() == {"story"}
    assert app.of_type("view_submission") == []


async def test_an_acknowledged_modal_is_closed(workspace, app):
    await opened(workspace, app)

    await submitted(workspace)

    assert workspace.modals("u1") == []


async def test_errors_keep_the_modal_open_with_its_text(workspace, app):
    answering(app, {"response_action": "errors", "errors": {"story": "Ei tallentunut"}})
    view = await opened(workspace, app)

    await submitted(workspace)

    assert workspace.modal("u1") is view
    assert view.errors == {"story": "Ei tallentunut"}
    assert view.values["story"]["story"]["value"] == "Jono oli pitkä"
    assert view.trouble == ""
    answering(app, None)
    await workspace.slack_submit("u1")
    await workspace.quiet()
    assert workspace.modals("u1") == []


async def test_an_update_as_the_answer_shows_another_content_in_the_same_modal(workspace, app):
    answering(app, {"response_action": "update", "view": a_modal(title=plain("Esikatselu"))})
    view = await opened(workspace, app)
    before = view.hash

    await submitted(workspace)

    assert workspace.modal("u1") is view
    assert view.content["title"]["text"] == "Esikatselu"
    assert view.hash != before


async def test_a_push_as_the_answer_shows_another_modal_on_top(workspace, app):
    answering(app, {"response_action": "push", "view": a_modal(callback_id="preview")})
    view = await opened(workspace, app)

    await submitted(workspace)

    assert [v.callback_id for v in workspace.modals("u1")] == ["story", "preview"]
    answering(app, None)
    await submitted(workspace)
    assert workspace.modals("u1") == [view]


async def test_clear_closes_all_modals(workspace, app):
    answering(app, {"response_action": "push", "view": a_modal()})
    await opened(workspace, app)
    await submitted(workspace)
    answering(app, {"response_action": "clear"})

    await submitted(workspace)

    assert workspace.modals("u1") == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"no_such_block": "x"}},
        {"response_action": "errors"},
        {"response_action": "update", "view": a_modal(title=plain("x" * 25))},
        {"response_action": "dance"},
    ],
)
async def test_an_answer_that_slack_cannot_show_leaves_the_modal_open_in_trouble(
    workspace, app, answer
):
    answering(app, answer)
    view = await opened(workspace, app)

    await submitted(workspace)

    assert workspace.modal("u1") is view
    assert view.trouble == TROUBLE
    assert view.values["story"]["story"]["value"] == "Jono oli pitkä"


async def test_silence_leaves_the_modal_open_in_trouble(workspace, app):
    answering(app, SILENCE)
    view = await opened(workspace, app)
    event = await workspace.slack_submit("u1", {"story": "Jono oli pitkä"})

    workspace.clock.advance(3)

    assert event.lost
    assert len(event.attempts) == 1
    assert workspace.modal("u1") is view
    assert view.trouble == TROUBLE


async def test_a_closed_modal_is_told_only_where_the_view_wishes_it(workspace, app):
    await opened(workspace, app)
    assert await workspace.slack_close("u1") == []
    await opened(workspace, app, notify_on_close=True)

    (event,) = await workspace.slack_close("u1")
    await workspace.quiet()

    assert app.payloads[-1]["type"] == "view_closed"
    assert app.payloads[-1]["is_cleared"] is False
    assert event.acked_at is not None
    assert workspace.modals("u1") == []


async def test_closing_everything_tells_of_each_view(workspace, app):
    second = a_modal(callback_id="second", notify_on_close=True)
    answering(app, {"response_action": "push", "view": second})
    await opened(workspace, app, notify_on_close=True)
    await submitted(workspace)

    events = await workspace.slack_close("u1", everything=True)

    assert [e.payload["view"]["callback_id"] for e in events] == ["second", "story"]
    assert all(e.payload["is_cleared"] for e in events)
    assert workspace.modals("u1") == []


async def test_a_modal_without_a_button_cannot_be_submitted(workspace, app):
    view = a_modal(blocks=[{"type": "divider"}])
    del view["submit"]
    event = await workspace.slack_shortcut("u1", "tell")
    await app.client.views_open(trigger_id=event.key, view=view)

    with pytest.raises(LookupError):
        await workspace.slack_submit("u1")
    with pytest.raises(LookupError):
        await workspace.slack_submit("u2")


async def test_a_view_can_be_updated_while_its_submission_waits(workspace, app):
    answering(app, SILENCE)
    view = await opened(workspace, app)
    await workspace.slack_submit("u1", {"story": "Jono oli pitkä"})

    await app.client.views_update(view_id=view.id, view=a_modal(title=plain("Odota")))

    assert workspace.modal("u1").content["title"]["text"] == "Odota"
