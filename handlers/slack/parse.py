"""Slack's payloads to neutral values. Pure: a dict in, a value out, None for what is not Kuule's
business.

A payload that breaks Slack's own form raises ValueError, so that it is parked and reported, not
lost.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.model.delivery import Shortcut
from bot.core.model.incoming import (
    IncomingCommand,
    IncomingEdit,
    IncomingMessage,
    IncomingRemoval,
)
from bot.core.model.platforms import NaturalKey, Platform, Route
from bot.core.model.team import Teams
from bot.core.payload import Payload, read_mapping, read_string
from bot.core.text import is_blank
from bot.core.wishes import Wish, wish_in
from handlers.slack.plain import plain, without_mention
from handlers.slack.private import answered, private

OPT_OUT = "//"
"""A message that begins so is no story."""
OPT_OUT_REACTION = "no_bell"

DIGEST_WORDS = frozenset({"kooste", "digest", "veckobrev"})
"""What an owner writes behind the command to see the next digest."""

_TS = re.compile(r"[0-9]{1,10}\.[0-9]{1,9}")
MESSAGE_SUBTYPES = {None, "file_share", "thread_broadcast", "me_message"}
"""Of what a person writes; any other subtype is an edit, a deletion or the system's."""

URL_LIFE = timedelta(minutes=30)
"""How long Slack accepts a response_url."""
_SLACKBOT = "USLACKBOT"
_TOMBSTONE = "tombstone"


@dataclass(frozen=True, slots=True)
class Self:
    """Who Kuule is in this workspace, from auth.test."""

    workspace: str
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWish:
    """Somebody wants to tell in the modal. `trigger` opens it within three seconds."""

    trigger: str
    user: str
    channel: str = ""
    shortcut: Shortcut | None = None


@dataclass(frozen=True, slots=True)
class DigestWish:
    """Somebody wants to see the digest as it would be now. `command` is answered."""

    command: IncomingCommand
    channel: str


def check_form(body: Payload) -> None:
    """Raise ValueError for what is neither a command nor of a named type, and for an event
    callback without its event.

    Bolt takes such a payload for one that nobody listens to.
    """
    if "command" in body:
        read_string(body, "command")
    elif read_string(body, "type") == "event_callback":
        read_string(read_mapping(body, "event"), "type")


def parse_event(
    body: Payload, me: Self, teams: Teams
) -> IncomingMessage | IncomingEdit | IncomingRemoval | IncomingCommand | None:
    """Return the story, its part, its edit or its removal that an Events API callback brings, or
    the question of a direct message.
    """
    event = read_mapping(body, "event")
    kind = read_string(event, "type")
    if read_string(body, "team_id") != me.workspace:
        return None
    found = _found(event, kind, me, teams)
    # Where another organisation reads, too, nothing is told; what was told before goes.
    is_shared = body.get("is_ext_shared_channel") is True
    return found if isinstance(found, IncomingRemoval) or not is_shared else None


def parse_command(
    body: Payload, me: Self, teams: Teams, now: datetime
) -> IncomingMessage | IncomingRemoval | IncomingCommand | FormWish | DigestWish | None:
    """Return what a slash command tells, removes or asks; one without a text asks for the modal.
    Slack gives it no time of its own.
    """
    if read_string(body, "team_id") != me.workspace:
        return None
    key, user, shortcut = _command_key(body, me), read_string(body, "user_id"), _url(body, now)
    channel, text = read_string(body, "channel_id"), told(read_string(body, "text"), me)
    wish = wish_in(text)
    if wish and wish.number:
        return IncomingRemoval(
            key=key,
            person=("slack", me.workspace, user),
            number=wish.number,
            answer_to=private(user),
            shortcut=shortcut,
        )
    is_captured = teams.captures(Route.COMMAND, channel)
    if is_blank(text) and is_captured:
        return FormWish(
            trigger=read_string(body, "trigger_id"), user=user, channel=channel, shortcut=shortcut
        )
    if text.casefold() in DIGEST_WORDS:
        return DigestWish(answer_to_command(body, me, now, "test-sent"), channel)
    if wish or stays_out(text) or not is_captured:
        return answer_to_command(body, me, now, "command-help")
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


def answer_to_command(body: Payload, me: Self, now: datetime, note: str) -> IncomingCommand:
    """Return the answer to a slash command that is told nothing by it."""
    user = read_string(body, "user_id")
    return answered(_command_key(body, me), user, note, _url(body, now))


def is_of_another_workspace(body: Payload, me: Self) -> bool:
    """True when an interaction comes from elsewhere, as in a channel shared by Slack Connect."""
    team, user = body.get("team"), body.get("user")
    homes = (
        team.get("id") if isinstance(team, Mapping) else None,
        user.get("team_id") if isinstance(user, Mapping) else None,
    )
    return any(home not in (None, me.workspace) for home in homes)


def _command_key(body: Payload, me: Self) -> NaturalKey:
    return ("slack", me.workspace, "command", read_string(body, "trigger_id"))


def _url(body: Payload, now: datetime) -> Shortcut:
    return Shortcut(read_string(body, "response_url"), now + URL_LIFE)


def _found(
    event: Payload, kind: str, me: Self, teams: Teams
) -> IncomingMessage | IncomingEdit | IncomingRemoval | IncomingCommand | None:
    if kind == "reaction_added":
        return _reaction(event, me)
    if kind not in {"message", "app_mention"}:
        return None
    if event.get("subtype") == "message_deleted":
        return _deletion(event, me, timestamp(event, "deleted_ts"))
    if event.get("subtype") == "message_changed":
        return _change(event, me, teams)
    return _message(event, kind, me, teams)


def _message(
    event: Payload, kind: str, me: Self, teams: Teams
) -> IncomingMessage | IncomingRemoval | IncomingCommand | None:
    if optional(event, "subtype") not in MESSAGE_SUBTYPES or is_foreign(event, me):
        return None
    if kind == "app_mention" and event.get("edited") is not None:
        return None  # a mention that came with an edit is no new story
    text = told(optional(event, "text") or "", me)
    if stays_out(text):
        return _bare_file(event, kind, me, teams) if is_blank(text) else None
    user, channel, ts = (
        read_string(event, "user"),
        read_string(event, "channel"),
        timestamp(event, "ts"),
    )
    parent = parent_of(event)
    route = _route(event, kind, channel, teams, in_thread=parent is not None)
    if route is None:
        return None
    if route is Route.DM and (wish := wish_in(text)):
        return _wished(wish, ("slack", me.workspace, channel, ts), user, me)
    return IncomingMessage(
        key=("slack", me.workspace, channel, ts),
        platform=Platform.SLACK,
        route=route,
        workspace=me.workspace,
        user=user,
        channel=channel,
        text=text,
        told_at=instant(ts),
        parent=None if parent is None else ("slack", me.workspace, channel, parent),
        parent_is_own=optional(event, "parent_user_id") in {None, user},
        files=files_of(event),
    )


def _bare_file(event: Payload, kind: str, me: Self, teams: Teams) -> IncomingCommand | None:
    """Return the answer to a file without a word by which somebody turned to Kuule."""
    channel = read_string(event, "channel")
    route = _route(event, kind, channel, teams, in_thread=False)
    if route not in {Route.DM, Route.MENTION} or not files_of(event):
        return None
    key = ("slack", me.workspace, channel, timestamp(event, "ts"))
    return answered(key, read_string(event, "user"), "file-without-words")


def _wished(wish: Wish, key: NaturalKey, user: str, me: Self) -> IncomingRemoval | IncomingCommand:
    """Return what a direct message asks for that is no story."""
    if wish.number:
        return IncomingRemoval(
            key=(*key, "wish"),
            person=("slack", me.workspace, user),
            number=wish.number,
            answer_to=private(user),
        )
    return answered(key, user, "command-help")


def told(text: str, me: Self) -> str:
    return plain(without_mention(text, me.user)).strip()


def stays_out(text: str) -> bool:
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


def is_foreign(event: Payload, me: Self) -> bool:
    """True for bots and apps, ourselves too, and for people of another workspace."""
    return is_machine(event, me) or is_outsider(event, me)


def is_machine(event: Payload, me: Self) -> bool:
    """Return whether a bot, an app or a workflow wrote it, ourselves too."""
    is_app = bool(event.get("bot_id") or event.get("app_id"))
    return is_app or optional(event, "user") in {None, me.user, _SLACKBOT}


def is_outsider(event: Payload, me: Self) -> bool:
    """Return whether the event says that its writer is of another workspace."""
    homes = {optional(event, field) for field in ("team", "user_team", "source_team")}
    return bool(homes - {None, me.workspace})


def _reaction(event: Payload, me: Self) -> IncomingRemoval | None:
    """The writer's own 🔕 takes the message out."""
    item = read_mapping(event, "item")
    user = read_string(event, "user")
    if (
        event.get("reaction") != OPT_OUT_REACTION
        or item.get("type") != "message"
        or event.get("item_user") != user
    ):
        return None
    message = ("slack", me.workspace, read_string(item, "channel"), timestamp(item, "ts"))
    return IncomingRemoval(
        key=(*message, "reaction"),
        person=("slack", me.workspace, user),
        message=message,
        answer_to=private(user),
    )


def _change(event: Payload, me: Self, teams: Teams) -> IncomingEdit | IncomingRemoval | None:
    """Return an edit. Slack reports so the unfolding of a link too, and the deletion of a message
    that has replies.
    """
    message, before = read_mapping(event, "message"), event.get("previous_message")
    ts = timestamp(message, "ts")
    subtype = optional(message, "subtype")
    if subtype == _TOMBSTONE:
        return _deletion(event, me, ts)
    if subtype not in MESSAGE_SUBTYPES or is_foreign(message, me):
        return None
    if isinstance(before, Mapping) and before.get("text") == message.get("text"):
        return None
    channel, changed_ts = read_string(event, "channel"), timestamp(event, "ts")
    key: NaturalKey = ("slack", me.workspace, channel, ts)
    user = read_string(message, "user")
    person = ("slack", me.workspace, user)
    text = told(optional(message, "text") or "", me)
    if stays_out(text):
        return IncomingRemoval(
            key=(*key, "edit", changed_ts),
            person=person,
            message=key,
            answer_to=private(user),
        )
    where = dict(message) | {"channel_type": event.get("channel_type")}
    in_thread = parent_of(message) is not None
    route = _route(where, "message", channel, teams, in_thread=in_thread)
    return IncomingEdit(
        message=key,
        person=person,
        channel=channel,
        text=text,
        changed_at=instant(changed_ts),
        may_come=route in {Route.CHANNEL, Route.DM},
    )


def _deletion(event: Payload, me: Self, ts: str) -> IncomingRemoval:
    """Return the removal of what a message told. Its writer hears of it, where Slack names one."""
    message: NaturalKey = ("slack", me.workspace, read_string(event, "channel"), ts)
    before = event.get("previous_message")
    writer = before.get("user") if isinstance(before, Mapping) else None
    known = isinstance(writer, str) and bool(writer)
    return IncomingRemoval(
        key=(*message, "deletion"),
        person=("slack", me.workspace, str(writer)) if known else None,
        message=message,
        answer_to=private(str(writer)) if known else None,
    )


def parent_of(event: Payload) -> str | None:
    """Return the ts of the thread's first message, None for a message that begins one."""
    thread = optional(event, "thread_ts")
    return None if thread in {None, event.get("ts")} else timestamp(event, "thread_ts")


def instant(ts: str) -> datetime:
    """Return the moment that a ts names."""
    return datetime.fromtimestamp(float(ts), UTC)


def optional(body: Payload, name: str) -> str | None:
    return None if body.get(name) is None else read_string(body, name)


def files_of(message: Payload) -> tuple[str, ...]:
    """Return the ids of the files that came with it; empty ones where Slack gives no id."""
    found = message.get("files")
    if not isinstance(found, list):
        return ()
    ids = (each.get("id") if isinstance(each, Mapping) else None for each in found)
    return tuple(each if isinstance(each, str) else "" for each in ids)


def timestamp(event: Payload, name: str) -> str:
    """Return a ts as Slack writes it: a string that is never made a number to be compared."""
    found = read_string(event, name)
    if not _TS.fullmatch(found):
        raise ValueError(name)
    return found
