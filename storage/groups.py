"""Groups on Telegram, by the ids that they have and had."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.core.model.delivery import Address
from bot.core.model.platforms import Platform
from bot.core.ports.groups import Group
from bot.core.ports.sealing import Sealer
from storage.moving import readdress
from storage.session import Row, Session, Statement, insert_new, micros
from storage.tables import telegram_group

_BY_CHAT = Statement(select(telegram_group).where(telegram_group.c.chat == bindparam("which")))
_ADD = insert_new(telegram_group, "chat")
_CHANGE = Statement(
    update(telegram_group)
    .where(telegram_group.c.chat == bindparam("which"))
    .values(is_member=bindparam("member"), moved_to=bindparam("place"), changed_at=bindparam("at"))
)
_ALL = Statement(select(telegram_group).order_by(telegram_group.c.chat))


class SqlGroups:
    """The `Groups` port on one session."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        """Work within that session."""
        self._session = session
        self._sealer = sealer

    def join(self, chat: str, now: datetime) -> bool:
        """Write that Kuule is there."""
        known = self._session.one(_BY_CHAT, which=int(chat))
        if known is not None and known["is_member"]:
            return False
        self._write(Group(chat, is_member=True), now)
        return True

    def leave(self, chat: str, now: datetime) -> None:
        """Write that Kuule is gone."""
        self._write(Group(chat, is_member=False), now)

    def move(self, old: str, new: str, now: datetime) -> None:
        """Write both rows, and the new id wherever the old one stands."""
        self._write(Group(old, is_member=False, moved_to=new), now)
        self._write(Group(new, is_member=True), now)
        before, after = (Address(platform=Platform.TELEGRAM, channel=chat) for chat in (old, new))
        readdress(self._session, self._sealer, before, after)

    def now_at(self, chat: str) -> str:
        """Follow the one move that Telegram makes: to a supergroup, which moves no more."""
        row = self._session.one(_BY_CHAT, which=int(chat))
        return (_group(row).moved_to if row is not None else "") or chat

    def all(self) -> Sequence[Group]:
        """Read them."""
        return [_group(row) for row in self._session.all(_ALL)]

    def _write(self, group: Group, now: datetime) -> None:
        moved_to = int(group.moved_to) if group.moved_to else None
        given = {"is_member": int(group.is_member), "moved_to": moved_to}
        chat, at = int(group.chat), micros(now)
        if not self._session.run(_ADD, chat=chat, changed_at=at, **given):
            self._session.run(
                _CHANGE, which=chat, member=given["is_member"], place=moved_to, at=at
            )


def _group(row: Row) -> Group:
    moved_to = "" if row["moved_to"] is None else str(row["moved_to"])
    return Group(str(row["chat"]), bool(row["is_member"]), moved_to)
