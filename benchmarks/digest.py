"""A digest of a week with 10,000 stories over an archive of a million: seconds and memory by part,
and how long others wait meanwhile for their acknowledgement.

The archive is written straight into the tables, with what the tagger reads in the golden week. The
digest is then read, composed, verified and written as the program does it, and in the end claimed
by the service itself, while people tell fifty stories a second.

    python -m benchmarks.digest [--stories N] [--archive N]
"""

import argparse
import asyncio
import contextlib
import secrets
import sqlite3
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from uuid import uuid4

from benchmarks.intake_told import TEXTS as TOLD
from bot.core.edition import Edition
from bot.core.model.digest import Composition, Digest, DigestState
from bot.core.model.story import Status
from bot.core.model.tag import Reading
from bot.core.model.team import Teams
from bot.core.model.week import Week
from bot.core.ports.store import Transaction
from bot.digest.compose import compose
from bot.digest.dots import picture_of
from bot.digest.prepare import prepare
from bot.digest.verifying.evidence import Evidence
from bot.digest.verifying.verify import verify
from bot.i18n.catalogue import Catalogue
from bot.running import settle
from bot.sealing import KeyedSealer
from bot.tagging.labels import TaxonomyLabels
from bot.tagging.tagger import CueTagger
from storage import schema
from storage.session import micros
from storage.store import SqlStore, open_store
from tests.core_builders import HELSINKI, SERVICE, WEEK_46, Office, a_message
from tests.fakes import StandingClock

TEAM = replace(SERVICE, members=200, reply_days=3)
WEEKS = 200
"""Over which the archive is spread."""
TELLERS = 20_000
WAITING = 100
"""Of so many archived stories one waits for a reply."""
RATE = 50
"""Stories a second that others tell meanwhile."""
QUIET = 5.0
"""Seconds in which they tell before."""
AIM = 2.0
"""Seconds that composing may take, off the event loop."""
LEAVES = datetime(2026, 11, 16, 7, tzinfo=UTC)
TEXTS, LABELS = Catalogue(), TaxonomyLabels()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Processor time by part, memory, and the waits of others."""

    stories: int
    archive: int
    parts: dict[str, float]
    """Seconds of the processor."""
    memory: int
    """MiB that the process grew by."""
    lines: int
    quiet: tuple[float, ...]
    """Waits for an acknowledgement while no digest is composed, the shortest first."""
    meanwhile: tuple[float, ...]
    """The same while one is."""


async def measure(database: str, stories: int, archive: int, *, quiet_seconds: float) -> Figures:
    """Fill the SQLite database of that URL, and measure; the quiet before lasts so long."""
    schema.prepare(database, allowed=True, announce=lambda _: None)
    tagger, sealer = CueTagger(), KeyedSealer(secrets.token_bytes(32))
    readings = _readings(tagger)
    with contextlib.closing(_bare(database)) as connection:
        fill(connection, readings, stories, archive)

    def composed(edition: Edition) -> Composition:
        return prepare(edition, TEXTS, LABELS.of(TEAM), _tells_who(tagger))

    clock = StandingClock(LEAVES - timedelta(minutes=5))
    async with open_store(database, sealer) as store:
        office = Office(store, sealer, clock, Teams((TEAM,)), tagger=tagger, compose=composed)
        await office.publishing.begin()
        before = _memory(most=False)
        parts = await _parts(office, store, tagger)
        grown = _memory(most=True) - before
        quiet = await _waits(office, asyncio.sleep(quiet_seconds))
        meanwhile = await _waits(office, office.publishing.publish_due())
        claimed = await store.read(lambda tx: tx.digests.of(TEAM.id, WEEK_46))
    return Figures(
        stories=stories,
        archive=archive,
        parts=parts,
        memory=grown,
        lines=len(claimed.lines) if claimed else 0,
        quiet=quiet,
        meanwhile=meanwhile,
    )


async def _parts(office: Office, store: SqlStore, tagger: CueTagger) -> dict[str, float]:
    """Do each part once, and throw away what comes of it."""
    # Of the processor, for other programs on the machine make the clock's longer.
    clock, parts, now = time.process_time, dict[str, float](), office.clock.now()
    gather = partial(office.drafting.of_week, team=TEAM, week=WEEK_46, now=now)
    began = clock()
    material = await store.read_much(gather)
    parts["reading"] = clock() - began

    labels, began = LABELS.of(TEAM), clock()
    lines = compose(material.edition, TEXTS, labels)
    composed = Composition(lines, picture_of(material.edition, lines))
    parts["composing"] = clock() - began

    began = clock()
    verify(composed, Evidence(material.edition, TEXTS, labels, _tells_who(tagger)))
    parts["verifying"] = clock() - began

    marked = list(material.marks)
    began = clock()
    await store.write(lambda tx: tx.stories.marks(marked))
    parts["comparing"] = clock() - began

    digest = Digest(
        id=material.digest,
        team=TEAM.id,
        period=material.edition.period,
        language=TEAM.language,
        state=DigestState.CLAIMED,
        lines=composed.lines,
        picture=composed.picture,
    )

    def stamp(tx: Transaction) -> None:
        tx.digests.claim(digest, now)
        tx.digests.count(material.digest, [story.id for story in material.edition.stories])
        raise _UndoneError

    began = clock()
    with contextlib.suppress(_UndoneError):
        await store.write(stamp)
    parts["stamping"] = clock() - began
    return parts


class _UndoneError(Exception):
    """Rolls a transaction back."""


async def _waits(office: Office, work: Awaitable[object]) -> tuple[float, ...]:
    """Tell at the rate while the work is done; return how long each story took."""
    waits: list[float] = []

    async def tell() -> None:
        text = f"Asiakas kiitti, kun kuuntelin loppuun asti, kerta {next(_SERIAL)}."
        message = a_message(text, f"{next(_SERIAL)}.0", told_at=LEAVES)
        began = time.perf_counter()
        await office.intake.submit(message)
        waits.append(time.perf_counter() - began)

    task, told = asyncio.ensure_future(work), set()
    while not task.done():
        told.add(asyncio.create_task(tell()))
        await asyncio.sleep(1 / RATE)
    await asyncio.gather(task, *told)
    return tuple(sorted(waits))


_SERIAL = count(1)

_Read = tuple[Reading, bytes]
"""With the vector of the shown text."""


def fill(
    connection: sqlite3.Connection, readings: Sequence[_Read], stories: int, archive: int
) -> None:
    """Write the archive, counted by a digest a week, and the stories of the week."""
    for statement in ("PRAGMA synchronous=OFF", "PRAGMA cache_size=-200000", "BEGIN"):
        connection.execute(statement)
    people = [uuid4().hex for _ in range(TELLERS)]
    connection.executemany(
        "INSERT INTO person (id, key, address, team, noticed) VALUES (?, ?, x'', '', 1)",
        ((each, bytes.fromhex(each)) for each in people),
    )
    serial = count(1)
    for away in range(WEEKS, -1, -1):
        week = WEEK_46.shifted(-away)
        digest = uuid4().hex if away else None
        if digest is not None:
            connection.execute(
                "INSERT INTO digest (id, team, kind, period, first_week, language, state, lines, "
                "claimed_at) VALUES (?, ?, 'week', ?, ?, 'fi', 'posted', '[]', 0)",
                (digest, TEAM.id, f"{week}", f"{week}"),
            )
        number = archive // WEEKS if digest else stories
        rows = list(_told(week, digest, people, readings, serial, number))
        for table, marks in _TABLES.items():
            connection.executemany(
                f"INSERT INTO {table} VALUES ({marks})",  # noqa: S608  # our own names
                (row for each in rows for row in each[table.partition(" ")[0]]),
            )
    connection.execute("COMMIT")


_TABLES = {
    "story (id, key, number, team, person, role, identity, share, status, language, week, "
    "told_at, criticality, needs_reply, digest)": ", ".join("?" * 15),
    "part (id, story, key, shown, vector, original, told_at)": "?, ?, ?, ?, ?, x'00', ?",
    "tag_set (part, number, taxonomy, model, layer, at)": "?, 0, 't', 'm', '', 0",
    "tag (part, facet, key, source, polarity, confidence, span_start, span_end)": (
        "?, ?, ?, ?, ?, ?, ?, ?"
    ),
    '"case" (story, state, due)': "?, 'open', ?",
}


def _told(
    week: Week,
    digest: str | None,
    people: Sequence[str],
    readings: Sequence[_Read],
    serial: Iterator[int],
    number: int,
) -> Iterator[dict[str, list[tuple[object, ...]]]]:
    """Yield the rows of each story by table."""
    begin = week.start(HELSINKI)
    for place in range(number):
        story, turn = uuid4().hex, next(serial)
        reading, vector = readings[turn % len(readings)]
        at = micros(begin + timedelta(seconds=60 * place))
        role = "customer" if turn % 3 else "employee"
        awaited = reading.needs_reply and (digest is None or turn % WAITING == 0)
        yield {
            "story": [
                (
                    *(story, bytes.fromhex(story), turn, TEAM.id, people[turn * 7 % TELLERS]),
                    *(role, "unnamed", "team", Status.KEPT, reading.language, f"{week}", at),
                    *(reading.criticality, int(reading.needs_reply), digest),
                )
            ],
            "part": [(story, story, bytes.fromhex(story), reading.masked, vector, at)],
            "tag_set": [(story,)],
            "tag": [
                (
                    *(story, tag.facet, tag.key, tag.source, tag.polarity, tag.confidence),
                    *(tag.start, tag.end),
                )
                for tag in reading.tags
            ],
            '"case"': [(story, at)] if awaited else [],
        }


def _bare(database: str) -> sqlite3.Connection:
    return sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)


def _readings(tagger: CueTagger) -> list[_Read]:
    readings = (tagger.read(text, TEAM) for text in TOLD)
    return [
        (reading.with_quoted_ideas().with_sentiment_tag(), tagger.vector(reading.masked))
        for reading in readings
    ]


def _tells_who(tagger: CueTagger) -> Callable[[str], bool]:
    return lambda text: bool(tagger.read(text, TEAM).pii)


def _memory(*, most: bool) -> int:
    """Return what the process has, or the most that it has had since that was asked, in MiB."""
    status = Path("/proc/self/status").read_text().splitlines()
    found = dict(line.split(":", 1) for line in status)
    if not most:
        # Forgets the most until now. https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html
        Path("/proc/self/clear_refs").write_text("5")
    return int(found["VmHWM" if most else "VmRSS"].split()[0]) // 1024


def report(figures: Figures) -> str:
    """Return the figures."""

    def waited(waits: Sequence[float]) -> str:
        ninety_nine = waits[int(len(waits) * 0.99)]
        return f"99 of 100 within {ninety_nine:.3f} s, longest {waits[-1]:.3f} s ({len(waits)})"

    parts = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in figures.parts.items())
    return "\n".join(
        (
            f"{figures.stories} stories over an archive of {figures.archive}, "
            f"seconds of the processor: {parts}",
            f"memory: {figures.memory} MiB more; lines: {figures.lines}",
            f"acknowledged at {RATE} a second, quiet: {waited(figures.quiet)}",
            f"acknowledged meanwhile: {waited(figures.meanwhile)}",
        )
    )


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=int, default=10_000, help="of the week")
    parser.add_argument("--archive", type=int, default=1_000_000, help="before it")
    given = parser.parse_args()
    settle()
    # Not in memory, where a sync costs nothing.
    with tempfile.TemporaryDirectory(dir=".") as here:
        database = f"sqlite:///{Path(here).resolve() / 'kuule.db'}"
        measuring = measure(database, given.stories, given.archive, quiet_seconds=QUIET)
        print(report(asyncio.run(measuring)))


if __name__ == "__main__":
    main()
