"""What a JSON value must look like, in Slack's words: a place in it and the rule it breaks."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

Check = Callable[[object, str], None]


class InvalidSchemaError(Exception):
    """A value that Slack would refuse; the message is one of its `response_metadata.messages`."""

    def __init__(self, where: str, rule: str) -> None:
        super().__init__(f"[ERROR] {rule} [json-pointer:{where}]")


def need(holds: bool, where: str, rule: str) -> None:
    """Raise InvalidSchemaError unless it holds."""
    if not holds:
        raise InvalidSchemaError(where, rule)


def string(longest: int, shortest: int = 0) -> Check:
    """A string of so many characters."""

    def check(value: object, where: str) -> None:
        if not isinstance(value, str):
            raise InvalidSchemaError(where, "must provide a string")
        need(len(value) >= shortest, where, f"must be more than {shortest - 1} characters")
        need(len(value) <= longest, where, f"must be less than {longest + 1} characters")

    return check


def integer(least: int, most: int) -> Check:
    """A whole number within the bounds, both included."""

    def check(value: object, where: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            raise InvalidSchemaError(where, "must provide an integer")
        need(least <= value <= most, where, f"must be between {least} and {most}")

    return check


def numeric(value: object, where: str) -> None:
    """A number."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    need(is_number, where, "must provide a number")


def boolean(value: object, where: str) -> None:
    """True or false."""
    need(isinstance(value, bool), where, "must provide a boolean")


def one_of(*words: str) -> Check:
    """One of these strings."""

    def check(value: object, where: str) -> None:
        need(value in words, where, f"must be one of {', '.join(words)}")

    return check


def array(each: Check, most: int, fewest: int = 1) -> Check:
    """An array of so many items of one kind."""

    def check(value: object, where: str) -> None:
        if not isinstance(value, list):
            raise InvalidSchemaError(where, "must provide an array")
        need(len(value) >= fewest, where, f"no fewer than {fewest} items allowed")
        need(len(value) <= most, where, f"no more than {most} items allowed")
        for number, item in enumerate(value):
            each(item, f"{where}/{number}")

    return check


def fields(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others; its `type` is looked at by `typed`."""
    known = {**required, **(optional or {})}

    def check(value: object, where: str) -> None:
        found = as_object(value, where)
        for name in required:
            need(name in found, where, f"missing required field: {name}")
        for name, inner in found.items():
            if name == "type":
                continue
            need(name in known, where, f"invalid additional property: {name}")
            known[name](inner, f"{where}/{name}")

    return check


def typed(kinds: Mapping[str, Check], only: Collection[str] | None = None) -> Check:
    """An object whose `type` is one of the kinds, `only` some of them where given."""

    def check(value: object, where: str) -> None:
        found = as_object(value, where)
        need("type" in found, where, "missing required field: type")
        kind = str(found["type"])
        allowed = kind in kinds and (only is None or kind in only)
        need(allowed, f"{where}/type", f"unsupported type: {kind}")
        kinds[kind](found, where)

    return check


def as_object(value: object, where: str) -> dict[str, Any]:
    """Return the value as an object. Raise InvalidSchemaError."""
    if not isinstance(value, dict):
        raise InvalidSchemaError(where, "must provide an object")
    return value
