"""Views: the modals that are open, one stack a person, and the App Home of each."""

import json
import random
from dataclasses import dataclass, field
from typing import Any

from bot.practice.clock import PracticeClock
from bot.practice.slack_arguments import SlackError
from bot.practice.slack_blocks import elements_of
from bot.practice.slack_team import APP, BOT
from bot.practice.slack_users import TEAM
from bot.practice.slack_values import Values, carried_over, initial_values
from bot.practice.slack_view_schema import Content

MOST_VIEWS = 3
TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(slots=True, kw_only=True)
class View:
    """A modal or a Home as one person sees it, with what they have typed into it.

    `errors` stand beside the inputs, by block id; `trouble` is Slack's own word when the app's
    answer is none, or none that can be shown.
    """

    id: str
    user: str
    content: Content
    hash: str
    root_id: str
    previous_id: str | None = None
    values: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""

    @property
    def is_home(self) -> bool:
        return bool(self.content["type"] == "home")

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return list(self.content["blocks"])

    @property
    def callback_id(self) -> str:
        return str(self.content.get("callback_id", ""))

    def as_json(self) -> dict[str, Any]:
        """Return the view as the Web API and the payloads show it."""
        content = self.content
        return {
            "id": self.id,
            "team_id": TEAM,
            "type": content["type"],
            "blocks": content["blocks"],
            "private_metadata": content.get("private_metadata", ""),
            "callback_id": self.callback_id,
            "state": {"values": self.values},
            "hash": self.hash,
            "title": content.get("title", {"type": "plain_text", "text": "View Title"}),
            "clear_on_close": content.get("clear_on_close", False),
            "notify_on_close": content.get("notify_on_close", False),
            "close": content.get("close"),
            "submit": content.get("submit"),
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id,
            "app_id": APP,
            "external_id": content.get("external_id", ""),
            "app_installed_team_id": TEAM,
            "bot_id": BOT,
        }


class Views:
    """All views of the app."""

    def __init__(self, clock: PracticeClock, chance: random.Random) -> None:
        self.homes: dict[str, View] = {}
        self._stacks: dict[str, list[View]] = {}
        self._clock = clock
        self._chance = chance

    def stack(self, user: str) -> list[View]:
        """Return the modals of a person, the one on top last."""
        return list(self._stacks.get(user, []))

    def find(self, view_id: str = "", external_id: str = "") -> View:
        """Return the view of that id. Raise SlackError."""
        for view in self._all():
            named = external_id and view.content.get("external_id") == external_id
            if view.id == view_id or named:
                return view
        raise SlackError("not_found")

    def open(self, user: str, content: Content) -> View:
        """Show a modal alone; what was open goes."""
        self._refuse_twin(content)
        view = self._new(user, content)
        self._stacks[user] = [view]
        return view

    def push(self, user: str, content: Content) -> View:
        """Show a modal on top of the others. Raise SlackError for none, and for a fourth."""
        stack = self._stacks.get(user)
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= MOST_VIEWS:
            raise SlackError("push_limit_reached")
        self._refuse_twin(content)
        view = self._new(user, content, stack)
        stack.append(view)
        return view

    def replace(self, view: View, content: Content) -> None:
        """Show another content in the same view; what was typed stays where it still fits."""
        self._refuse_twin(content, view)
        view.content = self._named(content)
        view.values = carried_over(view.values, view.blocks)
        view.hash = self._new_hash()
        view.errors, view.trouble = {}, ""

    def publish(self, user: str, content: Content) -> View:
        """Show the Home of a person, the first or another."""
        home = self.homes.get(user)
        if home is None:
            self._refuse_twin(content)
            home = self.homes[user] = self._new(user, content)
        else:
            self.replace(home, content)
        return home

    def close(self, view: View) -> None:
        """Take one modal away."""
        stack = self._stacks.get(view.user, [])
        if view in stack:
            stack.remove(view)

    def clear(self, user: str) -> None:
        """Take all modals of a person away."""
        self._stacks.pop(user, None)

    def _all(self) -> list[View]:
        open_ones = [view for stack in self._stacks.values() for view in stack]
        return [*open_ones, *self.homes.values()]

    def _refuse_twin(self, content: Content, but: View | None = None) -> None:
        name = content.get("external_id")
        others = [view for view in self._all() if view is not but]
        if name and any(view.content.get("external_id") == name for view in others):
            raise SlackError("duplicate_external_id")

    def _new(self, user: str, content: Content, stack: list[View] | None = None) -> View:
        view_id = f"V{self._chance.getrandbits(40):010X}"
        named = self._named(content)
        return View(
            id=view_id,
            user=user,
            content=named,
            hash=self._new_hash(),
            root_id=stack[0].id if stack else view_id,
            previous_id=stack[-1].id if stack else None,
            values=initial_values(named["blocks"]),
        )

    def _named(self, content: Content) -> Content:
        """Return the content with an id for each block and element that has none.

        A new one each time, as in Slack: what is typed into a block without an id of the app's
        own is lost when the view is updated.
        """
        blocks: list[dict[str, Any]] = json.loads(json.dumps(content["blocks"]))
        for block in blocks:
            block.setdefault("block_id", self._new_name())
            for element in elements_of(block):
                element.setdefault("action_id", self._new_name())
        return content | {"blocks": blocks}

    def _new_name(self) -> str:
        return f"{self._chance.getrandbits(24):05x}"

    def _new_hash(self) -> str:
        seconds = int(self._clock.now().timestamp())
        return f"{seconds}.{self._chance.getrandbits(32):08x}"
