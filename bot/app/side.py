"""What one platform adds to the program."""

from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp

from bot.core.model.check import Check
from bot.core.ports.files import FileSource
from bot.core.ports.presence import Presences
from bot.core.ports.sender import Sender

Run = Callable[[], Coroutine[Any, Any, None]]
Probe = Callable[[], Awaitable[Sequence[Check]]]
"""Asks a platform whether it knows us and has granted what the settings need."""


@dataclass(frozen=True, slots=True)
class Side:
    """A platform's sender, its loop, its probe and its files."""

    sender: Sender
    listen: Run
    probe: Probe
    files: FileSource
    posts: Mapping[str, ASGIApp] = field(default_factory=dict)
    """What takes posts to a path of the web port."""
    presences: Presences | None = None
