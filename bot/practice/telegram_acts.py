"""What customers do in Telegram, as tests and plays let them."""

from typing import Any

from bot.practice.ledger import Event
from bot.practice.people import Customer
from bot.practice.telegram_persons import TelegramPersons
from bot.practice.transcription import filmed, spoken


class TelegramActs:
    """Every act of a person in Telegram."""

    telegram: TelegramPersons

    async def telegram_say(self, person: str | int | Customer, text: str) -> int:
        """Write to the bot and return the message id."""
        return self.telegram.say(person, text)

    async def telegram_send(self, person: str | int | Customer, fields: dict[str, Any]) -> int:
        """Send a message with these raw fields (`voice`, `photo` …) and return its id."""
        return int(self.telegram.send(person, fields)["message_id"])

    async def telegram_file(
        self, person: str | int | Customer, content: bytes, caption: str = "", **fields: Any
    ) -> int:
        """Send a photo with a caption, or a file: `as_photo`, `name` and `mimetype` say how."""
        return self.telegram.attach(person, content, caption, **fields)

    async def telegram_speak(
        self, person: str | int | Customer, words: str, *, as_video: bool = False
    ) -> str:
        """Say these words in a voice message, or in a video note; return the id of its file."""
        content = filmed(words) if as_video else spoken(words)
        message = self.telegram.speak(person, content, as_video=as_video)
        return str(message["video_note" if as_video else "voice"]["file_id"])

    async def telegram_album(
        self, person: str | int | Customer, *photos: tuple[bytes, str]
    ) -> list[int]:
        """Send photos, each with its caption, as one album; return the message ids."""
        return self.telegram.send_album(person, photos)

    async def telegram_edit(
        self, person: str | int | Customer, message_id: int, text: str
    ) -> None:
        self.telegram.edit(person, message_id, text)

    async def telegram_press(
        self, person: str | int | Customer, message_id: int, data: str, *, group: int = 0
    ) -> Event | None:
        """Press an inline button, in the private chat or in a group. Raise LookupError if the
        message has none with that data.
        """
        return self.telegram.press(person, message_id, data, group=group)

    async def telegram_open(self, person: str | int | Customer, url: str) -> int:
        """Follow a link to the bot, as behind a button, and return the message id."""
        return self.telegram.open(person, url)
