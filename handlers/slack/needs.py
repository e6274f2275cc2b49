"""What Kuule asks of Slack: one table of scopes and events, each with its reason. Pure.

The manifest is made of it, and `doctor` compares with it what was granted.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.model.team import Teams


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that Kuule does, and what Slack wants for it."""

    reason: str
    scopes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


_ALWAYS = (
    Need(reason="posts receipts, answers, notices and digests", scopes=("chat:write",)),
    Need(reason="knows a person's language, and guests, who are refused", scopes=("users:read",)),
    Need(reason="asks nobody for a story who is in do not disturb", scopes=("dnd:read",)),
    Need(reason="shows each person the Home tab", events=("app_home_opened",)),
)
_CAPTURE = {
    "command": (
        Need(reason="takes stories by /tarina, /story and /berattelse", scopes=("commands",)),
    ),
    "shortcut": (Need(reason="takes stories by the two shortcuts", scopes=("commands",)),),
    "dm": (
        Need(
            reason="takes stories by direct message",
            scopes=("im:history",),
            events=("message.im",),
        ),
    ),
    "mention": (
        Need(
            reason="takes stories by mention",
            scopes=("app_mentions:read",),
            events=("app_mention",),
        ),
    ),
    "channel": (
        Need(
            reason="hears listened channels, edits and deletions there",
            scopes=("channels:history",),
            events=("message.channels",),
        ),
        Need(
            reason="takes a message out by its writer's 🔕",
            scopes=("reactions:read",),
            events=("reaction_added",),
        ),
    ),
    "reaction": (
        Need(
            reason="takes stories by 📖",
            scopes=("reactions:read",),
            events=("reaction_added",),
        ),
        Need(
            reason="hears edits and deletion of the message under 📖",
            scopes=("channels:history",),
            events=("message.channels",),
        ),
    ),
}
"""By the words of the setting `capture`."""
_PRIVATE = Need(
    reason="does the same in private channels",
    scopes=("groups:history",),
    events=("message.groups",),
)
_OLD_PRIVATE = "G"
"""With which only the ids of private channels begin; those of newer ones begin with C, too."""


_ATTACHMENTS = Need(
    reason="keeps images that come with stories, as a team's attachments allow",
    scopes=("files:read",),
)
_PICTURE = Need(
    reason="shows the picture of a digest, where a team's digest has one",
    scopes=("files:write",),
)


def needs(teams: Teams, *, private: bool = False) -> tuple[Need, ...]:
    """Return what the capture of all teams needs; `private` when they listen in private channels
    whose ids do not show it.
    """
    captured = captured_by(teams)
    listened = [channel for team in teams.all for channel in team.slack_listen]
    is_private = private or any(channel.startswith(_OLD_PRIVATE) for channel in listened)
    wanted = [need for way, ways in _CAPTURE.items() if way in captured for need in ways]
    if is_private and captured & {"channel", "reaction"}:
        wanted.append(_PRIVATE)
    if teams.keep_attachments:
        wanted.append(_ATTACHMENTS)
    if teams.draw_in_slack:
        wanted.append(_PICTURE)
    return (*_ALWAYS, *wanted)


def captured_by(teams: Teams) -> set[str]:
    """Return the ways by which a team takes stories; `channel` only where it listens in one."""
    return {
        way
        for team in teams.all
        for way in team.slack_capture
        if way != "channel" or team.slack_listen
    }


def scopes_of(needs: tuple[Need, ...]) -> dict[str, str]:
    """Return each scope with its reasons, by name."""
    return _by_name((scope, need.reason) for need in needs for scope in need.scopes)


def events_of(needs: tuple[Need, ...]) -> dict[str, str]:
    """Return each event with its reasons, by name."""
    return _by_name((event, need.reason) for need in needs for event in need.events)


def _by_name(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, reason in pairs:
        found.setdefault(name, []).append(reason)
    return {name: "; ".join(found[name]) for name in sorted(found)}
