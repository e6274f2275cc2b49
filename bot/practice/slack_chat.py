"""The `chat.*` methods: what the app posts, changes and deletes."""

from typing import Any, Protocol

from bot.practice.clock import PracticeClock
from bot.practice.ledger import Ledger, Post
from bot.practice.limits import Pace, Rates
from bot.practice.slack_arguments import (
    Arguments,
    SlackError,
    invalid,
    need,
    read_content,
    read_metadata,
)
from bot.practice.slack_method import Method, Methods
from bot.practice.slack_places import destination, member_channel, shown_message, visible_channel
from bot.practice.slack_schema import InvalidSchemaError
from bot.practice.slack_team import BOT_USER, Channel, Message, SlackTeam
from bot.practice.slack_uploads import check_files

ARCHIVES = "https://practice.slack.com/archives"


class Teller(Protocol):
    """Lets the app hear of what it did itself, as Slack does."""

    def tell_message(self, message: Message) -> object: ...

    def tell_changed(self, message: Message, before: dict[str, Any]) -> object: ...

    def tell_deleted(self, message: Message, before: dict[str, Any]) -> object: ...


class SlackChat:
    """Carries out what the app writes, each channel at its own pace."""

    def __init__(
        self, team: SlackTeam, ledger: Ledger, clock: PracticeClock, rates: Rates, teller: Teller
    ) -> None:
        self._team = team
        self._rates = rates
        self._ledger = ledger
        self._clock = clock
        self._pace = Pace(clock.now)
        self._teller = teller

    def methods(self) -> Methods:
        return {
            "chat.postMessage": Method(self.post_message, "chat:write"),
            "chat.postEphemeral": Method(self.post_ephemeral, "chat:write"),
            "chat.update": Method(self.update, "chat:write"),
            "chat.delete": Method(self.delete, "chat:write"),
            "chat.getPermalink": Method(self.permalink),
        }

    def post_message(self, arguments: Arguments) -> dict[str, Any]:
        channel = destination(self._team, arguments)
        message = self._message(channel, arguments)
        message.metadata = read_metadata(arguments.get("metadata"))
        self._pace.keep(self._rates.slack_post, "post", channel.id)
        self._team.add(message)
        self._record("chat.postMessage", channel.id, message.ts, arguments)
        self._teller.tell_message(message)
        shown = message.as_json(with_metadata=True)
        return {"channel": channel.id, "ts": message.ts, "message": shown}

    def post_ephemeral(self, arguments: Arguments) -> dict[str, Any]:
        channel = destination(self._team, arguments)
        user = str(need(arguments, "user"))
        if not self._team.people.is_employee(user):
            raise SlackError("user_not_found")
        if user not in channel.members:
            raise SlackError("user_not_in_channel")
        message = self._message(channel, arguments)
        message.to = user
        self._pace.keep(self._rates.slack_ephemeral, "ephemeral")
        self._team.add(message)
        self._record("chat.postEphemeral", f"{channel.id}/{user}", message.ts, arguments)
        return {"message_ts": message.ts}

    def update(self, arguments: Arguments) -> dict[str, Any]:
        channel, message = self._own_message(arguments, "cant_update_message")
        text, blocks = self._content(arguments)
        self._pace.keep(self._rates.slack_update, "chat.update")
        before = message.as_json()
        message.rewrite(text, blocks)
        if arguments.get("metadata") is not None:
            message.metadata = read_metadata(arguments["metadata"])
        message.edited_ts = self._team.new_ts()
        self._record("chat.update", channel.id, message.ts, arguments)
        self._teller.tell_changed(message, before)
        shown = message.as_json(with_metadata=True)
        return {"channel": channel.id, "ts": message.ts, "text": text, "message": shown}

    def delete(self, arguments: Arguments) -> dict[str, Any]:
        channel, message = self._own_message(arguments, "cant_delete_message")
        self._pace.keep(self._rates.slack_update, "chat.delete")
        before = message.as_json()
        self._team.remove(message)
        self._record("chat.delete", channel.id, message.ts, arguments)
        self._teller.tell_deleted(message, before)
        return {"channel": channel.id, "ts": message.ts}

    def permalink(self, arguments: Arguments) -> dict[str, Any]:
        channel = visible_channel(self._team, arguments)
        message = shown_message(channel, need(arguments, "message_ts"))
        link = f"{ARCHIVES}/{channel.id}/p{message.ts.replace('.', '')}"
        if message.thread_ts not in {None, message.ts}:
            link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
        return {"channel": channel.id, "permalink": link}

    def _message(self, channel: Channel, arguments: Arguments) -> Message:
        text, blocks = self._content(arguments)
        thread_ts = arguments.get("thread_ts") or None
        if thread_ts is not None:
            parent = channel.messages.get(str(thread_ts))
            if parent is None or parent.to is not None:
                raise SlackError("thread_not_found")
            thread_ts = parent.thread_ts or parent.ts
        return Message(
            channel=channel.id,
            ts=self._team.new_ts(),
            user=BOT_USER,
            text=text,
            blocks=blocks,
            thread_ts=thread_ts,
        )

    def _content(self, arguments: Arguments) -> tuple[str, list[dict[str, Any]]]:
        text, blocks = read_content(arguments)
        try:
            check_files(blocks, self._team.files)
        except InvalidSchemaError as error:
            raise invalid("invalid_blocks", str(error)) from error
        return text, blocks

    def _own_message(self, arguments: Arguments, refusal: str) -> tuple[Channel, Message]:
        channel = member_channel(self._team, arguments)
        message = shown_message(channel, need(arguments, "ts"))
        if not message.is_by_bot:
            raise SlackError(refusal)
        return channel, message

    def _record(self, method: str, destination: str, ref: str, arguments: Arguments) -> None:
        self._ledger.post(
            Post(
                method=method,
                destination=destination,
                ref=ref,
                arguments=arguments,
                at=self._clock.now(),
            )
        )
