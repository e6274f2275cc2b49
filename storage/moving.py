"""What was for a group on Telegram goes where the group is now."""

from dataclasses import replace

from sqlalchemy import bindparam, select, update

from bot.core import pacing
from bot.core.model.delivery import Address
from bot.core.ports.sealing import Sealer
from storage.contents import decode, encode
from storage.session import Row, Session, Statement
from storage.tables import delivery

_IN_LANE = Statement(
    select(delivery.c.id, delivery.c.sealed).where(
        delivery.c.lane == bindparam("lane_key"), delivery.c.sealed.is_not(None)
    )
)
_READDRESS = Statement(
    update(delivery)
    .where(delivery.c.id == bindparam("which"))
    .values(lane=bindparam("new_lane"), sealed=bindparam("text"))
)


def readdress(session: Session, sealer: Sealer, old: Address, new: Address) -> None:
    """Seal every address of the old lane anew."""
    lane = sealer.keyed(pacing.lane(new))
    for row in session.all(_IN_LANE, lane_key=sealer.keyed(pacing.lane(old))):
        text = _moved(sealer, row, new)
        if text is not None:
            session.run(_READDRESS, which=row["id"], new_lane=lane, text=text)


def _moved(sealer: Sealer, row: Row, new: Address) -> bytes | None:
    """Return the row's content for the new place; None when this program cannot read it."""
    place = f"delivery/{row['id']}/sealed"
    try:
        address, content = decode(sealer.open(bytes(row["sealed"]), place))
    except (ValueError, KeyError, TypeError):
        return None
    return sealer.seal(encode(replace(address, channel=new.channel), content), place)
