"""What is wrong, and what to do about it, one sentence each."""

import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.core.model.delivery import DeliveryState
from bot.core.ports.clock import Clock
from bot.core.ports.store import Store

_LOW_DISK = 200 * 1024 * 1024
_SLOW = timedelta(minutes=10)
_WAITING = (
    "Messages wait for more than ten minutes: is `kuule run` running, and are the tokens valid?"
)
_UNKNOWN = "messages have an unknown outcome: look on the platform whether they arrived."
_REFUSED = "messages were refused: is Kuule still in the channels of the settings?"
_HELD = "digests were not posted, because nothing in them passed the checks: see `kuule digest`."
_OUTDATED = "{} parts of stories are still to be tagged anew; a running Kuule does it by itself."
_PARKED = "inputs failed five times and are kept sealed: send the log to the developers."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `fix` is empty when it is in order."""

    name: str
    fix: str
    note: str = ""
    """What is under way, where nothing has to be done."""

    @property
    def ok(self) -> bool:
        """True when nothing has to be done."""
        return not self.fix


def check_tags(outdated: int) -> Check:
    """Look at what is still to be tagged anew after a change of settings or an upgrade."""
    return Check("tags", "", _OUTDATED.format(outdated) if outdated else "")


def check_disk(folder: Path) -> Check:
    """Look at the room on the database's disk."""
    free = shutil.disk_usage(folder).free
    problem = f"Only {free // 1024**2} MiB are free beside the database: make room."
    return Check("disk", problem if free < _LOW_DISK else "")


async def check_work(store: Store, clock: Clock) -> AsyncIterator[Check]:
    """Look at what waits and what failed."""
    census = await store.read(lambda tx: tx.counting.take())
    slow = census.oldest_due is not None and clock.now() - census.oldest_due > _SLOW
    yield Check("deliveries", _WAITING if slow else "")
    yield _counted("unknown", census.deliveries[DeliveryState.UNKNOWN], _UNKNOWN)
    yield _counted("refused", census.deliveries[DeliveryState.DEAD], _REFUSED)
    yield _counted("held", census.held, _HELD)
    yield _counted("parked", census.parked, _PARKED)


def _counted(name: str, count: int, problem: str) -> Check:
    return Check(name, f"{count} {problem}" if count else "")


def as_text(checks: Sequence[Check]) -> str:
    """Return one line a check."""
    marks = ((check, "ok " if check.ok else "fix") for check in checks)
    return "\n".join(
        f"{mark} {check.name:10} {check.fix or check.note}".rstrip() for check, mark in marks
    )


def as_json(checks: Sequence[Check]) -> Mapping[str, object]:
    """Return the form of `doctor --json`."""
    return {
        "ok": all(check.ok for check in checks),
        "checks": [{"name": check.name, "ok": check.ok, "fix": check.fix} for check in checks],
    }
