"""Reading stories back: the story rows, then their parts and tags, by one condition."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, TextClause, bindparam, func, or_, select

from bot.core.model.story import Identity, Part, Role, Share, Status, Story, Waiting
from bot.core.model.tag import SENTIMENT, Sentiment, Tag
from bot.core.model.week import Week
from bot.core.ports.stories import Mark
from bot.core.precedence import visible
from storage.session import Row, Session, Statement, instant
from storage.tables import case, is_uncounted, part, story, tag
from storage.tag_sets import read_tag


def shown_number(number: int) -> str:
    """Return the number as people see it: T-0412."""
    return f"T-{number:04}"


def stored_number(number: str) -> int | None:
    """Return the number as it is kept, None for what is no number."""
    digits = number.upper().removeprefix("T-")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else None


class Selection:
    """The kept stories that meet a condition, oldest first."""

    def __init__(self, *conditions: ColumnElement[bool] | TextClause) -> None:
        """Prepare the three statements."""
        kept = (story.c.status == Status.KEPT, *conditions)
        self._stories = Statement(
            select(story).where(*kept).order_by(story.c.told_at, story.c.number)
        )
        self._parts = Statement(
            select(part.c.id, part.c.story, part.c.shown, part.c.vector, part.c.told_at)
            .join_from(part, story, part.c.story == story.c.id)
            .where(*kept)
            .order_by(part.c.told_at, part.c.id)
        )
        self._tags = Statement(
            select(tag)
            .join_from(tag, part, (tag.c.part == part.c.id) & (tag.c.tag_set == part.c.tag_set))
            .join(story, part.c.story == story.c.id)
            .where(*kept)
            .order_by(tag.c.span_start, tag.c.facet, tag.c.key)
        )

    def load(self, session: Session, **parameters: Any) -> Sequence[Story]:
        """Return the stories."""
        rows = session.all(self._stories, **parameters)
        if not rows:
            return []
        parts: dict[str, list[Row]] = defaultdict(list)
        for row in session.all(self._parts, **parameters):
            parts[row["story"]].append(row)
        tags: dict[str, list[Row]] = defaultdict(list)
        for row in session.all(self._tags, **parameters):
            tags[row["part"]].append(row)
        return [_story(row, parts[row["id"]], tags) for row in rows]


TOLD_IN = Selection(story.c.team == bindparam("team"), story.c.week == bindparam("week"))
UNCOUNTED = Selection(
    story.c.team == bindparam("team"), story.c.week <= bindparam("until"), is_uncounted
)
COUNTED_IN = Selection(story.c.digest == bindparam("digest"))
EARLIER = Selection(
    story.c.team == bindparam("team"),
    story.c.week < bindparam("before"),
    story.c.week >= bindparam("since"),
)
TOLD_BETWEEN = Selection(
    story.c.team == bindparam("team"),
    # By the index; the weeks reach over both ends.
    story.c.week >= bindparam("first"),
    story.c.week <= bindparam("last"),
    story.c.told_at >= bindparam("start"),
    story.c.told_at < bindparam("end"),
)

BY_ID = Selection(story.c.id == bindparam("which"))
SHOWN_AS = Selection(story.c.team == bindparam("team"), story.c.number == bindparam("number"))
_NEWEST = (
    select(story.c.id)
    .where(story.c.person == bindparam("person"), story.c.status == Status.KEPT)
    .order_by(story.c.told_at.desc(), story.c.number.desc())
    .limit(bindparam("most"))
    .offset(bindparam("first"))
)
OF_PERSON = Selection(story.c.id.in_(_NEWEST))

_OPEN = or_(case.c.state == "open", case.c.state == "claimed")
_OF_TEAM = func.coalesce(story.c.team, "") == bindparam("team")
"""Not to be found by an index: of a team's million stories few wait, so the cases come first."""


def waiting_cases(*columns: ColumnElement[Any]) -> Select[Any]:
    """Return the open cases of a team, longest waiting first."""
    return (
        select(*columns)
        .join_from(case, story, case.c.story == story.c.id)
        .where(_OF_TEAM, _OPEN)
        .order_by(story.c.told_at, story.c.number)
    )


AWAITING = Selection(story.c.id.in_(waiting_cases(story.c.id).limit(bindparam("most"))))
_WAITING = Statement(waiting_cases(story.c.number, story.c.told_at, story.c.person))

_MARKED_AT_ONCE = 200
_SOME = [f"id{place}" for place in range(_MARKED_AT_ONCE)]
_MARKS = Statement(
    select(story.c.id, story.c.identity, story.c.share, part.c.id.label("part"), part.c.tag_set)
    .join_from(story, part, part.c.story == story.c.id)
    .where(story.c.status == Status.KEPT, story.c.id.in_([bindparam(name) for name in _SOME]))
    .order_by(story.c.id, part.c.id)
)


def marks(session: Session, stories: Sequence[UUID]) -> Mapping[UUID, Mark]:
    """Return who and how far of each story, and the newest tags of its parts: with every new
    text comes a new set.
    """
    found: dict[UUID, Mark] = {}
    for start in range(0, len(stories), _MARKED_AT_ONCE):
        some = [each.hex for each in stories[start : start + _MARKED_AT_ONCE]]
        some += [""] * (_MARKED_AT_ONCE - len(some))
        for row in session.all(_MARKS, **dict(zip(_SOME, some, strict=True))):
            which = UUID(row["id"])
            known = found.get(which, (row["identity"], row["share"]))
            found[which] = (*known, f"{row['part']} {row['tag_set']}")
    return found


def waiting(session: Session, team: str) -> Sequence[Waiting]:
    """Return the open cases of a team, longest waiting first."""
    return [
        Waiting(
            shown_number(row["number"]),
            instant(row["told_at"]),
            UUID(row["person"]) if row["person"] else None,
        )
        for row in session.all(_WAITING, team=team)
    ]


def _story(row: Row, parts: Sequence[Row], tags: dict[str, list[Row]]) -> Story:
    found: list[Tag] = []
    offset = 0
    for each in parts:
        found += [read_tag(tag_row, offset) for tag_row in tags[each["id"]]]
        # Parts are joined by one line break in `Story.text`.
        offset += len(each["shown"]) + 1
    shown = visible(found)
    return Story(
        id=UUID(row["id"]),
        number=shown_number(row["number"]),
        team=row["team"],
        role=Role(row["role"]),
        identity=Identity(row["identity"]),
        share=Share(row["share"]),
        status=Status(row["status"]),
        language=row["language"],
        sentiment=_sentiment(shown),
        criticality=row["criticality"],
        needs_reply=bool(row["needs_reply"]),
        week=Week.parse(row["week"]),
        told_at=instant(row["told_at"]),
        teller=UUID(row["person"]) if row["person"] else None,
        parts=tuple(_part(each) for each in parts),
        tags=shown,
    )


def _part(row: Row) -> Part:
    told_at = instant(row["told_at"])
    return Part(text=row["shown"], vector=bytes(row["vector"]), told_at=told_at)


def _sentiment(tags: Sequence[Tag]) -> Sentiment:
    """Return what the parts say together: good and bad parts make a mixed story."""
    found = {Sentiment(tag.key) for tag in tags if tag.facet == SENTIMENT} - {Sentiment.NEUTRAL}
    if len(found) > 1:
        return Sentiment.MIXED
    return found.pop() if found else Sentiment.NEUTRAL
