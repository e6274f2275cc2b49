"""Block Kit's text objects and elements, each with the limits of its reference page on
docs.slack.dev.
"""

from collections.abc import Callable
from typing import Any

from bot.practice.slack_schema import (
    Check,
    InvalidSchemaError,
    array,
    boolean,
    fields,
    integer,
    need,
    one_of,
    string,
    typed,
)

BUTTON_TEXT = 75
VALUE = 2000
OPTION_TEXT = 75
OPTION_VALUE = 150
TYPED = 3000


def plain(longest: int) -> Check:
    """A plain_text object."""
    content = {"text": string(longest, 1)}
    return typed({"plain_text": fields(content, {"emoji": boolean})})


def any_text(longest: int) -> Check:
    """A text object of either kind."""
    content = {"text": string(longest, 1)}
    return typed(
        {
            "plain_text": fields(content, {"emoji": boolean}),
            "mrkdwn": fields(content, {"verbatim": boolean}),
        }
    )


def _both(*checks: Check) -> Check:
    def check(value: object, where: str) -> None:
        for each in checks:
            each(value, where)

    return check


def _object(value: object, where: str) -> None:
    need(isinstance(value, dict), where, "must provide an object")


def _has_source(value: object, where: str) -> None:
    has = isinstance(value, dict) and bool(value.get("image_url") or value.get("slack_file"))
    need(has, where, "missing required field: image_url")


def options_of(element: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a menu offers, its groups one after another."""
    groups = element.get("option_groups") or []
    grouped = [option for group in groups for option in group["options"]]
    return [*(element.get("options") or []), *grouped]


def _initial_is_an_option(value: object, where: str) -> None:
    if not isinstance(value, dict):
        raise InvalidSchemaError(where, "must provide an object")
    chosen = list(value.get("initial_options") or [])
    if "initial_option" in value:
        chosen.append(value["initial_option"])
    options = options_of(value)
    need(bool(options), where, "missing required field: options")
    need(all(option in options for option in chosen), where, "initial option must match an option")


CONFIRM = fields(
    {
        "title": plain(100),
        "text": any_text(300),
        "confirm": plain(30),
        "deny": plain(30),
    },
    {"style": one_of("primary", "danger")},
)

_ACTION = {"action_id": string(255)}
_FOCUS = {"focus_on_load": boolean}


def _option(text: Callable[[int], Check]) -> Check:
    required = {"text": text(OPTION_TEXT), "value": string(OPTION_VALUE, 1)}
    return fields(required, {"description": text(OPTION_TEXT), "url": string(3000)})


_GROUP = fields({"label": plain(75), "options": array(_option(plain), 100)})
_MENU = {
    **_ACTION,
    **_FOCUS,
    "placeholder": plain(150),
    "options": array(_option(plain), 100),
    "option_groups": array(_GROUP, 100),
    "confirm": CONFIRM,
}
_CHECKED = array(_option(any_text), 10)

image = _both(
    fields(
        {"alt_text": string(2000, 1)},
        {
            "image_url": string(3000, 1),
            "slack_file": _object,
            "title": plain(2000),
            "block_id": string(255),
        },
    ),
    _has_source,
)

ELEMENTS: dict[str, Check] = {
    "image": image,
    "button": fields(
        {"text": plain(BUTTON_TEXT)},
        {
            **_ACTION,
            "url": string(3000),
            "value": string(VALUE),
            "style": one_of("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
    ),
    "overflow": fields(
        {"options": array(_option(plain), 5)}, {**_ACTION, "confirm": CONFIRM}
    ),
    "radio_buttons": _both(
        fields(
            {"options": _CHECKED},
            {**_ACTION, **_FOCUS, "initial_option": _object, "confirm": CONFIRM},
        ),
        _initial_is_an_option,
    ),
    "checkboxes": _both(
        fields(
            {"options": _CHECKED},
            {**_ACTION, **_FOCUS, "initial_options": _CHECKED, "confirm": CONFIRM},
        ),
        _initial_is_an_option,
    ),
    "static_select": _both(fields({}, _MENU | {"initial_option": _object}), _initial_is_an_option),
    "multi_static_select": _both(
        fields(
            {},
            _MENU
            | {
                "initial_options": array(_option(plain), 100),
                "max_selected_items": integer(1, 100),
            },
        ),
        _initial_is_an_option,
    ),
    "plain_text_input": fields(
        {},
        {
            **_ACTION,
            **_FOCUS,
            "initial_value": string(TYPED),
            "multiline": boolean,
            "min_length": integer(0, TYPED),
            "max_length": integer(1, TYPED),
            "dispatch_action_config": _object,
            "placeholder": plain(150),
        },
    ),
}  # fmt: skip

CHOICES = frozenset({"radio_buttons", "checkboxes", "static_select", "multi_static_select"})
in_actions = typed(ELEMENTS, CHOICES | {"button", "overflow"})
as_accessory = typed(ELEMENTS, CHOICES | {"button", "overflow", "image"})
in_input = typed(ELEMENTS, CHOICES | {"plain_text_input"})
