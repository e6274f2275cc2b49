"""The gate: an outage is raised on, anything else is tried five times and then parked once."""

import io
import json
import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from sqlalchemy import select

from bot import logs
from bot.core.errors import StorageUnavailableError
from bot.core.gate import Gate, operator_address
from bot.core.model.delivery import Address, Note
from bot.core.model.platforms import Platform
from bot.sealing import KeyedSealer
from storage.store import SqlStore
from storage.tables import parked
from tests.core_builders import TEAMS, WEDNESDAY, Office, a_message, rows
from tests.fakes import FailingStore, StandingClock

CANARY = "canary-7319-Virtanen"
RAW = {"event": {"text": CANARY, "user": CANARY}}


@dataclass
class Handler:
    """Raises what it is told to, one a call, then answers."""

    errors: list[Exception] = field(default_factory=list)
    calls: int = 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "done"


@dataclass
class Door:
    """A gate with what stands around it."""

    gate: Gate
    office: Office
    failing: FailingStore
    pauses: list[float]
    admitted: list[bool]

    async def admit(self, handle: Callable[[], Awaitable[str]], raw: object = RAW) -> str | None:
        return await self.gate.admit(Platform.SLACK, raw, handle)


@pytest.fixture
def door(store: SqlStore, sealer: KeyedSealer) -> Door:
    return _door(store, sealer, operator_address("U0"))


def _door(store: SqlStore, sealer: KeyedSealer, operator: Address | None) -> Door:
    office = Office(store, sealer, StandingClock(WEDNESDAY))
    failing = FailingStore(store)
    pauses: list[float] = []
    admitted: list[bool] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    def admit() -> None:
        admitted.append(True)

    gate = Gate(failing, sealer, office.clock, office.pulse, pause, admit, operator, TEAMS)
    return Door(gate, office, failing, pauses, admitted)


async def test_what_is_handled_passes(door: Door) -> None:
    assert await door.admit(Handler()) == "done"

    assert door.admitted == [True]
    assert door.pauses == []
    assert door.office.pulse.last_event == {Platform.SLACK: WEDNESDAY}


async def test_an_outage_is_raised_on_at_once(door: Door) -> None:
    handler = Handler([StorageUnavailableError("away")])

    with pytest.raises(StorageUnavailableError):
        await door.admit(handler)

    assert handler.calls == 1
    assert door.pauses == []
    assert door.admitted == []
    assert await _parked(door) == 0
    assert door.office.pulse.counts["storage_failures", "slack"] == 1


async def test_a_failing_commit_is_raised_on_and_its_redelivery_is_stored(door: Door) -> None:
    intake = door.office.intake
    door.failing.failures = 1
    failing = replace(intake, store=door.failing)

    with pytest.raises(StorageUnavailableError):
        await door.admit(lambda: failing.submit(a_message()))
    await door.admit(lambda: failing.submit(a_message()))

    assert len(await door.office.told()) == 1


@pytest.mark.parametrize("failures", [1, 2, 3, 4])
async def test_what_fails_a_few_times_is_tried_again(door: Door, failures: int) -> None:
    handler = Handler([ValueError(CANARY) for _ in range(failures)])

    assert await door.admit(handler) == "done"

    assert handler.calls == failures + 1
    assert await _parked(door) == 0


async def test_what_fails_five_times_is_parked_within_two_seconds(door: Door) -> None:
    handler = Handler([ValueError(CANARY) for _ in range(9)])

    assert await door.admit(handler) is None

    assert handler.calls == 5
    assert len(door.pauses) == 4
    assert sum(door.pauses) < 2
    assert door.admitted == [True]
    assert door.office.pulse.counts["parked", "slack"] == 1
    assert await _parked(door) == 1


async def test_an_outage_between_tries_is_raised_on(door: Door) -> None:
    handler = Handler([ValueError(CANARY), StorageUnavailableError("away")])

    with pytest.raises(StorageUnavailableError):
        await door.admit(handler)

    assert handler.calls == 2
    assert await _parked(door) == 0


async def test_an_outage_while_parking_is_raised_on(door: Door) -> None:
    door.failing.failures = 1

    with pytest.raises(StorageUnavailableError):
        await door.admit(Handler([ValueError(CANARY) for _ in range(9)]))

    assert await _parked(door) == 0
    assert door.admitted == []
    assert door.office.pulse.counts["storage_failures", "slack"] == 1
    assert door.office.pulse.counts["parked", "slack"] == 0


async def test_an_input_is_parked_and_reported_once(door: Door) -> None:
    for _ in range(3):
        await door.admit(Handler([ValueError(CANARY) for _ in range(9)]))

    assert await _parked(door) == 1
    (report,) = await door.office.delivered()
    assert report.address.channel == "U0"
    assert report.content == Note(
        key="operator-parked", language="fi", arguments={"platform": "Slack"}
    )


async def test_without_an_operator_an_input_is_only_parked(
    store: SqlStore, sealer: KeyedSealer
) -> None:
    door = _door(store, sealer, operator_address(""))
    await door.admit(Handler([ValueError(CANARY) for _ in range(9)]))

    assert await _parked(door) == 1
    assert await door.office.delivered() == []


async def test_a_parked_input_is_sealed_and_whole(
    door: Door, database: str, sealer: KeyedSealer
) -> None:
    await door.admit(Handler([ValueError(CANARY) for _ in range(9)]))

    (row,) = rows(database, select(parked))
    assert CANARY.encode() not in bytes(row["sealed"])
    assert CANARY not in row["reason"]
    opened = sealer.open(bytes(row["sealed"]), f"parked/{row['id']}/sealed")
    assert json.loads(opened) == RAW


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"text": "\ud800\x00"},
        {"text": "x" * 100_000},
        {"number": 10**400, "none": None, "float": 1e308},
        {"deep": json.loads("[" * 900 + "]" * 900)},
        {"bytes": b"\xff", "set": {1}},
    ],
)
async def test_any_input_can_be_parked(door: Door, raw: dict[str, object]) -> None:
    assert await door.admit(Handler([ValueError() for _ in range(9)]), raw) is None

    assert await _parked(door) == 1


async def test_the_queue_moves_on_after_a_poisonous_input(door: Door) -> None:
    await door.admit(Handler([ValueError(CANARY) for _ in range(9)]))

    assert await door.admit(Handler()) == "done"


@pytest.mark.parametrize(
    ("operator", "platform"),
    [("U0123", Platform.SLACK), ("77", Platform.TELEGRAM), ("-100777", Platform.TELEGRAM)],
)
def test_the_operator_reads_where_the_id_belongs(operator: str, platform: Platform) -> None:
    assert operator_address(operator) == Address(platform=platform, channel=operator)


def test_no_operator_has_no_address() -> None:
    assert operator_address("") is None


async def test_no_log_line_holds_anything_personal(door: Door, log_lines: io.StringIO) -> None:
    chained = ValueError(CANARY)
    chained.__cause__ = KeyError(CANARY)
    await door.admit(Handler([chained] * 5))
    with pytest.raises(StorageUnavailableError):
        await door.admit(Handler([StorageUnavailableError(CANARY)]))

    lines = log_lines.getvalue()
    assert "parked" in lines
    assert "not acknowledged" in lines
    assert CANARY not in lines


@pytest.fixture
def log_lines() -> Iterator[io.StringIO]:
    """What the program logs at DEBUG."""
    stream = io.StringIO()
    names = ("", *logs.OWN, *logs.FOREIGN)
    loggers = [logging.getLogger(name) for name in names]
    before = [(each, each.level, each.handlers[:], each.propagate) for each in loggers]
    logs.configure("debug", stream)
    yield stream
    logging.captureWarnings(False)
    for logger, level, handlers, propagate in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers
        logger.propagate = propagate


async def _parked(door: Door) -> int:
    census = await door.office.store.read(lambda tx: tx.counting.take())
    return census.parked
