"""Corrections, numbered by team in the order of their commits."""

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, or_, select, update

from bot.core.model.correction import Correction
from bot.core.precedence import PEOPLE
from storage.session import Session, Statement, insert_new, micros
from storage.tables import correction, learning, part, tag

_ADD = Statement(insert(correction))
_BEGIN = insert_new(learning, "team")
# The row stays locked until the commit: numbers follow each other as the commits do.
_COUNT = Statement(
    update(learning)
    .where(learning.c.team == bindparam("of_team"))
    .values(changes=learning.c.changes + 1)
    .returning(learning.c.changes)
)
_COUNT_OF_STORY = Statement(
    update(learning)
    .where(
        learning.c.team.in_(
            select(correction.c.team).where(correction.c.story == bindparam("of_story"))
        )
    )
    .values(changes=learning.c.changes + 1)
)
_FORGET = Statement(delete(correction).where(correction.c.story == bindparam("of_story")))
_FORGET_TAGS = Statement(
    delete(tag).where(
        tag.c.part.in_(select(part.c.id).where(part.c.story == bindparam("of_story"))),
        tag.c.facet.in_(
            select(correction.c.facet).where(correction.c.story == bindparam("of_story"))
        ),
        or_(*(tag.c.source == source for source in sorted(PEOPLE))),
    )
)


class SqlCorrections:
    """The `Corrections` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def add(self, new: Correction) -> None:
        """Write it under the team's next number."""
        self._session.run(
            _ADD,
            team=new.team,
            serial=self._next(new.team, new.at),
            story=new.story.hex,
            facet=new.facet,
            key=new.key,
            before=json.dumps(new.before),
            after=json.dumps(new.after),
            beside=json.dumps(new.beside),
            source=new.source,
            role=new.role,
            at=micros(new.at),
            taxonomy=new.version.taxonomy,
            model=new.version.model,
            layer=new.version.layer,
        )

    def forget(self, story_id: UUID) -> None:
        """Delete what people said of the story; the team has something to unlearn."""
        if self._session.run(_COUNT_OF_STORY, of_story=story_id.hex):
            self._session.run(_FORGET_TAGS, of_story=story_id.hex)
            self._session.run(_FORGET, of_story=story_id.hex)

    def reread(self, story_id: UUID) -> None:
        """Count a change, if the story has any."""
        self._session.run(_COUNT_OF_STORY, of_story=story_id.hex)

    def _next(self, team: str, now: datetime) -> int:
        row = self._session.one(_COUNT, of_team=team)
        if row is None:
            self._session.run(
                _BEGIN, team=team, changes=0, version=0, since=0, tried=0, refit_at=micros(now)
            )
            row = self._session.one(_COUNT, of_team=team)
        assert row is not None  # noqa: S101  # the row was written above, by us or by another process
        return int(row["changes"])
