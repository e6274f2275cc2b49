"""Neutral values to Telegram's text and buttons. Pure."""

from collections.abc import Callable, Mapping

from bot.core.model.delivery import Note, Receipt, Shelf, Transcript, TranscriptState
from bot.core.model.incoming import Verdict
from bot.core.model.language import SPOKEN
from bot.core.model.story import Story
from bot.core.ports.catalogue import Texts
from bot.core.text import is_blank
from bot.i18n.sentences import note_sentence
from handlers.telegram.buttons import (
    ERASE,
    NOT_OWN,
    OWN,
    REMOVE,
    SPEAK,
    shelf_data,
    verdict_data,
)
from handlers.telegram.message import Button, Message
from handlers.telegram.question import said

_Say = Callable[[str], str]


def receipt(content: Receipt, story: Story | None, texts: Texts) -> Message:
    """Return the receipt with the button that removes the story, and what others see of it."""

    def say(key: str) -> str:
        return said(content, key, texts)

    lines = [say("receipt")]
    if content.read_by is not None:
        day = texts.date(content.language, content.read_by)
        lines.append(texts.text(content.language, "receipt-read-by", day=day))
    if content.file_dropped:
        lines.append(say("receipt-file"))
    if content.file_awaited:
        lines.append(say("receipt-file-awaited"))
    lines.append(say("receipt-own"))
    shown = [] if story is None else _shown(story, say)
    remove = Button(say("button-remove"), REMOVE + content.number)
    return Message("\n\n".join([" ".join(lines), *shown]), ((remove,),))


def transcript(content: Transcript, texts: Texts) -> Message:
    """Return what was heard, as it would be told, with what its teller may say of it."""

    def say(key: str) -> str:
        return texts.text(content.language, key)

    text = f"{say(f'voice-{content.state}')}\n\n{content.text}"
    if content.state is not TranscriptState.HEARD:
        return Message(text)
    right, write, drop = (
        Button(say(f"button-voice-{verdict}"), verdict_data(content.recording, verdict))
        for verdict in Verdict
    )
    return Message(text, ((right, write), (drop,)))


def note(content: Note, texts: Texts) -> Message:
    """Return one sentence of the catalogue, with its buttons if it asks something."""

    def say(key: str) -> str:
        return texts.text(content.language, key)

    text = note_sentence(content, content.language, texts)
    rows = _BUTTONS.get(content.key)
    return Message(text, rows(content, say) if rows else ())


def _shown(story: Story, say: _Say) -> list[str]:
    if not story.share.is_quotable:
        return [say("receipt-counted")]
    return [] if is_blank(story.text) else [f"{say('receipt-shown')}\n{story.text}"]


def _languages(_: Note, say: _Say) -> list[list[Button]]:
    return [[Button(say(f"language-{each}"), SPEAK + each)] for each in SPOKEN]


def _forwarded(_: Note, say: _Say) -> list[list[Button]]:
    return [[Button(say("button-is-mine"), OWN), Button(say("button-not-mine"), NOT_OWN)]]


def _nothing_told(_: Note, say: _Say) -> list[list[Button]]:
    return [[Button(say("button-erase"), ERASE)]]


def _erasing(content: Note, say: _Say) -> list[list[Button]]:
    erase = Button(say("button-erase-yes"), ERASE + content.arguments["stories"])
    return [[erase], [Button(say("button-erase-no"), shelf_data(Shelf.DELETE, 0))]]


_BUTTONS: Mapping[str, Callable[[Note, _Say], list[list[Button]]]] = {
    "language-question": _languages,
    "forwarded-question": _forwarded,
    "delete-none": _nothing_told,
    "erase-question": _erasing,
}
