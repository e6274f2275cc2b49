"""What people do in Telegram: they write, edit, send pictures, press buttons and block the bot."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.practice.clock import PracticeClock
from bot.practice.ledger import Event
from bot.practice.people import Customer, People
from bot.practice.telegram_chats import BOT_USERNAME, GROUP_ID, Chat, Chats, Updates
from bot.practice.telegram_files import TelegramFiles
from bot.practice.telegram_texts import command_entities


@dataclass(slots=True)
class Press:
    """One pressed button that waits for its answer."""

    chat: Chat
    is_answered: bool = False


class TelegramPersons:
    """Acts of customers, each an update to the bot."""

    def __init__(
        self,
        people: People,
        chats: Chats,
        updates: Updates,
        clock: PracticeClock,
        chance: random.Random,
        files: TelegramFiles,
    ) -> None:
        self.files = files
        self.presses: dict[str, Press] = {}
        self._people = people
        self._chats = chats
        self._updates = updates
        self._clock = clock
        self._chance = chance

    @property
    def group(self) -> Chat:
        """The group of employees that is there from the beginning."""
        return self._chats.chats[GROUP_ID]

    def chat(self, who: str | int | Customer) -> Chat:
        """Return the private chat of that customer, opening it if need be."""
        person = self._people.customer(who)
        about = {"id": person.id, "first_name": person.label, "type": "private"}
        return self._chats.chats.setdefault(person.id, Chat(person.id, about))

    def send(
        self, who: str | int | Customer, fields: dict[str, Any], *, in_group: bool = False
    ) -> dict[str, Any]:
        """Send a message of any content, in the private chat or in the team's group."""
        chat = self._chats.chats[GROUP_ID] if in_group else self.chat(who)
        person = self._people.customer(who)
        message = self._chats.add(chat, user_of(person), fields)
        self._updates.add("message", message)
        return message

    def say(self, who: str | int | Customer, text: str, *, in_group: bool = False) -> int:
        """Write a text and return its message id."""
        fields: dict[str, Any] = {"text": text}
        if entities := command_entities(text):
            fields["entities"] = entities
        return int(self.send(who, fields, in_group=in_group)["message_id"])

    def attach(
        self,
        who: str | int | Customer,
        content: bytes,
        caption: str = "",
        *,
        name: str = "kuva.jpg",
        mimetype: str = "image/jpeg",
        as_photo: bool = True,
    ) -> int:
        """Send a photo, or any file as it is, with a caption; return the message id."""
        files = self.files
        file = (
            files.add_photo(content) if as_photo else files.add_document(content, name, mimetype)
        )
        return int(self.send(who, file | ({"caption": caption} if caption else {}))["message_id"])

    def speak(
        self, who: str | int | Customer, content: bytes, *, as_video: bool = False
    ) -> dict[str, Any]:
        """Send a voice message, or a video note, and return the message."""
        files = self.files
        return self.send(
            who, files.add_video_note(content) if as_video else files.add_voice(content)
        )

    def send_album(
        self, who: str | int | Customer, photos: Sequence[tuple[bytes, str]]
    ) -> list[int]:
        """Send photos, each with its caption, as one album: a message each, which share an id."""
        album = {"media_group_id": str(self._chance.getrandbits(54))}
        sent = []
        for content, caption in photos:
            fields = self.files.add_photo(content) | album
            told = {"caption": caption} if caption else {}
            sent.append(int(self.send(who, fields | told)["message_id"]))
        return sent

    def edit(self, who: str | int | Customer, message_id: int, text: str) -> Event | None:
        """Change one's own message. Raise LookupError if it is another's."""
        chat = self.chat(who)
        message = chat.messages.get(message_id)
        if message is None or message["from"].get("is_bot"):
            msg = f"{message_id} is not a message of this customer."
            raise LookupError(msg)
        field = "text" if "text" in message else "caption"
        edited = self._chats.edit(chat, message, {field: text})
        return self._updates.add("edited_message", edited)

    def press(
        self, who: str | int | Customer, message_id: int, data: str, *, group: int = 0
    ) -> Event | None:
        """Press the inline button of that data, in the private chat or in a group. Raise
        LookupError if the message has none.
        """
        chat = self._chats.chats[group] if group else self.chat(who)
        message = chat.messages.get(message_id)
        rows = (message or {}).get("reply_markup", {}).get("inline_keyboard", [])
        if message is None or data not in [b.get("callback_data") for row in rows for b in row]:
            msg = f"The message {message_id} has no button {data!r}."
            raise LookupError(msg)
        presser = user_of(self._people.customer(who))
        if group:
            # Only who is in a group presses there.
            chat.members.setdefault(presser["id"], {"user": presser, "status": "member"})
        query_id = str(self._chance.getrandbits(62))
        self.presses[query_id] = Press(chat)
        query = {
            "id": query_id,
            "from": presser,
            "message": message,
            "chat_instance": str(chat.id),
            "data": data,
        }
        return self._updates.add("callback_query", query)

    def open(self, who: str | int | Customer, url: str) -> int:
        """Follow a link to the bot, and return the id of the message that Telegram sends."""
        found = re.fullmatch(rf"https://t\.me/{BOT_USERNAME}\?start=([\w-]{{1,64}})", url)
        if found is None:
            raise LookupError("This link does not lead to the bot.")
        return self.say(who, f"/start {found[1]}")

    def known(self, person: int) -> dict[str, Any] | None:
        """Return the person of that id in Telegram's form, None when there is none."""
        found = [each for each in self._people.customers if each.id == person]
        return user_of(found[0]) if found else None

    def block(self, who: str | int | Customer, *, blocked: bool = True) -> Event | None:
        """Block the bot, or let it in again."""
        chat = self.chat(who)
        chat.is_blocked = blocked
        member, kicked = {"status": "member"}, {"status": "kicked", "until_date": 0}
        change = {
            "chat": chat.about,
            "from": user_of(self._people.customer(who)),
            "date": int(self._clock.now().timestamp()),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
        return self._updates.add("my_chat_member", change)


def user_of(person: Customer) -> dict[str, Any]:
    """Return the person in Telegram's form."""
    return {
        "id": person.id,
        "is_bot": False,
        "first_name": person.label,
        "language_code": person.language,
    }
