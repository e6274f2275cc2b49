"""What people do in Slack: write, edit, delete, react, press buttons, type commands."""

import random
from typing import Any
from uuid import UUID

from bot.practice import slack_events as events
from bot.practice.clock import PracticeClock
from bot.practice.ledger import Event
from bot.practice.people import Employee, People
from bot.practice.response_urls import ResponseUrls, UrlRefusedError
from bot.practice.slack_handover import Handover
from bot.practice.slack_team import BOT_USER, STORIES, Channel, Message, SlackTeam

SLACKBOT = "USLACKBOT"

NEEDED_FOR_MESSAGES = {
    "channel": "channels:history",
    "group": "groups:history",
    "im": "im:history",
}


class SlackPersons:
    """Acts of employees, each told to the app if its scopes let it know."""

    def __init__(
        self,
        people: People,
        team: SlackTeam,
        handover: Handover,
        urls: ResponseUrls,
        clock: PracticeClock,
        chance: random.Random,
        scopes: set[str],
    ) -> None:
        self._people = people
        self._team = team
        self._handover = handover
        self._urls = urls
        self._clock = clock
        self._chance = chance
        self._scopes = scopes
        self._number = 0
        handover.on_answer = self._show_answer
        handover.on_silence = self._show_silence

    def say(
        self,
        who: str | Employee,
        text: str,
        channel: str = STORIES,
        thread_ts: str | None = None,
        **fields: Any,
    ) -> Message:
        """Write a message; `text` is what Slack sends. Raise LookupError for no member."""
        person = self._people.employee(who)
        place = self._place(person, channel)
        message = self._team.add(
            Message(
                channel=place.id,
                ts=self._team.new_ts(),
                user=person.id,
                text=text,
                blocks=events.typed_blocks(text),
                thread_ts=thread_ts,
                client_msg_id=str(UUID(int=self._chance.getrandbits(128), version=4)),
            )
        )
        self.tell_message(message, **fields)
        if f"<@{BOT_USER}>" in text and place.kind != "im" and BOT_USER in place.members:
            self._tell("app_mentions:read", events.mention_event(message, place), place)
        return message

    def edit(self, who: str | Employee, ts: str, text: str, channel: str = STORIES) -> None:
        """Change one's own message. Raise LookupError if it is another's."""
        person = self._people.employee(who)
        _, message = self._own(person, channel, ts)
        before = message.as_json()
        message.text, message.blocks = text, events.typed_blocks(text)
        message.edited_ts = self._team.new_ts()
        message.revision += 1
        self.tell_changed(message, before)

    def delete(self, who: str | Employee, ts: str, channel: str = STORIES) -> None:
        """Delete one's own message. Raise LookupError if it is another's."""
        place, message = self._own(self._people.employee(who), channel, ts)
        del place.messages[ts]
        self.tell_deleted(message)

    def react(
        self, who: str | Employee, ts: str, name: str, channel: str = STORIES, *, add: bool = True
    ) -> Event | None:
        """Add a reaction to a message, or take it back."""
        person = self._people.employee(who)
        place = self._place(person, channel)
        message = place.messages[ts]
        users = message.reactions.setdefault(name, [])
        if add and person.id not in users:
            users.append(person.id)
        elif not add and person.id in users:
            users.remove(person.id)
        message.revision += 1
        kind = "reaction_added" if add else "reaction_removed"
        event = events.reaction_event(person.id, message, name, self._team.new_ts(), kind)
        return self._tell("reactions:read", event, place)

    def command(
        self, who: str | Employee, command: str, text: str, channel: str = STORIES
    ) -> Event:
        """Type a slash command."""
        person = self._people.employee(who)
        place = self._place(person, channel)
        trigger_id = self._new_trigger()
        url = self._urls.new("commands", place.id, person.id)
        payload = events.slash_command(
            person, place, command, text, trigger_id=trigger_id, url=url
        )
        return self._handover.send("slash_commands", trigger_id, payload)

    def press(self, who: str | Employee, ts: str, action_id: str, channel: str = STORIES) -> Event:
        """Press the button of that action id. Raise LookupError if the person does not see it."""
        person = self._people.employee(who)
        place = self._place(person, channel)
        message = place.messages.get(ts)
        if message is None or message.to not in {None, person.id}:
            msg = f"{person.key} does not see the message {ts} in {channel}."
            raise LookupError(msg)
        element = find_element(message.blocks, action_id) | {"action_ts": self._team.new_ts()}
        trigger_id = self._new_trigger()
        url = self._urls.new("actions", place.id, person.id, ts)
        payload = events.block_actions(
            person, place, message, element, trigger_id=trigger_id, url=url
        )
        return self._handover.send("interactive", trigger_id, payload)

    def tell_message(self, message: Message, **fields: Any) -> Event | None:
        """Let the app hear of a new message, its own included."""
        place = self._team.channels[message.channel]
        event = events.message_event(message, place) | fields
        return self._tell(NEEDED_FOR_MESSAGES[place.kind], event, place)

    def tell_changed(self, message: Message, before: dict[str, Any]) -> None:
        place = self._team.channels[message.channel]
        event = events.changed_event(message, before, place, self._team.new_ts())
        self._tell(NEEDED_FOR_MESSAGES[place.kind], event, place)

    def tell_deleted(self, message: Message) -> None:
        place = self._team.channels[message.channel]
        event = events.deleted_event(message, place, self._team.new_ts())
        self._tell(NEEDED_FOR_MESSAGES[place.kind], event, place)

    def tell_event(self, event: Any, **wrapper: Any) -> Event:
        """Send any inner event, however odd; `wrapper` overrides fields around it."""
        self._number += 1
        event_id = str(wrapper.get("event_id", f"Ev{self._number:09}"))
        payload = events.event_callback(
            event, event_id=event_id, event_time=int(self._clock.now().timestamp())
        )
        return self._handover.send("events_api", event_id, payload | wrapper)

    def _tell(self, scope: str, event: dict[str, Any], place: Channel) -> Event | None:
        if scope not in self._scopes or BOT_USER not in place.members:
            return None
        return self.tell_event(event, is_ext_shared_channel=place.is_ext_shared)

    def _place(self, person: Employee, channel: str) -> Channel:
        place = self._team.channels.get(channel)
        if place is None or person.id not in place.members or place.is_archived:
            msg = f"{person.key} cannot write in {channel}."
            raise LookupError(msg)
        return place

    def _own(self, person: Employee, channel: str, ts: str) -> tuple[Channel, Message]:
        place = self._place(person, channel)
        message = place.messages.get(ts)
        if message is None or message.user != person.id:
            msg = f"{ts} in {channel} is not a message of {person.key}."
            raise LookupError(msg)
        return place, message

    def _new_trigger(self) -> str:
        return f"{self._chance.getrandbits(40)}.{self._chance.getrandbits(40)}.practice"

    def _show_answer(self, event: Event) -> None:
        # What comes with the acknowledgement of a command is shown like a use of its response_url.
        if event.kind != "slash_commands" or not event.answer:
            return
        url = event.payload.get("response_url")
        try:
            if isinstance(url, str):
                self._urls.carry_out(url, event.answer)
        except UrlRefusedError as error:
            self._show_failure(event, error.error)

    def _show_silence(self, event: Event) -> None:
        # Slack tells the person itself when nobody answers a command within three seconds.
        if event.kind == "slash_commands":
            self._show_failure(event, "operation_timeout")

    def _show_failure(self, event: Event, error: str) -> None:
        self._team.add(
            Message(
                channel=event.payload["channel_id"],
                ts=self._team.new_ts(),
                user=SLACKBOT,
                text=f"{event.payload['command']} failed with the error “{error}”",
                to=event.payload["user_id"],
            )
        )


def find_element(blocks: list[dict[str, Any]], action_id: str) -> dict[str, Any]:
    """Return the pressed element as Slack reports it. Raise LookupError if there is none."""
    for block in blocks:
        candidates = list(block.get("elements") or []) if block.get("type") == "actions" else []
        if isinstance(block.get("accessory"), dict):
            candidates.append(block["accessory"])
        for element in candidates:
            if element.get("action_id") == action_id:
                names = ("action_id", "text", "value", "type", "style", "url")
                shown = {name: element[name] for name in names if name in element}
                return shown | {"block_id": block.get("block_id", "")}
    msg = f"No button {action_id} in the message."
    raise LookupError(msg)
