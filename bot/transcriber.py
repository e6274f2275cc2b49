"""The transcriber: lets voice messages be written down, and has their tellers asked.

A message waits in the database from its acknowledgement on, so nothing that ends this process
loses it. Its recording is fetched from the platform, passes through, and is not kept here.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.chores import all_of, work
from bot.core.errors import (
    FileDelayedError,
    FileNotKeptError,
    HearingDelayedError,
    NotHeardError,
)
from bot.core.model.attachment import FileKind
from bot.core.model.platforms import Platform
from bot.core.ports.clock import Clock
from bot.core.ports.files import FileSource
from bot.core.ports.recordings import WaitingRecording
from bot.core.ports.store import Store
from bot.core.ports.transcription import Transcribe
from bot.core.voices import Spoken, VoiceMessages

log = logging.getLogger(__name__)

_AT_ONCE = 2
"""Each may hold 10 MiB, and a model on a small machine hears one after another anyway."""
_LEASE = timedelta(minutes=3)
"""Longer than fetching and hearing may take together."""
_PAUSES = (5.0, 30.0)
"""Seconds after each failed try. The teller sits there: after the last one they are asked to
write.
"""


@dataclass(frozen=True, slots=True)
class Transcriber:
    """Takes what is due from the platforms that are on, to the service if one is set."""

    store: Store
    voices: VoiceMessages
    sources: Mapping[Platform, FileSource]
    transcribe: Transcribe | None
    clock: Clock
    told: Callable[[], None]
    """Called when there is something to deliver."""
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when there may be something to hear."""
    longest_call: float = 60.0
    """Seconds after which a recording that does not come is tried again later."""

    async def run(self) -> None:
        """Hear until cancelled."""
        await work(self.hear_due, self.wake)

    async def hear_due(self) -> int:
        """Hear what is due, a few at once; return how many were tried."""
        now = self.clock.now()
        # Looked for beside the writer: nearly always there is nothing.
        if not await self.store.read(lambda tx: tx.recordings.is_due(now)):
            return 0
        taken = await self.store.write(lambda tx: tx.recordings.claim(now, now + _LEASE, _AT_ONCE))
        await all_of(self._settle(each) for each in taken)
        return len(taken)

    async def _settle(self, which: WaitingRecording) -> None:
        try:
            spoken = self.voices.opened(which)
        except (ValueError, KeyError, TypeError):
            # Damaged, or written by a newer program: nobody can be told.
            await self.voices.forget(which)
            return
        found = await self._heard(which, spoken)
        if isinstance(found, timedelta):
            until = self.clock.now() + found
            await self.store.write(lambda tx: tx.recordings.put_off(which.id, until))
            return
        await self.voices.hear(which, spoken, found)
        self.told()

    async def _heard(self, which: WaitingRecording, spoken: Spoken) -> str | timedelta | None:
        """Return what was said, None when nobody can hear it, else how long to wait."""
        if which.attempts > len(_PAUSES) + 1:
            # It ended the process each time, which it must not do for ever.
            return None
        try:
            return await self._words(spoken)
        except (FileNotKeptError, NotHeardError):
            return None
        except (FileDelayedError, HearingDelayedError, TimeoutError):
            return _later(which)
        except Exception:
            log.exception("a voice message was not heard", extra={"attempt": which.attempts})
            return _later(which)

    async def _words(self, spoken: Spoken) -> str:
        source = self.sources.get(spoken.address.platform)
        if source is None or self.transcribe is None:
            raise NotHeardError
        async with asyncio.timeout(self.longest_call):
            recording = await source.fetch(spoken.file, FileKind.SOUND)
        return await self.transcribe(recording)


def _later(which: WaitingRecording) -> timedelta | None:
    """Return how long to wait before the next try; None after the last."""
    if which.attempts > len(_PAUSES):
        return None
    return timedelta(seconds=_PAUSES[which.attempts - 1])
