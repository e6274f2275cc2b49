"""`kuule backup`, `restore` and `key`."""

import base64

from tests.integration.commands.desk import Desk


def test_a_backup_is_restored(desk: Desk) -> None:
    desk.tell("Ennen.")

    backed_up = desk.run("backup", "copy.db")
    desk.tell("Jälkeen.")
    restored = desk.run("restore", "copy.db")

    assert (backed_up.status, restored.status) == (0, 0)
    assert backed_up.out.startswith("Wrote copy.db and copy.db.keys. ")
    assert restored.out.startswith("Restored. 0 stories ")
    (story,) = desk.run("stories", "--json").json["stories"]
    assert story["text"] == "Ennen."


def test_a_backup_does_not_overwrite_and_a_missing_one_is_not_restored(desk: Desk) -> None:
    twice = desk.run("backup", "config.toml")
    missing = desk.run("restore", "none.db")
    other = desk.run("restore", "config.toml")

    assert [result.status for result in (twice, missing, other)] == [1, 1, 1]
    assert twice.err == "The backup file exists already: name a new one.\n"
    assert missing.err == "There is no such backup file.\n"
    assert other.err == "The file is no backup of Kuule, or it is damaged.\n"


def test_on_postgresql_backup_and_restore_print_the_commands(desk: Desk) -> None:
    desk.set(KUULE__KUULE__DATABASE="postgresql://kuule@localhost/kuule")

    backed_up = desk.run("backup", "my copy")
    restored = desk.run("restore", "my copy")

    assert backed_up.out.splitlines() == [
        "pg_dump --format=custom --exclude-table-data=part_key "
        "--exclude-table-data=attachment_key --file='my copy' DATABASE",
        "pg_dump --format=custom --data-only --table=part_key --table=attachment_key "
        "--file='my copy.keys' DATABASE",
    ]
    assert restored.out.splitlines() == [
        "pg_restore --clean --if-exists --dbname=DATABASE 'my copy'",
        "pg_restore --data-only --dbname=DATABASE 'my copy.keys'",
    ]


def test_a_key_is_32_bytes_and_new_each_time(desk: Desk) -> None:
    keys = [desk.run("key").out for _ in range(2)]

    assert keys[0] != keys[1]
    assert all(len(base64.b64decode(key, validate=True)) == 32 for key in map(str.strip, keys))
