"""What is wrong, and what to do about it, one sentence each."""

import shutil
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import aiohttp

from bot.core.model.check import Check
from bot.core.model.delivery import DeliveryState
from bot.core.model.platforms import Platform
from bot.core.model.team import Team, Teams
from bot.core.ports.clock import Clock
from bot.core.ports.store import Store

_LOW_DISK = 200 * 1024 * 1024
_SLOW = timedelta(minutes=10)
_PATIENCE = aiohttp.ClientTimeout(total=2)
_WAITING = (
    "Messages wait for more than ten minutes: is `kuule run` running, and are the tokens valid?"
)
_UNKNOWN = (
    "messages have an unknown outcome: look on the platform whether they arrived, then run "
    "`kuule doctor --seen`."
)
_REFUSED = (
    "messages were refused: is Kuule still in the channels of the settings? If so, run "
    "`kuule doctor --seen`."
)
_GAP = (
    "Nobody listened from {} to {}: what people wrote then may be lost. Ask them to tell it again."
)
_GAPS_SHOWN = timedelta(days=7)
_HELD = "digests were not posted, because they did not pass the checks: see `kuule digest`."
_GROUPS = "Kuule is in these groups and channels on Telegram: {}."
_MOVED = "The group {} has another id: write telegram.digest = {}; until then the digest follows."
_GONE = "Kuule is not in the group {} any more: add it there, or write another telegram.digest."
_LOOSE = (
    "{0} may be read by others than its owner: run `chmod 600 {0}`, unless only Kuule is in its "
    "group or its container."
)
_OUTDATED = "{} parts of stories are still to be tagged anew; a running Kuule does it by itself."
_NOBODY = (
    "Nobody is told of danger, distress, hurt dignity, crime or strain in {}: set on_call of the "
    "team, or kuule.operator."
)
_NOT_RUNNING = "No Kuule answers on web.port, so when it last heard of a platform is not known."
_HEARD = "The last event came at {}."
_NOT_HEARD = "No event came since Kuule's start: write to Kuule there, and look again."
_PARKED = (
    "inputs failed five times and are kept sealed: send the log to the developers, then run "
    "`kuule doctor --seen`."
)
_SEEN = "{} messages and inputs are marked as seen: only what fails from now on is told of."


def check_secret_files(loose: Mapping[str, Path]) -> Iterator[Check]:
    """Tell of files of secrets that others than their owner may read. No fault: the group may be
    Kuule's own, or the machine a container.
    """
    for name, file in loose.items():
        yield Check(name, _LOOSE.format(file), is_remark=True)


def check_tags(outdated: int) -> Check:
    """Look at what is still to be tagged anew after a change of settings or an upgrade."""
    return Check("tags", _OUTDATED.format(outdated) if outdated else "", is_remark=True)


async def mark_seen(store: Store, clock: Clock) -> Check:
    """Let what failed until now be told of no more. Nothing of it is deleted or sent."""
    count = await store.write(lambda tx: tx.counting.see(clock.now()))
    return Check("seen", _SEEN.format(count), is_remark=True)


def check_on_call(teams: Sequence[Team], operator: str) -> Check:
    """Look who is told of a story that cannot wait."""
    alone = ", ".join(f"teams.{team.id}" for team in teams if not (team.on_call or operator))
    return Check("on-call", _NOBODY.format(alone) if alone else "", is_remark=True)


async def check_groups(store: Store, teams: Teams) -> AsyncIterator[Check]:
    """Tell the ids of the groups on Telegram, which stand nowhere else that a person could see."""
    groups = await store.read(lambda tx: tx.groups.all())
    wanted = {str(team.telegram_digest) for team in teams.all if team.telegram_digest}
    for group in groups:
        if group.chat in wanted and group.moved_to:
            yield Check("telegram-digest", _MOVED.format(group.chat, group.moved_to))
        elif group.chat in wanted and not group.is_member:
            yield Check("telegram-digest", _GONE.format(group.chat))
    there = [group.chat for group in groups if group.is_member]
    if there:
        yield Check("telegram-groups", _GROUPS.format(", ".join(there)), is_remark=True)


async def check_listening(store: Store, clock: Clock) -> AsyncIterator[Check]:
    """Tell of gaps of the last days that were longer than the platform keeps messages."""
    for gap in await store.read(lambda tx: tx.listening.gaps()):
        if clock.now() - gap.until < _GAPS_SHOWN:
            told = _GAP.format(
                gap.since.isoformat("T", "seconds"), gap.until.isoformat("T", "seconds")
            )
            yield Check(f"{gap.platform}-gap", told, is_remark=True)


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


async def check_running(
    host: str, port: int, platforms: Iterable[Platform]
) -> AsyncIterator[Check]:
    """Ask the Kuule on that web port, if one runs, when it last heard of each platform."""
    state = await _healthz(host, port)
    if state is None:
        yield Check("running", _NOT_RUNNING, is_remark=True)
        return
    yield Check("running")
    last = state.get("last_event")
    for platform in platforms:
        heard = last.get(platform) if isinstance(last, dict) else None
        told = _HEARD.format(heard) if heard else _NOT_HEARD
        yield Check(f"{platform}-event", told, is_remark=True)


async def _healthz(host: str, port: int) -> dict[str, object] | None:
    """Return what /healthz says; None when no Kuule answers there."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # read, not bound
    bracketed = f"[{reached}]" if ":" in reached else reached
    url = f"http://{bracketed}:{port}/healthz"
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE) as session,
            session.get(url) as response,
        ):
            found = await response.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def as_text(checks: Sequence[Check]) -> str:
    """Return one line a check."""
    width = max(len(check.name) for check in checks)
    marks = ((check, "ok " if check.ok else "fix") for check in checks)
    return "\n".join(f"{mark} {check.name:{width}} {check.fix}".rstrip() for check, mark in marks)


def as_json(checks: Sequence[Check]) -> Mapping[str, object]:
    """Return the form of `doctor --json`."""
    return {
        "ok": all(check.ok for check in checks),
        "checks": [{"name": check.name, "ok": check.ok, "fix": check.fix} for check in checks],
    }
