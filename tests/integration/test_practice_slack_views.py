"""Modals and the App Home of the practice workspace, by the real slack_sdk."""

import json
from datetime import UTC, datetime

import pytest
from slack_sdk.errors import SlackApiError

from bot.practice.clock import PracticeClock
from bot.practice.workspace import Workspace
from tests.practice_app import a_modal, an_app, an_input, plain

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
A_HOME = {"type": "home", "blocks": [{"type": "section", "text": plain("Omat tarinat")}]}


@pytest.fixture
async def workspace():
    async with Workspace(PracticeClock("simulated", NOON), seed=1) as workspace:
        yield workspace


@pytest.fixture
async def app(workspace):
    async with an_app(workspace) as app:
        yield app


async def a_trigger(workspace, user="u1") -> str:
    return (await workspace.slack_shortcut(user, "tell")).key


async def opened(workspace, app, view=None, user="u1"):
    trigger_id = await a_trigger(workspace, user)
    return await app.client.views_open(trigger_id=trigger_id, view=view or a_modal())


async def refusal(call) -> dict:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response.data


# Triggers


async def test_a_trigger_opens_a_modal_for_whose_it_is(workspace, app):
    answer = await opened(workspace, app, a_modal(private_metadata="nonce"))

    view = workspace.modal("u1")
    assert answer["view"]["id"] == view.id == answer["view"]["root_view_id"]
    assert answer["view"]["private_metadata"] == "nonce"
    assert answer["view"]["state"] == {
        "values": {"story": {"story": {"type": "plain_text_input", "value": None}}}
    }
    assert workspace.modals("u2") == []


async def test_a_trigger_is_good_once_and_for_three_seconds(workspace, app):
    trigger_id = await a_trigger(workspace)
    workspace.clock.advance(3)
    await app.client.views_open(trigger_id=trigger_id, view=a_modal())
    late = await a_trigger(workspace)
    workspace.clock.advance(3.1)

    again = app.client.views_open(trigger_id=trigger_id, view=a_modal())
    assert (await refusal(again))["error"] == "exchanged_trigger_id"
    too_late = app.client.views_open(trigger_id=late, view=a_modal())
    assert (await refusal(too_late))["error"] == "expired_trigger_id"
    invented = app.client.views_open(trigger_id="1.2.x", view=a_modal())
    assert (await refusal(invented))["error"] == "invalid_trigger_id"


async def test_a_refused_view_leaves_the_trigger_unused(workspace, app):
    trigger_id = await a_trigger(workspace)
    wrong = a_modal(title=plain("x" * 25))
    await refusal(app.client.views_open(trigger_id=trigger_id, view=wrong))

    assert (await app.client.views_open(trigger_id=trigger_id, view=a_modal()))["ok"]


# What a view may hold


HOLOGRAM = [{"type": "hologram"}]
DIVIDERS = [{"type": "divider"}] * 101


@pytest.mark.parametrize(
    ("fields", "rule", "where"),
    [
        ({"title": plain("x" * 25)}, "must be less than 25 characters", "/title/text"),
        ({"submit": plain("x" * 25)}, "must be less than 25 characters", "/submit/text"),
        (
            {"private_metadata": "x" * 3001},
            "must be less than 3001 characters",
            "/private_metadata",
        ),
        ({"callback_id": "x" * 256}, "must be less than 256 characters", "/callback_id"),
        ({"blocks": DIVIDERS}, "no more than 100 items allowed", "/blocks"),
        ({"blocks": HOLOGRAM}, "unsupported type: hologram", "/blocks/0/type"),
        ({"type": "home"}, "unsupported type: home", "/type"),
        ({"colour": "red"}, "invalid additional property: colour", ""),
    ],
)
async def test_a_view_that_slack_would_not_show_is_refused_in_its_words(
    workspace, app, fields, rule, where
):
    answer = await refusal(opened(workspace, app, a_modal(**fields)))

    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
        f"[ERROR] {rule} [json-pointer:/view{where}]",
    ]
    assert workspace.modals("u1") == []


async def test_a_modal_with_an_input_needs_a_button_to_submit(workspace, app):
    view = a_modal()
    del view["submit"]

    answer = await refusal(opened(workspace, app, view))

    assert "must define `submit`" in answer["response_metadata"]["messages"][1]


async def test_a_view_beyond_250_kilobytes_is_refused(workspace, app):
    section = {"type": "section", "text": plain("x" * 3000)}

    answer = await refusal(opened(workspace, app, a_modal(blocks=[section] * 90)))

    assert answer["error"] == "view_too_large"


# Update, push


async def test_an_update_keeps_what_was_typed_and_changes_the_hash(workspace, app):
    before = (await opened(workspace, app))["view"]
    await workspace.slack_fill("u1", {"story": "Jono oli pitkä"})
    more = a_modal(blocks=[*a_modal()["blocks"], an_input("more", {"type": "plain_text_input"})])

    after = await app.client.views_update(view_id=before["id"], hash=before["hash"], view=more)

    assert after["view"]["id"] == before["id"]
    assert after["view"]["hash"] != before["hash"]
    assert workspace.modal("u1").values["story"]["story"]["value"] == "Jono oli pitkä"


async def test_an_initial_value_does_not_overwrite_what_was_typed(workspace, app):
    view = (await opened(workspace, app))["view"]
    await workspace.slack_fill("u1", {"story": "minun"})
    typed = {"type": "plain_text_input", "initial_value": "ohjelman"}

    await app.client.views_update(
        view_id=view["id"], view=a_modal(blocks=[an_input("story", typed)])
    )

    assert workspace.modal("u1").values["story"]["story"]["value"] == "minun"


async def test_what_was_typed_into_a_block_without_an_id_is_lost(workspace, app):
    block = an_input("story", {"type": "plain_text_input", "action_id": "text"})
    del block["block_id"]
    view = (await opened(workspace, app, a_modal(blocks=[block])))["view"]
    await workspace.slack_fill("u1", {"text": "katoaa"})

    await app.client.views_update(view_id=view["id"], view=a_modal(blocks=[block]))

    (states,) = workspace.modal("u1").values.values()
    assert states["text"]["value"] is None


async def test_an_update_of_another_state_is_a_hash_conflict(workspace, app):
    view = (await opened(workspace, app))["view"]
    await app.client.views_update(view_id=view["id"], hash=view["hash"], view=a_modal())

    stale = app.client.views_update(view_id=view["id"], hash=view["hash"], view=a_modal())

    assert (await refusal(stale))["error"] == "hash_conflict"


async def test_a_view_is_found_by_the_apps_own_name_for_it(workspace, app):
    await opened(workspace, app, a_modal(external_id="mine"))

    update = a_modal(external_id="mine", title=plain("Toinen"))
    answer = await app.client.views_update(external_id="mine", view=update)

    assert answer["view"]["title"]["text"] == "Toinen"
    twin = opened(workspace, app, a_modal(external_id="mine"), "u2")
    assert (await refusal(twin))["error"] == "duplicate_external_id"


async def test_a_closed_modal_cannot_be_updated(workspace, app):
    view = (await opened(workspace, app))["view"]
    await workspace.slack_close("u1")

    late = app.client.views_update(view_id=view["id"], view=a_modal())

    assert (await refusal(late))["error"] == "not_found"


async def test_an_update_says_which_view(workspace, app):
    answer = await refusal(app.client.api_call("views.update", json={"view": a_modal()}))

    assert answer["error"] == "invalid_arguments"


async def test_views_are_pushed_from_within_a_modal_up_to_three(workspace, app):
    button = {"type": "button", "action_id": "more", "text": plain()}
    view = a_modal(blocks=[{"type": "actions", "elements": [button]}])
    root = (await opened(workspace, app, view))["view"]
    for _ in range(2):
        event = await workspace.slack_press("u1", workspace.modal("u1"), "more")
        top = (await app.client.views_push(trigger_id=event.key, view=view))["view"]
    event = await workspace.slack_press("u1", workspace.modal("u1"), "more")

    fourth = app.client.views_push(trigger_id=event.key, view=view)

    assert top["root_view_id"] == root["id"]
    assert top["previous_view_id"] == workspace.modals("u1")[1].id
    assert (await refusal(fourth))["error"] == "push_limit_reached"
    foreign = app.client.views_push(trigger_id=await a_trigger(workspace), view=view)
    assert (await refusal(foreign))["error"] == "not_found"


# App Home


async def test_a_home_is_published_for_one_person_and_told_when_it_is_opened(workspace, app):
    person = workspace.people.employee("u1")
    await workspace.slack_home("u1")
    await workspace.quiet()
    first = app.event
    published = await app.client.views_publish(user_id=person.id, view=A_HOME)
    await workspace.slack_home("u1")
    await workspace.quiet()

    assert (first["type"], first["tab"], first["channel"]) == (
        "app_home_opened",
        "home",
        person.dm,
    )
    assert "view" not in first
    assert app.event["view"]["id"] == published["view"]["id"]
    assert workspace.home("u1").blocks[0]["text"]["text"] == "Omat tarinat"
    assert workspace.home("u2") is None


async def test_the_messages_tab_of_the_home_tells_no_view(workspace, app):
    person = workspace.people.employee("u1")
    await app.client.views_publish(user_id=person.id, view=A_HOME)

    await workspace.slack_home("u1", "messages")
    await workspace.quiet()

    assert app.event["tab"] == "messages"
    assert "view" not in app.event


async def test_a_home_is_replaced_only_by_who_knows_its_state(workspace, app):
    person = workspace.people.employee("u1").id
    first = (await app.client.views_publish(user_id=person, view=A_HOME))["view"]
    second = await app.client.views_publish(user_id=person, view=A_HOME, hash=first["hash"])

    stale = app.client.views_publish(user_id=person, view=A_HOME, hash=first["hash"])

    assert second["view"]["id"] == first["id"]
    assert (await refusal(stale))["error"] == "hash_conflict"
    nobody = app.client.views_publish(user_id="U0NOBODY", view=A_HOME)
    assert (await refusal(nobody))["error"] == "user_not_found"


async def test_a_button_in_a_home_is_told_with_its_view(workspace, app):
    person = workspace.people.employee("u1").id
    buttons = [
        {"type": "button", "action_id": "edit", "value": value, "text": plain()}
        for value in ("T-0001", "T-0002")
    ]
    blocks = [{"type": "section", "text": plain(), "accessory": button} for button in buttons]
    await app.client.views_publish(user_id=person, view={"type": "home", "blocks": blocks})

    home = workspace.home("u1")
    await workspace.slack_press("u1", home, "edit", "T-0002")
    await workspace.quiet()

    pressed = app.payloads[-1]
    assert pressed["type"] == "block_actions"
    assert pressed["container"] == {"type": "view", "view_id": home.id}
    assert pressed["view"]["type"] == "home"
    assert pressed["actions"][0]["value"] == "T-0002"
    assert "response_url" not in pressed


async def test_a_hundred_blocks_fit_in_a_home(workspace, app):
    person = workspace.people.employee("u1").id
    blocks = [{"type": "divider"}] * 100

    assert await app.client.views_publish(user_id=person, view=A_HOME | {"blocks": blocks})
    over = A_HOME | {"blocks": [*blocks, {"type": "divider"}]}
    answer = await refusal(app.client.views_publish(user_id=person, view=over))
    assert answer["error"] == "invalid_arguments"


async def test_a_view_may_come_as_a_string(workspace, app):
    trigger_id = await a_trigger(workspace)

    arguments = {"trigger_id": trigger_id, "view": json.dumps(a_modal())}
    assert (await app.client.api_call("views.open", json=arguments))["ok"]
    broken = {"trigger_id": trigger_id, "view": "{"}
    answer = await refusal(app.client.api_call("views.open", json=broken))
    assert answer["error"] == "invalid_arguments"
