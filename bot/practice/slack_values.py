"""What people have typed and chosen in blocks, in the form of Slack's `state.values`. Pure."""

from typing import Any

from bot.practice.slack_blocks import elements_of
from bot.practice.slack_elements import TYPED, options_of

Block = dict[str, Any]
Element = dict[str, Any]
State = dict[str, Any]
Values = dict[str, dict[str, State]]

ONE = {"radio_buttons", "static_select"}
MANY = {"checkboxes", "multi_static_select"}
REQUIRED = "Please complete this required field."


def initial_values(blocks: list[Block]) -> Values:
    """Return what blocks hold before anybody has touched them."""
    values: Values = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in ONE | MANY | {"plain_text_input"}:
                values.setdefault(block["block_id"], {})[element["action_id"]] = _initial(element)
    return values


def carried_over(values: Values, blocks: list[Block]) -> Values:
    """Return the values of changed blocks: what was typed stays where block and action are the
    same, whatever the new blocks say is there initially.
    """
    after = initial_values(blocks)
    for block_id, states in after.items():
        for action_id, state in states.items():
            before = values.get(block_id, {}).get(action_id)
            if before is not None and before["type"] == state["type"]:
                states[action_id] = before
    return after


def new_state(element: Element, wish: object) -> State:
    """Return the state of an element when a person types that text, or chooses the options of
    that value or those values. Raise LookupError for what it does not offer.
    """
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": str(wish) if wish else None}
    if kind in ONE:
        return {"type": kind, "selected_option": _option(element, wish) if wish else None}
    if kind not in MANY or not isinstance(wish, list | tuple):
        msg = f"Nothing can be chosen so in a {kind}."
        raise LookupError(msg)
    return {"type": kind, "selected_options": [_option(element, value) for value in wish]}


def complaints(blocks: list[Block], values: Values) -> dict[str, str]:
    """Return what Slack's own form objects to, by block id, before it sends anything."""
    found = {}
    for block in blocks:
        if block["type"] == "input":
            state = values[block["block_id"]][block["element"]["action_id"]]
            complaint = _complaint(block, state)
            if complaint:
                found[block["block_id"]] = complaint
    return found


def _initial(element: Element) -> State:
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": element.get("initial_value") or None}
    if kind in ONE:
        return {"type": kind, "selected_option": element.get("initial_option")}
    return {"type": kind, "selected_options": element.get("initial_options") or []}


def _option(element: Element, value: object) -> dict[str, Any]:
    for option in options_of(element):
        if option["value"] == value:
            return option
    msg = f"There is no option {value} in {element['action_id']}."
    raise LookupError(msg)


def _complaint(block: Block, state: State) -> str | None:
    content = state.get("value") or state.get("selected_option") or state.get("selected_options")
    if not content:
        return None if block.get("optional") else REQUIRED
    element, length = block["element"], len(content)
    if element["type"] == "plain_text_input":
        return _length_complaint(element, length)
    most = element.get("max_selected_items", length)
    if element["type"] == "multi_static_select" and length > most:
        return f"Please choose no more than {most}."
    return None


def _length_complaint(element: Element, length: int) -> str | None:
    fewest, most = element.get("min_length", 0), element.get("max_length", TYPED)
    if length < fewest:
        return f"Please enter at least {fewest} characters."
    if length > most:
        return f"Please enter no more than {most} characters."
    return None
