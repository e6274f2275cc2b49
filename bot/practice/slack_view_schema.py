"""What a modal or an App Home may hold, checked as Slack checks it. Pure."""

import json
from typing import Any

from bot.practice.slack_arguments import SlackError
from bot.practice.slack_blocks import VIEW_BLOCKS, check_blocks
from bot.practice.slack_elements import plain
from bot.practice.slack_schema import (
    InvalidSchemaError,
    as_object,
    boolean,
    fields,
    need,
    string,
    typed,
)

LARGEST = 250_000

Content = dict[str, Any]


def _blocks(value: object, where: str) -> None:
    check_blocks(value, where, VIEW_BLOCKS)


_BOTH = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_VIEW = typed(
    {
        "modal": fields(
            {"title": plain(24), "blocks": _blocks},
            {
                **_BOTH,
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
            },
        ),
        "home": fields({"blocks": _blocks}, _BOTH),
    }
)


def check_view(value: object, kind: str) -> Content:
    """Return a view that Slack would show. Raise InvalidSchemaError."""
    content = as_object(value, "/view")
    need(content.get("type") == kind, "/view/type", f"unsupported type: {content.get('type')}")
    _VIEW(content, "/view")
    for number, block in enumerate(content["blocks"]):
        has_answer = kind == "home" or "submit" in content or block["type"] != "input"
        rule = "bolt-app must define `submit` to use an `input` block in modals"
        need(has_answer, f"/view/blocks/{number}/input", rule)
    return content


def is_too_large(content: Content) -> bool:
    return len(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")) > LARGEST


def read_view(value: object, kind: str) -> Content:
    """Return the view of an argument. Raise SlackError."""
    try:
        content = check_view(value, kind)
    except InvalidSchemaError as error:
        outline = "[ERROR] failed to match all allowed schemas [json-pointer:/view]"
        where = {"messages": [outline, str(error)]}
        raise SlackError("invalid_arguments", response_metadata=where) from error
    if is_too_large(content):
        raise SlackError("view_too_large")
    return content
