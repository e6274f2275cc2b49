"""Fifty events a second, in short; `benchmarks/acknowledgement.py` does it at length."""

from pathlib import Path

import pytest

from benchmarks.acknowledgement import measure, report


@pytest.mark.parametrize("mode", ["socket", "http"])
async def test_at_fifty_events_a_second_every_one_is_acknowledged(
    tmp_path: Path, mode: str
) -> None:
    waited = await measure(tmp_path, mode=mode, seconds=2, rate=50)

    print(report(waited))  # noqa: T201  # the figures of a failed run
    assert waited.told == 100
    assert len(waited.seconds) == 100
    assert waited.lost == 0
