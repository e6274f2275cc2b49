"""The editor's minute on Slack: the owner's message with its buttons, and what a press means."""

import re
from dataclasses import dataclass

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.core.model.delivery import Oversight
from bot.core.model.digest import Digest
from bot.core.model.incoming import IncomingOversight
from bot.core.model.language import Language
from bot.core.model.oversight import Choice, choices, read, write
from bot.core.overseeing import Overseeing
from bot.core.payload import Payload
from bot.core.ports.catalogue import Texts
from bot.core.ports.clock import Clock
from bot.i18n.sentences import oversight_sentence
from handlers.slack import action_ids, limits
from handlers.slack.blocks import (
    Message,
    SlackBlock,
    actions,
    button,
    fallback,
    mrkdwn_section,
)
from handlers.slack.parse import Self
from handlers.slack.plain import escaped
from handlers.slack.presses import parse_press
from handlers.slack.private import private

_ACTS = re.compile(f"^{action_ids.OVERSIGHT}[a-z0-9_]+$")


def oversight(content: Oversight, digest: Digest, language: Language, texts: Texts) -> Message:
    """Return what the owner is told, and a row of buttons."""
    said = oversight_sentence(content, digest, language, texts)
    found = [each for row in choices(content, digest) for each in row]
    buttons = [_button(digest, place, each, language, texts) for place, each in enumerate(found)]
    blocks = [mrkdwn_section(escaped(said)), *([actions(buttons)] if buttons else [])]
    return Message(text=fallback(said, limits.TEXT), blocks=blocks)


def _button(
    digest: Digest, place: int, choice: Choice, language: Language, texts: Texts
) -> SlackBlock:
    label = texts.text(
        language, f"button-oversight-{choice.act}", number=choice.number, reason=choice.reason
    )
    name = f"{action_ids.OVERSIGHT}{choice.act}_{place}"
    return button(name, write(digest.id, choice), label)


@dataclass(frozen=True, slots=True, kw_only=True)
class OversightListener:
    """Serves the owners of one workspace."""

    me: Self
    overseeing: Overseeing
    clock: Clock

    async def on_press(self, body: Payload, ack: AsyncAck) -> None:
        """A button of the owner's message."""
        press = parse_press(body, self.me, self.clock.now())
        found = read(press.value) if press is not None else None
        if press is not None and found is not None:
            digest, choice = found
            wish = IncomingOversight(
                key=press.key,
                person=press.person,
                digest=digest,
                choice=choice,
                answer_to=press.place.answer_to(press.user) or private(press.user),
                shortcut=press.place.shortcut,
            )
            await self.overseeing.obey(wish)
        await ack()


def register_oversight(app: AsyncApp, listener: OversightListener) -> None:
    """Register what owners do, before what is acknowledged and let be."""
    app.action(_ACTS)(listener.on_press)
