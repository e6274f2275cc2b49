"""What people do in Slack's channels: write, edit, delete, react, attach, join."""

import random
from typing import Any
from uuid import UUID

from bot.practice import slack_events as events
from bot.practice.clock import PracticeClock
from bot.practice.ledger import Event
from bot.practice.people import Employee, People
from bot.practice.slack_files import SharedFile
from bot.practice.slack_handover import Handover
from bot.practice.slack_method import KINDS
from bot.practice.slack_team import BOT_USER, STORIES, Channel, Message, SlackTeam
from bot.practice.slack_users import team_of
from bot.practice.slack_views import Views

OTHER_BOT = {
    "bot_id": "B0OTHERBOT",
    "app_id": "A0OTHERAPP",
    "bot_profile": {"id": "B0OTHERBOT", "app_id": "A0OTHERAPP", "name": "muu", "deleted": False},
}
WEBHOOK = "B0WEBHOOK0"


class SlackPersons:
    """Acts of employees, each told to the app if its scopes let it know."""

    def __init__(
        self,
        people: People,
        team: SlackTeam,
        views: Views,
        handover: Handover,
        clock: PracticeClock,
        chance: random.Random,
        scopes: set[str],
    ) -> None:
        self._people = people
        self._team = team
        self._views = views
        self._handover = handover
        self._clock = clock
        self._chance = chance
        self._scopes = scopes
        self._number = 0

    def say(
        self,
        who: str | Employee,
        text: str,
        channel: str = STORIES,
        thread_ts: str | None = None,
        **further: Any,
    ) -> Message:
        """Write a message; `text` is what Slack sends, `further` more fields of its JSON.

        Raise LookupError for no member.
        """
        person = self._people.employee(who)
        place = self._team.place(person, channel)
        message = self._team.add(
            Message(
                channel=place.id,
                ts=self._team.new_ts(),
                user=person.id,
                text=text,
                blocks=events.typed_blocks(text),
                thread_ts=thread_ts,
                client_msg_id=str(UUID(int=self._chance.getrandbits(128), version=4)),
                further=_home(person) | further,
            )
        )
        self.tell_message(message)
        if f"<@{BOT_USER}>" in text and place.kind != "im" and BOT_USER in place.members:
            self._tell("app_mentions:read", events.mention_event(message, place), place)
        return message

    def attach(
        self,
        who: str | Employee,
        file: SharedFile,
        text: str = "",
        channel: str = STORIES,
        thread_ts: str | None = None,
    ) -> Message:
        """Share a file, with a text beside it."""
        place = self._team.channels[channel]
        shown = file.as_hint() if place.is_ext_shared else file.as_json()
        further = {"subtype": "file_share", "files": [shown], "upload": False}
        return self.say(who, text, channel, thread_ts, **further)

    def webhook(self, text: str, channel: str = STORIES) -> Message:
        """Let another app write through an incoming webhook, which is no user."""
        message = Message(
            channel=channel,
            ts=self._team.new_ts(),
            user=WEBHOOK,
            text=text,
            further={"subtype": "bot_message", "bot_id": WEBHOOK, "user": None},
        )
        self.tell_message(self._team.add(message))
        return message

    def join(self, who: str | Employee, channel: str = STORIES) -> Message:
        """Join a channel, which the channel is told."""
        person = self._people.employee(who)
        self._team.channels[channel].members.add(person.id)
        message = Message(
            channel=channel,
            ts=self._team.new_ts(),
            user=person.id,
            text=f"<@{person.id}> has joined the channel",
            further={"subtype": "channel_join"},
        )
        self.tell_message(self._team.add(message))
        return message

    def edit(self, who: str | Employee, ts: str, text: str, channel: str = STORIES) -> None:
        """Change one's own message. Raise LookupError if it is another's."""
        person = self._people.employee(who)
        message = self._own(person, channel, ts)
        before = message.as_json()
        message.rewrite(text, events.typed_blocks(text))
        message.edited_ts = self._team.new_ts()
        self.tell_changed(message, before)

    def unfurl(self, ts: str, channel: str = STORIES) -> None:
        """Let Slack show what a link in a message leads to: a change without another text."""
        message = self._team.channels[channel].messages[ts]
        before = message.as_json()
        message.further["attachments"] = [{"id": 1, "title": "example.org", "fallback": "x"}]
        message.revision += 1
        self.tell_changed(message, before)

    def delete(self, who: str | Employee, ts: str, channel: str = STORIES) -> None:
        """Delete one's own message. Raise LookupError if it is another's."""
        message = self._own(self._people.employee(who), channel, ts)
        before = message.as_json()
        self._team.remove(message)
        self.tell_deleted(message, before)

    def react(
        self, who: str | Employee, ts: str, name: str, channel: str = STORIES
    ) -> Event | None:
        """Add a reaction to a message. Nobody hears of one that is there already."""
        message = self._team.seen(self._people.employee(who), channel, ts)
        users = message.reactions.setdefault(name, [])
        user = self._people.employee(who).id
        if user in users:
            return None
        users.append(user)
        return self._tell_reaction(user, message, name, "reaction_added")

    def unreact(
        self, who: str | Employee, ts: str, name: str, channel: str = STORIES
    ) -> Event | None:
        """Take one's own reaction back. Raise LookupError if there is none."""
        user = self._people.employee(who).id
        message = self._team.seen(self._people.employee(who), channel, ts)
        if user not in message.reactions.get(name, []):
            msg = f"There is no such reaction of {user}."
            raise LookupError(msg)
        message.reactions[name].remove(user)
        return self._tell_reaction(user, message, name, "reaction_removed")

    def open_home(self, who: str | Employee, tab: str = "home") -> Event:
        """Look at the app's Home, or at another of its tabs."""
        person = self._people.employee(who)
        home = self._views.homes.get(person.id)
        shown = home.as_json() if home is not None and tab == "home" else None
        ts = self._team.new_ts()
        return self.tell_event(events.home_opened_event(person.id, person.dm, tab, ts, shown))

    def tell_message(self, message: Message) -> Event | None:
        """Let the app hear of a new message, its own included."""
        place = self._team.channels[message.channel]
        return self._tell_of_messages(events.message_event(message, place), place)

    def tell_changed(self, message: Message, before: dict[str, Any]) -> Event | None:
        place = self._team.channels[message.channel]
        event = events.changed_event(message, before, place, self._team.new_ts())
        return self._tell_of_messages(event, place)

    def tell_deleted(self, message: Message, before: dict[str, Any]) -> Event | None:
        """Let the app hear of a deletion: of a message with replies, that a tombstone is left."""
        place = self._team.channels[message.channel]
        is_left = message.ts in place.messages
        as_told = events.tombstone_event if is_left else events.deleted_event
        return self._tell_of_messages(as_told(message, before, place, self._team.new_ts()), place)

    def tell_event(self, event: Any, **wrapper: Any) -> Event:
        """Send any inner event, however odd; `wrapper` overrides fields around it."""
        self._number += 1
        event_id = str(wrapper.get("event_id", f"Ev{self._number:09}"))
        payload = events.event_callback(
            event, event_id=event_id, event_time=int(self._clock.now().timestamp())
        )
        return self._handover.send("events_api", event_id, payload | wrapper)

    def _tell_reaction(self, user: str, message: Message, name: str, kind: str) -> Event | None:
        message.revision += 1
        event = events.reaction_event(user, message, name, self._team.new_ts(), kind)
        return self._tell("reactions:read", event, self._team.channels[message.channel])

    def _tell_of_messages(self, event: dict[str, Any], place: Channel) -> Event | None:
        return self._tell(f"{KINDS[place.kind]}:history", event, place)

    def _tell(self, scope: str, event: dict[str, Any], place: Channel) -> Event | None:
        if scope not in self._scopes or BOT_USER not in place.members:
            return None
        return self.tell_event(event, is_ext_shared_channel=place.is_ext_shared)

    def _own(self, person: Employee, channel: str, ts: str) -> Message:
        message = self._team.seen(person, channel, ts)
        if message.user != person.id:
            msg = f"{ts} in {channel} is not a message of {person.key}."
            raise LookupError(msg)
        return message


def _home(person: Employee) -> dict[str, Any]:
    """Return what a message says of where its writer comes from, and of another bot."""
    if person.kind == "bot":
        return dict(OTHER_BOT)
    if person.kind != "stranger":
        return {}
    return dict.fromkeys(("team", "user_team", "source_team"), team_of(person))
