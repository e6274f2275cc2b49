"""Guided talks in progress."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select

from bot.core.model.dialogue import Dialogue, Step
from bot.core.ports.dialogues import Waking
from storage.session import Insert, Row, Session, Statement, instant, micros
from storage.tables import person
from storage.talk_tables import dialogue


def _save(insert: Insert) -> Any:
    new = insert(dialogue)
    changed = {column.name: new.excluded[column.name] for column in dialogue.c}
    del changed["person"]
    return new.on_conflict_do_update(index_elements=["person"], set_=changed)


_OF = Statement(select(dialogue).where(dialogue.c.person == bindparam("who")))
_BY_ID = Statement(select(dialogue).where(dialogue.c.id == bindparam("which")))
_SAVE = Statement(_save)
_END = Statement(delete(dialogue).where(dialogue.c.id == bindparam("which")))
_DUE = Statement(
    select(person.c.key, person.c.address)
    .join_from(dialogue, person, person.c.id == dialogue.c.person)
    .where(dialogue.c.wakes_at <= bindparam("now"))
    .order_by(dialogue.c.wakes_at, dialogue.c.id)
    .limit(bindparam("most"))
)


class SqlDialogues:
    """The `Dialogues` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def of(self, who: UUID) -> Dialogue | None:
        """Read a person's row."""
        row = self._session.one(_OF, who=who.hex)
        return None if row is None else _dialogue(row)

    def by_id(self, which: UUID) -> Dialogue | None:
        """Read one row."""
        row = self._session.one(_BY_ID, which=which.hex)
        return None if row is None else _dialogue(row)

    def save(self, new: Dialogue) -> None:
        """Write the row, over an earlier one of the person."""
        self._session.run(
            _SAVE,
            person=new.teller.hex,
            id=new.id.hex,
            step=new.step,
            language=new.language,
            heard_at=micros(new.heard_at),
            wakes_at=micros(new.wakes_at),
            texts=new.texts,
            feelings=" ".join(new.feelings),
            shows_more=int(new.shows_more),
            expectation=new.expectation,
            is_stopping=int(new.is_stopping),
            was_reminded=int(new.was_reminded),
            story=new.story and new.story.hex,
        )

    def end(self, which: UUID) -> None:
        """Delete the row."""
        self._session.run(_END, which=which.hex)

    def due(self, now: datetime, limit: int) -> Sequence[Waking]:
        """Read who is waited for no longer."""
        rows = self._session.all(_DUE, now=micros(now), most=limit)
        return [Waking(bytes(row["key"]), bytes(row["address"])) for row in rows]


def _dialogue(row: Row) -> Dialogue:
    return Dialogue(
        id=UUID(row["id"]),
        teller=UUID(row["person"]),
        step=Step(row["step"]),
        language=row["language"],
        heard_at=instant(row["heard_at"]),
        texts=row["texts"],
        feelings=tuple(row["feelings"].split()),
        shows_more=bool(row["shows_more"]),
        expectation=row["expectation"],
        is_stopping=bool(row["is_stopping"]),
        was_reminded=bool(row["was_reminded"]),
        story=row["story"] and UUID(row["story"]),
    )
