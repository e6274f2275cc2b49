"""Block Kit's blocks, checked as Slack checks them."""

import json
from typing import Any

from bot.practice.slack_elements import (
    any_text,
    as_accessory,
    image,
    in_actions,
    in_input,
    plain,
)
from bot.practice.slack_schema import (
    Check,
    InvalidSchemaError,
    array,
    as_object,
    boolean,
    fields,
    integer,
    need,
    numeric,
    string,
    typed,
)

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
TABLE_TEXT = 10_000  # https://docs.slack.dev/reference/block-kit/blocks/data-table-block
BLOCKS_TOGETHER = 13_200  # undocumented; what developers report

_ID = {"block_id": string(255)}


def _section(value: object, where: str) -> None:
    block = as_object(value, where)
    need("text" in block or "fields" in block, where, "missing required field: text")
    _SECTION(value, where)


_SECTION = fields(
    {},
    {
        **_ID,
        "text": any_text(3000),
        "fields": array(any_text(2000), 10),
        "accessory": as_accessory,
        "expand": boolean,
    },
)


def _image_or_text(value: object, where: str) -> None:
    if as_object(value, where).get("type") == "image":
        image(value, where)
    else:
        any_text(3000)(value, where)


def _rich_inline(value: object, where: str) -> None:
    need("type" in as_object(value, where), where, "missing required field: type")


def _rich_lines(value: object, where: str) -> None:
    array(_rich_inline, 10_000, 0)(as_object(value, where).get("elements"), f"{where}/elements")


_RICH = dict.fromkeys(
    ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted"),
    _rich_lines,
)

_CELL = typed(
    {
        "raw_text": fields({"text": string(3000)}),
        "raw_number": fields({"value": numeric, "text": string(3000)}),
        "rich_text": fields({"elements": array(typed(_RICH), 10_000)}),
    }
)
_HEAD_CELL = typed({"raw_text": fields({"text": string(3000)})})
_TABLE = fields(
    {"caption": string(3000, 1), "rows": array(array(_CELL, 20), 101, 2)},
    {**_ID, "page_size": integer(1, 100), "row_header_column_index": integer(0, 19)},
)


def _data_table(value: object, where: str) -> None:
    _TABLE(value, where)
    head, *rows = as_object(value, where)["rows"]
    array(_HEAD_CELL, 20)(head, f"{where}/rows/0")
    need(all(len(row) == len(head) for row in rows), where, "rows must have the same length")
    texts = [cell.get("text", "") for row in (head, *rows) for cell in row]
    need(sum(map(len, texts)) <= TABLE_TEXT, where, f"no more than {TABLE_TEXT} characters")


BLOCKS: dict[str, Check] = {
    "header": fields({"text": plain(150)}, _ID),
    "divider": fields({}, _ID),
    "section": _section,
    "context": fields({"elements": array(_image_or_text, 10)}, _ID),
    "actions": fields({"elements": array(in_actions, 25)}, _ID),
    "image": image,
    "input": fields(
        {"label": plain(2000), "element": in_input},
        {**_ID, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": fields({"elements": array(typed(_RICH), 10_000)}, _ID),
    "markdown": fields({"text": string(12_000, 1)}, _ID),
    "data_table": _data_table,
}


def check_blocks(
    blocks: object, where: str = "/blocks", most: int = MESSAGE_BLOCKS
) -> list[dict[str, Any]]:
    """Return the blocks as a list. Raise InvalidSchemaError where Slack would."""
    array(typed(BLOCKS), most, 0)(blocks, where)
    assert isinstance(blocks, list)  # noqa: S101 - for the type checker
    block_ids: set[str] = set()
    focused = 0
    for number, block in enumerate(blocks):
        here = f"{where}/{number}"
        block_id = block.get("block_id")
        need(block_id not in block_ids, here, f"`block_id` must be unique: {block_id}")
        block_ids |= {block_id} if block_id else set()
        _actions_are_unique(block, here)
        focused += sum(bool(e.get("focus_on_load")) for e in elements_of(block))
        need(focused <= 1, here, "only one element may have focus_on_load")
    return blocks


def elements_of(block: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the elements of a block that a person can act on, in their order."""
    if block["type"] == "actions":
        return list(block["elements"])
    element = block.get("accessory") or block.get("element")
    return [element] if element and element["type"] != "image" else []


def blocks_length(blocks: list[dict[str, Any]]) -> int:
    """Return the number of characters by which Slack judges blocks to be too long together."""
    return len(json.dumps(blocks, ensure_ascii=False))


def _actions_are_unique(block: dict[str, Any], where: str) -> None:
    named = [e["action_id"] for e in elements_of(block) if e.get("action_id")]
    if len(set(named)) < len(named):
        raise InvalidSchemaError(where, "`action_id` must be unique within a block")
