"""What a person does in Slack on the page, told by the browser as one JSON object an act."""

import base64
from collections.abc import Callable
from typing import Any

from bot.practice.people import Employee
from bot.practice.slack_arguments import SlackError
from bot.practice.slack_events import as_typed
from bot.practice.slack_interactivity import Place
from bot.practice.slack_team import Message
from bot.practice.stage import Stage

LONGEST_TEXT = 12_000

Wish = dict[str, Any]


class SlackPageActs:
    """Carries the acts out. Raise LookupError or ValueError for what cannot be done there."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._acts: dict[str, Callable[[Employee, Wish], object]] = {
            "say": self._say,
            "attach": self._attach,
            "edit": self._edit,
            "delete": self._delete,
            "react": self._react,
            "shortcut": self._shortcut,
            "message_shortcut": self._message_shortcut,
            "press": self._press,
            "fill": self._fill,
            "submit": self._submit,
            "close": self._close,
            "home": self._home,
        }

    def carry_out(self, wish: Wish) -> None:
        person = self._stage.people.employee(str(wish["who"]))
        self._acts[str(wish["act"])](person, wish)
        self._stage.ledger.changed()

    def _say(self, person: Employee, wish: Wish) -> None:
        text, channel = typed(wish), self._channel(person, wish)
        if text.startswith("/") and not text.startswith("//"):
            command, _, rest = text.partition(" ")
            told = as_typed(rest.strip())
            self._stage.interactivity.command(person, command, told, channel)
            return
        self._stage.slack.say(person, as_typed(text), channel, wish.get("thread") or None)

    def _attach(self, person: Employee, wish: Wish) -> None:
        content = base64.b64decode(str(wish["content"]), validate=True)
        name, mimetype = str(wish["name"]), str(wish["mimetype"])
        file = self._stage.team.new_file(person, name, mimetype, content)
        text = as_typed(str(wish.get("text") or "").strip()[:LONGEST_TEXT])
        channel, thread = self._channel(person, wish), wish.get("thread") or None
        self._stage.slack.attach(person, file, text, channel, thread)

    def _edit(self, person: Employee, wish: Wish) -> None:
        message = self._message(person, wish)
        self._stage.slack.edit(person, message.ts, as_typed(typed(wish)), message.channel)

    def _delete(self, person: Employee, wish: Wish) -> None:
        message = self._message(person, wish)
        self._stage.slack.delete(person, message.ts, message.channel)

    def _react(self, person: Employee, wish: Wish) -> None:
        message, name = self._message(person, wish), str(wish["name"])
        is_there = person.id in message.reactions.get(name, [])
        act = self._stage.slack.unreact if is_there else self._stage.slack.react
        act(person, message.ts, name, message.channel)

    def _shortcut(self, person: Employee, wish: Wish) -> None:
        self._stage.interactivity.shortcut(person, str(wish["callback"]))

    def _message_shortcut(self, person: Employee, wish: Wish) -> None:
        message, callback_id = self._message(person, wish), str(wish["callback"])
        self._stage.interactivity.message_shortcut(
            person, message.ts, callback_id, message.channel
        )

    def _press(self, person: Employee, wish: Wish) -> None:
        self._fill(person, wish)
        place, value = self._place(person, wish), wish.get("value")
        self._stage.interactivity.press(
            person, place, str(wish["action"]), value, str(wish["block"])
        )

    def _fill(self, person: Employee, wish: Wish) -> None:
        if wish.get("values"):
            place = self._place(person, wish)
            self._stage.interactivity.fill_all(person, place, wish["values"])

    def _submit(self, person: Employee, wish: Wish) -> None:
        self._fill(person, wish)
        self._stage.interactivity.submit(person)

    def _close(self, person: Employee, _: Wish) -> None:
        self._stage.interactivity.close(person)

    def _home(self, person: Employee, wish: Wish) -> None:
        self._stage.slack.open_home(person, str(wish["tab"]))

    def _place(self, person: Employee, wish: Wish) -> Place:
        if not wish.get("view"):
            return self._message(person, wish)
        try:
            return self._stage.views.find(str(wish["view"]))
        except SlackError as error:
            raise LookupError(error.code) from error

    def _message(self, person: Employee, wish: Wish) -> Message:
        return self._stage.team.seen(person, self._channel(person, wish), str(wish["message"]))

    def _channel(self, person: Employee, wish: Wish) -> str:
        channel = str(wish.get("channel") or self._stage.story_channel)
        return person.dm if channel == "dm" else channel


def typed(wish: Wish) -> str:
    """Return what was typed. Raise ValueError for nothing."""
    text = str(wish.get("text") or "").strip()
    if not text:
        raise ValueError("empty")
    return text[:LONGEST_TEXT]
