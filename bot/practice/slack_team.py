"""A Slack workspace in memory: channels, who is in them, and what was said."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.practice.clock import PracticeClock
from bot.practice.people import Employee, People
from bot.practice.slack_files import SharedFile
from bot.practice.slack_users import TEAM, Presence

APP = "A0PRACTICE"
BOT_USER = "U0KUULEBOT"
SLACKBOT = "USLACKBOT"
BOT = "B0KUULEBOT"
STORIES = "C0STORIES0"
DIGEST = "C0DIGEST00"
OTHER = "C0OUTSIDE0"


@dataclass(slots=True, kw_only=True)
class Message:
    """One message as people see it; `to` is set on one that only that person sees."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: dict[str, Any] | None = None
    to: str | None = None
    edited_ts: str | None = None
    client_msg_id: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    further: dict[str, Any] = field(default_factory=dict)  # of its JSON: subtype, files …
    troubles: dict[str, str] = field(default_factory=dict)  # what Slack tells whose press failed
    revision: int = 0

    @property
    def is_by_bot(self) -> bool:
        return self.user == BOT_USER

    def as_json(self, with_metadata: bool = False) -> dict[str, Any]:
        """Return the message as the Web API and the events show it."""
        shown: dict[str, Any] = {
            "type": "message", "user": self.user, "text": self.text, "ts": self.ts, "team": TEAM,
        }  # fmt: skip
        optional = {
            "blocks": self.blocks,
            "thread_ts": self.thread_ts,
            "client_msg_id": self.client_msg_id,
            "metadata": self.metadata if with_metadata else None,
        }
        shown.update({name: value for name, value in optional.items() if value})
        if self.edited_ts:
            shown["edited"] = {"user": self.user, "ts": self.edited_ts}
        if self.reactions:
            shown["reactions"] = [
                {"name": name, "users": users, "count": len(users)}
                for name, users in self.reactions.items()
            ]
        if self.is_by_bot:
            shown |= {"bot_id": BOT, "app_id": APP, "bot_profile": bot_profile()}
        shown |= self.further
        return {name: value for name, value in shown.items() if value is not None}

    def rewrite(self, text: str, blocks: list[dict[str, Any]]) -> None:
        """Put another content in the place of this one."""
        self.text, self.blocks = text, blocks
        self.name_blocks()
        self.revision += 1

    def name_blocks(self) -> None:
        """Give an id to each block without one, as Slack does."""
        for number, block in enumerate(self.blocks):
            block.setdefault("block_id", f"b{self.ts[-6:]}{number}")


@dataclass(slots=True, kw_only=True)
class Channel:
    """A channel or a direct message; `members` are user ids, the bot's among them if it is in."""

    id: str
    name: str
    kind: Literal["channel", "group", "im"] = "channel"
    members: set[str] = field(default_factory=set)
    messages: dict[str, Message] = field(default_factory=dict)
    is_archived: bool = False
    is_ext_shared: bool = False

    def visible_to(self, user: str) -> Iterator[Message]:
        """Yield what that member sees, oldest first, private messages to others left out."""
        return (m for m in self.messages.values() if m.to in {None, user})

    def thread(self, ts: str) -> list[Message]:
        """Return the parent and its replies, oldest first."""
        return [m for m in self.messages.values() if m.to is None and ts in {m.ts, m.thread_ts}]

    def as_json(self) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "id": self.id,
            "is_archived": self.is_archived,
            "is_im": self.kind == "im",
            "is_channel": self.kind == "channel",
            "is_group": self.kind == "group",
            "is_private": self.kind != "channel",
            "is_ext_shared": self.is_ext_shared,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "is_shared": self.is_ext_shared,
            "context_team_id": TEAM,
        }
        if self.kind == "im":
            return shown | {"user": "U" + self.id[1:], "is_open": True}
        return shown | {"name": self.name, "is_member": BOT_USER in self.members}


def bot_profile() -> dict[str, Any]:
    return {
        "id": BOT, "app_id": APP, "user_id": BOT_USER, "name": "kuule", "deleted": False,
        "team_id": TEAM,
    }  # fmt: skip


class SlackTeam:
    """The state of the workspace; who may do what is decided by those who call it."""

    def __init__(self, people: People, clock: PracticeClock) -> None:
        self.people = people
        self.url = ""  # of the workspace itself, with a slash at its end
        self._clock = clock
        self._last_ts = (0, 0)
        self.files: dict[str, SharedFile] = {}
        self.deleted_files: set[str] = set()
        self.presences: defaultdict[str, Presence] = defaultdict(Presence)
        everybody = {person.id for person in people.employees} | {BOT_USER}
        self.channels: dict[str, Channel] = {
            STORIES: Channel(id=STORIES, name="tarinat", members=set(everybody)),
            DIGEST: Channel(id=DIGEST, name="viikkokooste", members=set(everybody)),
            OTHER: Channel(id=OTHER, name="muu", members=everybody - {BOT_USER}),
        }
        for person in people.employees:
            self.open_dm(person)

    def join(self, person: Employee, *channels: str) -> None:
        """Let somebody new into the workspace and these channels, by default into all."""
        everywhere = [c.id for c in self.channels.values() if c.kind != "im"]
        for channel in channels or everywhere:
            self.channels[channel].members.add(person.id)
        self.open_dm(person)

    def open_dm(self, person: Employee) -> Channel:
        return self.channels.setdefault(
            person.dm,
            Channel(id=person.dm, name=person.id, kind="im", members={person.id, BOT_USER}),
        )

    def add_channel(
        self, channel_id: str, name: str, *, with_bot: bool = True, **fields: Any
    ) -> Channel:
        """Open one more channel with every employee in it."""
        members = {person.id for person in self.people.employees}
        if with_bot:
            members.add(BOT_USER)
        channel = Channel(id=channel_id, name=name, members=members, **fields)
        self.channels[channel_id] = channel
        return channel

    def new_ts(self) -> str:
        """Return a timestamp later than every earlier one, as Slack's are within a channel."""
        instant = self._clock.now()
        stamp = (int(instant.timestamp()), instant.microsecond)
        if stamp <= self._last_ts:
            seconds, micro = self._last_ts
            stamp = (seconds + 1, 0) if micro == 999_999 else (seconds, micro + 1)
        self._last_ts = stamp
        return f"{stamp[0]}.{stamp[1]:06}"

    def add(self, message: Message) -> Message:
        """Show a message. With its first reply a message becomes the parent of a thread."""
        message.name_blocks()
        messages = self.channels[message.channel].messages
        messages[message.ts] = message
        parent = messages.get(message.thread_ts or "")
        if parent is not None and message.to is None:
            parent.thread_ts = parent.ts
        return message

    def remove(self, message: Message) -> None:
        """Take a message away; in the place of one with replies a tombstone stays."""
        channel = self.channels[message.channel]
        if len(channel.thread(message.ts)) <= 1:
            del channel.messages[message.ts]
            return
        message.rewrite("This message was deleted.", [])
        message.user, message.edited_ts, message.reactions = SLACKBOT, None, {}
        message.further = {"subtype": "tombstone", "hidden": True}

    def new_file(
        self, person: Employee, name: str, mimetype: str, content: bytes, elsewhere: str = ""
    ) -> SharedFile:
        """Take a file up, before it is shared."""
        file = SharedFile(
            id=f"F0FILE{len(self.files) + len(self.deleted_files) + 1:05}",
            user=person.id,
            name=name,
            mimetype=mimetype,
            content=content,
            created=self._clock.now(),
            base=self.url,
            elsewhere=elsewhere,
        )
        self.files[file.id] = file
        return file

    def keep_upload(self, file_id: str, name: str, mimetype: str, content: bytes) -> None:
        """Take up a file that the app has uploaded."""
        self.files[file_id] = SharedFile(
            id=file_id,
            user=BOT_USER,
            name=name,
            mimetype=mimetype,
            content=content,
            created=self._clock.now(),
            base=self.url,
        )

    def delete_file(self, file_id: str) -> None:
        """Delete a file; the message that shared it stays."""
        del self.files[file_id]
        self.deleted_files.add(file_id)

    def place(self, person: Employee, channel: str) -> Channel:
        """Return a channel to write in. Raise LookupError if that person cannot."""
        place = self.channels.get(channel)
        if place is None or person.id not in place.members or place.is_archived:
            msg = f"{person.key} cannot write in {channel}."
            raise LookupError(msg)
        return place

    def seen(self, person: Employee, channel: str, ts: str) -> Message:
        """Return a message. Raise LookupError if that person does not see it."""
        message = self.place(person, channel).messages.get(ts)
        if message is None or message.to not in {None, person.id}:
            msg = f"{person.key} does not see the message {ts} in {channel}."
            raise LookupError(msg)
        return message


def instant_of(ts: str) -> datetime:
    """Return when a message was written, to the second."""
    return datetime.fromisoformat("1970-01-01T00:00:00+00:00") + timedelta(
        seconds=int(ts.partition(".")[0])
    )
