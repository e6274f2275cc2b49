"""Arguments of Slack's methods, checked as Slack checks them. Pure: each raises SlackError."""

from typing import Any

from bot.practice.arguments import is_true, parsed
from bot.practice.limits import SLACK_TEXT
from bot.practice.slack_blocks import BLOCKS_TOGETHER, blocks_length, check_blocks
from bot.practice.slack_schema import InvalidSchemaError

Arguments = dict[str, Any]


class SlackError(Exception):
    """An answer with `ok: false`: Slack's word for it and what comes along."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def need(arguments: Arguments, name: str, error: str = "invalid_arguments") -> Any:
    """Return a required argument. Raise SlackError if it is missing or empty."""
    value = arguments.get(name)
    if value is None or value == "":
        raise invalid(error, f"[ERROR] missing required field: {name}")
    return value


def invalid(code: str, *messages: str) -> SlackError:
    """Return the refusal with what Slack says is wrong."""
    return SlackError(code, response_metadata={"messages": list(messages)})


def read_content(arguments: Arguments) -> tuple[str, list[dict[str, Any]]]:
    """Return text and blocks of a message that Slack would take."""
    text = arguments.get("text") or ""
    if not isinstance(text, str):
        raise SlackError("invalid_arguments")
    if len(text) > SLACK_TEXT:
        raise SlackError("msg_too_long")
    try:
        blocks = check_blocks(parsed(arguments.get("blocks") or []))
    except ValueError as error:
        raise SlackError("invalid_blocks_format") from error
    except InvalidSchemaError as error:
        raise invalid("invalid_blocks", str(error)) from error
    if blocks_length(blocks) > BLOCKS_TOGETHER:
        raise SlackError("msg_blocks_too_long")
    if not text.strip() and not blocks:
        raise SlackError("no_text")
    return text, blocks


def read_metadata(value: object) -> dict[str, Any] | None:
    """Return message metadata, None if there is none."""
    if value is None or value == "":
        return None
    try:
        metadata = parsed(value)
    except ValueError as error:
        raise SlackError("invalid_metadata_format") from error
    if not isinstance(metadata, dict):
        raise SlackError("invalid_metadata_format")
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(kind, str) or not kind or not isinstance(payload, dict):
        raise SlackError("invalid_metadata_schema")
    return {"event_type": kind, "event_payload": payload}


def read_limit(arguments: Arguments) -> int:
    """Return how many to list."""
    try:
        limit = int(arguments.get("limit") or 100)
    except (TypeError, ValueError) as error:
        raise SlackError("invalid_limit") from error
    if not 1 <= limit <= 999:
        raise SlackError("invalid_limit")
    return limit


def read_cursor(value: object) -> int:
    """Return where a list goes on."""
    if value is None or value == "":
        return 0
    prefix, _, start = str(value).partition(":")
    if prefix != "next" or not start.isdecimal():
        raise SlackError("invalid_cursor")
    return int(start)


def is_within(ts: str, arguments: Arguments) -> bool:
    """Return whether a ts lies between `oldest` and `latest`."""
    oldest = str(arguments.get("oldest") or "0")
    latest = str(arguments.get("latest") or "9999999999.999999")
    if is_true(arguments.get("inclusive")):
        return _order(oldest) <= _order(ts) <= _order(latest)
    return _order(oldest) < _order(ts) < _order(latest)


def _order(ts: str) -> tuple[int, int]:
    seconds, _, fraction = ts.partition(".")
    if not seconds.isdecimal() or not (fraction or "0").isdecimal():
        raise SlackError("invalid_ts_latest" if fraction else "invalid_arguments")
    return int(seconds), int((fraction + "000000")[:6])
