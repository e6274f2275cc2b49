"""Whatever Telegram, or somebody in its name, sends: a value, None, or ValueError."""

import contextlib
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.model.dialogue import Verb
from handlers.telegram.buttons import OWN, talk_data
from handlers.telegram.parse import KINDS, chat_of, parse_update
from tests.unit.test_telegram_parse import BOT, TALK, a_message, a_press, in_group

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**63, -(2**63), 10**400, 0, -1, 1795176000, 253402300799])
    | st.floats()
    | st.text(st.characters(), max_size=12)
    | st.sampled_from(
        ["private", "supergroup", "/start", "remove:", "t:", "own:", "lang:", "\ud800", "\0"]
    )
)
json_values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
kinds = st.sampled_from([*KINDS, "channel_post", "poll"])
fields = st.sampled_from(
    [
        *["message_id", "date", "chat", "from", "text", "caption", "media_group_id", "edit_date"],
        *[
            "sender_chat",
            "pinned_message",
            "data",
            "message",
            "id",
            "reply_to_message",
            "new_chat_member",
        ],
    ]
)
real = [
    {"update_id": 1, "message": a_message()},
    {"update_id": 1, "message": a_message(text="/start palvelu")},
    {"update_id": 1, "message": in_group()},
    {"update_id": 1, "message": a_message(text=..., photo=[{}], media_group_id="g")},
    {"update_id": 1, "edited_message": a_message(edit_date=5)},
    {"update_id": 1, "message": a_message(forward_origin={})},
    {"update_id": 1, "my_chat_member": a_message(new_chat_member={"status": "kicked"})},
    a_press(),
    a_press(data=talk_data(TALK, Verb.FEEL, "heard")),
    a_press(data="own:mine:1"),
    a_press(data=OWN, message=a_message(reply_to_message=a_message())),
]


def harmless(update: dict[str, Any]) -> None:
    chat_of(update)
    with contextlib.suppress(ValueError):
        parse_update(update, BOT)


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """Return a real update with some of its values, at any depth, replaced or gone."""
    update = json.loads(json.dumps(draw(st.sampled_from(real))))
    for _ in range(draw(st.integers(1, 3))):
        place = update
        while True:
            name = draw(st.sampled_from(sorted(place)))
            if isinstance(place[name], dict) and place[name] and draw(st.booleans()):
                place = place[name]
                continue
            break
        if draw(st.booleans()):
            place[name] = draw(json_values)
        elif len(place) > 1:
            del place[name]
    return update


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_a_damaged_update_raises_nothing_but_value_error(update):
    harmless(update)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(kinds | st.text(max_size=8), json_values, max_size=4))
def test_any_object_raises_nothing_but_value_error(update):
    harmless(update)


@settings(max_examples=200, deadline=None)
@given(kinds, st.dictionaries(fields, json_values))
def test_any_content_raises_nothing_but_value_error(kind, content):
    harmless({"update_id": 1, kind: content})


def test_an_update_of_a_depth_that_can_be_read_raises_nothing_but_value_error():
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    for name in ("text", "caption", "chat", "from", "date", "media_group_id", "message_id"):
        for kind in ("message", "edited_message"):
            harmless({"update_id": 1, kind: a_message(**{name: deep})})
    harmless({"update_id": 1, "message": a_message(**{"from": {"id": 7, "language_code": deep}})})
    harmless(a_press(id=deep))
