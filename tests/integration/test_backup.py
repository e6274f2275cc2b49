"""Backup and restore of a SQLite database, also of a damaged one and while Kuule writes."""

import asyncio
import os
import random
import shutil
import sqlite3
import stat
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

import pytest

from bot.core.errors import SchemaError, StorageError
from bot.core.model.delivery import DeliveryState
from bot.core.model.digest import DigestState, Line
from bot.core.model.incoming import IncomingErasing
from bot.core.model.story import Story
from bot.core.model.tag import Source
from bot.core.model.week import Week
from bot.core.opinions import Opinions
from bot.core.ports.attachments import NewAttachment
from bot.core.ports.sealing import SealedText
from bot.core.ports.store import Transaction
from bot.core.ports.stories import NewStory
from bot.sealing import KeyedSealer
from storage import migrations, schema
from storage.backup import back_up, in_use, keys_file, restore
from storage.store import SqlStore, open_store
from tests.contract.builders import (
    NOW,
    TEAM,
    WEEK,
    a_delivery,
    a_digest,
    a_key,
    a_part,
    a_post,
    a_story,
    a_tag,
    after,
    claim,
    deliver,
    settle,
    slack,
    telegram,
    tell,
)
from tests.contract.tables import everything, rows
from tests.contract.test_corrections import a_correction
from tests.core_builders import Office, a_command, a_telegram_message
from tests.fakes import StandingClock

T = TypeVar("T")


@pytest.fixture
def path(tmp_path: Path, sqlite_template: Path) -> Path:
    path = tmp_path / "kuule.db"
    path.write_bytes(sqlite_template.read_bytes())
    return path


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "monday.db"


@pytest.fixture
def at(path: Path, sealer: KeyedSealer) -> Callable[[Callable[[SqlStore], Awaitable[T]]], T]:
    """Do something on the store, as a Kuule that starts and ends."""

    def run(what: Callable[[SqlStore], Awaitable[T]]) -> T:
        async def opened() -> T:
            async with open_store(f"sqlite:///{path}", sealer) as store:
                return await what(store)

        return asyncio.run(opened())

    return run


async def stories(store: SqlStore) -> Sequence[Story]:
    return await store.read(lambda tx: tx.stories.told_in(TEAM.id, WEEK))


async def withdraw(store: SqlStore, message: str) -> None:
    def unit(tx: Transaction) -> None:
        own = tx.stories.of(a_key(message), None)
        assert own is not None
        tx.deliveries.forget(own.id)
        tx.corrections.forget(own.id)
        tx.stories.withdraw(own.id, NOW)

    await store.write(unit)


async def post(store: SqlStore, week: Week = WEEK, remote: str = "1.0") -> object:
    """Claim and post a digest that counts every story of the week."""
    digest = a_digest(week)

    def unit(tx: Transaction) -> None:
        tx.digests.claim(digest, NOW)
        tx.digests.count(digest.id, [each.id for each in tx.stories.uncounted(TEAM.id, week)])
        tx.deliveries.add(a_post(digest))

    await store.write(unit)
    (delivery,) = await claim(store)
    await settle(store, delivery, DeliveryState.SENT, remote_id=remote)
    return digest


def a_wish(who: tuple[str, ...]) -> IncomingErasing:
    """Return the confirmed wish of that person that everything goes."""
    return IncomingErasing(
        key=("telegram", "9", "press", "1"),
        person=who,
        confirmed=9,
        question="erase-question",
        answer_to=telegram("77"),
    )


async def attach(store: SqlStore, story: NewStory) -> None:
    """Keep an image with the story."""
    new = NewAttachment(id=uuid4(), part=story.part.id, awaited=b"sealed name", not_before=NOW)
    content = SealedText(b"sealed image", b"wrapped key of the image")
    await store.write(lambda tx: tx.attachments.add(new))
    await store.write(lambda tx: tx.attachments.keep(new.id, "image/png", content))


def states(path: Path) -> list[str]:
    return sorted(str(row["state"]) for row in rows(f"sqlite:///{path}", "delivery"))


def execute(path: Path, *statements: str) -> list[object]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return [connection.execute(statement).fetchone() for statement in statements]


class TestBackup:
    def test_what_was_backed_up_is_what_is_restored(self, path, backup, at, sealer) -> None:
        text = "Vähän äännöstä 💛."

        async def telling(store: SqlStore) -> None:
            part = a_part("1.0", text)
            place = f"part/{part.id.hex}/original"
            part = replace(part, original=sealer.seal_original("The original.", place))

            def unit(tx: Transaction) -> None:
                person = tx.people.meet(a_key("U1"), b"sealed address")
                tx.stories.add(a_story(part, person.id))

            await store.write(unit)

        at(telling)
        before = at(stories)
        back_up(path, backup)
        path.unlink()

        assert restore(backup, path) == 0

        assert at(stories) == before
        assert before[0].text == text
        (part,) = rows(f"sqlite:///{path}", "part")
        (key,) = rows(f"sqlite:///{path}", "part_key")
        sealed = SealedText(bytes(part["original"]), bytes(key["wrapped"]))
        assert sealer.open_original(sealed, f"part/{part['id']}/original") == "The original."

    def test_images_are_backed_up_and_their_keys_apart(self, path, backup, at) -> None:
        async def telling(store: SqlStore) -> None:
            await attach(store, await tell(store, "1.0"))

        at(telling)
        before = rows(f"sqlite:///{path}", "attachment")
        back_up(path, backup)
        path.unlink()

        assert restore(backup, path) == 0

        assert rows(f"sqlite:///{path}", "attachment") == before
        (key,) = rows(f"sqlite:///{path}", "attachment_key")
        assert bytes(key["wrapped"]) == b"wrapped key of the image"
        assert b"sealed image" in backup.read_bytes()
        assert b"wrapped key of the image" not in backup.read_bytes()
        assert b"wrapped key of the image" in keys_file(backup).read_bytes()
        assert b"sealed image" not in keys_file(backup).read_bytes()

    def test_the_keys_lie_in_a_file_of_their_own(self, path, backup, at) -> None:
        at(lambda store: tell(store, "1.0"))

        back_up(path, backup)

        assert b"wrapped 1.0" not in backup.read_bytes()
        assert b"sealed 1.0" in backup.read_bytes()
        assert b"wrapped 1.0" in keys_file(backup).read_bytes()
        assert b"sealed 1.0" not in keys_file(backup).read_bytes()

    def test_only_the_owner_reads_a_backup(self, path, backup, at) -> None:
        old = os.umask(0)
        try:
            back_up(path, backup)
            restore(backup, path.with_name("restored.db"))
        finally:
            os.umask(old)

        for file in (backup, keys_file(backup), path.with_name("restored.db")):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file

    def test_nothing_but_the_two_files_is_left(self, path, backup, at) -> None:
        for end in ("", "-journal", "-wal", ".keys", ".keys-journal"):
            backup.with_name(f"monday.db.partial{end}").write_text("left by a crash")

        back_up(path, backup)

        assert sorted(file.name for file in path.parent.iterdir() if file != path) == [
            "monday.db",
            "monday.db.keys",
        ]

    def test_an_older_backup_is_never_overwritten(self, path, backup, at) -> None:
        back_up(path, backup)
        before = backup.read_bytes()

        with pytest.raises(StorageError, match="exists already"):
            back_up(path, backup)
        backup.unlink()
        with pytest.raises(StorageError, match="exists already"):
            back_up(path, backup)

        back_up(path, backup.with_name("tuesday.db"))
        assert backup.with_name("tuesday.db").read_bytes() == before

    def test_where_there_is_no_database_none_is_made(self, tmp_path, backup) -> None:
        with pytest.raises(StorageError, match="no database"):
            back_up(tmp_path / "nothing.db", backup)

        assert list(tmp_path.iterdir()) == []

    def test_a_place_that_cannot_be_written_to_is_told(self, path, tmp_path) -> None:
        with pytest.raises(StorageError, match="is there such a folder"):
            back_up(path, tmp_path / "no such folder" / "monday.db")

    async def test_a_backup_made_while_stories_come_in_is_whole(
        self, path: Path, tmp_path: Path, sealer: KeyedSealer
    ) -> None:
        done: list[str] = []

        async def telling(store: SqlStore, number: int) -> None:
            for n in range(40):
                await tell(store, f"{number}-{n}", "Hei.")
                done.append(f"{number}-{n}")

        async with open_store(f"sqlite:///{path}", sealer) as store:
            tasks = [asyncio.create_task(telling(store, number)) for number in range(8)]
            known: list[tuple[Path, int, int]] = []
            for n in range(4):
                await tell(store, f"between {n}")
                file, before = tmp_path / f"{n}.db", len(done)
                await asyncio.to_thread(back_up, path, file)
                known.append((file, before + n + 1, len(done) + n + 1 + len(tasks)))
            await asyncio.gather(*tasks)

        for file, at_least, at_most in known:
            target = tmp_path / f"{file.name}.restored"
            assert restore(file, target) == 0
            count, parts, keys, check = execute(
                target,
                "SELECT count(*) FROM story",
                "SELECT count(*) FROM part",
                "SELECT count(*) FROM part_key",
                "PRAGMA integrity_check",
            )
            assert count == parts == keys
            assert at_least <= count[0] <= at_most  # type: ignore[index]  # a row
            assert check == ("ok",)


class TestWhatHappenedSince:
    def test_what_was_removed_since_stays_removed(self, path, backup, at) -> None:
        async def before(store: SqlStore) -> None:
            await tell(store, "1.0", "Gone with all its words.", reply_due=NOW)
            await tell(store, "2.0", "Kept.")
            own = await store.write(lambda tx: tx.stories.of(a_key("2.0"), None))
            part = a_part("2.1", "Dropped.")
            await store.write(lambda tx: tx.stories.add_part(own.id, part))

        async def since(store: SqlStore) -> None:
            await withdraw(store, "1.0")
            await store.write(lambda tx: tx.stories.drop_part(a_key("2.1"), NOW))
            await store.write(lambda tx: tx.stories.bury(a_key("9.0"), NOW))
            await tell(store, "3.0", "Lost, because it was told after the backup.")

        at(before)
        back_up(path, backup)
        at(since)

        assert restore(backup, path) == 1

        assert [story.text for story in at(stories)] == ["Kept."]
        assert len(rows(f"sqlite:///{path}", "story")) == 2
        assert rows(f"sqlite:///{path}", "case") == []
        for message in ("1.0", "2.1", "9.0"):
            assert at(
                lambda store, m=message: store.read(lambda tx: tx.stories.trace(a_key(m)).removed)
            )
        for gone in (b"Gone with", b"Dropped", b"sealed 1.0", b"wrapped 1.0", b"wrapped 2.1"):
            assert gone not in path.read_bytes()

    def test_what_people_changed_in_what_was_removed_since_is_forgotten(
        self, path, backup, at
    ) -> None:
        mine = a_tag("kind", "praise", source=Source.TELLER)

        async def before(store: SqlStore) -> None:
            for message in ("1.0", "2.0", "3.0"):
                story = await tell(store, message, "Words.", a_tag("kind", "idea"), mine)
                await store.write(
                    lambda tx, story=story: tx.corrections.add(a_correction(story.id))
                )
            part = a_part("2.1", "Dropped.")
            own = await store.write(lambda tx: tx.stories.of(a_key("2.0"), None))
            await store.write(lambda tx: tx.stories.add_part(own.id, part))

        async def since(store: SqlStore) -> None:
            await withdraw(store, "1.0")
            await store.write(lambda tx: tx.stories.drop_part(a_key("2.1"), NOW))

        at(before)
        back_up(path, backup)
        at(since)
        restore(backup, path)

        database = f"sqlite:///{path}"
        (kept,) = rows(database, "correction")
        assert kept["serial"] == 3
        assert sorted(str(row["source"]) for row in rows(database, "tag")) == [
            "rule", "rule", "teller",
        ]  # fmt: skip
        (learning,) = rows(database, "learning")
        assert learning["changes"] == 4

    def test_who_was_erased_since_stays_erased_with_everything(
        self, path, backup, at, sealer
    ) -> None:
        who = ("telegram", "9", "77")
        wish = a_wish(who)

        async def before(store: SqlStore) -> None:
            office = Office(store, sealer, StandingClock(NOW))
            await office.intake.submit(a_telegram_message("A canary sings."))
            await office.intake.submit(a_telegram_message("Others stay.", 2, user="88"))
            await office.guiding.begin(a_command("start"))
            await office.guiding.tell(a_telegram_message("A canary in a talk.", 3))
            digest = a_digest()
            await store.write(lambda tx: tx.digests.claim(digest, NOW))
            opinions = Opinions(store, sealer, office.tagger, office.teams)
            for reader in (who, ("telegram", "9", "88")):
                await opinions.rate(digest.id, reader, is_useful=True)

        async def erase(store: SqlStore) -> bool:
            return await Office(store, sealer, StandingClock(NOW)).erasing.erase(wish)

        at(before)
        back_up(path, backup)
        assert at(erase)

        assert restore(backup, path) == 1

        database = f"sqlite:///{path}"
        assert [story.text for story in at(stories)] == ["Others stay."]
        assert sorted(str(row["status"]) for row in rows(database, "story")) == ["erased", "kept"]
        assert [row["key"] for row in rows(database, "person")] == [
            sealer.keyed(("telegram", "9", "88"))
        ]
        for table in ("dialogue", "held"):
            assert rows(database, table) == []
        assert len(rows(database, "rating")) == 1
        assert b"canary" not in path.read_bytes()
        assert not at(erase), "what is delivered again finds nobody"

    def test_who_was_erased_before_the_backup_and_came_back_stays(
        self, path, backup, at, sealer
    ) -> None:
        async def before(store: SqlStore) -> None:
            office = Office(store, sealer, StandingClock(NOW))
            await office.intake.submit(a_telegram_message("Erased."))
            await office.erasing.erase(a_wish(("telegram", "9", "77")))
            await office.intake.submit(a_telegram_message("Told anew.", 2))

        at(before)
        back_up(path, backup)

        assert restore(backup, path) == 0

        assert [story.text for story in at(stories)] == ["Told anew."]

    def test_who_was_erased_twice_stays_erased(self, path, backup, at, sealer) -> None:
        wish = a_wish(("telegram", "9", "77"))

        async def before(store: SqlStore) -> None:
            office = Office(store, sealer, StandingClock(NOW))
            await office.intake.submit(a_telegram_message("Erased."))
            await office.erasing.erase(wish)
            await office.intake.submit(a_telegram_message("Told anew.", 2))

        async def since(store: SqlStore) -> None:
            office = Office(store, sealer, StandingClock(after(hours=1)))
            await office.erasing.erase(replace(wish, key=("telegram", "9", "press", "2")))

        at(before)
        back_up(path, backup)
        at(since)

        assert restore(backup, path) == 1

        assert at(stories) == []
        assert rows(f"sqlite:///{path}", "person") == []

    def test_what_waited_for_who_was_erased_since_says_nothing_any_more(
        self, path, backup, at, sealer
    ) -> None:
        async def before(store: SqlStore) -> None:
            office = Office(store, sealer, StandingClock(NOW))
            await office.guiding.begin(a_command("start"))

        async def erase(store: SqlStore) -> bool:
            office = Office(store, sealer, StandingClock(NOW))
            return await office.erasing.erase(a_wish(("telegram", "9", "77")))

        at(before)
        back_up(path, backup)
        assert at(erase)
        restore(backup, path)

        assert [row["sealed"] for row in rows(f"sqlite:///{path}", "delivery")] == [None]

    def test_whether_open_deliveries_were_sent_is_unknown(self, path, backup, at) -> None:
        async def before(store: SqlStore) -> None:
            await deliver(store, *(a_delivery(f"{n}", address=slack(f"C{n}")) for n in range(4)))
            sent, dead, _sending = await claim(store, limit=3)
            await settle(store, sent, DeliveryState.SENT, remote_id="1.0")
            await settle(store, dead, DeliveryState.DEAD)

        at(before)
        back_up(path, backup)
        path.unlink()

        assert restore(backup, path) == 0

        assert states(path) == ["dead", "sent", "unknown", "unknown"]
        assert at(claim) == []
        assert len(at(lambda store: store.read(lambda tx: tx.deliveries.unknown(NOW, 9)))) == 2

    def test_what_was_sent_since_is_known_as_sent(self, path, backup, at) -> None:
        async def before(store: SqlStore) -> None:
            await deliver(store, *(a_delivery(f"{n}", address=slack(f"C{n}")) for n in range(3)))

        async def since(store: SqlStore) -> None:
            sent, _sending = await claim(store, limit=2)
            await settle(store, sent, DeliveryState.SENT, remote_id="1.0")

        at(before)
        back_up(path, backup)
        at(since)

        assert restore(backup, path) == 0

        assert states(path) == ["ready", "sending", "sent"]

    def test_a_receipt_of_a_removed_story_is_not_sent(self, path, backup, at) -> None:
        async def before(store: SqlStore) -> None:
            story = await tell(store, "1.0")
            await deliver(store, a_delivery(story=story.id))

        at(before)
        back_up(path, backup)
        at(lambda store: withdraw(store, "1.0"))

        assert restore(backup, path) == 1

        assert states(path) == []

    def test_what_readers_said_of_a_story_removed_since_is_gone(self, path, backup, at) -> None:
        async def voted(store: SqlStore) -> None:
            story, digest = await tell(store, "1.0"), a_digest()
            await store.write(lambda tx: tx.digests.claim(digest, NOW))
            await store.write(lambda tx: tx.readers.vote(digest.id, b"r" * 32, story.id, "Hyvä."))

        at(voted)
        back_up(path, backup)
        at(lambda store: withdraw(store, "1.0"))

        restore(backup, path)

        assert execute(path, "SELECT COUNT(*) FROM vote") == [(0,)]

    def test_a_digest_posted_since_is_not_posted_again(self, path, backup, at, sealer) -> None:
        at(lambda store: tell(store, "1.0"))
        back_up(path, backup)
        digest = at(post)

        assert restore(backup, path) == 0

        async def after(store: SqlStore) -> None:
            again = a_digest()
            assert not await store.write(lambda tx: tx.digests.claim(again, NOW))
            found = await store.read(lambda tx: tx.digests.of(TEAM.id, WEEK))
            assert found is not None
            assert found.id == digest.id
            assert found.state is DigestState.POSTED
            assert not await store.read(lambda tx: tx.stories.uncounted(TEAM.id, WEEK))
            assert await claim(store) == []
            posted = await store.read(lambda tx: tx.deliveries.posted(digest.id))
            assert [one.remote_id for one in posted] == ["1.0"], "a removal must find the post"

        at(after)

    def test_a_digest_that_waited_then_and_was_posted_since_is_posted(
        self, path, backup, at
    ) -> None:
        digest = a_digest()

        async def before(store: SqlStore) -> None:
            await store.write(lambda tx: tx.digests.claim(digest, NOW))
            await deliver(store, a_post(digest))

        async def since(store: SqlStore) -> None:
            (delivery,) = await claim(store)
            await settle(store, delivery, DeliveryState.SENT, remote_id="7.0")
            await store.write(
                lambda tx: tx.digests.rewrite(digest.id, [Line("x", "less", ())], None)
            )

        at(before)
        back_up(path, backup)
        at(since)

        assert restore(backup, path) == 0

        found = at(lambda store: store.read(lambda tx: tx.digests.of(TEAM.id, WEEK)))
        assert (found.state, found.lines) == (DigestState.POSTED, (Line("x", "less", ()),))
        posted = at(lambda store: store.read(lambda tx: tx.deliveries.posted(digest.id)))
        assert [one.remote_id for one in posted] == ["7.0"]

    def test_a_period_claimed_under_another_id_does_not_stop_the_restore(
        self, path, backup, at
    ) -> None:
        at(lambda store: tell(store, "1.0"))
        digest = at(post)
        back_up(path, backup)
        execute(
            path,
            "PRAGMA foreign_keys=OFF",
            "UPDATE digest SET id = 'f' || substr(id, 2) || 'f'",
            "UPDATE story SET digest = (SELECT id FROM digest)",
            "UPDATE delivery SET id = substr(id, 2) || 'f', digest = (SELECT id FROM digest)",
        )

        assert restore(backup, path) == 0

        found = at(lambda store: store.read(lambda tx: tx.digests.of(TEAM.id, WEEK)))
        assert found.id == digest.id
        assert states(path) == ["sent"]


class TestThePresentDatabase:
    def test_it_may_be_missing_with_its_folder(self, path, backup, tmp_path, at) -> None:
        at(lambda store: tell(store, "1.0"))
        back_up(path, backup)
        target = tmp_path / "new" / "place" / "kuule.db"

        assert restore(backup, target) == 0

        assert execute(target, "SELECT count(*) FROM story") == [(1,)]
        assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700

    @pytest.mark.parametrize("content", [b"", b"This is no database. " * 500])
    def test_it_may_be_no_database(self, path, backup, at, content) -> None:
        at(lambda store: tell(store, "1.0"))
        back_up(path, backup)
        path.write_bytes(content)

        assert restore(backup, path) is None, "nothing could be carried over"

        assert len(at(stories)) == 1

    @pytest.mark.parametrize("seed", range(12))
    def test_it_may_be_damaged_anywhere(self, path, backup, at, seed) -> None:
        at(lambda store: tell(store, "1.0"))
        back_up(path, backup)
        at(lambda store: withdraw(store, "1.0"))
        content = bytearray(path.read_bytes())
        chance = random.Random(seed)  # noqa: S311  # no secret
        for _ in range(8):
            page = chance.randrange(len(content) // 4096) * 4096
            content[page : page + 4096] = chance.randbytes(4096)
        path.write_bytes(content)

        removed = restore(backup, path)

        assert removed in {None, 0, 1}
        assert len(at(stories)) == (0 if removed else 1)
        assert execute(path, "PRAGMA integrity_check", "PRAGMA foreign_key_check") == [
            ("ok",),
            None,
        ]

    def test_what_another_key_began_says_nothing_about_the_backup(
        self, path, backup, at, sqlite_template
    ) -> None:
        at(lambda store: tell(store, "1.0"))
        back_up(path, backup)
        path.write_bytes(sqlite_template.read_bytes())

        async def others() -> None:
            stranger = KeyedSealer(b"another key, of 32 bytes in all.")
            async with open_store(f"sqlite:///{path}", stranger) as store:
                await deliver(store, a_delivery())

        asyncio.run(others())

        assert restore(backup, path) is None

        assert len(at(stories)) == 1
        assert states(path) == []

    def test_it_may_have_its_last_words_in_the_log_only(self, path, backup, at) -> None:
        at(lambda store: tell(store, "1.0"))
        back_up(path, backup)
        with closing(sqlite3.connect(path)) as crashed:
            crashed.execute("PRAGMA journal_mode=WAL")
            crashed.execute("INSERT INTO erasure VALUES (?, 1)", (a_key("1.0"),))
            crashed.commit()
            content = {end: path.with_name(path.name + end).read_bytes() for end in ("", "-wal")}
        for end, found in content.items():
            path.with_name(path.name + end).write_bytes(found)

        assert restore(backup, path) == 1

        assert at(stories) == []

    def test_the_log_of_a_damaged_one_is_not_taken_for_the_backups(self, path, backup, at) -> None:
        at(lambda store: tell(store, "1.0"))
        back_up(path, backup)
        with closing(sqlite3.connect(path)) as crashed:
            crashed.execute("PRAGMA journal_mode=WAL")
            crashed.execute("DELETE FROM part")
            crashed.commit()
            log = path.with_name("kuule.db-wal").read_bytes()
        path.write_bytes(b"This is no database. " * 500)
        path.with_name("kuule.db-wal").write_bytes(log)

        assert restore(backup, path) is None

        assert len(at(stories)) == 1

    def test_one_that_is_in_use_is_not_replaced(self, path, backup, at) -> None:
        at(lambda store: tell(store, "1.0"))
        back_up(path, backup)

        with in_use(path), in_use(path), pytest.raises(StorageError, match="in use"):
            restore(backup, path)

        assert restore(backup, path) == 0

    def test_a_restore_that_fails_leaves_it_as_it_was(self, path, backup, at) -> None:
        at(lambda store: tell(store, "1.0"))
        back_up(path, backup)
        at(lambda store: tell(store, "2.0"))
        keys_file(backup).write_bytes(b"These are no keys. " * 500)

        with pytest.raises(StorageError, match="as it was"):
            restore(backup, path)

        assert len(at(stories)) == 2
        assert not path.with_name("kuule.db.restoring").exists()


class TestBadBackups:
    def test_none_is_told(self, path, backup) -> None:
        with pytest.raises(StorageError, match="no such backup"):
            restore(backup, path)

    @pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" * 300])
    def test_what_is_no_backup_is_told(self, path, backup, content) -> None:
        backup.write_bytes(content)
        before = path.read_bytes()

        with pytest.raises(StorageError, match="no backup of Kuule"):
            restore(backup, path)

        assert path.read_bytes() == before

    def test_another_programs_database_is_told(self, path, backup) -> None:
        execute(backup, "CREATE TABLE t (a)")

        with pytest.raises(StorageError, match="no backup of Kuule"):
            restore(backup, path)

    def test_a_damaged_one_is_told(self, path, backup, at) -> None:
        at(lambda store: tell(store, "1.0"))
        back_up(path, backup)
        content = backup.read_bytes()
        (root, size) = (
            row[0]
            for row in execute(
                backup,
                "SELECT rootpage FROM sqlite_schema WHERE name = 'story'",
                "PRAGMA page_size",
            )
        )
        start = (root - 1) * size
        backup.write_bytes(content[:start] + b"\xff" * size + content[start + size :])

        with pytest.raises(StorageError, match="damaged"):
            restore(backup, path)

    def test_a_newer_one_is_told(self, path, backup, at) -> None:
        back_up(path, backup)
        execute(backup, "UPDATE alembic_version SET version_num = '9999'")

        with pytest.raises(SchemaError, match="newer Kuule"):
            restore(backup, path)


class TestKeys:
    """What a deleted key means for the backups."""

    def test_without_the_keys_the_originals_stay_sealed_and_the_rest_is_there(
        self, path, backup, at
    ) -> None:
        at(lambda store: tell(store, "1.0"))
        back_up(path, backup)
        keys_file(backup).unlink()
        path.unlink()

        assert restore(backup, path) == 0

        assert len(at(stories)) == 1
        assert rows(f"sqlite:///{path}", "part_key") == []

    def test_the_newest_keys_open_an_older_backup_but_nothing_that_was_removed(
        self, path, backup, at
    ) -> None:
        async def first(store: SqlStore) -> None:
            await tell(store, "1.0")
            await tell(store, "2.0")

        async def second(store: SqlStore) -> None:
            await withdraw(store, "1.0")
            await tell(store, "3.0")

        at(first)
        back_up(path, backup)
        at(second)
        newer = backup.with_name("tuesday.db")
        back_up(path, newer)
        keys_file(newer).replace(keys_file(backup))
        path.unlink()

        assert restore(backup, path) == 0

        assert len(rows(f"sqlite:///{path}", "part")) == 2
        (key,) = rows(f"sqlite:///{path}", "part_key")
        assert bytes(key["wrapped"]) == b"wrapped 2.0"

    def test_a_removed_image_does_not_come_back(self, path, backup, at) -> None:
        async def telling(store: SqlStore) -> None:
            await attach(store, await tell(store, "1.0"))
            await attach(store, await tell(store, "2.0"))

        at(telling)
        back_up(path, backup)
        at(lambda store: withdraw(store, "1.0"))

        assert restore(backup, path) == 1

        assert len(rows(f"sqlite:///{path}", "attachment")) == 1
        assert len(rows(f"sqlite:///{path}", "attachment_key")) == 1

    def test_keys_of_a_kuule_that_knew_no_images_open_what_they_know(
        self, path, backup, at
    ) -> None:
        async def telling(store: SqlStore) -> None:
            await attach(store, await tell(store, "1.0"))

        at(telling)
        back_up(path, backup)
        execute(keys_file(backup), "DROP TABLE attachment_key")
        path.unlink()

        assert restore(backup, path) == 0

        assert len(rows(f"sqlite:///{path}", "part_key")) == 1
        assert rows(f"sqlite:///{path}", "attachment_key") == []

    def test_a_deleted_key_is_in_no_newer_file(self, path, backup, at) -> None:
        at(lambda store: tell(store, "1.0"))
        at(lambda store: withdraw(store, "1.0"))

        back_up(path, backup)

        for file in (path, backup, keys_file(backup)):
            assert b"wrapped 1.0" not in file.read_bytes()
            assert b"sealed 1.0" not in file.read_bytes()
        assert b"wrapped" not in everything(f"sqlite:///{backup}")


def test_a_backup_of_an_older_kuule_is_brought_forward_with_what_happened_since(
    path: Path, backup: Path, at, tmp_path: Path
) -> None:
    newer = next_history(tmp_path / "newer")

    async def before(store: SqlStore) -> None:
        await tell(store, "1.0")
        await tell(store, "2.0")

    at(before)
    back_up(path, backup)
    at(lambda store: withdraw(store, "1.0"))
    at(post)
    schema.prepare(f"sqlite:///{path}", allowed=True, announce=lambda _: None, history=newer)

    assert restore(backup, path, newer) == 1

    assert schema.current(f"sqlite:///{path}") == newer.head
    assert execute(path, "SELECT state, mood FROM digest") == [("posted", "calm")]


def test_an_older_database_is_carried_over_into_a_newer_backup(
    path: Path, backup: Path, at, tmp_path: Path
) -> None:
    newer = next_history(tmp_path / "newer")
    at(lambda store: tell(store, "1.0"))
    old = path.read_bytes()
    schema.prepare(f"sqlite:///{path}", allowed=True, announce=lambda _: None, history=newer)
    back_up(path, backup)
    path.write_bytes(old)
    at(lambda store: withdraw(store, "1.0"))

    assert restore(backup, path, newer) == 1


def next_history(folder: Path) -> schema.History:
    """Return Kuule's migrations and one of the future."""
    shutil.copytree(Path(migrations.__file__).parent, folder)
    head = f"{int(schema.HEAD) + 1:04}"
    (folder / "versions" / f"m{head}_mood.py").write_text(
        "import sqlalchemy as sa\n"
        "from alembic import op\n"
        f'revision, down_revision = "{head}", "{schema.HEAD}"\n'
        "def upgrade():\n"
        '    column = sa.Column("mood", sa.Text(), nullable=False, server_default="calm")\n'
        '    op.add_column("digest", column)\n'
    )
    return schema.History(head, str(folder))
