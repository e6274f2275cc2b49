"""The methods of Slack's Web API that are stood in for, by name, over the workspace in memory."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.practice.arguments import is_true
from bot.practice.clock import PracticeClock
from bot.practice.ledger import Ledger, Post
from bot.practice.limits import Pace, Rate, Rates
from bot.practice.slack_arguments import (
    Arguments,
    SlackError,
    is_within,
    need,
    read_content,
    read_cursor,
    read_limit,
    read_metadata,
)
from bot.practice.slack_team import BOT, BOT_USER, TEAM, Channel, Message, SlackTeam


class TooFastError(Exception):
    """An answer 429: wait this many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.2f} s")
        self.seconds = seconds


class Teller(Protocol):
    """Lets the app hear of what it did itself, as Slack does."""

    def tell_message(self, message: Message) -> object: ...

    def tell_changed(self, message: Message, before: dict[str, Any]) -> None: ...

    def tell_deleted(self, message: Message) -> None: ...


@dataclass(frozen=True, slots=True)
class Method:
    """What a method asks of the caller: kind of token and scope (one, or by kind of channel)."""

    run: Callable[["SlackMethods", Arguments], dict[str, Any]]
    scope: str | None = None
    by_channel: str = ""  # "history" or "read": the scope is named after the channel's kind
    caller: Literal["bot", "app"] = "bot"

    def needed_scope(self, arguments: Arguments, team: SlackTeam) -> str | None:
        if not self.by_channel:
            return self.scope
        channel = team.channels.get(str(arguments.get("channel", "")))
        kinds = {"channel": "channels", "group": "groups", "im": "im"}
        return f"{kinds[channel.kind if channel else 'channel']}:{self.by_channel}"


class SlackMethods:
    """Carries methods out once the caller is known to be allowed."""

    def __init__(
        self,
        team: SlackTeam,
        ledger: Ledger,
        clock: PracticeClock,
        rates: Rates,
        teller: Teller,
        open_socket: Callable[[], str],
    ) -> None:
        self.team = team
        self.rates = rates
        self.url = ""
        self._ledger = ledger
        self._clock = clock
        self._pace = Pace(clock.now)
        self._teller = teller
        self._open_socket = open_socket

    def run(self, name: str, arguments: Arguments) -> dict[str, Any]:
        """Return what the method answers besides `ok`. Raise SlackError or TooFastError."""
        return METHODS[name].run(self, arguments)

    def auth_test(self, _: Arguments) -> dict[str, Any]:
        return {
            "url": self.url,
            "team": "Practice",
            "user": "kuule",
            "team_id": TEAM,
            "user_id": BOT_USER,
            "bot_id": BOT,
            "is_enterprise_install": False,
        }

    def connections_open(self, _: Arguments) -> dict[str, Any]:
        return {"url": self._open_socket()}

    def post_message(self, arguments: Arguments) -> dict[str, Any]:
        channel = self._destination(arguments)
        message = self._message(channel, arguments)
        message.metadata = read_metadata(arguments.get("metadata"))
        self._keep_pace(self.rates.slack_post, "post", channel.id)
        self.team.add(message)
        self._record("chat.postMessage", channel.id, message.ts, arguments)
        self._teller.tell_message(message)
        shown = message.as_json(with_metadata=True)
        return {"channel": channel.id, "ts": message.ts, "message": shown}

    def post_ephemeral(self, arguments: Arguments) -> dict[str, Any]:
        channel = self._destination(arguments)
        user = str(need(arguments, "user"))
        if not self.team.people.is_employee(user):
            raise SlackError("user_not_found")
        if user not in channel.members:
            raise SlackError("user_not_in_channel")
        message = self._message(channel, arguments)
        message.to = user
        self._keep_pace(self.rates.slack_ephemeral, "ephemeral")
        self.team.add(message)
        self._record("chat.postEphemeral", f"{channel.id}/{user}", message.ts, arguments)
        return {"message_ts": message.ts}

    def update(self, arguments: Arguments) -> dict[str, Any]:
        channel, message = self._own_message(arguments, "cant_update_message")
        text, blocks = read_content(arguments)
        self._keep_pace(self.rates.slack_update, "chat.update")
        before = message.as_json()
        message.text = text
        message.blocks = blocks
        if arguments.get("metadata") is not None:
            message.metadata = read_metadata(arguments["metadata"])
        message.edited_ts = self.team.new_ts()
        message.revision += 1
        self._record("chat.update", channel.id, message.ts, arguments)
        self._teller.tell_changed(message, before)
        shown = message.as_json(with_metadata=True)
        return {"channel": channel.id, "ts": message.ts, "text": text, "message": shown}

    def delete(self, arguments: Arguments) -> dict[str, Any]:
        channel, message = self._own_message(arguments, "cant_delete_message")
        self._keep_pace(self.rates.slack_update, "chat.delete")
        del channel.messages[message.ts]
        self._record("chat.delete", channel.id, message.ts, arguments)
        self._teller.tell_deleted(message)
        return {"channel": channel.id, "ts": message.ts}

    def conversations_open(self, arguments: Arguments) -> dict[str, Any]:
        users = str(arguments.get("users") or "")
        if not users:
            raise SlackError("users_list_not_supplied")
        if not self.team.people.is_employee(users):
            raise SlackError("user_not_found")
        channel = self.team.open_dm(self.team.people.employee(users))
        shown: dict[str, Any] = {"id": channel.id}
        if is_true(arguments.get("return_im")):
            shown = channel.as_json()
        return {"channel": shown, "no_op": True, "already_open": True}

    def conversations_info(self, arguments: Arguments) -> dict[str, Any]:
        return {"channel": self._channel(arguments).as_json()}

    def history(self, arguments: Arguments) -> dict[str, Any]:
        channel = self._member_channel(arguments)
        messages = [
            m
            for m in channel.messages.values()
            if m.to is None and (m.thread_ts in {None, m.ts}) and is_within(m.ts, arguments)
        ]
        return self._listed(messages[::-1], arguments)

    def replies(self, arguments: Arguments) -> dict[str, Any]:
        channel = self._member_channel(arguments)
        thread = channel.thread(str(need(arguments, "ts")))
        if not thread:
            raise SlackError("thread_not_found")
        kept = [m for n, m in enumerate(thread) if n == 0 or is_within(m.ts, arguments)]
        return self._listed(kept, arguments)

    def users_info(self, arguments: Arguments) -> dict[str, Any]:
        user = str(need(arguments, "user"))
        if not self.team.people.is_employee(user):
            raise SlackError("user_not_found")
        person = self.team.people.employee(user)
        shown: dict[str, Any] = {
            "id": person.id,
            "team_id": TEAM,
            "name": person.key,
            "real_name": person.role,
            "deleted": False,
            "tz": "Europe/Helsinki",
            "is_bot": False,
            "is_app_user": False,
            "profile": {"real_name": person.role, "display_name": person.role, "team": TEAM},
        }
        if is_true(arguments.get("include_locale")):
            shown["locale"] = person.locale
        return {"user": shown}

    def _listed(self, messages: list[Message], arguments: Arguments) -> dict[str, Any]:
        limit = read_limit(arguments)
        start = read_cursor(arguments.get("cursor"))
        self._keep_pace(self.rates.slack_read, "read")
        with_metadata = is_true(arguments.get("include_all_metadata"))
        page = messages[start : start + limit]
        more = start + limit < len(messages)
        return {
            "messages": [m.as_json(with_metadata) for m in page],
            "has_more": more,
            "response_metadata": {"next_cursor": f"next:{start + limit}" if more else ""},
        }

    def _channel(self, arguments: Arguments) -> Channel:
        wanted = str(need(arguments, "channel", "channel_not_found"))
        channel = self.team.channels.get(wanted)
        hidden = channel is not None and channel.kind != "channel"
        if channel is None or (hidden and BOT_USER not in channel.members):
            raise SlackError("channel_not_found")
        return channel

    def _member_channel(self, arguments: Arguments) -> Channel:
        channel = self._channel(arguments)
        if BOT_USER not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def _destination(self, arguments: Arguments) -> Channel:
        wanted = str(need(arguments, "channel", "channel_not_found"))
        if self.team.people.is_employee(wanted):
            return self.team.open_dm(self.team.people.employee(wanted))
        name = wanted.removeprefix("#")
        named = next((c.id for c in self.team.channels.values() if c.name == name), wanted)
        channel = self._member_channel({"channel": named})
        if channel.is_archived:
            raise SlackError("is_archived")
        return channel

    def _message(self, channel: Channel, arguments: Arguments) -> Message:
        text, blocks = read_content(arguments)
        thread_ts = arguments.get("thread_ts") or None
        if thread_ts is not None:
            parent = channel.messages.get(str(thread_ts))
            if parent is None or parent.to is not None:
                raise SlackError("thread_not_found")
            thread_ts = parent.thread_ts or parent.ts
        return Message(
            channel=channel.id,
            ts=self.team.new_ts(),
            user=BOT_USER,
            text=text,
            blocks=blocks,
            thread_ts=thread_ts,
        )

    def _own_message(self, arguments: Arguments, refusal: str) -> tuple[Channel, Message]:
        channel = self._member_channel(arguments)
        message = channel.messages.get(str(need(arguments, "ts")))
        if message is None or message.to is not None:
            raise SlackError("message_not_found")
        if not message.is_by_bot:
            raise SlackError(refusal)
        return channel, message

    def _keep_pace(self, rate: Rate | None, *key: str) -> None:
        seconds = self._pace.take(rate, *key)
        if seconds > 0:
            raise TooFastError(seconds)

    def _record(self, method: str, destination: str, ref: str, arguments: Arguments) -> None:
        self._ledger.posts.append(
            Post(
                method=method,
                destination=destination,
                ref=ref,
                arguments=arguments,
                at=self._clock.now(),
            )
        )
        self._ledger.changed()


METHODS: dict[str, Method] = {
    "auth.test": Method(SlackMethods.auth_test),
    "apps.connections.open": Method(SlackMethods.connections_open, caller="app"),
    "chat.postMessage": Method(SlackMethods.post_message, "chat:write"),
    "chat.postEphemeral": Method(SlackMethods.post_ephemeral, "chat:write"),
    "chat.update": Method(SlackMethods.update, "chat:write"),
    "chat.delete": Method(SlackMethods.delete, "chat:write"),
    "conversations.open": Method(SlackMethods.conversations_open, "im:write"),
    "conversations.info": Method(SlackMethods.conversations_info, by_channel="read"),
    "conversations.history": Method(SlackMethods.history, by_channel="history"),
    "conversations.replies": Method(SlackMethods.replies, by_channel="history"),
    "users.info": Method(SlackMethods.users_info, "users:read"),
}
