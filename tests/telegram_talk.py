"""A customer in a private chat, who presses the buttons of a talk by what they say."""

from dataclasses import dataclass
from typing import Any

from bot.core.model.dialogue import Verb
from bot.practice.people import Customer
from bot.practice.workspace import Workspace

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Talker:
    """One customer of the practice workspace."""

    workspace: Workspace
    who: str | Customer = "c1"

    def answers(self) -> list[Message]:
        """Return what Kuule has said, as it reads now."""
        return [each for each in self.workspace.chat(self.who) if each["from"]["is_bot"]]

    async def answered(self, count: int = 1) -> Message:
        """Wait for so many messages of Kuule's and return the last."""
        await self.workspace.until(lambda: len(self.answers()) == count)
        return self.answers()[-1]

    async def say(self, text: str) -> int:
        """Write."""
        return await self.workspace.telegram_say(self.who, text)

    async def press(self, verb: Verb, value: str = "") -> None:
        """Wait for the newest button that says so, and press it."""
        await self.workspace.until(lambda: self._button(verb, value) is not None)
        found = self._button(verb, value)
        assert found is not None
        await self.workspace.telegram_press(self.who, *found)

    async def tell(self, text: str, *, first: bool = True) -> str:
        """Lead a whole talk by its shortest way, and return the number of the story."""
        before = len(self.answers())
        await self.say(text)
        if first:
            await self.press(Verb.ACCEPT)
        await self.press(Verb.DONE)
        await self.press(Verb.NEXT)
        await self.workspace.until(lambda: self._button(Verb.EXPECT, "met") is not None)
        await self.press(Verb.NEXT)
        await self.press(Verb.SHARE, "team")
        await self.workspace.until(lambda: "remove:" in str(self.answers()[before:]))
        return self.removal()[1].removeprefix("remove:")

    async def end(self) -> None:
        """Accept the notice, and save what was told at once."""
        await self.press(Verb.ACCEPT)
        await self.press(Verb.CANCEL)
        await self.press(Verb.SAVE)

    def removal(self) -> tuple[int, str]:
        """Return the newest message with a button that removes a story, and that button."""
        return next(
            (message["message_id"], data)
            for message in reversed(self.answers())
            for data in buttons(message)
            if data.startswith("remove:")
        )

    def _button(self, verb: Verb, value: str) -> tuple[int, str] | None:
        end = f":{verb}:{value}"
        return next(
            (
                (message["message_id"], data)
                for message in reversed(self.answers())
                for data in buttons(message)
                if data.endswith(end)
            ),
            None,
        )


def buttons(message: Message) -> list[str]:
    """Return what the buttons of a message carry, but those that open an address."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "url" not in button]
