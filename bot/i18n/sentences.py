"""What Kuule says in the same words on every platform."""

from bot.core.model.delivery import Note, Oversight
from bot.core.model.digest import Digest
from bot.core.model.language import Language
from bot.core.model.oversight import sentence
from bot.core.ports.catalogue import Texts

_METHOD = ("stories", "tellers", "sides", "changes", "checks")


def note_sentence(note: Note, language: Language, texts: Texts) -> str:
    """Return the sentence of a note."""
    moments = {name: texts.moment(language, moment) for name, moment in note.moments.items()}
    return texts.text(language, note.key, **note.arguments, **moments)


def method_sentences(language: Language, texts: Texts) -> list[str]:
    """Return how a digest is made."""
    return [texts.text(language, f"method-{part}") for part in _METHOD]


def oversight_sentence(
    content: Oversight, digest: Digest, language: Language, texts: Texts
) -> str:
    """Return what the owner of a digest is told, as it stands now."""
    until = content.held_until
    return texts.text(
        language,
        sentence(content, digest),
        team=content.team,
        week=content.week,
        leaves=texts.time(language, content.leaves),
        until=texts.time(language, content.last_chance),
        held="none" if until is None else texts.moment(language, until),
        number=content.points_at,
    )
