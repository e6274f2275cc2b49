"""What a person or a pipe sees. Colours, tables and progress are for terminals only; a pipe gets
plain lines, none of them wrapped.
"""

import io
import json
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Never

from bot.core.model.story import Story
from bot.forms import printable

# DEL and the second set of control characters, which JSON leaves as they are.
_STEERING = re.compile("[\x7f-\x9f]")


def prepare() -> None:
    """Let no character that the terminal's encoding lacks end the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def is_terminal() -> bool:
    """True when a person reads both streams."""
    return sys.stdout.isatty() and sys.stderr.isatty()


def put(text: str) -> None:
    """Print the result; flushed, so that a closed pipe is noticed here."""
    print(text, flush=True)  # noqa: T201  # what a command is for


def put_json(value: object) -> None:
    """Print one JSON object on one line."""
    text = json.dumps(value, ensure_ascii=False)
    put(_STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def put_stories(title: str, stories: Sequence[Story]) -> None:
    """Print a table."""
    from rich.console import Console  # noqa: PLC0415  # loaded for terminals only
    from rich.table import Table  # noqa: PLC0415  # the same
    from rich.text import Text  # noqa: PLC0415  # the same

    table = Table("Number", "Role", "Language", "Sentiment", "Story", title=Text(title))
    for story in stories:
        told = (story.number, story.role, story.language, story.sentiment, printable(story.text))
        table.add_row(*map(Text, told))
    Console().print(table)


def say(what: str) -> None:
    """Tell the person something beside the result."""
    print(what, file=sys.stderr, flush=True)  # noqa: T201  # what a command is for


def fail(message: str, status: int) -> Never:
    """End with a sentence."""
    say(message)
    try:
        sys.stdout.flush()
    except OSError:
        # What cannot be written must not be tried again at exit, where nobody catches it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(status)


def sentence(error: Exception) -> str:
    """Return the error's message as a sentence."""
    text = str(error)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?")) else ".")


def of_system(error: OSError) -> str:
    """Return the sentence for an error of the operating system."""
    reason = (error.strerror or type(error).__name__).lower()
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{reason}: check the path, the rights and the disk."


def of_defect(error: Exception) -> str:
    """Return the sentence for an error that should not be. Its own message may hold anything."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{type(error).__name__} at {PurePath(frame.filename).name}:{frame.lineno}"
    return f"Kuule failed by a defect ({where}): please report it to the developers."


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on a terminal that something longer is under way."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console  # noqa: PLC0415  # loaded for terminals only

    with Console(stderr=True).status(what):
        yield


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how far something is; give the function that tells it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415  # loaded for terminals only
    from rich.progress import Progress  # noqa: PLC0415  # the same

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.update(task, completed=done)
