"""Files that came with stories. They are deleted with their part, and so are their keys."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, exists, insert, select, update

from bot.core.model.attachment import AttachmentState, Kept, NotKept
from bot.core.model.story import Status
from bot.core.ports.attachments import AwaitedFile, NewAttachment, Outcome
from bot.core.ports.sealing import SealedText
from storage.archive import shown_number
from storage.session import Row, Session, Statement, micros
from storage.tables import attachment, attachment_key, is_awaited, part, story

_ADD = Statement(insert(attachment))
_ADD_KEY = Statement(insert(attachment_key))
_IS_DUE = Statement(
    select(
        exists()
        .where(is_awaited, attachment.c.not_before <= bindparam("now"))
        .select_from(attachment)
        .label("due")
    )
)
_DUE = Statement(
    select(
        attachment.c.id,
        attachment.c.part,
        attachment.c.awaited,
        attachment.c.attempts,
        story.c.id.label("story"),
        story.c.number,
        story.c.team,
    )
    .join_from(attachment, part, part.c.id == attachment.c.part)
    .join(story, story.c.id == part.c.story)
    .where(
        is_awaited,
        attachment.c.not_before <= bindparam("now"),
        story.c.status == Status.KEPT,
    )
    .order_by(attachment.c.not_before, attachment.c.id)
    .limit(bindparam("most"))
)
_TAKE = Statement(
    update(attachment)
    .where(
        attachment.c.id == bindparam("which"),
        # Another process may have taken it since it was looked at.
        attachment.c.attempts == bindparam("seen"),
        is_awaited,
    )
    .values(attempts=attachment.c.attempts + 1, not_before=bindparam("until"))
)
_PUT_OFF = Statement(
    update(attachment)
    .where(attachment.c.id == bindparam("which"), is_awaited)
    .values(not_before=bindparam("until"))
)
# Two processes must not each take the other's file for one that still waits.
_LOCK_PART = Statement(
    select(part.c.id)
    .join_from(part, attachment, attachment.c.part == part.c.id)
    .where(attachment.c.id == bindparam("which"))
    .with_for_update(of=part, key_share=True)
)
_SETTLE = Statement(
    update(attachment)
    .where(attachment.c.id == bindparam("which"), is_awaited)
    .values(
        state=bindparam("new_state"),
        awaited=None,
        reason=bindparam("new_reason"),
        media=bindparam("new_media"),
        content=bindparam("new_content"),
    )
)
_OUTCOMES = Statement(
    select(attachment.c.state, attachment.c.reason, attachment.c.media).where(
        attachment.c.part == bindparam("part")
    )
)


class SqlAttachments:
    """The `Attachments` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def add(self, new: NewAttachment) -> None:
        """Write the row."""
        self._session.run(
            _ADD,
            id=new.id.hex,
            part=new.part.hex,
            state=AttachmentState.WAITING,
            awaited=new.awaited,
            not_before=micros(new.not_before),
            attempts=0,
            reason=None,
            media=None,
            content=None,
        )

    def is_due(self, now: datetime) -> bool:
        """Look for one."""
        row = self._session.one(_IS_DUE, now=micros(now))
        return row is not None and bool(row["due"])

    def claim(self, now: datetime, until: datetime, limit: int) -> Sequence[AwaitedFile]:
        """Take what is due and has not been taken by another."""
        return [
            _awaited(row)
            for row in self._session.all(_DUE, now=micros(now), most=limit)
            if self._session.run(_TAKE, which=row["id"], seen=row["attempts"], until=micros(until))
        ]

    def put_off(self, which: UUID, until: datetime) -> None:
        """Write when it is due again."""
        self._session.run(_PUT_OFF, which=which.hex, until=micros(until))

    def keep(self, which: UUID, media: str, content: SealedText) -> bool:
        """Write content and key."""
        is_kept = self._settle(which, AttachmentState.KEPT, None, media, content.sealed)
        if is_kept:
            self._session.run(_ADD_KEY, attachment=which.hex, wrapped=content.wrapped_key)
        return is_kept

    def drop(self, which: UUID, reason: NotKept) -> bool:
        """Write the reason."""
        return self._settle(which, AttachmentState.DROPPED, reason, None, None)

    def outcomes(self, part: UUID) -> Mapping[Outcome, int]:
        """Count them when all are known."""
        rows = self._session.all(_OUTCOMES, part=part.hex)
        if any(row["state"] == AttachmentState.WAITING for row in rows):
            return {}
        return Counter(map(_outcome, rows))

    def _settle(
        self,
        which: UUID,
        state: AttachmentState,
        reason: NotKept | None,
        media: str | None,
        content: bytes | None,
    ) -> bool:
        self._session.one(_LOCK_PART, which=which.hex)
        settled = self._session.run(
            _SETTLE,
            which=which.hex,
            new_state=state,
            new_reason=reason,
            new_media=media,
            new_content=content,
        )
        return settled == 1


def _outcome(row: Row) -> Outcome:
    if row["reason"]:
        return NotKept(row["reason"])
    return Kept.IMAGE if row["media"].startswith("image/") else Kept.SOUND


def _awaited(row: Row) -> AwaitedFile:
    return AwaitedFile(
        id=UUID(row["id"]),
        part=UUID(row["part"]),
        story=UUID(row["story"]),
        number=shown_number(row["number"]),
        team=row["team"],
        awaited=bytes(row["awaited"]),
        attempts=row["attempts"] + 1,
    )
