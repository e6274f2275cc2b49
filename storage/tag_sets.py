"""Sets of tags: the newest of a part is read, the ones before are kept."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from bot.core.model.story import Status
from bot.core.model.tag import Source, Tag, Version
from bot.core.ports.tag_sets import TaggedPart
from storage.session import Row, Session, Statement, micros
from storage.tables import part, story, tag, tag_set

_ADD_SET = Statement(insert(tag_set))
_ADD_TAG = Statement(insert(tag))

_PARTS = (
    select(part.c.id, part.c.shown, part.c.vector, tag_set)
    .join_from(part, tag_set, (tag_set.c.part == part.c.id) & (tag_set.c.number == part.c.tag_set))
    .join(story, story.c.id == part.c.story)
    .where(story.c.status == Status.KEPT)
)
_OF_STORY = Statement(
    _PARTS.where(story.c.id == bindparam("story"))
    .order_by(part.c.told_at, part.c.id)
    .with_for_update(of=part)
)
_IS_OUTDATED = (
    story.c.team == bindparam("team"),
    or_(tag_set.c.taxonomy != bindparam("taxonomy"), tag_set.c.model != bindparam("model")),
)
_OUTDATED = Statement(
    _PARTS.where(*_IS_OUTDATED, part.c.id > bindparam("after"))
    .order_by(part.c.id)
    .limit(bindparam("most"))
)
_COUNT_OUTDATED = Statement(
    select(func.count().label("n")).select_from(_PARTS.where(*_IS_OUTDATED).subquery())
)
_TAGS = Statement(
    select(tag).where(tag.c.part == bindparam("part"), tag.c.tag_set == bindparam("number"))
)
_RENEW = Statement(
    update(part)
    .where(part.c.id == bindparam("which"), part.c.tag_set == bindparam("former"))
    .values(
        tag_set=bindparam("newest"),
        shown=bindparam("new_shown"),
        vector=bindparam("new_vector"),
    )
)
_NEWEST = select(part.c.tag_set).where(part.c.id == bindparam("of_part")).scalar_subquery()
_DROP_FORMER_TAGS = Statement(
    delete(tag).where(tag.c.part == bindparam("of_part"), tag.c.tag_set < _NEWEST)
)
_DROP_FORMER = Statement(
    delete(tag_set).where(tag_set.c.part == bindparam("of_part"), tag_set.c.number < _NEWEST)
)


def add_set(
    session: Session,
    part_id: UUID,
    number: int,
    version: Version,
    tags: Iterable[Tag],
    at: datetime,
) -> None:
    """Write a set and its tags."""
    session.run(
        _ADD_SET,
        part=part_id.hex,
        number=number,
        taxonomy=version.taxonomy,
        model=version.model,
        layer=version.layer,
        at=micros(at),
    )
    session.many(_ADD_TAG, [_row(part_id, number, each) for each in tags])


class SqlTagSets:
    """The `TagSets` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def of(self, story_id: UUID) -> Sequence[TaggedPart]:
        """Read a story's parts; on PostgreSQL their rows stay locked until the commit."""
        return self._read(self._session.all(_OF_STORY, story=story_id.hex))

    def outdated(
        self, team: str, version: Version, after: UUID | None, limit: int
    ) -> Sequence[TaggedPart]:
        """Read the next parts of another version."""
        rows = self._session.all(
            _OUTDATED,
            team=team,
            taxonomy=version.taxonomy,
            model=version.model,
            after=after.hex if after else "",
            most=limit,
        )
        return self._read(rows)

    def count_outdated(self, team: str, version: Version) -> int:
        """Count the parts of another version."""
        row = self._session.one(
            _COUNT_OUTDATED, team=team, taxonomy=version.taxonomy, model=version.model
        )
        return 0 if row is None else int(row["n"])

    def replace(self, new: TaggedPart, now: datetime) -> bool:
        """Write the next set, if the part's newest is still the one that was read."""
        newest = new.number + 1
        renewed = self._session.run(
            _RENEW,
            which=new.id.hex,
            former=new.number,
            newest=newest,
            new_shown=new.shown,
            new_vector=new.vector,
        )
        if not renewed:
            return False
        add_set(self._session, new.id, newest, new.version, new.tags, now)
        return True

    def drop_former(self, part_id: UUID) -> None:
        """Delete them with their tags."""
        self._session.run(_DROP_FORMER_TAGS, of_part=part_id.hex)
        self._session.run(_DROP_FORMER, of_part=part_id.hex)

    def _read(self, rows: Sequence[Row]) -> Sequence[TaggedPart]:
        return [
            TaggedPart(
                id=UUID(row["id"]),
                number=row["number"],
                shown=row["shown"],
                vector=bytes(row["vector"]),
                version=Version(taxonomy=row["taxonomy"], model=row["model"], layer=row["layer"]),
                tags=tuple(
                    read_tag(each)
                    for each in self._session.all(_TAGS, part=row["id"], number=row["number"])
                ),
            )
            for row in rows
        ]


def read_tag(row: Row, offset: int = 0) -> Tag:
    """Return the tag of a row, its span moved by the offset."""
    return Tag(
        facet=row["facet"],
        key=row["key"],
        source=Source(row["source"]),
        polarity=row["polarity"],
        confidence=row["confidence"],
        start=row["span_start"] + offset,
        end=row["span_end"] + offset,
    )


def _row(part_id: UUID, number: int, each: Tag) -> dict[str, Any]:
    return {
        "part": part_id.hex,
        "tag_set": number,
        "facet": each.facet,
        "key": each.key,
        "source": each.source,
        "polarity": each.polarity,
        "confidence": each.confidence,
        "span_start": each.start,
        "span_end": each.end,
    }
