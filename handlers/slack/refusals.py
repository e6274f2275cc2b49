"""Whom Kuule takes no stories from: people of other workspaces, guests, and anybody in a channel
that is shared with another organisation.

Who turned to Kuule, by a command, a mention or a direct message, is told so in a sentence. In a
channel Kuule stays silent, and to bots always.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from bot.core.model.incoming import IncomingCommand, IncomingMessage
from bot.core.model.platforms import Platform, Route
from bot.core.payload import Payload, read_mapping, read_string
from handlers.slack.parse import (
    MESSAGE_SUBTYPES,
    Self,
    answer_to_command,
    is_machine,
    is_outsider,
    timestamp,
)
from handlers.slack.profiles import Profile, Profiles

T = TypeVar("T")

GUEST, OUTSIDER, SHARED = "refused-guest", "refused-outsider", "refused-shared"
_TURNED_TO_US = {Route.MENTION, Route.DM, Route.COMMAND, Route.SHORTCUT}


def refused_event(body: Payload, me: Self) -> IncomingCommand | None:
    """Return the answer to a mention or direct message that is not taken for what the payload
    itself says of its writer or its channel; None for anything else.
    """
    event = read_mapping(body, "event")
    is_mention = event.get("type") == "app_mention"
    is_dm = event.get("type") == "message" and event.get("channel_type") == "im"
    if not (is_mention or is_dm) or is_machine(event, me):
        return None
    if (
        event.get("subtype") not in MESSAGE_SUBTYPES
        or read_string(body, "team_id") != me.workspace
    ):
        return None
    if is_outsider(event, me):
        note = OUTSIDER
    elif body.get("is_ext_shared_channel") is True:
        note = SHARED
    else:
        return None
    channel = read_string(event, "channel")
    return IncomingCommand(
        key=("slack", me.workspace, channel, timestamp(event, "ts")),
        platform=Platform.SLACK,
        workspace=me.workspace,
        user=read_string(event, "user"),
        channel=channel,
        note=note,
        among_others=is_mention,
    )


def refused_command(body: Payload, me: Self, now: datetime) -> IncomingCommand | None:
    """Return the answer to a slash command of another workspace; None for one of ours."""
    is_ours = read_string(body, "team_id") == me.workspace
    return None if is_ours else answer_to_command(body, me, now, OUTSIDER)


def refusal(profile: Profile | None) -> str:
    """Return why somebody is refused, as a key of the catalogue; nothing for who is taken or not
    known.
    """
    if profile is None:
        return ""
    if profile.is_outsider:
        return OUTSIDER
    return GUEST if profile.is_guest else ""


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Knows people by their profiles, as far as Slack tells them."""

    profiles: Profiles

    async def admit(self, incoming: T) -> T | IncomingCommand | None:
        """Return what is to be handled: what came, or the answer to who is refused, or nothing.

        Stories and questions are looked at; what removes or changes one's own story is let in.
        """
        if not isinstance(incoming, IncomingMessage | IncomingCommand):
            return incoming
        profile = await self.profiles.of(incoming.user)
        note = refusal(profile)
        if isinstance(incoming, IncomingMessage):
            if note:
                return _answer(incoming, note, _locale(profile))
            return replace(incoming, locale=incoming.locale or _locale(profile))
        return replace(incoming, note=note or incoming.note, locale=_locale(profile))


def _answer(message: IncomingMessage, note: str, locale: str) -> IncomingCommand | None:
    if message.route not in _TURNED_TO_US:
        return None
    is_command = message.route is Route.COMMAND
    return IncomingCommand(
        key=message.key,
        platform=message.platform,
        workspace=message.workspace,
        user=message.user,
        channel=message.user if is_command else message.channel,
        note=note,
        locale=locale,
        shortcut=message.shortcut,
        among_others=message.route is Route.MENTION,
    )


def _locale(profile: Profile | None) -> str:
    return (profile and profile.language) or ""
