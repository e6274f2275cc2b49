"""Whatever is typed or sent: a modal that Slack takes, and fields or ValueError."""

import contextlib
import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.asking import first_words
from bot.core.model.delivery import Ask
from bot.core.model.language import SPOKEN
from bot.core.previews import Preview
from bot.i18n.catalogue import Catalogue
from bot.practice.slack_view_schema import check_view, is_too_large
from bot.tagging.labels import TaxonomyLabels
from handlers.slack import form
from handlers.slack.ask_message import ask_message
from handlers.slack.form import Fields, Opening, complaints, read_form, to_message
from handlers.slack.modal import Modal
from handlers.slack.parse_shortcut import (
    Pointed,
    parse_global_shortcut,
    parse_message_shortcut,
    parse_no,
    parse_reaction,
    parse_yes,
    to_story,
)
from tests.digest_builders import a_team
from tests.property.test_slack_parse_properties import json_values
from tests.property.test_slack_render_properties import (
    ATTACKS,
    assert_slack_takes,
    marked_up,
    names,
)
from tests.unit.test_slack_parse import ME, NOW, TEAMS
from tests.unit.test_slack_parse_shortcut import (
    EVERY,
    a_book,
    a_message_action,
    a_shortcut,
    an_answer,
)

TEXTS, LABELS = Catalogue(), TaxonomyLabels().of(a_team())
texts = st.text(max_size=80) | st.sampled_from(ATTACKS)
filled_in = st.builds(
    Fields,
    text=texts,
    about=st.sampled_from(["", *form.ABOUT]),
    feelings=st.lists(st.sampled_from(form.FEELINGS), max_size=3, unique=True).map(tuple),
    energy=st.sampled_from(["", *form.ENERGY]),
    share=st.sampled_from(list(form.SHARE)),
    flags=st.lists(st.sampled_from(list(form.FLAGS)), unique=True).map(tuple),
)
openings = st.builds(Opening, nonce=st.just("f" * 32), channel=st.just("C1"), more=st.booleans())
teams = st.builds(lambda name: replace(a_team(), name=name), names)
previews = st.none() | st.builds(Preview, texts, teams)


def a_submission(fields: Fields, opening: Opening, **others: Any) -> dict[str, Any]:
    """Return a view_submission in Slack's own form."""

    def chosen(kind: str, value: str) -> dict[str, Any]:
        option = {"text": {"type": "plain_text", "text": "x", "emoji": False}, "value": value}
        return {"type": kind, "selected_option": option if value else None}

    def several(kind: str, values: tuple[str, ...]) -> dict[str, Any]:
        return {"type": kind, "selected_options": [{"value": value} for value in values]}

    values = {
        "story": {"story": {"type": "plain_text_input", "value": fields.text or None}},
        "about": {"about": chosen("radio_buttons", fields.about)},
        "feeling": {"feeling": several("multi_static_select", fields.feelings)},
        "energy": {"energy": chosen("radio_buttons", fields.energy)},
        "share": {"share": chosen("radio_buttons", fields.share)},
        "flags": {"flags": several("checkboxes", fields.flags)},
    }
    return {
        "type": "view_submission",
        "team": {"id": "T1", "domain": "x"},
        "user": {"id": "U1", "team_id": "T1"},
        "trigger_id": "1.2.x",
        "view": {
            "id": "V1",
            "hash": "1.a",
            "callback_id": "tell_story",
            "private_metadata": form.written(opening),
            "state": {"values": values},
        },
    } | others


@settings(max_examples=200, deadline=None)
@given(filled_in, openings, previews, st.sampled_from(SPOKEN))
def test_the_modal_with_any_fields_is_taken_and_nothing_in_it_is_markup(
    fields, opening, preview, language
):
    modal = Modal(language=language, texts=TEXTS, labels=LABELS)
    view = json.loads(json.dumps(modal.view(opening, fields, preview)))

    check_view(view, "modal")
    assert not is_too_large(view)
    assert marked_up(view) == []
    assert all(len(text) <= 150 for text in modal.complaints(fields).values())


@given(filled_in, openings)
def test_what_is_typed_comes_back_as_it_was_filled_in(fields, opening):
    body = json.loads(json.dumps(a_submission(fields, opening)))
    filled = read_form(body, ME)

    assert filled is not None
    order = [key for key in form.FEELINGS if key in fields.feelings]
    assert filled.opening == opening
    assert (filled.fields.text, list(filled.fields.feelings)) == (fields.text, order)
    assert (filled.fields.about, filled.fields.share) == (fields.about, fields.share)


@given(filled_in, openings)
def test_fields_without_complaints_are_a_story_within_the_limits(fields, opening):
    filled = read_form(json.loads(json.dumps(a_submission(fields, opening))), ME)
    assert filled is not None
    if complaints(filled.fields):
        return

    message = to_message(filled, ME, NOW)

    assert 15 <= len(message.text) <= 3000
    assert message.key == ("slack", "T1", "modal", opening.nonce)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_submission_raises_nothing_but_value_error(data):
    body = json.loads(json.dumps(a_submission(Fields(text="x" * 20), Opening(nonce="f"))))
    place = body
    while True:
        name = data.draw(st.sampled_from(sorted(place)))
        if isinstance(place[name], dict) and place[name] and data.draw(st.booleans()):
            place = place[name]
            continue
        break
    place[name] = data.draw(json_values)

    with contextlib.suppress(ValueError):
        filled = read_form(body, ME)
        if filled is not None and not complaints(filled.fields):
            to_message(filled, ME, NOW)
    with contextlib.suppress(ValueError):
        parse_global_shortcut(body, ME, TEAMS)


@given(st.dictionaries(st.sampled_from([*Opening.__slots__, "x"]), json_values))
def test_any_metadata_raises_nothing_but_value_error(metadata):
    body = a_submission(Fields(text="x" * 20, about="own", share="named"), Opening(nonce="f"))
    body["view"]["private_metadata"] = json.dumps(metadata)

    with contextlib.suppress(ValueError):
        filled = read_form(body, ME)
        if filled is not None:
            to_message(filled, ME, NOW)


def test_people_of_another_workspace_tell_nothing_in_the_modal():
    fields, opening = Fields(text="x" * 20), Opening(nonce="f")

    for others in ({"team": {"id": "T2"}}, {"user": {"id": "U1", "team_id": "T2"}}):
        assert read_form(a_submission(fields, opening, **others), ME) is None


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_shortcut_book_or_answer_raises_nothing_but_value_error(data):
    body = json.loads(
        json.dumps(
            data.draw(st.sampled_from([a_shortcut(), a_message_action(), a_book(), an_answer()]))
        )
    )
    place = body
    while True:
        name = data.draw(st.sampled_from(sorted(place)))
        if isinstance(place[name], dict) and place[name] and data.draw(st.booleans()):
            place = place[name]
            continue
        break
    place[name] = data.draw(json_values)

    for parse in (
        lambda: parse_global_shortcut(body, ME, EVERY),
        lambda: _kept(parse_message_shortcut(body, ME, NOW)),
        lambda: parse_reaction(body, ME, EVERY),
        lambda: parse_yes(body, ME, NOW),
        lambda: parse_no(body, ME, NOW),
    ):
        with contextlib.suppress(ValueError):
            parse()


def _kept(pointed: Pointed | None) -> None:
    if pointed is not None and pointed.message is not None:
        to_story(pointed, pointed.message, ME)


@settings(max_examples=100, deadline=None)
@given(texts, st.sampled_from(SPOKEN))
def test_the_question_to_an_author_is_taken_and_harmless_whatever_the_message_says(text, language):
    ask = Ask(words=first_words(text), message="C1:1.1", language=language)

    assert_slack_takes(ask_message(ask, language, TEXTS))
    assert len(ask.words) <= 201
