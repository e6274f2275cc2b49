"""Neutral values to Telegram's text and buttons. Pure, and without any mark-up mode: text
stays text.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.model.delivery import Note, Receipt
from bot.core.ports.catalogue import Texts
from handlers.telegram.parse import REMOVE

LIMIT = 4096
"""UTF-16 units a message. https://core.telegram.org/bots/api#sendmessage"""


@dataclass(frozen=True, slots=True)
class Message:
    """What sendMessage takes: text and buttons as (label, callback data)."""

    text: str
    buttons: Sequence[tuple[str, str]] = ()


def receipt(content: Receipt, texts: Texts) -> Message:
    """Return the receipt with the button that removes the story."""

    def say(key: str) -> str:
        return texts.text(
            content.language,
            key,
            number=content.number,
            team=content.team,
            share=content.share,
            identity=content.identity,
        )

    keys = ["receipt"]
    if content.file_dropped:
        keys.append("receipt-file")
    if content.file_awaited:
        keys.append("receipt-file-awaited")
    if content.first:
        keys.append("receipt-privacy")
    keys.append("receipt-remove-hint")
    return Message(
        text=cut(" ".join(say(key) for key in keys)),
        buttons=((say("button-remove"), REMOVE + content.number),),
    )


def note(content: Note, texts: Texts) -> Message:
    """Return one sentence."""
    return Message(text=cut(texts.text(content.language, content.key, **content.arguments)))


def cut(text: str) -> str:
    """Return the text within Telegram's limit, which counts UTF-16 units."""
    encoded = text.encode("utf-16-le", "replace")
    if len(encoded) <= LIMIT * 2:
        return text
    return encoded[: (LIMIT - 1) * 2].decode("utf-16-le", "ignore") + "…"
