"""Who is on call learns at once of a story that cannot wait for the weekly digest.

Told are the number and the kind of sign, in the transaction that keeps the words; never the words.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from bot.core.gate import operator_address
from bot.core.model.delivery import Address, Note
from bot.core.model.tag import Reading
from bot.core.model.team import Team
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.store import Transaction


class Sign(StrEnum):
    """What cannot wait."""

    DISTRESS = "distress"
    DANGER = "danger"
    DIGNITY = "dignity"
    CRIME = "crime"
    WELLBEING = "wellbeing"
    """Of a colleague; such a story goes to one person, and the digest says that it did."""


_TAGS = {("risk", "dignity"): Sign.DIGNITY, ("risk", "staff_wellbeing"): Sign.WELLBEING}
_TOLD = frozenset({Sign.DISTRESS, Sign.DANGER, Sign.CRIME})
"""What the tagger calls a sign, by the same name."""


def signs_in(reading: Reading) -> tuple[Sign, ...]:
    """Return what cannot wait in these words, the gravest first."""
    tags = {(tag.facet, tag.key) for tag in reading.tags}
    found = {sign for tag, sign in _TAGS.items() if tag in tags} | _TOLD.intersection(
        reading.signs
    )
    return tuple(sign for sign in Sign if sign in found)


@dataclass(frozen=True, slots=True)
class Alerts:
    """Tells `on_call` of the team, else the operator; with neither, nobody."""

    operator: Address | None = None

    def look(
        self,
        tx: Transaction,
        team: Team,
        story: UUID,
        number: str,
        reading: Reading,
        now: datetime,
    ) -> None:
        """Tell of the gravest sign in words of that story, once a story and sign."""
        on_call = operator_address(team.on_call) or self.operator
        signs = signs_in(reading)
        if on_call is None or not signs:
            return
        note = Note(
            key="on-call",
            language=team.language,
            arguments={"sign": signs[0], "number": number, "team": team.name, "id": team.id},
        )
        tx.deliveries.add(
            NewDelivery(
                dedup=("on-call", signs[0], story.hex),
                address=on_call,
                content=note,
                not_before=now,
                story=story,
            )
        )


WITHOUT_OPERATOR = Alerts()
"""Tells those on call, and where a team has none, nobody."""
