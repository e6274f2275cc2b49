"""Old stories are read again when they were read under another taxonomy or model: in the
background, a few at a time, from their shown text.

Each start looks through the teams' parts once; where the last one stopped is seen from the parts
themselves. Only tags that no person set are replaced. Criticality, and who waits for a reply, stay
as they were when the story was told: people were promised something by them.
"""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from bot.core.model.tag import Version
from bot.core.model.team import Team, Teams
from bot.core.ports.audit import Cause, Deed, Entry
from bot.core.ports.clock import Clock
from bot.core.ports.store import Store, Transaction
from bot.core.ports.tag_sets import TaggedPart
from bot.core.ports.tagger import Tagger
from bot.core.precedence import PEOPLE
from bot.core.pulse import Pulse

log = logging.getLogger(__name__)

_AT_ONCE = 20
"""Parts of one commit: some milliseconds of the writer, for which others may wait."""
_A_STEP = 200
"""Parts of one tick, of all teams."""


@dataclass(slots=True)
class _Pass:
    """How far this process has come with a team."""

    last: UUID | None = None
    is_over: bool = False
    was_overtaken: bool = False
    """True when somebody tagged a part just then: it must be looked at again."""
    entries: dict[Version, UUID] = field(default_factory=dict)
    """The entries of the audit trail, by the version before."""


@dataclass(frozen=True, slots=True)
class Retagging:
    """Brings the tags of every part to the present version."""

    store: Store
    tagger: Tagger
    teams: Teams
    clock: Clock
    pulse: Pulse
    pause: Callable[[float], Awaitable[None]]
    _passes: dict[str, _Pass] = field(default_factory=dict)

    async def step(self) -> None:
        """Read the next parts again, if there are any."""
        if not self._passes:
            self.pulse.outdated = await self.left()
        room = _A_STEP
        for team in self.teams.all:
            progress = self._passes.setdefault(team.id, _Pass())
            while room > 0 and not progress.is_over:
                room -= await self._some(team, progress)
        if room < _A_STEP:
            log.info(
                "parts are tagged anew; so many are left", extra={"count": self.pulse.outdated}
            )

    async def left(self) -> int:
        """Return how many parts are of another version."""

        def count(tx: Transaction) -> int:
            return sum(
                tx.tag_sets.count_outdated(team.id, self.tagger.version(team))
                for team in self.teams.all
            )

        return await self.store.read(count)

    async def _some(self, team: Team, progress: _Pass) -> int:
        """Return how many parts were looked at."""
        version = self.tagger.version(team)
        outdated = partial(_outdated, team=team.id, version=version, after=progress.last)
        parts = await self.store.read(outdated)
        if not parts:
            progress.is_over = not progress.was_overtaken
            progress.last, progress.was_overtaken = None, False
            return 0
        new = []
        for part in parts:
            new.append(self._read_again(part, team))
            # A text at a time, so that whoever tells something meanwhile does not wait.
            await self.pause(0)
        entries = {
            before: self._entry(team, before, progress) for before in {_of(p) for p in parts}
        }
        write = partial(_write, old=parts, new=new, entries=entries, now=self.clock.now())
        written = await self.store.write(write)
        progress.last = parts[-1].id
        progress.was_overtaken |= written < len(parts)
        self.pulse.outdated = max(0, self.pulse.outdated - written)
        return len(parts)

    def _read_again(self, part: TaggedPart, team: Team) -> TaggedPart:
        """Return the part as it is read now, with what people said of it.

        A newer tagger may mask more of the shown text; then that is shown.
        """
        reading = self.tagger.read(part.shown, team).with_quoted_ideas().with_sentiment_tag()
        end = len(reading.masked)
        said = (
            tag._replace(start=min(tag.start, end), end=min(tag.end, end))
            for tag in part.tags
            if tag.source in PEOPLE
        )
        return replace(
            part,
            shown=reading.masked,
            vector=self.tagger.vector(reading.masked),
            version=self.tagger.version(team),
            tags=(*said, *reading.tags),
        )

    def _entry(self, team: Team, before: Version, progress: _Pass) -> Entry:
        """Return the entry to which the parts of that version are counted."""
        after = self.tagger.version(team)
        return Entry(
            id=progress.entries.setdefault(before, uuid4()),
            at=self.clock.now(),
            deed=Deed.RETAG,
            cause=Cause.SETTINGS if before.model == after.model else Cause.UPGRADE,
            team=team.id,
            before=_named(before),
            after=_named(after),
        )


def _outdated(
    tx: Transaction, team: str, version: Version, after: UUID | None
) -> Sequence[TaggedPart]:
    return tx.tag_sets.outdated(team, version, after, _AT_ONCE)


def _write(
    tx: Transaction,
    old: Sequence[TaggedPart],
    new: Sequence[TaggedPart],
    entries: Mapping[Version, Entry],
    now: datetime,
) -> int:
    """Return how many parts were written: not those that somebody tagged meanwhile."""
    written = Counter(
        _of(part) for part, again in zip(old, new, strict=True) if tx.tag_sets.replace(again, now)
    )
    for before, count in written.items():
        tx.audit.add(replace(entries[before], count=count))
    return written.total()


def _of(part: TaggedPart) -> Version:
    """Return the version of a part, whatever the team had taught by then."""
    return replace(part.version, layer="")


def _named(version: Version) -> str:
    return f"{version.taxonomy}/{version.model}" if version.taxonomy else "unknown"
