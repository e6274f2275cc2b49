"""Every payload that is handled, damaged at one place: acknowledged, handled or parked, and never
the end of the program.
"""

import json
import random

import pytest

from handlers.slack.form import Fields, Opening
from tests.program import a_play, until, words
from tests.property.test_slack_modal_properties import a_submission
from tests.unit.test_slack_parse import (
    a_callback,
    a_change,
    a_command,
    a_message,
    a_press,
    a_reaction,
)
from tests.unit.test_slack_parse_shortcut import (
    a_book,
    a_message_action,
    a_shortcut,
    an_answer,
)
from tests.unit.test_slack_presses import PART
from tests.unit.test_slack_presses import a_submission as a_teller_submission

GOOD = "Asiakas kiitti meitä kovasti. Hän oli iloinen."
ODD = (None, True, 0, -1.5, "", "x", "\u0000", "<!channel>", [], [[]], {}, {"id": 5}, "9" * 4000)
DRAFT = Fields(text=GOOD, about="customer", share="unnamed")
OPENING = Opening(nonce="a" * 32)
PRESSES = tuple(
    [{"action_id": action, "value": "T-0412"}]
    for action in (
        "remove_story",
        "feeling_heard",
        "expectation_met",
        "share_named",
        "correct_tags",
        "edit_story",
        "asking_fortnight",
    )
)
FORMS = (
    ("tags", {"tags": {"tags": {"selected_options": [{"value": "kind:praise"}]}}}),
    ("words", {f"{PART}": {f"{PART}": {"value": GOOD}}}),
)


def a_teller_form(callback_id, values):
    """Return the submission of a form that a receipt opened."""
    body = a_teller_submission(values)
    return body | {"view": body["view"] | {"callback_id": callback_id}}


SHAPES = (
    ("events_api", a_callback(a_message())),
    ("events_api", a_callback(a_message(type="app_mention"))),
    ("events_api", a_callback(a_message(subtype="message_deleted", deleted_ts="1.1"))),
    ("events_api", a_callback(a_change())),
    ("events_api", a_callback(a_reaction())),
    ("events_api", a_book()),
    ("slash_commands", a_command("Asiakas kiitti.")),
    ("slash_commands", a_command("")),
    ("slash_commands", a_command("poista T-0412")),
    *(("interactive", a_press(actions=actions)) for actions in PRESSES),
    *(("interactive", a_teller_form(callback, values)) for callback, values in FORMS),
    ("events_api", a_callback({"type": "app_home_opened", "user": "U1", "tab": "home"})),
    ("interactive", a_shortcut()),
    ("interactive", a_message_action()),
    ("interactive", an_answer()),
    ("interactive", an_answer(actions=[{"action_id": "ask_no", "value": "C9:1.1"}])),
    ("interactive", a_submission(DRAFT, OPENING)),
    (
        "interactive",
        a_submission(DRAFT, OPENING)
        | {"type": "block_actions", "actions": [{"action_id": "more_fields", "block_id": "more"}]},
    ),
)


def damaged(shape, chance):
    """Return the payload with one value, at any depth, replaced or gone."""
    body = json.loads(json.dumps(shape))
    place = body
    while True:
        name = chance.choice(sorted(place))
        inner = place[name]
        if not isinstance(inner, dict) or not inner or chance.random() < 0.2:
            break
        place = inner
    if chance.random() < 0.25 and len(place) > 1:
        del place[name]
    else:
        place[name] = chance.choice(ODD)
    return json.loads(json.dumps(body).replace('"T1"', '"T0PRACTICE"'))


@pytest.mark.parametrize("seed", range(4))
async def test_a_damaged_payload_is_acknowledged_and_holds_up_no_story(
    tmp_path, sqlite_template, seed
):
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    async with a_play(tmp_path, sqlite_template) as play:
        workspace = play.workspace
        async with play.running():
            odd = [
                workspace.handover.send(kind, f"{seed} {number}", damaged(shape, chance))
                for number, (kind, shape) in enumerate(SHAPES * 3)
            ]
            await workspace.slack_say("u1", GOOD)
            await workspace.until(
                lambda: any(words("receipt") in m.text for m in workspace.dm("u1")), 20
            )
            await until(lambda: all(event.acks for event in odd), 20)


@pytest.mark.parametrize("kind", ["view_closed", "block_suggestion", "workflow_step_edit"])
async def test_what_nobody_listens_to_is_acknowledged(tmp_path, sqlite_template, kind):
    async with a_play(tmp_path, sqlite_template) as play:
        async with play.running():
            body = a_submission(DRAFT, OPENING) | {"type": kind}
            event = play.workspace.handover.send("interactive", kind, body)
            await play.workspace.until(lambda: event.acked_at is not None)

        assert (play.kept(), play.parked()) == (0, 0)
