"""Where a customer comes from: the word after /start names a team, and a signed one a touchpoint
of it, too.

A plain word is the team's own, and anybody may guess it. A signed word is `start-touchpoint-mark`:
its mark shows that Kuule itself made it, for what it says becomes a tag that no reading of the
text can change.
"""

import base64
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.model.tag import Reading, Source, Tag
from bot.core.model.team import Team, Teams
from bot.core.ports.people import Person
from bot.core.ports.sealing import Sealer

MOST = 64
"""Characters of a start word. https://core.telegram.org/bots/features#deep-linking"""
TOUCHPOINT = "touchpoint"
_STAYS = timedelta(hours=24)
"""So long a scanned code says where the next story is about: as long as a draft lives."""
_MARK = 12
"""Characters of the mark: 72 bits."""


@dataclass(frozen=True, slots=True)
class Place:
    """A team, and the touchpoint at which somebody scanned a code; empty for a plain word."""

    team: Team
    touchpoint: str = ""


@dataclass(frozen=True, slots=True)
class StartWords:
    """Makes and reads the words."""

    teams: Teams
    sealer: Sealer

    def word(self, place: Place) -> str:
        """Return the word of the place; the team has a start word."""
        start = place.team.telegram_start
        if not place.touchpoint:
            return start
        return f"{start}-{place.touchpoint}-{self._mark(place)}"

    def place(self, word: str) -> Place | None:
        """Return the place of the word; None for one that is unknown or forged."""
        if team := self.teams.by_start(word):
            return Place(team)
        for team in self.teams.all:
            start = f"{team.telegram_start}-"
            if team.telegram_start and word.startswith(start):
                touchpoint = word[len(start) : -_MARK - 1]
                place = Place(team, touchpoint)
                if touchpoint and self.word(place) == word:
                    return place
        return None

    def _mark(self, place: Place) -> str:
        key = ("start word", place.team.telegram_start, place.touchpoint)
        return base64.urlsafe_b64encode(self.sealer.keyed(key)).decode()[:_MARK]


def touchpoint_of(person: Person, now: datetime) -> str:
    """Return the touchpoint at which the person scanned a code lately, empty for none."""
    if person.came_at is None or now - person.came_at > _STAYS:
        return ""
    return person.touchpoint


def at_touchpoint(reading: Reading, touchpoint: str) -> Reading:
    """Return the reading with the touchpoint as a tag of the team's, which put up the code."""
    if not touchpoint:
        return reading
    tag = Tag(
        facet=TOUCHPOINT,
        key=touchpoint,
        source=Source.HUMAN,
        polarity=0,
        confidence=1.0,
        start=0,
        end=len(reading.masked),
    )
    return replace(reading, tags=(*reading.tags, tag))
