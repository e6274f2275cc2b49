"""The methods by which the app looks at the workspace, and the one that opens a socket."""

from collections.abc import Callable
from typing import Any

from bot.practice.arguments import is_true
from bot.practice.clock import PracticeClock
from bot.practice.limits import Pace, Rates
from bot.practice.slack_arguments import (
    Arguments,
    SlackError,
    is_within,
    need,
    read_cursor,
    read_limit,
)
from bot.practice.slack_method import Method, Methods
from bot.practice.slack_places import (
    direct_messages,
    member_channel,
    shown_message,
    visible_channel,
)
from bot.practice.slack_team import BOT, BOT_USER, Message, SlackTeam
from bot.practice.slack_users import TEAM, dnd_json, user_json


class SlackLookups:
    """Answers what the app asks."""

    def __init__(
        self, team: SlackTeam, clock: PracticeClock, rates: Rates, open_socket: Callable[[], str]
    ) -> None:
        self._team = team
        self._clock = clock
        self._rates = rates
        self._pace = Pace(clock.now)
        self._open_socket = open_socket

    def methods(self) -> Methods:
        tier_3, tier_4 = self._rates.slack_read, self._rates.slack_other
        return {
            "auth.test": Method(self.auth_test),
            "apps.connections.open": Method(
                self.connections_open, "connections:write", caller="app"
            ),
            "conversations.open": Method(self.conversations_open, "im:write", rate=tier_3),
            "conversations.info": Method(self.channel_info, by_channel="read", rate=tier_3),
            "conversations.history": Method(self.history, by_channel="history"),
            "conversations.replies": Method(self.replies, by_channel="history"),
            "reactions.get": Method(self.reactions, "reactions:read", rate=tier_3),
            "files.info": Method(self.file_info, "files:read", rate=tier_4),
            "users.info": Method(self.user_info, "users:read", rate=tier_4),
            "dnd.info": Method(self.dnd_info, "dnd:read", rate=tier_3),
        }

    def auth_test(self, _: Arguments) -> dict[str, Any]:
        return {
            "url": self._team.url,
            "team": "Practice",
            "user": "kuule",
            "team_id": TEAM,
            "user_id": BOT_USER,
            "bot_id": BOT,
            "is_enterprise_install": False,
        }

    def connections_open(self, _: Arguments) -> dict[str, Any]:
        return {"url": self._open_socket()}

    def conversations_open(self, arguments: Arguments) -> dict[str, Any]:
        users = str(arguments.get("users") or "")
        if not users:
            raise SlackError("users_list_not_supplied")
        channel = direct_messages(self._team, users)
        shown: dict[str, Any] = {"id": channel.id}
        if is_true(arguments.get("return_im")):
            shown = channel.as_json()
        return {"channel": shown, "no_op": True, "already_open": True}

    def channel_info(self, arguments: Arguments) -> dict[str, Any]:
        return {"channel": visible_channel(self._team, arguments).as_json()}

    def history(self, arguments: Arguments) -> dict[str, Any]:
        channel = member_channel(self._team, arguments)
        messages = [
            m
            for m in channel.messages.values()
            if m.to is None and (m.thread_ts in {None, m.ts}) and is_within(m.ts, arguments)
        ]
        return self._listed(messages[::-1], arguments)

    def replies(self, arguments: Arguments) -> dict[str, Any]:
        channel = member_channel(self._team, arguments)
        thread = channel.thread(str(need(arguments, "ts")))
        if not thread:
            raise SlackError("thread_not_found")
        kept = [m for n, m in enumerate(thread) if n == 0 or is_within(m.ts, arguments)]
        return self._listed(kept, arguments)

    def reactions(self, arguments: Arguments) -> dict[str, Any]:
        channel = visible_channel(self._team, arguments)
        message = shown_message(channel, need(arguments, "timestamp", "no_item_specified"))
        return {"type": "message", "channel": channel.id, "message": message.as_json()}

    def file_info(self, arguments: Arguments) -> dict[str, Any]:
        which = str(need(arguments, "file", "file_not_found"))
        if which in self._team.deleted_files:
            raise SlackError("file_deleted")
        file = self._team.files.get(which)
        if file is None:
            raise SlackError("file_not_found")
        return {"file": file.as_json()}

    def user_info(self, arguments: Arguments) -> dict[str, Any]:
        user = str(need(arguments, "user"))
        if not self._team.people.is_employee(user):
            raise SlackError("user_not_found")
        person, presence = self._team.people.employee(user), self._team.presences[user]
        with_locale = is_true(arguments.get("include_locale"))
        return {"user": user_json(person, presence, with_locale=with_locale)}

    def dnd_info(self, arguments: Arguments) -> dict[str, Any]:
        user = str(need(arguments, "user"))
        if not self._team.people.is_employee(user):
            raise SlackError("user_not_found")
        return dnd_json(self._team.presences[user], self._clock.now())

    def _listed(self, messages: list[Message], arguments: Arguments) -> dict[str, Any]:
        limit = read_limit(arguments)
        start = read_cursor(arguments.get("cursor"))
        self._pace.keep(self._rates.slack_read, "read")
        with_metadata = is_true(arguments.get("include_all_metadata"))
        page = messages[start : start + limit]
        more = start + limit < len(messages)
        return {
            "messages": [m.as_json(with_metadata) for m in page],
            "has_more": more,
            "response_metadata": {"next_cursor": f"next:{start + limit}" if more else ""},
        }
