"""Log lines without story text, name, id or token, at every level.

Two rules, because there are two kinds of loggers:

- Kuule's own loggers (`bot`, `handlers`, `storage`) say a constant sentence, printed without its
  arguments, and only those `extra` fields that `FIELDS` names.
- All others are foreign. The SDKs put request bodies, and addresses that hold the bot's token,
  into their messages; drivers put rows there. So they are kept at WARNING whatever the level, and
  only who speaks, where in the code, and the types of the exceptions are printed.

Messages of exceptions are never printed either: a failed statement quotes its parameters, a failed
request its address.
"""

import json
import logging
import re
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import PurePath
from types import FrameType
from typing import TextIO

OWN = ("bot", "handlers", "storage")
FOREIGN = (
    "aiohttp",
    "aiosqlite",
    "alembic",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "py.warnings",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "telegram",
    "uvicorn",
)
"""Loggers of libraries that are reset by name, as some set a level or a handler of their own."""

FIELDS = (
    "platform",
    "route",
    "outcome",
    "count",
    "seconds",
    "attempt",
    "state",
    "reason",
    "method",
    "check",
    "port",
    "week",
    "kind",
    "error",
)
"""The `extra` fields that are printed, in this order. Text, numbers and truth values only."""

_LONGEST = 200
_FRAMES = 20
_ERRORS = 10
_Line = tuple[str, dict[str, str | float]]

# A second net under the rules above, for a token inside an allowed field.
_TOKEN = re.compile(r"\b(?:xox\w*[.-]|xapp-|bot\d+:|\d{5,}:)[\w-]+|\w+://\S+")


def configure(level: str, stream: TextIO) -> None:
    """Send every log line to the stream: short lines to a terminal, else one JSON object a line.

    `level` is that of Kuule's own loggers. Called by the command line only; again replaces.
    """
    is_terminal = stream.isatty()
    own = _Handler(stream, _Formatter(_own, is_terminal=is_terminal))
    foreign = _Handler(stream, _Formatter(_foreign, is_terminal=is_terminal))
    # On the handler too: a library that lowers the level of its own logger passes by that of root.
    foreign.setLevel(logging.WARNING)
    root = logging.getLogger()
    for handler in [found for found in root.handlers if isinstance(found, _Handler)]:
        root.removeHandler(handler)
    root.addHandler(foreign)
    root.setLevel(logging.WARNING)
    for name in FOREIGN:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.WARNING)
    for name in OWN:
        logger = logging.getLogger(name)
        logger.handlers[:] = [own]
        logger.propagate = False
        logger.setLevel(level.upper())
    logging.captureWarnings(True)


class _Handler(logging.StreamHandler[TextIO]):
    def __init__(self, stream: TextIO, formatter: logging.Formatter) -> None:
        super().__init__(stream)
        self.setFormatter(formatter)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's own name
        """Drop the line. What logging does by itself prints the message and its arguments."""


class _Formatter(logging.Formatter):
    """One line out of nothing but what `read` lets pass of a record: a sentence and fields."""

    def __init__(self, read: Callable[[logging.LogRecord], _Line], *, is_terminal: bool) -> None:
        super().__init__()
        self._read = read
        self._is_terminal = is_terminal

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: for a terminal short, else JSON."""
        event, fields = self._read(record)
        instant = datetime.fromtimestamp(record.created, UTC)
        level = record.levelname.lower()
        if self._is_terminal:
            words = [f"{instant:%H:%M:%SZ}", f"{level:<7}", f"{record.name}:", event]
            # Quoted where a value could pass for another field.
            words += [f"{name}={_quoted(value)}" for name, value in fields.items()]
            return _on_one_line(" ".join(words))
        head = {"time": instant.isoformat(timespec="milliseconds"), "level": level}
        return json.dumps({**head, "logger": record.name, "event": event, **fields})


def _own(record: logging.LogRecord) -> _Line:
    # The message as it stands in the code: what its arguments would put into it may be anything.
    event = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    given = {name: getattr(record, name, None) for name in FIELDS}
    fields = {name: _printable(value) for name, value in given.items() if value is not None}
    if record.exc_info and record.exc_info[1]:
        errors = _chain(record.exc_info[1])
        fields["exception"] = "; ".join(f"{_name(error)} at {_frames(error)}" for error in errors)
    return _TOKEN.sub("[…]", event), fields


def _foreign(record: logging.LogRecord) -> _Line:
    fields: dict[str, str | float] = {"where": f"{record.funcName}:{record.lineno}"}
    if record.exc_info and record.exc_info[1]:
        fields["exception"] = "; ".join(_name(error) for error in _chain(record.exc_info[1]))
    return "a library reports something", fields


def _printable(value: object) -> str | float:
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return _TOKEN.sub("[…]", value)[:_LONGEST]
    return type(value).__name__


def _quoted(value: str | float) -> str:
    text = str(value)
    return f'"{text}"' if " " in text else text


def _on_one_line(text: str) -> str:
    """Return it with everything escaped that could end the line or colour the terminal."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield the exception, the members of a group, and what it came from."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting and len(seen) < _ERRORS:
        current = waiting.pop(0)
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        if isinstance(current, BaseExceptionGroup):
            waiting.extend(current.exceptions)
        hidden = current.__suppress_context__
        waiting.append(current.__cause__ or (None if hidden else current.__context__))


def _name(error: BaseException) -> str:
    kind = type(error)
    return (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )


def _frames(error: BaseException) -> str:
    """Return file and line of the innermost frames, innermost last."""
    frames = list(traceback.walk_tb(error.__traceback__))[-_FRAMES:]
    return " > ".join(f"{_file(frame)}:{line}" for frame, line in frames) or "no frame"


def _file(frame: FrameType) -> str:
    """Return the file as seen from its top package: where that is installed concerns nobody."""
    path = PurePath(frame.f_code.co_filename)
    depth = str(frame.f_globals.get("__name__", "")).count(".") + 1
    return "/".join(path.parts[-depth - (path.stem == "__init__") :])
