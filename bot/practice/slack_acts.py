"""What employees do in Slack, as tests and plays let them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.practice.ledger import Event
from bot.practice.people import Employee, Kind, Language, People
from bot.practice.slack_interactivity import Interactivity, Place
from bot.practice.slack_persons import SlackPersons
from bot.practice.slack_team import STORIES, Message, SlackTeam
from bot.practice.slack_views import View, Views

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x03\x00\x08\xfc\x02\xfe\xa7\x9a\xa0\xa0\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)


class SlackActs:
    """Every act of a person in Slack; `text` is what Slack sends, see `slack_events.as_typed`.

    An act raises LookupError where the person does not see what it is about.
    """

    people: People
    team: SlackTeam
    views: Views
    slack: SlackPersons
    interactivity: Interactivity

    # In channels

    async def slack_say(
        self,
        user: str | Employee,
        text: str,
        channel: str = STORIES,
        thread_ts: str | None = None,
    ) -> str:
        """Write a message and return its ts."""
        return self.slack.say(user, text, channel, thread_ts).ts

    async def slack_dm(self, user: str | Employee, text: str) -> str:
        """Write to the bot alone and return the ts."""
        person = self.people.employee(user)
        return self.slack.say(person, text, person.dm).ts

    async def slack_file(
        self,
        user: str | Employee,
        text: str = "",
        channel: str = STORIES,
        thread_ts: str | None = None,
        *,
        name: str = "kuva.png",
        mimetype: str = "image/png",
        content: bytes = PNG,
        elsewhere: str = "",
    ) -> str:
        """Share a file with a text beside it and return the message's ts; `elsewhere` is where it
        lies if it is only a link.
        """
        person = self.people.employee(user)
        file = self.team.new_file(person, name, mimetype, content, elsewhere)
        return self.slack.attach(user, file, text, channel, thread_ts).ts

    async def slack_edit(
        self, user: str | Employee, ts: str, text: str, channel: str = STORIES
    ) -> None:
        self.slack.edit(user, ts, text, channel)

    async def slack_unfurl(self, ts: str, channel: str = STORIES) -> None:
        """Change a message as Slack does when it shows a link: its text stays the same."""
        self.slack.unfurl(ts, channel)

    async def slack_delete(self, user: str | Employee, ts: str, channel: str = STORIES) -> None:
        """Delete one's own message; with replies under it, Slack tells of a tombstone."""
        self.slack.delete(user, ts, channel)

    async def slack_react(self, user: str | Employee, channel: str, ts: str, name: str) -> None:
        self.slack.react(user, ts, name, channel)

    async def slack_unreact(self, user: str | Employee, channel: str, ts: str, name: str) -> None:
        self.slack.unreact(user, ts, name, channel)

    async def slack_join(self, user: str | Employee, channel: str = STORIES) -> str:
        """Join a channel and return the ts of the message that says so."""
        return self.slack.join(user, channel).ts

    async def slack_webhook(self, text: str, channel: str = STORIES) -> str:
        """Let another app post through a webhook and return the ts."""
        return self.slack.webhook(text, channel).ts

    async def slack_event(self, event: Any, **wrapper: Any) -> Event:
        """Send any inner event, well-formed or not; `wrapper` overrides fields around it."""
        return self.slack.tell_event(event, **wrapper)

    # What the app acknowledges within three seconds; the event tells when and how

    async def slack_command(
        self, user: str | Employee, command: str, text: str, channel: str = STORIES
    ) -> Event:
        """Type a slash command."""
        return self.interactivity.command(user, command, text, channel)

    async def slack_shortcut(self, user: str | Employee, callback_id: str) -> Event:
        """Choose a global shortcut."""
        return self.interactivity.shortcut(user, callback_id)

    async def slack_message_shortcut(
        self, user: str | Employee, ts: str, callback_id: str, channel: str = STORIES
    ) -> Event:
        """Choose a shortcut on a message, also in a thread or where the bot is not."""
        return self.interactivity.message_shortcut(user, ts, callback_id, channel)

    async def slack_press(
        self, user: str | Employee, place: Place, action_id: str, value: str | None = None
    ) -> Event:
        """Press a button in a message, a modal or a Home; `value` chooses among several of that
        action id, or in an overflow menu.
        """
        return self.interactivity.press(user, place, action_id, value)

    async def slack_fill(
        self, user: str | Employee, values: Mapping[str, object], place: Place | None = None
    ) -> list[Event]:
        """Type and choose in the modal on top, or in another place, by block id or action id: a
        text, the value of an option, or a list of values. Return what is told at once.
        """
        where = self.modal(user) if place is None else place
        return self.interactivity.fill(user, where, values)

    async def slack_submit(
        self, user: str | Employee, values: Mapping[str, object] | None = None
    ) -> Event | None:
        """Fill in these values and submit the modal on top; None when Slack's own form objects,
        as to a required input left empty: see `View.errors`.
        """
        if values:
            self.interactivity.fill(user, self.modal(user), values)
        return self.interactivity.submit(user)

    async def slack_close(self, user: str | Employee, *, everything: bool = False) -> list[Event]:
        """Close the modal on top, or all; Slack tells of it where the view wishes so."""
        return self.interactivity.close(user, everything=everything)

    async def slack_home(self, user: str | Employee, tab: str = "home") -> Event:
        """Open the App Home, or its tab `messages`."""
        return self.slack.open_home(user, tab)

    # Who there is, and how they are

    def slack_newcomer(
        self, *channels: str, language: Language = "fi", kind: Kind = "member"
    ) -> Employee:
        """Let one more person into these channels, by default into all: a guest, somebody of
        another workspace, another app's bot.
        """
        person = self.people.add_employee(language, kind=kind)
        self.team.join(person, *channels)
        return person

    def slack_status(self, user: str | Employee, emoji: str, text: str = "") -> None:
        """Set a status; an empty emoji takes it away."""
        presence = self.team.presences[self.people.employee(user).id]
        presence.status_emoji, presence.status_text = emoji, text

    def slack_quiet(self, user: str | Employee, start: datetime, end: datetime) -> None:
        """Set when that person is not to be disturbed."""
        self.team.presences[self.people.employee(user).id].quiet = (start, end)

    # What they see in views

    def modals(self, user: str | Employee) -> list[View]:
        """Return the open modals of that person, the one on top last."""
        return self.views.stack(self.people.employee(user).id)

    def modal(self, user: str | Employee) -> View:
        """Return the modal on top. Raise LookupError if none is open."""
        open_ones = self.modals(user)
        if not open_ones:
            msg = f"{user} has no modal open."
            raise LookupError(msg)
        return open_ones[-1]

    def home(self, user: str | Employee) -> View | None:
        """Return the App Home as it was last published for that person."""
        return self.views.homes.get(self.people.employee(user).id)

    def message(self, channel: str, ts: str) -> Message:
        """Return one message. Raise KeyError if there is none."""
        return self.team.channels[channel].messages[ts]
