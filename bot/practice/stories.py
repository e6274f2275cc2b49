"""A play of four weeks: who tells what, when and where. The driver moves the clock."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from typing import Any, Literal
from zoneinfo import ZoneInfo

from bot.practice.slack_events import as_typed
from bot.practice.slack_team import Message
from bot.practice.workspace import Workspace

Route = Literal["channel", "mention", "dm", "command", "telegram"]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
COMMAND = "/tarina"
LEADING_WORDS = {
    *("jatka", "valmis", "ohita"),
    *("continue", "done", "skip"),
    *("fortsätt", "klar", "hoppa över"),
}
"""What customers press to come to the last question of a talk, the shortest way."""
REPLY_WORDS = {"saa lukea, vastatkaa", "may read, please reply", "får läsa, svara mig"}
NO_REPLY_WORDS = {
    *("saa lukea, en tarvitse vastausta", "may read, no reply needed"),
    "får läsa, inget svar behövs",
}
REMOVING_WORDS = ("poista", "remove", "delete", "ta bort", "radera")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One thing that a person does. `remove` names the scene whose receipt's button is pressed."""

    week: int
    day: int
    at: time
    who: str
    route: Route
    text: str = ""
    mark: str | None = None
    reply_to: str | None = None
    remove: str | None = None

    def instant(self, first_monday: date, zone: ZoneInfo) -> datetime:
        """Return when it happens in a play that begins on that Monday, in UTC."""
        day = first_monday + timedelta(weeks=self.week, days=self.day)
        return datetime.combine(day, self.at, zone).astimezone(UTC)

    @property
    def is_talk(self) -> bool:
        """Whether it begins a talk that its teller has to lead to the end."""
        return self.route == "telegram" and self.is_story

    @property
    def is_story(self) -> bool:
        """Whether the text is one that a listener should keep as a story of its own."""
        return bool(self.text) and self.reply_to is None and not self.text.startswith("/")


def load() -> tuple[Scene, ...]:
    """Return all scenes, earliest first."""
    raw = tomllib.loads((files("bot.practice") / "stories.toml").read_text("utf-8"))
    scenes = [_scene(entry) for entry in raw["scene"]]
    return tuple(sorted(scenes, key=lambda scene: (scene.week, scene.day, scene.at)))


async def perform(workspace: Workspace, scene: Scene) -> None:
    """Let the person do it now.

    A removal needs the receipt to be there. Raise LookupError if it is not.
    """
    if scene.remove is not None:
        _remove(workspace, scene)
        return
    ref = _tell(workspace, scene)
    if scene.mark is not None:
        workspace.marks[scene.mark] = ref


async def lead_on(workspace: Workspace, scene: Scene) -> None:
    """Let the customer press what leads the talk to its end; nothing when it has ended. Who asks
    something wants a reply.
    """
    words = LEADING_WORDS | (REPLY_WORDS if "?" in scene.text else NO_REPLY_WORDS)
    for message in reversed(workspace.chat(scene.who)):
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        for button in [button for row in rows for button in row]:
            if button["text"].casefold() in words:
                workspace.telegram.press(scene.who, message["message_id"], button["callback_data"])
                return


def _tell(workspace: Workspace, scene: Scene) -> str:
    if scene.route == "telegram":
        return str(workspace.telegram.say(scene.who, scene.text))
    text = as_typed(scene.text)
    if scene.route == "command":
        return workspace.interactivity.command(scene.who, COMMAND, text).key
    person = workspace.people.employee(scene.who)
    channel = person.dm if scene.route == "dm" else workspace.story_channel
    parent = workspace.marks[scene.reply_to] if scene.reply_to else None
    return workspace.slack.say(person, text, channel, parent).ts


def _remove(workspace: Workspace, scene: Scene) -> None:
    told = workspace.marks[str(scene.remove)]
    if scene.route == "telegram":
        number, data = _telegram_button(workspace.chat(scene.who), int(told))
        workspace.telegram.press(scene.who, number, data)
        return
    message, action_id = _slack_button(workspace.seen_by(scene.who), told)
    workspace.interactivity.press(scene.who, message, action_id)


def _telegram_button(messages: list[dict[str, Any]], told: int) -> tuple[int, str]:
    for message in messages:
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        for button in [button for row in rows for button in row]:
            if message["message_id"] > told and _removes(button["text"]):
                return message["message_id"], button["callback_data"]
    raise LookupError("No receipt with a button that removes the story.")


def _slack_button(messages: list[Message], told: str) -> tuple[Message, str]:
    for message in messages:
        for block in message.blocks:
            for element in block.get("elements", []) if block["type"] == "actions" else []:
                if message.ts > told and _removes(element.get("text", {}).get("text", "")):
                    return message, element["action_id"]
    raise LookupError("No receipt with a button that removes the story.")


def _removes(label: str) -> bool:
    return any(word in label.casefold() for word in REMOVING_WORDS)


def _scene(entry: dict[str, Any]) -> Scene:
    fields = {name: value for name, value in entry.items() if name not in {"day", "time"}}
    return Scene(day=DAYS.index(entry["day"]), at=time.fromisoformat(entry["time"]), **fields)
