"""The services through which people tell, and what they call things."""

from enum import StrEnum

NaturalKey = tuple[str, ...]
"""What the platform itself calls a thing: platform, then its own ids, all as strings. Never
stored in clear.
"""


class Platform(StrEnum):
    """A service through which people tell."""

    SLACK = "slack"
    TELEGRAM = "telegram"


class Route(StrEnum):
    """The way by which something was told."""

    CHANNEL = "channel"
    MENTION = "mention"
    DM = "dm"
    COMMAND = "command"
    MODAL = "modal"
    REACTION = "reaction"
    SHORTCUT = "shortcut"
    GROUP = "group"
    """A message to Kuule in a group on Telegram."""
    THREAD = "thread"
    """A reply where Kuule does not listen: a part of the teller's own story, or nothing."""
