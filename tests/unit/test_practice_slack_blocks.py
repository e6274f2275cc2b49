"""Blocks and elements as the stand-in for Slack takes and refuses them."""

import pytest

from bot.practice.slack_blocks import VIEW_BLOCKS, check_blocks
from bot.practice.slack_schema import InvalidSchemaError


def plain(text: str = "x") -> dict:
    return {"type": "plain_text", "text": text}


def option(value: str = "a", text: str = "x") -> dict:
    return {"text": plain(text), "value": value}


OPTIONS = [option("a"), option("b")]


def an_input(**element) -> dict:
    return {"type": "input", "block_id": "i", "label": plain(), "element": element}


def actions(*elements) -> dict:
    return {"type": "actions", "elements": list(elements)}


def refusal(*blocks) -> str:
    with pytest.raises(InvalidSchemaError) as caught:
        check_blocks(list(blocks))
    return str(caught.value)


CONFIRM = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}

GOOD = [
    an_input(type="plain_text_input", action_id="x", multiline=True, max_length=3000),
    an_input(type="radio_buttons", options=OPTIONS, initial_option=OPTIONS[1]),
    an_input(type="checkboxes", options=OPTIONS, initial_options=OPTIONS),
    an_input(type="static_select", options=OPTIONS, placeholder=plain()),
    an_input(type="multi_static_select", options=OPTIONS, max_selected_items=3),
    an_input(type="static_select", option_groups=[{"label": plain(), "options": OPTIONS}]),
    actions(
        {"type": "button", "text": plain(), "confirm": CONFIRM, "style": "danger"},
        {"type": "overflow", "action_id": "more", "options": OPTIONS},
    ),
    {
        "type": "section",
        "text": {"type": "mrkdwn", "text": "x", "verbatim": True},
        "accessory": {"type": "image", "image_url": "https://example.org/x", "alt_text": "x"},
    },
    {"type": "input", "label": plain(), "hint": plain(), "optional": True, "element": {
        "type": "plain_text_input", "focus_on_load": True}},
]  # fmt: skip


@pytest.mark.parametrize("block", GOOD)
def test_what_the_reference_allows_is_taken(block):
    assert check_blocks([block]) == [block]


BIG_CONFIRM = CONFIRM | {"title": plain("x" * 101)}
UNKNOWN = option("c")
ELEMENT = "/blocks/0/element"
FIRST = "/blocks/0/elements/0"


def menu(*options, kind="static_select", **fields) -> dict:
    return an_input(type=kind, options=list(options), **fields)


def typing(**fields) -> dict:
    return an_input(type="plain_text_input", **fields)


def button(**fields) -> dict:
    return actions({"type": "button", "text": plain(), **fields})


@pytest.mark.parametrize(
    ("block", "rule", "where"),
    [
        (an_input(type="button"), "unsupported type: button", f"{ELEMENT}/type"),
        (actions({"type": "image"}), "unsupported type: image", f"{FIRST}/type"),
        (typing(max_length=3001), "must be between 1 and 3000", f"{ELEMENT}/max_length"),
        (
            typing(initial_value="x" * 3001),
            "must be less than 3001 characters",
            f"{ELEMENT}/initial_value",
        ),
        (
            typing(placeholder=plain("x" * 151)),
            "must be less than 151 characters",
            f"{ELEMENT}/placeholder/text",
        ),
        (
            menu(*[option()] * 11, kind="radio_buttons"),
            "no more than 10 items allowed",
            f"{ELEMENT}/options",
        ),
        (menu(*[option()] * 101), "no more than 100 items allowed", f"{ELEMENT}/options"),
        (an_input(type="static_select"), "missing required field: options", ELEMENT),
        (
            menu(option(), initial_option=None),
            "must provide an object",
            f"{ELEMENT}/initial_option",
        ),
        (
            menu(option(), initial_option=UNKNOWN),
            "initial option must match an option",
            ELEMENT,
        ),
        (
            menu(option(text="x" * 76)),
            "must be less than 76 characters",
            f"{ELEMENT}/options/0/text/text",
        ),
        (
            menu(option("v" * 151)),
            "must be less than 151 characters",
            f"{ELEMENT}/options/0/value",
        ),
        (
            menu(option(), kind="multi_static_select", max_selected_items=0),
            "must be between 1 and 100",
            f"{ELEMENT}/max_selected_items",
        ),
        (
            actions({"type": "overflow", "options": [option()] * 6}),
            "no more than 5 items allowed",
            f"{FIRST}/options",
        ),
        (
            button(confirm=BIG_CONFIRM),
            "must be less than 101 characters",
            f"{FIRST}/confirm/title/text",
        ),
        (button(colour="red"), "invalid additional property: colour", FIRST),
        ({"type": "input", "label": plain()}, "missing required field: element", "/blocks/0"),
        ({"type": "section"}, "missing required field: text", "/blocks/0"),
        (
            {"type": "section", "fields": []},
            "no fewer than 1 items allowed",
            "/blocks/0/fields",
        ),
        ({"type": "hologram"}, "unsupported type: hologram", "/blocks/0/type"),
        (
            {"type": "header", "text": plain("")},
            "must be more than 0 characters",
            "/blocks/0/text/text",
        ),
        ("text", "must provide an object", "/blocks/0"),
    ],
)
def test_a_refusal_names_the_rule_and_the_place_as_slack_does(block, rule, where):
    assert refusal(block) == f"[ERROR] {rule} [json-pointer:{where}]"


def test_a_block_id_stands_for_one_block():
    block = typing()

    assert "`block_id` must be unique" in refusal(block, block)


def test_an_action_id_stands_for_one_element_of_its_block():
    go = {"type": "button", "text": plain(), "action_id": "go"}

    assert "`action_id` must be unique" in refusal(actions(go, go))
    assert check_blocks([actions(go), actions(go)])


def test_a_view_holds_more_blocks_than_a_message():
    blocks = [{"type": "divider"}] * (VIEW_BLOCKS + 1)

    assert check_blocks(blocks[:-1], "/view/blocks", VIEW_BLOCKS)
    with pytest.raises(InvalidSchemaError, match="no more than 100 items"):
        check_blocks(blocks, "/view/blocks", VIEW_BLOCKS)


def cell(text: str = "x") -> dict:
    return {"type": "raw_text", "text": text}


def table(*rows, **fields) -> dict:
    return {"type": "data_table", "caption": "x", "rows": [list(row) for row in rows]} | fields


def test_a_table_of_texts_and_numbers_is_taken():
    block = table(
        [cell("What"), cell("Number")],
        [cell("Stories"), {"type": "raw_number", "value": 23, "text": "23"}],
        page_size=100,
        row_header_column_index=0,
    )

    assert check_blocks([block]) == [block]


@pytest.mark.parametrize(
    ("block", "rule"),
    [
        (table([cell()]), "no fewer than 2 items allowed"),
        (table(*[[cell()]] * 102), "no more than 101 items allowed"),
        (table([cell()] * 2, [cell()]), "rows must have the same length"),
        (table([cell()] * 21, [cell()] * 21), "no more than 20 items allowed"),
        (table(*[[cell("x" * 2001)]] * 5), "no more than 10000 characters"),
        (table([cell()], [cell()], page_size=101), "must be between 1 and 100"),
        (table([cell()], [{"type": "raw_number", "text": "1"}]), "missing required field: value"),
        (table([{"type": "raw_number", "value": 1, "text": "1"}], [cell()]), "unsupported type"),
        (table([cell()], [cell()], caption=""), "must be more than 0 characters"),
    ],
)
def test_a_table_outside_the_reference_is_refused(block, rule):
    assert rule in refusal(block)
