"""`kuule doctor`: look at the settings, the disk, the database, what waits and the platforms, in
this order, as far as one can get.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

from bot.app import open_program
from bot.cli import opening
from bot.cli.keeping import schema_fix
from bot.cli.terminal import sentence
from bot.clock import SystemClock
from bot.config import ConfigError, loose_files
from bot.core.errors import KuuleError
from bot.core.model.check import Check
from bot.doctor import (
    check_disk,
    check_groups,
    check_listening,
    check_on_call,
    check_running,
    check_secret_files,
    check_tags,
    check_work,
    mark_seen,
)
from storage.store import sqlite_path


def examine(config: Path | None, *, seen: bool) -> list[Check]:
    """Return every check that could be made; with `seen` what failed until now is marked as seen
    by the administrator first.
    """
    try:
        ready = opening.to_listen(config)
    except ConfigError as error:
        return [Check("settings", str(error))]
    return [
        Check("settings", ""),
        *check_secret_files(loose_files(os.environ)),
        *_storage(ready, seen=seen),
    ]


def _storage(ready: opening.Opening, *, seen: bool) -> list[Check]:
    database = ready.settings.kuule.database
    found: list[Check] = []
    path = sqlite_path(database)
    if path is not None and path.parent.is_dir():
        found.append(check_disk(path.parent))
    try:
        fix = schema_fix(database)
        found.append(Check("schema", fix))
        if not fix:
            found += asyncio.run(_program(ready, seen=seen))
    except KuuleError as error:
        found.append(Check("database", sentence(error)))
    return found


async def _program(ready: opening.Opening, *, seen: bool) -> list[Check]:
    return [check async for check in _checks(ready, seen=seen)]


async def _checks(ready: opening.Opening, *, seen: bool) -> AsyncIterator[Check]:
    settings, secrets, key = ready
    async with open_program(settings, secrets, key, SystemClock()) as program:
        # Written to in any case: whoever only reads does not notice that nobody can write.
        # Whoever only reads does not notice that nobody can write.
        await program.store.write(lambda _: None)
        yield Check("database", "")
        if seen:
            yield await mark_seen(program.store, program.clock)
        async for check in check_work(program.store, program.clock):
            yield check
        yield check_tags(await program.retagging.left())
        yield check_on_call(program.teams.all, settings.kuule.operator)
        async for check in check_groups(program.store, program.teams):
            yield check
        async for check in check_listening(program.store, program.clock):
            yield check
        for probe in (*program.probes.values(), *program.further_probes):
            for check in await probe():
                yield check
        async for check in check_running(settings.web.host, settings.web.port, program.probes):
            yield check
