"""Neutral values to Slack's blocks. Pure: a value in, text and blocks out, within Slack's
limits for any text.
"""

from bot.core.model.delivery import Claimed, Note, Nudge
from bot.core.model.language import Language
from bot.core.ports.catalogue import Texts
from bot.i18n.sentences import note_sentence
from handlers.slack import action_ids, limits
from handlers.slack.blocks import (
    Message,
    actions,
    button,
    fallback,
    mrkdwn_section,
    plain_section,
    small_print,
)
from handlers.slack.parse_shortcut import TELL


def note(content: Note, language: Language, texts: Texts) -> Message:
    """Return one sentence."""
    sentence = note_sentence(content, language, texts)
    return Message(text=fallback(sentence, limits.SECTION), blocks=[plain_section(sentence)])


def nudge(content: Nudge, language: Language, texts: Texts) -> Message:
    """Return a prompt, why it comes, and the buttons that tell or end it."""

    def say(key: str) -> str:
        return texts.text(language, key)

    prompt = say(f"prompt-{content.prompt}")
    buttons = [
        button(TELL, content.prompt, say("button-tell")),
        button(action_ids.STOP_ASKING, content.prompt, say("button-stop-asking")),
    ]
    return Message(
        text=fallback(prompt, limits.TEXT),
        blocks=[plain_section(prompt), *small_print([say("nudge-why")]), actions(buttons)],
    )


def claimed(content: Claimed, texts: Texts) -> Message:
    """Return who has taken on a reply, or given it back, with the button for the opposite."""

    def say(key: str, **arguments: str) -> str:
        return texts.text(content.language, key, **arguments)

    key = "claim-released" if content.released else "claim-made"
    sentence = say(key, who=f"<@{content.user}>", number=content.number)
    wanted, label = (
        (action_ids.CLAIM, "button-claim")
        if content.released
        else (action_ids.RELEASE, "button-release")
    )
    press = button(wanted, content.number, say(label), f"{say(label)} {content.number}")
    return Message(text=sentence, blocks=[mrkdwn_section(sentence), actions([press])])
