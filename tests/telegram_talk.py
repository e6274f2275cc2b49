"""A customer in a private chat, who presses the buttons of a talk by what they say."""

from dataclasses import dataclass
from typing import Any

from bot.core.model.dialogue import Verb
from bot.practice.ledger import Event
from bot.practice.people import Customer
from bot.practice.workspace import Workspace
from tests.program import words

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

    async def press(self, verb: Verb, value: str = "") -> Event | None:
        """Wait for the newest button that says so, and press it after a second: so long Kuule
        leaves between two messages to one chat, and its answer need not wait for it.
        """
        await self.offered(verb, value)
        found = self._button(verb, value)
        assert found is not None
        self.workspace.clock.advance(1)
        return await self.workspace.telegram_press(self.who, *found)

    async def offered(self, verb: Verb, value: str = "") -> None:
        """Wait for a button that says so."""
        await self.workspace.until(lambda: self._button(verb, value) is not None)

    async def said(self, sentence: str) -> None:
        """Wait until that stands in one of Kuule's messages."""
        await self.workspace.until(lambda: any(sentence in m["text"] for m in self.answers()))

    async def begin(self) -> None:
        """Accept the notice, and be asked what happened."""
        await self.say("/start")
        await self.press(Verb.ACCEPT)
        await self.said(words("talk-story"))

    async def tell(self, text: str, *, first: bool = True, readers: str = "team") -> str:
        """Lead a whole talk, and return the number of the story."""
        await self.say(text)
        if first:
            await self.press(Verb.ACCEPT)
        return await self.finish(readers)

    async def finish(self, readers: str = "team") -> str:
        """Go the shortest way from what was told to its receipt; return the story's number."""
        before = self._removals()
        await self.press(Verb.DONE)
        await self.press(Verb.NEXT)
        await self.workspace.until(lambda: self._button(Verb.EXPECT, "met") is not None)
        await self.press(Verb.NEXT)
        await self.press(Verb.SHARE, readers)
        await self.workspace.until(lambda: self._removals() > before)
        (new,) = self._removals() - before
        return new.removeprefix("remove:")

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

    def _removals(self) -> set[str]:
        return {
            data
            for message in self.answers()
            for data in buttons(message)
            if data.startswith("remove:")
        }

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
