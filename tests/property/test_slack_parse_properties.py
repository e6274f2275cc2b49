"""Whatever Slack, or somebody in its name, sends: a value, None, or ValueError."""

import contextlib
import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.slack.parse import check_form, parse_command, parse_event
from handlers.slack.plain import escaped, plain
from handlers.slack.presses import (
    chosen_tags,
    parse_press,
    parse_removal,
    parse_submission,
    parse_tap,
    written_words,
)
from tests.unit.test_slack_parse import (
    ME,
    NOW,
    TEAMS,
    a_callback,
    a_change,
    a_command,
    a_message,
    a_press,
    a_reaction,
)

leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**63, -(2**63), 10**400, 0, -1])
    | st.floats()
    | st.text(st.characters(), max_size=12)
    | st.sampled_from(
        ["U1", "C1", "T1", "T2", "1.1", "im", "no_bell", "\ud800", "\0", "<!channel>"]
    )
)
json_values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
real = [
    a_callback(a_message()),
    a_callback(a_message(type="app_mention")),
    a_callback(a_message(channel="D1", channel_type="im")),
    a_callback(a_message(thread_ts="1795175000.000200", parent_user_id="U1", files=[{}])),
    a_callback(a_message(subtype="message_deleted", deleted_ts="1.1")),
    a_callback(a_change()),
    a_callback(a_change(previous_message=...)),
    a_callback(a_reaction()),
    a_command("Hei"),
    a_command("poista T-0412"),
    a_press(),
]


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """Return a real payload with some of its values, at any depth, replaced or gone."""
    body = json.loads(json.dumps(draw(st.sampled_from(real))))
    for _ in range(draw(st.integers(1, 3))):
        place = body
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
    return body


def press(body: dict[str, Any]) -> None:
    found = parse_press(body, ME, NOW)
    if found is not None:
        parse_tap(found)
        parse_removal(found)


def submission(body: dict[str, Any]) -> None:
    found = parse_submission(body, ME)
    if found is not None:
        chosen_tags(found)
        written_words(found)


def everything(body: dict[str, Any]) -> None:
    for parse in (
        lambda: check_form(body),
        lambda: parse_event(body, ME, TEAMS),
        lambda: parse_command(body, ME, TEAMS, NOW),
        lambda: press(body),
        lambda: submission(body),
    ):
        with contextlib.suppress(ValueError):
            parse()


@settings(max_examples=400, deadline=None)
@given(mutated())
def test_a_damaged_payload_raises_nothing_but_value_error(body):
    everything(body)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text(max_size=8), json_values, max_size=6))
def test_any_object_raises_nothing_but_value_error(body):
    everything(body)


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "type",
                "user",
                "channel",
                "ts",
                "text",
                "thread_ts",
                "subtype",
                "item",
                "files",
                "team",
            ]
        ),
        json_values,
    )
)
def test_any_inner_event_raises_nothing_but_value_error(event):
    for kind in ("message", "app_mention", "reaction_added"):
        everything(a_callback(event | {"type": kind}))


def test_a_payload_of_a_depth_that_can_be_read_raises_nothing_but_value_error():
    deep: Any = "x"
    for _ in range(900):
        deep = [deep]
    for name in ("user", "text", "ts", "subtype", "team", "thread_ts", "channel", "files"):
        everything(a_callback(a_message(**{name: deep})))


@given(st.text())
def test_what_is_escaped_reads_as_it_was(text):
    assert plain(escaped(text)) == text


@given(st.text(st.sampled_from("<>&;ltgamp!@|#^x"), max_size=30))
def test_no_control_sequence_survives_escaping(text):
    assert "<" not in escaped(text)
    assert ">" not in escaped(text)


@given(st.text(st.sampled_from("<>&;ltgamp!@|#^x"), max_size=30))
def test_reading_a_text_never_fails(text):
    plain(text)
