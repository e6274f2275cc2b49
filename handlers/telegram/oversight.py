"""The editor's minute on Telegram: the owner's message with its buttons. Pure."""

from bot.core.model.delivery import Oversight
from bot.core.model.digest import Digest
from bot.core.model.oversight import Choice, choices, write
from bot.core.ports.catalogue import Texts
from bot.i18n.sentences import oversight_sentence
from handlers.telegram.buttons import OVERSEE
from handlers.telegram.message import Button, Message


def oversight(content: Oversight, digest: Digest, texts: Texts) -> Message:
    """Return what the owner is told, and rows of buttons."""
    text = oversight_sentence(content, digest, content.language, texts)

    def pressed(choice: Choice) -> Button:
        key = f"button-oversight-{choice.act}"
        label = texts.text(content.language, key, number=choice.number, reason=choice.reason)
        return Button(label, OVERSEE + write(digest.id, choice))

    return Message(text, [[pressed(each) for each in row] for row in choices(content, digest)])
