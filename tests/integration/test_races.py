"""Processes race for digests, in short; `benchmarks/races.py` does it at length."""

import subprocess
import sys
from pathlib import Path

WEEKS = 15
ROOT = Path(__file__).parents[2]


def test_processes_that_race_and_die_post_each_digest_once(database: str) -> None:
    """In a process of its own, which has no threads when it forks the racers."""
    command = [sys.executable, "-m", "benchmarks.races", f"{WEEKS}", "--database", database]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603  # our own command

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{WEEKS} weeks have a digest, 0 two" in done.stdout
