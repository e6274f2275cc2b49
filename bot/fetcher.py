"""The fetcher: takes files that came with stories, has images drawn anew, and keeps all sealed.

A file waits in the database from the commit of its story on, so nothing that ends this process
loses it, and no story and no receipt waits for it. Its teller is told what became of it in the
transaction that writes it.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.chores import all_of, work
from bot.core.attaching import Wanted, content_place, opened, tell_outcomes
from bot.core.errors import FileDelayedError, FileNotKeptError
from bot.core.model.attachment import AttachmentState, FileKind, Image, NotKept, Sound
from bot.core.model.platforms import Platform
from bot.core.model.team import Teams
from bot.core.ports.attachments import AwaitedFile
from bot.core.ports.clock import Clock
from bot.core.ports.files import CleanImage, FileSource
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.pulse import Pulse
from bot.core.sounds import media_of

log = logging.getLogger(__name__)

_AT_ONCE = 2
"""Each may hold 10 MiB."""
_LEASE = timedelta(minutes=5)
"""Longer than fetching and drawing anew may take together, one waiting for the other."""
_PAUSES = (10.0, 60.0, 600.0, 3600.0, 6 * 3600.0)
"""Seconds after each failed try; after the last of them there is one more."""
_LONGEST_PAUSE = 24 * 3600.0
"""A platform that asks for more is not believed."""


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches what is due from the platforms that are on."""

    store: Store
    sealer: Sealer
    sources: Mapping[Platform, FileSource]
    clean: CleanImage
    teams: Teams
    clock: Clock
    pulse: Pulse
    told: Callable[[], None]
    """Called when there is something to deliver."""
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when there may be something to fetch."""
    longest_call: float = 60.0
    """Seconds after which a file that does not come is tried again later."""

    async def run(self) -> None:
        """Fetch until cancelled."""
        await work(self.fetch_due, self.wake)

    async def fetch_due(self) -> int:
        """Fetch what is due, a few at once; return how many were tried."""
        now = self.clock.now()
        # Looked for beside the writer: nearly always there is nothing.
        if not await self.store.read(lambda tx: tx.attachments.is_due(now)):
            return 0
        taken = await self.store.write(
            lambda tx: tx.attachments.claim(now, now + _LEASE, _AT_ONCE)
        )
        await all_of(self._settle(file) for file in taken)
        return len(taken)

    async def _settle(self, file: AwaitedFile) -> None:
        try:
            wanted = opened(self.sealer, file.id, file.awaited)
        except (ValueError, KeyError, TypeError):
            # Damaged, or written by a newer program: nobody can be told.
            await self.store.write(lambda tx: tx.attachments.drop(file.id, NotKept.BROKEN))
            return
        found = await self._found(file, wanted)
        if isinstance(found, Image | Sound):
            await self._keep(file, wanted, found)
        elif isinstance(found, NotKept):
            await self._drop(file, wanted, found)
        else:
            until = self.clock.now() + found
            await self.store.write(lambda tx: tx.attachments.put_off(file.id, until))

    async def _found(
        self, file: AwaitedFile, wanted: Wanted
    ) -> Image | Sound | NotKept | timedelta:
        """Return what is to be kept, else why it is not kept, else how long to wait."""
        team = self.teams.by_id(file.team)
        if team is None or not team.attachments:
            return NotKept.TURNED_OFF
        if file.attempts > len(_PAUSES) + 1:
            # It ended the process each time, which it must not do for ever.
            return NotKept.OUT_OF_REACH
        try:
            return await self._fetched(wanted)
        except FileNotKeptError as error:
            return error.reason
        except FileDelayedError as error:
            return _later(file, error.retry_after)
        except TimeoutError:
            return _later(file)
        except Exception:
            log.exception("a file could not be fetched", extra={"attempt": file.attempts})
            return _later(file)

    async def _fetched(self, wanted: Wanted) -> Image | Sound:
        source = self.sources.get(wanted.address.platform)
        if source is None:
            raise FileDelayedError
        async with asyncio.timeout(self.longest_call):
            content = await source.fetch(wanted.file, wanted.kind)
        if wanted.kind is FileKind.SOUND:
            return Sound(media_of(content), content)
        return await self.clean(content)

    async def _keep(self, file: AwaitedFile, wanted: Wanted, found: Image | Sound) -> None:
        sealed = self.sealer.seal_content(found.content, content_place(file.id))

        def unit(tx: Transaction) -> None:
            if tx.attachments.keep(file.id, found.media, sealed):
                tell_outcomes(tx, file, wanted, self.clock.now())

        await self._write(unit, AttachmentState.KEPT)

    async def _drop(self, file: AwaitedFile, wanted: Wanted, reason: NotKept) -> None:
        def unit(tx: Transaction) -> None:
            if tx.attachments.drop(file.id, reason):
                tell_outcomes(tx, file, wanted, self.clock.now())

        log.info(
            "a file is not kept",
            extra={"platform": wanted.address.platform, "reason": reason},
        )
        await self._write(unit, AttachmentState.DROPPED)

    async def _write(self, unit: Callable[[Transaction], None], state: AttachmentState) -> None:
        await self.store.write(unit)
        self.pulse.count("attachments", state)
        self.told()


def _later(file: AwaitedFile, retry_after: float | None = None) -> NotKept | timedelta:
    """Return how long to wait, within reason, before the next try; after the last one the file is
    given up.
    """
    if file.attempts > len(_PAUSES):
        return NotKept.OUT_OF_REACH
    asked = min(retry_after or 0.0, _LONGEST_PAUSE)
    return timedelta(seconds=max(_PAUSES[file.attempts - 1], asked))
