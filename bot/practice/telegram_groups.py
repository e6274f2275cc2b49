"""Groups on Telegram: the bot is added and removed, people write, and a group gets another id."""

from typing import Any

from bot.practice.clock import PracticeClock
from bot.practice.ledger import Event
from bot.practice.people import Customer, People
from bot.practice.telegram_chats import Chat, Chats, Updates, bot_user
from bot.practice.telegram_members import seat
from bot.practice.telegram_persons import user_of

ANONYMOUS_ADMINISTRATOR = {
    "id": 1_087_968_824,
    "is_bot": True,
    "first_name": "Group",
    "username": "GroupAnonymousBot",
}
"""Who stands as the sender of an anonymous administrator.
https://core.telegram.org/bots/api#message
"""
CHANNEL_BOT = {
    "id": 136_817_688,
    "is_bot": True,
    "first_name": "Channel",
    "username": "Channel_Bot",
}
"""Who stands as the sender where somebody writes as a channel of theirs."""


class TelegramGroups:
    """Every group that the bot may be in."""

    def __init__(
        self, people: People, chats: Chats, updates: Updates, clock: PracticeClock
    ) -> None:
        self._people = people
        self._chats = chats
        self._updates = updates
        self._clock = clock

    def add_bot(self, chat_id: int, kind: str = "group") -> Event | None:
        """Let somebody add the bot to a group or channel, which is new if need be."""
        about = {"id": chat_id, "type": kind, "title": "Ryhmä"}
        chat = self._chats.chats.setdefault(chat_id, Chat(chat_id, about))
        chat.is_blocked = False
        return self._change(chat, "left", "administrator" if kind == "channel" else "member")

    def remove_bot(self, chat_id: int) -> Event | None:
        """Let somebody remove the bot."""
        chat = self._chats.chats[chat_id]
        chat.is_blocked = True
        return self._change(chat, "member", "kicked")

    def seat(
        self, who: str | Customer, chat_id: int, status: str = "member", **fields: Any
    ) -> None:
        """Let somebody be in a group or channel, or be gone from it."""
        chat = self._chats.chats[chat_id]
        seat(chat, user_of(self._people.customer(who)), status, fields)

    def say(self, who: str | Customer, chat_id: int, text: str, **fields: Any) -> dict[str, Any]:
        """Write in a group. A mention or command in the text is marked as one."""
        chat = self._chats.chats[chat_id]
        sender = user_of(self._people.customer(who))
        words: dict[str, Any] = {"text": text}
        if mentions := _mentions(text):
            words["entities"] = mentions
        message = self._chats.add(chat, sender, words | fields)
        self._updates.add("message", message)
        return message

    def edit(self, message: dict[str, Any], text: str) -> Event | None:
        """Let its writer change a message."""
        chat = self._chats.chats[message["chat"]["id"]]
        fields = {"text": text, "entities": _mentions(text)}
        return self._updates.add("edited_message", self._chats.edit(chat, message, fields))

    def say_anonymously(self, chat_id: int, text: str) -> dict[str, Any]:
        """Write as an administrator who does not show themselves."""
        about = self._chats.chats[chat_id].about
        return self._say_as(ANONYMOUS_ADMINISTRATOR, about, chat_id, text)

    def say_as_channel(self, channel: int, chat_id: int, text: str) -> dict[str, Any]:
        """Write in a group as a channel of one's own."""
        about = {"id": channel, "type": "channel", "title": "Kanava"}
        return self._say_as(CHANNEL_BOT, about, chat_id, text)

    def migrate(self, old: int, new: int, *, tells: bool = True) -> None:
        """Make a group a supergroup; with `tells` the chat writes so to the bot."""
        before = self._chats.chats[old]
        after = Chat(new, {"id": new, "type": "supergroup", "title": "Ryhmä"})
        self._chats.chats[new] = after
        before.moved_to = new
        if tells:
            for chat, field, other in (
                (before, "migrate_to_chat_id", new),
                (after, "migrate_from_chat_id", old),
            ):
                message = self._chats.add(chat, ANONYMOUS_ADMINISTRATOR, {field: other})
                self._updates.add("message", message)

    def _say_as(
        self, stand_in: dict[str, Any], sender: dict[str, Any], chat_id: int, text: str
    ) -> dict[str, Any]:
        fields = {"text": text, "sender_chat": sender, "entities": _mentions(text)}
        message = self._chats.add(self._chats.chats[chat_id], stand_in, fields)
        self._updates.add("message", message)
        return message

    def _change(self, chat: Chat, before: str, after: str) -> Event | None:
        change = {
            "chat": chat.about,
            "from": user_of(self._people.customers[0]),
            "date": int(self._clock.now().timestamp()),
            "old_chat_member": {"user": bot_user(), "status": before},
            "new_chat_member": {"user": bot_user(), "status": after},
        }
        return self._updates.add("my_chat_member", change)


def _mentions(text: str) -> list[dict[str, Any]]:
    words = [(at, word) for at, word in enumerate(text.split(" ")) if word.startswith("@")]
    starts = [sum(len(each) + 1 for each in text.split(" ")[:at]) for at, _ in words]
    return [
        {"type": "mention", "offset": start, "length": len(word)}
        for start, (_, word) in zip(starts, words, strict=True)
    ]
