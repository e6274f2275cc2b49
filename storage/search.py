"""Stories by the words in them.

A scan, not an index: nothing has to be kept beside the texts, so nothing of a removed one can be
left in it, and a word is found inside a compound (`aika` in `sulkemisaika`).
"""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import bindparam, or_, select

from bot.core.model.story import Share, Status, Story
from storage.archive import BY_ID
from storage.session import Session, Statement
from storage.tables import part, story

_ESCAPE = "\\"
_SPELLINGS = 3


def search(session: Session, team: str, words: Sequence[str], limit: int) -> Sequence[Story]:
    """Read the newest stories of a team that have every word in one of their parts, those that
    are only counted left out.
    """
    spelled = {
        f"word_{n}_{m}": f"%{_escaped(spelling)}%"
        for n, word in enumerate(words)
        for m, spelling in enumerate(_spellings(word))
    }
    rows = session.all(_search(len(words)), team=team, most=limit, **spelled)
    return [found for row in rows for found in BY_ID.load(session, which=row["id"])]


@cache
def _search(words: int) -> Statement:
    """Return the statement for so many words."""
    has_each = [
        select(part.c.id)
        .where(
            part.c.story == story.c.id,
            or_(
                *(
                    part.c.shown.ilike(bindparam(f"word_{n}_{m}"), escape=_ESCAPE)
                    for m in range(_SPELLINGS)
                )
            ),
        )
        .exists()
        for n in range(words)
    ]
    return Statement(
        select(story.c.id)
        .where(
            story.c.team == bindparam("team"),
            story.c.status == Status.KEPT,
            story.c.share != Share.STORE,
            *has_each,
        )
        .order_by(story.c.told_at.desc(), story.c.number.desc())
        .limit(bindparam("most"))
    )


def _spellings(word: str) -> tuple[str, str, str]:
    """Return the word in the capitals that people use: SQLite knows only those of English."""
    return word.lower(), word.capitalize(), word.upper()


def _escaped(word: str) -> str:
    for mark in (_ESCAPE, "%", "_"):
        word = word.replace(mark, _ESCAPE + mark)
    return word
