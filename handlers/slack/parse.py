"""Slack's payloads to neutral values. Pure: a dict in, a value out, None for what is not Kuule's
business.

A payload that breaks Slack's own form raises ValueError, so that it is parked and reported, not
lost.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.model import (
    Address,
    IncomingCommand,
    IncomingMessage,
    IncomingRemoval,
    NaturalKey,
    Platform,
    Route,
    Shortcut,
    Teams,
)
from bot.core.text import is_blank
from handlers.slack.plain import plain, without_mention

Payload = Mapping[str, Any]

OPT_OUT = "//"
"""A message that begins so is no story."""
OPT_OUT_REACTION = "no_bell"
REMOVE_ACTION = "remove_story"

_TS = re.compile(r"[0-9]{1,10}\.[0-9]{1,9}")
_STORY_SUBTYPES = {None, "file_share", "thread_broadcast", "me_message"}
_URL_LIFE = timedelta(minutes=30)
"""How long Slack accepts a response_url."""
_REMOVE = re.compile(
    r"(?:poista|remove|delete|radera|ta\s+bort)(?:\s+(?:tarina|story|berättelse))?"
    r"(?:\s+(T-[0-9]{4,9}))?[.!]?",
    re.IGNORECASE,
)
_SLACKBOT = "USLACKBOT"


@dataclass(frozen=True, slots=True)
class Self:
    """Who Kuule is in this workspace, from auth.test."""

    workspace: str
    user: str


def check_form(body: Payload) -> None:
    """Raise ValueError for what is neither a command nor of a named type, and for an event
    callback without its event.

    Bolt takes such a payload for one that nobody listens to.
    """
    if "command" in body:
        _string(body, "command")
    elif _string(body, "type") == "event_callback":
        _string(_mapping(body, "event"), "type")


def parse_event(body: Payload, me: Self, teams: Teams) -> IncomingMessage | IncomingRemoval | None:
    """Return the story, its part or its removal that an Events API callback brings."""
    event = _mapping(body, "event")
    kind = _string(event, "type")
    if _string(body, "team_id") != me.workspace or body.get("is_ext_shared_channel") is True:
        return None
    if kind == "reaction_added":
        return _reaction(event, me)
    if kind not in {"message", "app_mention"}:
        return None
    if event.get("subtype") == "message_deleted":
        return _deletion(event, me)
    return _message(event, kind, me, teams)


def parse_command(
    body: Payload, me: Self, teams: Teams, now: datetime
) -> IncomingMessage | IncomingRemoval | IncomingCommand | None:
    """Return what a slash command tells, removes or asks. Slack gives it no time of its own."""
    if _string(body, "team_id") != me.workspace:
        return None
    key = ("slack", me.workspace, "command", _string(body, "trigger_id"))
    user, channel = _string(body, "user_id"), _string(body, "channel_id")
    text = _told(_string(body, "text"), me)
    shortcut = Shortcut(_string(body, "response_url"), now + _URL_LIFE)
    wish = _REMOVE.fullmatch(text)
    if wish and wish[1]:
        return IncomingRemoval(
            key=key,
            person=("slack", me.workspace, user),
            number=wish[1].upper(),
            answer_to=Address(platform=Platform.SLACK, channel=user),
            shortcut=shortcut,
        )
    if wish or _stays_out(text) or not teams.captures(Route.COMMAND, channel):
        return IncomingCommand(
            key=key,
            platform=Platform.SLACK,
            workspace=me.workspace,
            user=user,
            channel=user,
            note="command-help",
            shortcut=shortcut,
        )
    return IncomingMessage(
        key=key,
        platform=Platform.SLACK,
        route=Route.COMMAND,
        workspace=me.workspace,
        user=user,
        channel=channel,
        text=text,
        told_at=now,
        shortcut=shortcut,
    )


def parse_removal(body: Payload, me: Self, now: datetime) -> IncomingRemoval:
    """Return the removal that the button of a receipt asks for."""
    user = _string(_mapping(body, "user"), "id")
    actions = body.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], Mapping):
        raise ValueError("actions")
    return IncomingRemoval(
        key=("slack", me.workspace, "action", _string(body, "trigger_id")),
        person=("slack", me.workspace, user),
        number=_string(actions[0], "value"),
        answer_to=Address(platform=Platform.SLACK, channel=user),
        shortcut=Shortcut(_string(body, "response_url"), now + _URL_LIFE, replaces=True),
    )


def _message(event: Payload, kind: str, me: Self, teams: Teams) -> IncomingMessage | None:
    if _optional(event, "subtype") not in _STORY_SUBTYPES or _is_foreign(event, me):
        return None
    text = _told(_optional(event, "text") or "", me)
    if _stays_out(text):
        return None
    user, channel, ts = _string(event, "user"), _string(event, "channel"), _timestamp(event, "ts")
    parent = _parent(event)
    route = _route(event, kind, channel, teams, in_thread=parent is not None)
    if route is None:
        return None
    return IncomingMessage(
        key=("slack", me.workspace, channel, ts),
        platform=Platform.SLACK,
        route=route,
        workspace=me.workspace,
        user=user,
        channel=channel,
        text=text,
        told_at=datetime.fromtimestamp(float(ts), UTC),
        parent=None if parent is None else ("slack", me.workspace, channel, parent),
        parent_is_own=_optional(event, "parent_user_id") in {None, user},
        file_dropped=bool(event.get("files")),
    )


def _told(text: str, me: Self) -> str:
    return plain(without_mention(text, me.user)).strip()


def _stays_out(text: str) -> bool:
    return is_blank(text) or text.startswith(OPT_OUT)


def _route(
    event: Payload, kind: str, channel: str, teams: Teams, *, in_thread: bool
) -> Route | None:
    if kind == "app_mention":
        route = Route.MENTION
    elif event.get("channel_type") == "im":
        route = Route.DM
    elif teams.listens(channel):
        route = Route.CHANNEL
    else:
        return Route.THREAD if in_thread else None
    return route if teams.captures(route, channel) else None


def _is_foreign(event: Payload, me: Self) -> bool:
    """True for bots and apps, ourselves too, and for people of another workspace."""
    is_bot = bool(event.get("bot_id") or event.get("app_id"))
    if is_bot or _optional(event, "user") in {None, me.user, _SLACKBOT}:
        return True
    homes = {_optional(event, field) for field in ("team", "user_team", "source_team")}
    return bool(homes - {None, me.workspace})


def _reaction(event: Payload, me: Self) -> IncomingRemoval | None:
    """The writer's own 🔕 takes the message out."""
    item = _mapping(event, "item")
    user = _string(event, "user")
    if (
        event.get("reaction") != OPT_OUT_REACTION
        or item.get("type") != "message"
        or event.get("item_user") != user
    ):
        return None
    message = ("slack", me.workspace, _string(item, "channel"), _timestamp(item, "ts"))
    return IncomingRemoval(
        key=(*message, "reaction"), person=("slack", me.workspace, user), message=message
    )


def _deletion(event: Payload, me: Self) -> IncomingRemoval:
    message: NaturalKey = (
        "slack",
        me.workspace,
        _string(event, "channel"),
        _timestamp(event, "deleted_ts"),
    )
    return IncomingRemoval(key=(*message, "deletion"), person=None, message=message)


def _parent(event: Payload) -> str | None:
    """Return the ts of the thread's first message, None for a message that begins one."""
    thread = _optional(event, "thread_ts")
    return None if thread in {None, event.get("ts")} else _timestamp(event, "thread_ts")


def _mapping(body: Payload, name: str) -> Payload:
    found = body.get(name)
    if not isinstance(found, Mapping):
        raise ValueError(name)  # noqa: TRY004  # a malformed payload is a value that is wrong
    return found


def _string(body: Payload, name: str) -> str:
    found = body.get(name)
    if not isinstance(found, str):
        raise ValueError(name)  # noqa: TRY004  # the same
    return found


def _optional(body: Payload, name: str) -> str | None:
    return None if body.get(name) is None else _string(body, name)


def _timestamp(event: Payload, name: str) -> str:
    """Return a ts as Slack writes it: a string that is never made a number to be compared."""
    found = _string(event, name)
    if not _TS.fullmatch(found):
        raise ValueError(name)
    return found
