"""What people do that is answered at once: commands, shortcuts, buttons and menus, modals."""

from collections.abc import Mapping
from typing import Any

from bot.practice import slack_payloads as payloads
from bot.practice.ledger import Event, Ledger
from bot.practice.people import Employee, People
from bot.practice.response_urls import ResponseUrls
from bot.practice.slack_answers import Answers
from bot.practice.slack_blocks import elements_of
from bot.practice.slack_elements import options_of
from bot.practice.slack_handover import Handover
from bot.practice.slack_team import STORIES, Message, SlackTeam
from bot.practice.slack_triggers import Triggers
from bot.practice.slack_values import Values, carried_over, complaints, new_state
from bot.practice.slack_views import View, Views

Place = Message | View
Part = tuple[dict[str, Any], dict[str, Any]]  # a block and an element in it

SHOWN = ("type", "action_id", "text", "value", "style", "url")


class Interactivity:
    """Acts of employees that the app must acknowledge within three seconds."""

    def __init__(
        self,
        people: People,
        team: SlackTeam,
        handover: Handover,
        urls: ResponseUrls,
        triggers: Triggers,
        views: Views,
        answers: Answers,
        ledger: Ledger,
    ) -> None:
        self._people = people
        self._team = team
        self._handover = handover
        self._urls = urls
        self._triggers = triggers
        self._views = views
        self._answers = answers
        self._ledger = ledger
        self._typed: dict[tuple[str, str, str], Values] = {}

    # Without a view

    def command(
        self, who: str | Employee, command: str, text: str, channel: str = STORIES
    ) -> Event:
        """Type a slash command. Raise LookupError for no member of the channel."""
        person = self._people.employee(who)
        place = self._team.place(person, channel)
        trigger_id = self._triggers.new(person.id)
        url = self._urls.new("commands", place.id, person.id)
        payload = payloads.slash_command(
            person, place, command, text, trigger_id=trigger_id, url=url
        )
        return self._handover.send("slash_commands", trigger_id, payload)

    def shortcut(self, who: str | Employee, callback_id: str) -> Event:
        """Choose a global shortcut."""
        person = self._people.employee(who)
        trigger_id = self._triggers.new(person.id)
        payload = payloads.shortcut(
            person, callback_id, trigger_id=trigger_id, action_ts=self._team.new_ts()
        )
        return self._handover.send("interactive", trigger_id, payload)

    def message_shortcut(
        self, who: str | Employee, ts: str, callback_id: str, channel: str = STORIES
    ) -> Event:
        """Choose a shortcut on a message, whether or not the app is in its channel.

        Raise LookupError if the person does not see it.
        """
        person = self._people.employee(who)
        message = self._team.seen(person, channel, ts)
        trigger_id = self._triggers.new(person.id)
        payload = payloads.message_action(
            person,
            self._team.channels[channel],
            message,
            callback_id,
            trigger_id=trigger_id,
            action_ts=self._team.new_ts(),
            url=self._urls.new("app", channel, person.id),
        )
        return self._handover.send("interactive", trigger_id, payload)

    # Buttons and menus, in messages and views

    def press(
        self,
        who: str | Employee,
        place: Place,
        action_id: str,
        value: str | None = None,
        block_id: str | None = None,
    ) -> Event:
        """Press the button of that action id, or choose the option of that value in an overflow
        menu; of several buttons the one of that value or block. Raise LookupError if there is
        none.
        """
        person = self._people.employee(who)
        for block, element in self._parts(person, place):
            if block_id in {None, block["block_id"]} and element.get("action_id") == action_id:
                action = _pressed(element, value)
                if action is not None:
                    return self._act(person, place, block, action)
        msg = f"No button {action_id} is to be seen there."
        raise LookupError(msg)

    def fill(self, who: str | Employee, place: Place, wishes: Mapping[str, object]) -> list[Event]:
        """Type and choose, by block id or action id: a text, the value of an option, or a list
        of values. Return what the app is told of at once: most inputs wait for the submission.

        Raise LookupError for what is not there.
        """
        person = self._people.employee(who)
        told = [
            self._put(person, place, _named(self._parts(person, place), name), wish)
            for name, wish in wishes.items()
        ]
        self._ledger.changed()
        return [event for event in told if event is not None]

    def fill_all(
        self, who: str | Employee, place: Place, wishes: Mapping[str, Mapping[str, object]]
    ) -> None:
        """Type and choose in everything that is there, by block id and action id."""
        person = self._people.employee(who)
        for block, element in self._parts(person, place):
            states = wishes.get(block["block_id"], {})
            if element.get("action_id") in states:
                self._put(person, place, (block, element), states[element["action_id"]])
        self._ledger.changed()

    def values(self, person: Employee, place: Place) -> Values:
        """Return what the person has typed and chosen there so far; it may be changed."""
        if isinstance(place, View):
            return place.values
        key = (person.id, place.channel, place.ts)
        self._typed[key] = carried_over(self._typed.get(key, {}), place.blocks)
        return self._typed[key]

    # Modals

    def submit(self, who: str | Employee) -> Event | None:
        """Submit the modal on top; None when Slack's own form objects, see `View.errors`.

        Raise LookupError if none is open, or it cannot be submitted.
        """
        person = self._people.employee(who)
        view = self._top(person)
        if "submit" not in view.content:
            msg = f"The modal {view.callback_id} has no button to submit."
            raise LookupError(msg)
        view.trouble = ""
        view.errors = complaints(view.blocks, view.values)
        self._ledger.changed()
        if view.errors:
            return None
        trigger_id = self._triggers.new(person.id, view.id)
        self._answers.expect_submission(trigger_id, view)
        payload = payloads.view_submission(person, view, trigger_id=trigger_id)
        return self._handover.send("interactive", trigger_id, payload)

    def close(self, who: str | Employee, *, everything: bool = False) -> list[Event]:
        """Close the modal on top, or all. Return what the app is told. Raise LookupError."""
        person = self._people.employee(who)
        top = self._top(person)
        is_cleared = everything or bool(top.content.get("clear_on_close"))
        gone = self._views.stack(person.id)[::-1] if is_cleared else [top]
        for view in gone:
            self._views.close(view)
        self._ledger.changed()
        return [
            self._handover.send(
                "interactive",
                view.id,
                payloads.view_closed(person, view, is_cleared=is_cleared),
            )
            for view in gone
            if view.content.get("notify_on_close")
        ]

    def _put(self, person: Employee, place: Place, part: Part, wish: object) -> Event | None:
        block, element = part
        states = self.values(person, place)[block["block_id"]]
        state = new_state(element, wish)
        is_new = states.get(element["action_id"]) != state
        states[element["action_id"]] = state
        if is_new and (block["type"] != "input" or block.get("dispatch_action")):
            return self._act(person, place, block, element | state)
        return None

    def _top(self, person: Employee) -> View:
        stack = self._views.stack(person.id)
        if not stack:
            msg = f"{person.key} has no modal open."
            raise LookupError(msg)
        return stack[-1]

    def _parts(self, person: Employee, place: Place) -> list[Part]:
        """Return what can be acted on there. Raise LookupError if the person does not see it."""
        if isinstance(place, Message):
            blocks = self._team.seen(person, place.channel, place.ts).blocks
        elif place in [*self._views.stack(person.id)[-1:], self._views.homes.get(person.id)]:
            blocks = place.blocks
        else:
            msg = f"{person.key} does not see the view {place.id}."
            raise LookupError(msg)
        return [(block, element) for block in blocks for element in elements_of(block)]

    def _act(
        self, person: Employee, place: Place, block: dict[str, Any], element: dict[str, Any]
    ) -> Event:
        action = element | {"block_id": block["block_id"], "action_ts": self._team.new_ts()}
        if isinstance(place, View):
            trigger_id = self._triggers.new(person.id, place.id)
            payload = payloads.view_actions(person, place, action, trigger_id=trigger_id)
        else:
            trigger_id = self._triggers.new(person.id)
            payload = payloads.message_actions(
                person,
                self._team.channels[place.channel],
                place,
                action,
                self.values(person, place),
                trigger_id=trigger_id,
                url=self._urls.new("actions", place.channel, person.id, place.ts),
            )
        self._answers.expect_action(trigger_id, person.id, place)
        return self._handover.send("interactive", trigger_id, payload)


def _named(parts: list[Part], name: str) -> Part:
    for block, element in parts:
        if name in {block["block_id"], element.get("action_id")}:
            return block, element
    msg = f"No input {name} is to be seen there."
    raise LookupError(msg)


def _pressed(element: dict[str, Any], value: str | None) -> dict[str, Any] | None:
    """Return a button or an overflow menu as Slack reports it; None for another one."""
    if element["type"] == "button" and value in {None, element.get("value")}:
        return {name: element[name] for name in SHOWN if name in element}
    if element["type"] == "overflow":
        for option in options_of(element):
            if option["value"] == value:
                known = {"type": "overflow", "action_id": element["action_id"]}
                return known | {"selected_option": option}
    return None
