"""What the page shows: messages and views in one plain form: state in, dicts out."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from bot.practice.people import Customer, Employee, Language
from bot.practice.slack_events import as_retyped
from bot.practice.slack_team import BOT_USER, SLACKBOT, Channel, Message, instant_of
from bot.practice.slack_views import View
from bot.practice.stage import Stage
from bot.practice.telegram_chats import BOT_ID, Chat
from bot.practice.words import date_and_time

FILES = "/page/file/"
"""Where the page opens a file of a chat, by its id."""
SHOWN = 80


class PageView:
    """Messages for one reader of the page, in that reader's language and zone."""

    def __init__(self, stage: Stage, language: Language) -> None:
        self._people = stage.people
        self._zone = stage.zone
        self._views = stage.views
        self._interactivity = stage.interactivity
        self._language = language

    def time(self, instant: datetime) -> str:
        return date_and_time(instant.astimezone(self._zone), self._language)

    def channel(self, channel: Channel, reader: Employee) -> list[dict[str, Any]]:
        """Return what the reader sees of a channel, each thread under its parent."""
        return [
            self._slack_message(message, reader)
            for message in threaded(channel.visible_to(reader.id))[-SHOWN:]
        ]

    def modal(self, reader: Employee) -> dict[str, Any] | None:
        """Return the modal on top, None if none is open."""
        stack = self._views.stack(reader.id)
        return _shown_view(stack[-1]) if stack else None

    def home(self, reader: Employee) -> dict[str, Any] | None:
        """Return the reader's App Home, None before the app has published one."""
        home = self._views.homes.get(reader.id)
        return _shown_view(home) if home is not None else None

    def chat(self, chat: Chat, reader: Customer | None = None) -> list[dict[str, Any]]:
        """Return a customer's chat, or a group as anybody sees it."""
        newest = list(chat.messages.values())[-SHOWN:]
        own = reader.id if reader else None
        return [self._telegram_message(message, chat, own) for message in newest]

    def _slack_message(self, message: Message, reader: Employee) -> dict[str, Any]:
        blocks = message.blocks if message.is_by_bot else []
        return {
            "id": message.ts,
            "channel": message.channel,
            "revision": message.revision,
            "author": self._author(message.user, reader),
            "is_bot": message.is_by_bot,
            "is_me": message.user == reader.id,
            "is_private": message.to is not None,
            "in_thread": message.thread_ts not in {None, message.ts},
            "is_edited": message.edited_ts is not None,
            "time": self.time(instant_of(message.ts)),
            "text": message.text,
            "typed": as_retyped(message.text),
            "thread": message.thread_ts or message.ts,
            "blocks": blocks,
            "values": self._interactivity.values(reader, message) if blocks else {},
            "trouble": message.troubles.get(reader.id, ""),
            "files": [
                {"name": file.get("name", file["id"]), "url": ""}
                for file in message.further.get("files", [])
            ],
            "reactions": [
                {"name": name, "count": len(who), "is_mine": reader.id in who}
                for name, who in message.reactions.items()
                if who
            ],
        }

    def _author(self, user: str, reader: Employee) -> str:
        if user == BOT_USER:
            return "Kuule"
        if user == SLACKBOT:
            return "Slackbot"
        if user == reader.id:
            return ""
        return self._people.employee(user).role if self._people.is_employee(user) else user

    def _telegram_message(
        self, message: dict[str, Any], chat: Chat, own: int | None
    ) -> dict[str, Any]:
        sender = message["from"]["id"]
        return {
            "id": str(message["message_id"]),
            "revision": chat.revisions.get(message["message_id"], 0),
            "author": "" if sender == own else str(message["from"]["first_name"]),
            "is_bot": sender == BOT_ID,
            "is_me": sender == own,
            "is_edited": "edit_date" in message and sender == own,
            "time": self.time(datetime.fromtimestamp(message["date"], UTC)),
            "plain": message.get("text", message.get("caption")),
            "typed": message.get("text", message.get("caption", "")),
            "entities": message.get("entities", message.get("caption_entities", [])),
            "keyboard": message.get("reply_markup", {}).get("inline_keyboard", []),
            "photo": message["photo"][-1]["file_id"] if "photo" in message else "",
            "voice": "voice" in message,
            "files": [_document(message)] if "document" in message else [],
        }


def _document(message: dict[str, Any]) -> dict[str, str]:
    """Return a file's name, and where to read one of the bot's."""
    document = message["document"]
    is_by_bot = message["from"]["id"] == BOT_ID
    url = FILES + document["file_id"] if is_by_bot else ""
    return {"name": document["file_name"], "url": url}


def _shown_view(view: View) -> dict[str, Any]:
    content = view.content
    return {
        "id": view.id,
        "hash": view.hash,
        "title": content.get("title", {}).get("text", ""),
        "submit": content.get("submit", {}).get("text", ""),
        "close": content.get("close", {}).get("text", ""),
        "blocks": view.blocks,
        "values": view.values,
        "errors": view.errors,
        "trouble": view.trouble,
    }


def threaded(messages: Iterable[Message]) -> list[Message]:
    """Return messages in order of their threads: each reply after its parent."""
    kept = list(messages)
    present = {message.ts for message in kept}

    def place(message: Message) -> tuple[str, str]:
        parent = message.thread_ts if message.thread_ts in present else None
        return (parent or message.ts, message.ts if parent else "")

    return sorted(kept, key=place)
