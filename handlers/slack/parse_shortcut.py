"""Slack's shortcuts to neutral values. Pure."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.model.delivery import Shortcut
from bot.core.model.incoming import (
    IncomingAsk,
    IncomingCommand,
    IncomingMessage,
    IncomingRefusal,
)
from bot.core.model.platforms import NaturalKey, Platform, Route
from bot.core.model.team import Teams
from bot.core.payload import Payload, read_mapping, read_string
from handlers.slack.interactions import first_action, said_by
from handlers.slack.parse import (
    MESSAGE_SUBTYPES,
    URL_LIFE,
    FormWish,
    Self,
    files_of,
    instant,
    is_foreign,
    is_of_another_workspace,
    optional,
    parent_of,
    stays_out,
    timestamp,
    told,
)
from handlers.slack.private import answered, private

TELL = "tell_story"
"""The callback_id of the global shortcut, and the action_id of buttons that do the same."""
KEEP = "keep_story"
"""The callback_id of the message shortcut."""
BOOKS = frozenset({"book", "open_book"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """A message in which `user` finds a story. `message` is Slack's own, None where it has to be
    fetched first.
    """

    route: Route
    key: NaturalKey
    """Of the pointing itself."""
    user: str
    channel: str
    ts: str
    message: Payload | None = None
    shortcut: Shortcut | None = None


def parse_reaction(body: Payload, me: Self, teams: Teams) -> Pointed | None:
    """Return the message under which somebody put a book."""
    event = read_mapping(body, "event")
    if event.get("type") != "reaction_added":
        return None
    item = read_mapping(event, "item")
    if read_string(body, "team_id") != me.workspace or body.get("is_ext_shared_channel") is True:
        return None
    if event.get("reaction") not in tuple(BOOKS) or item.get("type") != "message":
        return None
    channel, user = read_string(item, "channel"), read_string(event, "user")
    if user == me.user or not teams.captures(Route.REACTION, channel):
        return None
    ts = timestamp(item, "ts")
    key = ("slack", me.workspace, channel, ts, "reaction", user)
    return Pointed(route=Route.REACTION, key=key, user=user, channel=channel, ts=ts)


def parse_message_shortcut(body: Payload, me: Self, now: datetime) -> Pointed | None:
    """Return the message on which the shortcut was chosen."""
    if is_of_another_workspace(body, me):
        return None
    message = read_mapping(body, "message")
    return Pointed(
        route=Route.SHORTCUT,
        key=("slack", me.workspace, "shortcut", read_string(body, "trigger_id")),
        user=read_string(read_mapping(body, "user"), "id"),
        channel=read_string(read_mapping(body, "channel"), "id"),
        ts=timestamp(message, "ts"),
        message=message,
        shortcut=Shortcut(read_string(body, "response_url"), now + URL_LIFE),
    )


def parse_yes(body: Payload, me: Self, now: datetime) -> Pointed:
    """Return the message to which its author says yes."""
    channel, ts = _asked(body)
    return Pointed(
        route=Route.SHORTCUT,
        key=("slack", me.workspace, "action", read_string(body, "trigger_id")),
        user=read_string(read_mapping(body, "user"), "id"),
        channel=channel,
        ts=ts,
        shortcut=Shortcut(read_string(body, "response_url"), now + URL_LIFE, replaces=True),
    )


def parse_no(body: Payload, me: Self, now: datetime) -> IncomingRefusal:
    """Return an author's no."""
    yes = parse_yes(body, me, now)
    return IncomingRefusal(
        key=yes.key,
        message=("slack", me.workspace, yes.channel, yes.ts),
        person=("slack", me.workspace, yes.user),
        answer_to=private(yes.user),
        shortcut=yes.shortcut,
    )


def to_story(pointed: Pointed, message: Payload, me: Self) -> IncomingMessage | IncomingAsk | None:
    """Return the story of one's own message, the question about another's, None for a message
    that can be no story: of a bot, of another workspace, without words, kept out by //.
    """
    if optional(message, "subtype") not in MESSAGE_SUBTYPES or is_foreign(message, me):
        return None
    text = told(optional(message, "text") or "", me)
    if stays_out(text):
        return None
    author, channel, ts = read_string(message, "user"), pointed.channel, pointed.ts
    key: NaturalKey = ("slack", me.workspace, channel, ts)
    if author != pointed.user:
        return IncomingAsk(
            message=key,
            person=("slack", me.workspace, author),
            channel=channel,
            text=text,
            value=f"{channel}:{ts}",
            private=private(author),
        )
    parent = parent_of(message)
    return IncomingMessage(
        key=key,
        platform=Platform.SLACK,
        route=pointed.route,
        workspace=me.workspace,
        user=author,
        channel=channel,
        text=text,
        told_at=instant(ts),
        parent=None if parent is None else ("slack", me.workspace, channel, parent),
        shortcut=pointed.shortcut,
        files=files_of(message),
    )


def _asked(body: Payload) -> tuple[str, str]:
    """Return channel and ts of the message in question."""
    channel, _, ts = said_by(first_action(body)).partition(":")
    return channel, timestamp({"ts": ts}, "ts")


def parse_global_shortcut(
    body: Payload, me: Self, teams: Teams
) -> FormWish | IncomingCommand | None:
    """Return the wish to tell, or the answer that this is not the way here."""
    user = read_mapping(body, "user")
    if is_of_another_workspace(body, me):
        return None
    wish = FormWish(trigger=read_string(body, "trigger_id"), user=read_string(user, "id"))
    if teams.captures(Route.SHORTCUT, ""):
        return wish
    return answered(("slack", me.workspace, "shortcut", wish.trigger), wish.user, "form-not-here")
