"""Inputs that failed five times."""

from datetime import datetime
from uuid import uuid4

from bot.core.ports.sealing import Sealer
from storage.session import Session, insert_new, micros
from storage.tables import parked

_ADD = insert_new(parked, "key")


class SqlParking:
    """The `Parking` port on one session."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        """Work within that session."""
        self._session = session
        self._sealer = sealer

    def add(self, key: bytes, platform: str, raw: str, reason: str, now: datetime) -> bool:
        """Write the sealed input once."""
        row_id = uuid4().hex
        added = self._session.run(
            _ADD,
            id=row_id,
            key=key,
            platform=platform,
            sealed=self._sealer.seal(raw, f"parked/{row_id}/sealed"),
            reason=reason,
            at=micros(now),
            seen_at=None,
        )
        return added == 1
