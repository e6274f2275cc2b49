"""What Kuule says in the same words on every platform."""

from collections.abc import Sequence

from bot.core.model.delivery import Note, Oversight
from bot.core.model.digest import Digest
from bot.core.model.language import Language
from bot.core.model.oversight import sentence
from bot.core.ports.catalogue import Texts

_METHOD = ("stories", "tellers", "sides", "changes", "checks")
CHOICES = (
    *("serious", "theme", "single", "votes", "archive", "gravest", "unlike"),
    *("longest", "hard_first", "no_hard"),
)
"""What `Line.reason` may say, in the order in which it is told. Why the story of the week was
chosen, and which way a theme goes, stands in the digest itself.
"""
_LISTED = 6
"""Numbers of stories in one sentence."""


def note_sentence(note: Note, language: Language, texts: Texts) -> str:
    """Return the sentence of a note."""
    moments = {name: texts.moment(language, moment) for name, moment in note.moments.items()}
    return texts.text(language, note.key, **note.arguments, **moments)


def method_sentences(language: Language, texts: Texts) -> list[str]:
    """Return how a digest is made."""
    return [texts.text(language, f"method-{part}") for part in _METHOD]


def choice_sentences(digest: Digest, language: Language, texts: Texts) -> list[str]:
    """Return why the stories of this digest were chosen, a sentence a reason."""
    return [
        texts.text(
            language, f"choice-{reason}", numbers=_some(digest.choices[reason], language, texts)
        )
        for reason in CHOICES
        if digest.choices.get(reason)
    ]


def _some(numbers: Sequence[str], language: Language, texts: Texts) -> str:
    listed, more = ", ".join(numbers[:_LISTED]), len(numbers) - _LISTED
    if more <= 0:
        return listed
    return texts.text(language, "digest-numbers-more", numbers=listed, more=more)


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
