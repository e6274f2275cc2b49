"""The benchmarks of the ways in still go the product's own way."""

from pathlib import Path

import pytest

from benchmarks import claim, digest, flood
from benchmarks.intake_ways import ways
from storage.store import SqlStore


async def test_each_way_of_the_intake_benchmark_keeps_what_it_tells(store: SqlStore) -> None:
    slack, text, talk = ways(store)
    await slack(1)
    await text(1)
    await talk(1)

    census = await store.read(lambda tx: tx.counting.take())
    assert (census.stories, census.parked) == (2, 0)


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_small_flood_is_measured_and_loses_nothing(
    tmp_path: Path, database: str, mode: str
) -> None:
    found = await flood.measure(tmp_path / "site", database, mode=mode, seconds=1, rate=30)

    assert (found.sent, len(found.waits), found.lost) == (30, 5, 0)
    assert all(figure in flood.report(mode, found) for figure in ("median", "99 of 100", "lost"))


async def test_a_digest_over_an_archive_is_measured_by_part(
    tmp_path: Path,
) -> None:
    database = f"sqlite:///{tmp_path / 'kuule.db'}"
    found = await digest.measure(database, 100, 10_000, quiet_seconds=0.1)

    assert list(found.parts) == ["reading", "composing", "verifying", "comparing", "stamping"]
    assert found.lines > 20
    assert all(word in digest.report(found) for word in ("memory", "quiet", "meanwhile"))


@pytest.mark.parametrize("platform", ["slack", "telegram"])
async def test_a_claim_and_its_release_are_measured_until_everybody_sees_them(
    tmp_path: Path, platform: str
) -> None:
    found = await claim.measure(tmp_path, platform=platform, times=1, rate=5)

    assert len(found) == 2
    assert all(figure in claim.report(platform, found) for figure in ("median", "longest"))
