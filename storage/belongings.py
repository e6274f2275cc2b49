"""What a teller asks about their own stories: how many there are, and what became of each."""

import json
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select

from bot.core.model.attachment import AttachmentState
from bot.core.model.delivery import DeliveryState
from bot.core.model.digest import COUNTING, DigestState
from bot.core.model.story import Status
from bot.core.model.tag import NOTHING, Source
from bot.core.model.week import Week
from bot.core.ports.stories import Holdings, Standing
from storage.archive import shown_number
from storage.session import Session, Statement, instant, micros
from storage.tables import attachment, case, delivery, digest, part, story, tag

_OWN = (story.c.person == bindparam("person"), story.c.status == Status.KEPT)
_STORIES = Statement(select(func.count().label("n")).select_from(story).where(*_OWN))
_PARTS = Statement(
    select(func.count().label("n")).join_from(part, story, part.c.story == story.c.id).where(*_OWN)
)
_TAGS = Statement(
    select(func.count().label("n"))
    .join_from(tag, part, (tag.c.part == part.c.id) & (tag.c.tag_set == part.c.tag_set))
    .join(story, part.c.story == story.c.id)
    .where(*_OWN, tag.c.source == Source.TELLER, tag.c.key != NOTHING)
)
_WITH_ATTACHMENTS = (
    select(func.count().label("n"))
    .join_from(attachment, part, attachment.c.part == part.c.id)
    .join(story, part.c.story == story.c.id)
    .where(attachment.c.state == AttachmentState.KEPT)
)
_ATTACHMENTS = Statement(_WITH_ATTACHMENTS.where(*_OWN))
_ATTACHMENTS_OF = Statement(_WITH_ATTACHMENTS.where(story.c.id == bindparam("which")))
_RECEIPT_AT = (
    select(func.min(delivery.c.settled_at))
    .where(
        delivery.c.story == story.c.id,
        delivery.c.kind == "receipt",
        delivery.c.state == DeliveryState.SENT,
    )
    .scalar_subquery()
)
_STANDING = Statement(
    select(
        story.c.number,
        digest.c.state,
        digest.c.period,
        digest.c.lines,
        case.c.state.label("case_state"),
        case.c.due,
        _RECEIPT_AT.label("receipt_at"),
    )
    .join_from(story, digest, digest.c.id == story.c.digest, isouter=True)
    .join(case, case.c.story == story.c.id, isouter=True)
    .where(story.c.id == bindparam("which"))
)
_DISTRESSING = Statement(
    select(story.c.person)
    .distinct()
    .where(
        story.c.person.is_not(None),
        story.c.status == Status.KEPT,
        story.c.criticality >= bindparam("least"),
        story.c.told_at >= bindparam("since"),
    )
)


def holdings(session: Session, person: UUID) -> Holdings:
    """Count a person's stories, their parts and the tags that the teller set."""
    counted = (
        _number(session, statement, person=person.hex)
        for statement in (_STORIES, _PARTS, _TAGS, _ATTACHMENTS)
    )
    return Holdings(*counted)


def standing(session: Session, which: UUID) -> Standing:
    """Read the digest that counts the story, its case, its receipt and its attachments."""
    row = session.one(_STANDING, which=which.hex)
    if row is None:
        return Standing()
    found = Standing(
        case=row["case_state"] or "",
        due=instant(row["due"]) if row["due"] is not None else None,
        receipt_at=instant(row["receipt_at"]) if row["receipt_at"] is not None else None,
        attachments=_number(session, _ATTACHMENTS_OF, which=which.hex),
    )
    if row["state"] is None:
        return found
    number = shown_number(row["number"])
    return replace(
        found,
        week=Week.parse(row["period"]),
        digest=DigestState(row["state"]),
        is_shown=any(
            number in ids
            for block, _, ids, *_ in json.loads(row["lines"])
            if block not in COUNTING
        ),
    )


def distressing(session: Session, least: int, since: datetime) -> frozenset[UUID]:
    """Read who told something grave."""
    rows = session.all(_DISTRESSING, least=least, since=micros(since))
    return frozenset(UUID(row["person"]) for row in rows)


def _number(session: Session, statement: Statement, **parameters: str) -> int:
    row = session.one(statement, **parameters)
    return 0 if row is None else int(row["n"])
