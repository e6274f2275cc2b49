"""The shortcuts that an app's manifest offers to people."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class AppShortcut:
    """One shortcut: in the composer (`global`), or in the menu of a message."""

    type: Literal["global", "message"]
    callback_id: str
    name: str


SHORTCUTS = (
    AppShortcut("global", "tell_story", "Kerro tarina"),
    AppShortcut("message", "keep_story", "Tallenna tarinaksi"),
)
