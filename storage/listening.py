"""When Kuule listened, a row a platform."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from bot.core.model.platforms import Platform
from bot.core.ports.listening import Gap
from storage.session import Session, Statement, insert_new, instant, micros
from storage.tables import listening

_ALL = Statement(select(listening).order_by(listening.c.platform))
_ADD = insert_new(listening, "platform")
_NOTE = Statement(
    update(listening)
    .where(listening.c.platform == bindparam("which"), listening.c.heard_at < bindparam("at"))
    .values(heard_at=bindparam("at"))
)
_MISS = Statement(
    update(listening)
    .where(listening.c.platform == bindparam("which"))
    .values(gap_since=bindparam("since"), gap_until=bindparam("until"))
)


class SqlListening:
    """The `Listening` port on one session."""

    def __init__(self, session: Session) -> None:
        """Work within that session."""
        self._session = session

    def last(self) -> Mapping[Platform, datetime]:
        """Read the instants."""
        rows = self._session.all(_ALL)
        return {Platform(row["platform"]): instant(row["heard_at"]) for row in rows}

    def note(self, platform: Platform, at: datetime) -> None:
        """Write the row, or its instant."""
        heard_at = micros(at)
        new = {"platform": platform, "heard_at": heard_at, "gap_since": None, "gap_until": None}
        if not self._session.run(_ADD, **new):
            self._session.run(_NOTE, which=platform, at=heard_at)

    def miss(self, gap: Gap) -> None:
        """Write the gap into the row, which is there."""
        since, until = micros(gap.since), micros(gap.until)
        self._session.run(_MISS, which=gap.platform, since=since, until=until)

    def gaps(self) -> Sequence[Gap]:
        """Read them."""
        return [
            Gap(Platform(row["platform"]), instant(row["gap_since"]), instant(row["gap_until"]))
            for row in self._session.all(_ALL)
            if row["gap_since"] is not None
        ]
