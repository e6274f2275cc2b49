"""Each migration keeps the rows of the schema before it, on both databases."""

import shutil
from pathlib import Path
from uuid import UUID

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from bot.core.model.platforms import Platform
from bot.core.model.tag import Version
from bot.core.ports.attachments import NewAttachment
from bot.core.ports.recordings import NewRecording
from bot.sealing import KeyedSealer
from bot.tagging.vectors import vector_of
from storage import migrations, schema
from storage.schema import History
from storage.store import driver_url, open_store
from tests.contract.builders import NOW, TEAM, WEEK
from tests.contract.tables import rows

STORY = (
    "INSERT INTO story (id, key, number, team, person, role, identity, share, status, language, "
    "week, told_at, criticality, needs_reply, digest) VALUES ('{id}', {key}, 412, '{team}', NULL, "
    "'customer', 'unnamed', 'team', 'kept', 'fi', '{week}', 1000000, 3, 0, NULL)"
)
PART = (
    "INSERT INTO part (id, story, key, shown, original, told_at) "
    "VALUES ('{id}', '{id}', {key}, 'Hei.', {key}, 1000000)"
)
TAG = (
    "INSERT INTO tag (part, facet, key, source, polarity, confidence, span_start, span_end) "
    "VALUES ('{id}', 'kind', 'praise', 'rule', 1, 0.5, 0, 3)"
)
PARKED = (
    "INSERT INTO parked (id, key, platform, sealed, reason, at) "
    "VALUES ('{id}', {key}, 'slack', {key}, 'KeyError', 1000000)"
)
PERSON = (
    "INSERT INTO person (id, key, address, team, noticed) "
    "VALUES ('{id}', {key}, {key}, 'palvelu', 1)"
)
ID = "0" * 31 + "1"
MORE_THAN_ARE_FILLED_AT_ONCE = 1001
RECORDINGS = "0012"
"""The schema with which voice messages came."""


def until(head: str, folder: Path) -> History:
    """Return Kuule's migrations up to that one."""
    shutil.copytree(Path(migrations.__file__).parent, folder / head)
    for script in (folder / head / "versions").glob("m*.py"):
        if script.name[1:5] > head:
            script.unlink()
    return History(head, str(folder / head))


def prepare(url: str, history: History = schema.OURS) -> None:
    schema.prepare(url, allowed=True, announce=lambda _: None, history=history)


def execute(url: str, *statements: str) -> None:
    engine = create_engine(driver_url(url), poolclass=NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


async def test_under_the_ninth_schema_nobody_remembered_when_it_listened(
    empty_database: str, tmp_path: Path, sealer: KeyedSealer
) -> None:
    prepare(empty_database, until("0009", tmp_path))
    key = "X'01'" if empty_database.startswith("sqlite") else "'\\x01'::bytea"
    execute(empty_database, PARKED.format(id=ID, key=key))

    prepare(empty_database)

    async with open_store(empty_database, sealer) as store:
        assert await store.read(lambda tx: tx.listening.last()) == {}
        await store.write(lambda tx: tx.listening.note(Platform.SLACK, NOW))
        assert await store.read(lambda tx: tx.listening.last()) == {Platform.SLACK: NOW}
    assert len(rows(empty_database, "parked")) == 1


async def test_what_failed_under_the_fourth_schema_is_not_seen_yet(
    empty_database: str, tmp_path: Path, sealer: KeyedSealer
) -> None:
    prepare(empty_database, until("0004", tmp_path))
    key = "X'01'" if empty_database.startswith("sqlite") else "'\\x01'::bytea"
    execute(empty_database, PARKED.format(id=ID, key=key))

    prepare(empty_database)

    async with open_store(empty_database, sealer) as store:
        assert (await store.read(lambda tx: tx.counting.take())).parked == 1
        assert await store.write(lambda tx: tx.counting.see(NOW)) == 1


async def test_parts_of_the_second_schema_were_never_changed_and_nobody_was_asked(
    empty_database: str, tmp_path: Path, sealer: KeyedSealer
) -> None:
    prepare(empty_database, until("0002", tmp_path))
    key = "X'01'" if empty_database.startswith("sqlite") else "'\\x01'::bytea"
    values = {"id": ID, "key": key, "team": TEAM.id, "week": str(WEEK)}
    execute(empty_database, *(each.format(**values) for each in (STORY, PART)))

    prepare(empty_database)

    assert [row["changed_at"] for row in rows(empty_database, "part")] == [None]
    assert rows(empty_database, "ask") == []
    async with open_store(empty_database, sealer) as store:
        assert await store.write(lambda tx: tx.asks.add(b"key", b"person", NOW))


async def test_stories_of_the_first_schema_are_read_with_their_tags(
    empty_database: str, tmp_path: Path, sealer: KeyedSealer
) -> None:
    prepare(empty_database, until("0001", tmp_path))
    key = "X'01'" if empty_database.startswith("sqlite") else "'\\x01'::bytea"
    values = {"id": ID, "key": key, "team": TEAM.id, "week": str(WEEK)}
    execute(empty_database, *(each.format(**values) for each in (STORY, PART, TAG)))

    prepare(empty_database)

    async with open_store(empty_database, sealer) as store:
        (story,) = await store.read(lambda tx: tx.stories.told_in(TEAM.id, WEEK))
        (part,) = await store.write(lambda tx: tx.tag_sets.of(story.id))
    assert (story.number, story.text, story.criticality) == ("T-0412", "Hei.", 3)
    assert [(tag.facet, tag.key, tag.end) for tag in story.tags] == [("kind", "praise", 3)]
    assert (part.number, part.version) == (0, Version(taxonomy="", model=""))
    assert len(rows(empty_database, "tag_set")) == 1


async def test_every_part_of_the_thirteenth_schema_gets_the_vector_of_its_shown_text(
    empty_database: str, tmp_path: Path
) -> None:
    prepare(empty_database, until("0013", tmp_path))
    key = "decode('{0}', 'hex')" if empty_database.startswith("postgresql") else "X'{0}'"
    values = {"team": TEAM.id, "week": str(WEEK)}
    texts = [f"Asiakas {number} kiitti." for number in range(MORE_THAN_ARE_FILLED_AT_ONCE)]
    execute(empty_database, STORY.format(id=ID, key=key.format("00"), **values))
    parts = (
        PART.replace("'{id}', '{id}'", f"'{number:032}', '{ID}'")
        .replace("Hei.", text)
        .format(key=key.format(f"{number:08}"))
        for number, text in enumerate(texts)
    )
    execute(empty_database, *parts)

    prepare(empty_database)

    found = {row["shown"]: bytes(row["vector"]) for row in rows(empty_database, "part")}
    assert found == {text: vector_of(text) for text in texts}


async def test_a_person_of_the_schema_before_can_be_heard(
    empty_database: str, tmp_path: Path, sealer: KeyedSealer
) -> None:
    prepare(empty_database, until(f"{int(RECORDINGS) - 1:04}", tmp_path))
    key = "X'01'" if empty_database.startswith("sqlite") else "'\\x01'::bytea"
    execute(empty_database, PERSON.format(id=ID, key=key))

    prepare(empty_database)

    assert rows(empty_database, "recording") == []
    new = NewRecording(
        id=UUID(int=2), key=b"key", person=UUID(ID), sealed=b"sealed", not_before=NOW, expires=NOW
    )
    async with open_store(empty_database, sealer) as store:
        await store.write(lambda tx: tx.recordings.add(new))
        (taken,) = await store.write(lambda tx: tx.recordings.claim(NOW, NOW, 5))
    assert (taken.id, taken.sealed) == (new.id, b"sealed")


async def test_parts_of_the_fourth_schema_have_no_files_and_can_get_one(
    empty_database: str, tmp_path: Path, sealer: KeyedSealer
) -> None:
    prepare(empty_database, until("0004", tmp_path))
    key = "X'01'" if empty_database.startswith("sqlite") else "'\\x01'::bytea"
    values = {"id": ID, "key": key, "team": TEAM.id, "week": str(WEEK)}
    execute(empty_database, *(each.format(**values) for each in (STORY, PART)))

    prepare(empty_database)

    assert rows(empty_database, "attachment") == rows(empty_database, "attachment_key") == []
    new = NewAttachment(id=UUID(int=2), part=UUID(ID), awaited=b"sealed", not_before=NOW)
    async with open_store(empty_database, sealer) as store:
        await store.write(lambda tx: tx.attachments.add(new))
        (taken,) = await store.write(lambda tx: tx.attachments.claim(NOW, NOW, 5))
    assert (taken.id, taken.number) == (new.id, "T-0412")
