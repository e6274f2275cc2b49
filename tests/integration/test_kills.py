"""kill -9 under load, in short; `benchmarks/kills.py` does it at length."""

from pathlib import Path

from benchmarks.kills import besiege, report

KILLS = 20
"""On each of the two databases."""


async def test_kills_under_load_lose_no_acknowledged_story_and_make_no_duplicate(
    tmp_path: Path, database: str
) -> None:
    verdict = await besiege(tmp_path / "site", database, KILLS, seed=len(database))

    print(report("", verdict))  # noqa: T201  # the figures of a failed run
    assert verdict.lost == []
    assert verdict.doubled == []
    assert verdict.doubled_posts == []
    assert verdict.integrity == "ok"
    assert verdict.errors == []
    assert verdict.end_status == 0
    assert min(verdict.acknowledged.values()) > KILLS
    assert set(verdict.acknowledged) == {"slack", "telegram"}
    assert verdict.repeated > 0.2 * verdict.told
