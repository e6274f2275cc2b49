"""What the payloads of buttons and forms have in common, read from their fields. Pure.

Each reader raises ValueError when Slack's own form is broken.
"""

from collections.abc import Mapping

from bot.core.payload import Payload, read_mapping


def first_action(body: Payload) -> Payload:
    """Return what was pressed or chosen; Slack sends one at a time."""
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], Mapping):
        raise ValueError("actions")
    return actions[0]


def states_of(view: Payload) -> Mapping[str, Payload]:
    """Return the state of each input, by block id: every block of ours has one input."""
    blocks = read_mapping(read_mapping(view, "state"), "values")
    return {
        block: state
        for block, inputs in blocks.items()
        if isinstance(inputs, Mapping)
        for state in inputs.values()
        if isinstance(state, Mapping)
    }


def said_by(state: Payload) -> str:
    """Return what a button, a menu or an input says; empty when nothing."""
    option = state.get("selected_option")
    found = option.get("value") if isinstance(option, Mapping) else state.get("value")
    return found if isinstance(found, str) else ""


def chosen_in(state: Payload) -> list[str]:
    """Return what is chosen where several things may be; empty when nothing."""
    options = state.get("selected_options")
    found = options if isinstance(options, list) else []
    return [said_by(each) for each in found if isinstance(each, Mapping)]
