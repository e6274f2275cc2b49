"""The question to an author whether a message may be a story. Pure."""

from bot.core.model.delivery import Ask
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from handlers.slack import limits
from handlers.slack.blocks import (
    Message,
    actions,
    button,
    fallback,
    plain_section,
    quotation,
    small_print,
)

YES, NO = "ask_yes", "ask_no"


def ask_message(content: Ask, language: Language, texts: Texts) -> Message:
    """Return the question with its two buttons."""

    def say(key: str) -> str:
        return texts.text(language, key)

    return Message(
        text=fallback(say("ask"), limits.TEXT),
        blocks=[
            plain_section(say("ask")),
            quotation(content.words),
            *small_print([say("ask-silence")]),
            actions(
                [
                    button(YES, content.message, say("ask-yes")),
                    button(NO, content.message, say("ask-no")),
                ]
            ),
        ],
    )
