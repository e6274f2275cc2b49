"""The gate in front of every handler: retry what can heal, park what cannot, never lose it in
between.
"""

import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from bot.core.errors import StorageUnavailableError
from bot.core.model.delivery import Address, Note
from bot.core.model.platforms import Platform
from bot.core.model.team import Teams
from bot.core.ports.clock import Clock
from bot.core.ports.deliveries import NewDelivery
from bot.core.ports.sealing import Sealer
from bot.core.ports.store import Store, Transaction
from bot.core.pulse import Pulse

T = TypeVar("T")

log = logging.getLogger(__name__)

_PAUSES = (0.05, 0.15, 0.4, 0.9)
"""Seconds between the five tries: together below two seconds, so that the platform still waits."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets an input through to its handler."""

    store: Store
    sealer: Sealer
    clock: Clock
    pulse: Pulse
    pause: Callable[[float], Awaitable[None]]
    admitted: Callable[[], None]
    """Called after each input that was handled or parked: there may be something to deliver."""
    operator: Address | None
    """Who is told about a parked input; without one it is only kept and shown by `doctor`."""
    teams: Teams

    async def admit(
        self, platform: Platform, raw: Mapping[str, Any], handle: Callable[[], Awaitable[T]]
    ) -> T | None:
        """Return what the handler returns, None when the input was parked instead.

        Raise StorageUnavailableError at once: then nothing was kept, and the input must not be
        acknowledged.
        """
        self.pulse.beat(platform, self.clock.now())
        try:
            handled = await self._handled(platform, raw, handle)
        except StorageUnavailableError:
            self.pulse.count("storage_failures", platform)
            log.warning("not acknowledged: the database failed", extra={"platform": platform})
            raise
        self.admitted()
        return handled

    async def _handled(
        self, platform: Platform, raw: Mapping[str, Any], handle: Callable[[], Awaitable[T]]
    ) -> T | None:
        for pause in (*_PAUSES, None):
            try:
                return await handle()
            except StorageUnavailableError:
                raise
            except Exception as error:  # noqa: BLE001  # what fails here is parked
                if pause is None:
                    await self._park(platform, raw, error)
                else:
                    await self.pause(pause)
        return None

    async def _park(self, platform: Platform, raw: Mapping[str, Any], error: Exception) -> None:
        reason = type(error).__name__
        text = _written(raw)
        key = self.sealer.keyed(("parked", platform, text))
        now = self.clock.now()

        def park(tx: Transaction) -> None:
            if tx.parking.add(key, platform, text, reason, now) and self.operator is not None:
                tx.deliveries.add(self._report(self.operator, platform, text, now))

        await self.store.write(park)
        self.pulse.count("parked", platform)
        log.error(
            "an input failed five times and was parked",
            extra={"platform": platform, "error": reason},
            exc_info=error,
        )

    def _report(
        self, operator: Address, platform: Platform, text: str, now: datetime
    ) -> NewDelivery:
        note = Note(
            key="operator-parked",
            language=self.teams.first.language,
            arguments={"platform": platform.capitalize()},
        )
        return NewDelivery(
            dedup=("parked", platform, text), address=operator, content=note, not_before=now
        )


def _written(raw: Mapping[str, Any]) -> str:
    """Return the input as text; one nested so deep that it could just be read loses its depth."""
    try:
        return json.dumps(raw, sort_keys=True, default=str)
    except RecursionError:
        flat = {name: value for name, value in raw.items() if isinstance(value, str | int)}
        return json.dumps(flat, sort_keys=True)


def operator_address(operator: str) -> Address | None:
    """Return where the operator reads: a Slack user id, or a Telegram chat id (digits)."""
    if not operator:
        return None
    platform = Platform.TELEGRAM if operator.lstrip("-").isdigit() else Platform.SLACK
    return Address(platform=platform, channel=operator)
