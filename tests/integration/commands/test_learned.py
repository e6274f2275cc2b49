"""`kuule learned`."""

import asyncio
import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.model.tag import Source
from bot.core.ports.store import Transaction
from bot.sealing import KeyedSealer
from storage.store import open_store
from tests.contract.builders import tell
from tests.contract.test_corrections import a_correction
from tests.contract.test_learning import a_version
from tests.integration.commands.desk import KEY, Desk

MADE = datetime(2026, 11, 12, 1, 0, tzinfo=UTC)


def learn(desk: Desk, *numbers: int) -> None:
    """Put those versions into the database as refits do."""

    async def work() -> None:
        async with open_store(desk.database, KeyedSealer(base64.b64decode(KEY))) as store:
            story = await tell(store, "1.0")
            correction = a_correction(story.id, source=Source.HUMAN)
            await store.write(lambda tx: tx.corrections.add(correction))
            for number in numbers:
                await store.write(lambda tx, number=number: adopt(tx, number))

    asyncio.run(work())


def adopt(tx: Transaction, number: int) -> None:
    state = tx.learning.states()["palvelu"]
    tx.learning.adopt(a_version(number, made_at=MADE), state)


def test_without_corrections_there_is_no_version(desk: Desk) -> None:
    result = desk.run("learned")

    assert (result.status, result.err) == (0, "")
    assert result.out == (
        "There is no version yet: one is made in the night after the first correction.\n"
    )


def test_each_version_is_a_line_with_its_figures(both: Desk) -> None:
    learn(both, 1, 2)

    assert both.run("learned").out == (
        "version 2 (in use): 2026-11-12 03:00, from 6 corrected stories; "
        "3 facets wrong on 2 held out, untaught 4\n"
        "version 1: 2026-11-12 03:00, from 6 corrected stories; "
        "3 facets wrong on 2 held out, untaught 4\n"
    )


def test_a_roll_back_goes_from_version_to_version_to_none(both: Desk) -> None:
    learn(both, 1, 2)

    said = [both.run("learned", "--roll-back").out for _ in range(3)]

    follows = "A running Kuule follows within 15 seconds.\n"
    assert said == [
        f"Version 2 was in use; version 1 is now. {follows}",
        f"Version 1 was in use; no version is now. {follows}",
        "No version is in use, so there is none to roll back.\n",
    ]
    assert both.run("learned").out.splitlines()[0] == (
        "No version is in use, only what was corrected since the roll-back."
    )


def test_versions_are_those_of_the_team(desk: Desk) -> None:
    learn(desk, 1)

    assert "version 1" in desk.run("learned", "--team", "palvelu").out
    assert "no version yet" in desk.run("learned", "--team", "myynti").out


@pytest.mark.parametrize("options", [(), ("--roll-back",)])
def test_an_unknown_team_is_exit_status_2(desk: Desk, options: tuple[str, ...]) -> None:
    result = desk.run("learned", "--team", "x", *options)

    assert result.status == 2
    assert "There is no team 'x'; the settings have: palvelu, myynti." in " ".join(
        result.err.split()
    )


def test_the_settings_may_lie_elsewhere(desk: Desk, tmp_path: Path) -> None:
    file = (desk.folder / "config.toml").rename(tmp_path / "other.toml")

    assert desk.run("learned", "--config", str(file)).status == 0
