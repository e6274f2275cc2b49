"""What happened since a backup, carried over into its restored copy: what was removed stays
removed, and what was posted is not posted again.
"""

import sqlite3


def replay(copy: sqlite3.Connection) -> int:
    """Carry it over from the database attached as `present`, and return how many stories were
    removed again.
    """
    erased = _erase_people(copy)
    copy.execute(
        "INSERT INTO erasure (key, at) SELECT key, at FROM present.erasure WHERE true "
        "ON CONFLICT (key) DO UPDATE SET at = max(at, excluded.at)"
    )
    withdrawn = copy.execute(
        "UPDATE story SET status = 'withdrawn', person = NULL, language = 'other', "
        "needs_reply = 0, criticality = 0 WHERE status = 'kept' "
        "AND key IN (SELECT key FROM erasure)"
    ).rowcount
    copy.execute(
        "DELETE FROM \"case\" WHERE story IN (SELECT id FROM story WHERE status <> 'kept')"
    )
    copy.execute("DELETE FROM vote WHERE story IN (SELECT id FROM story WHERE status <> 'kept')")
    _forget_corrections(copy)
    copy.execute(
        "DELETE FROM part WHERE key IN (SELECT key FROM erasure) "
        "OR story IN (SELECT id FROM story WHERE status <> 'kept')"
    )
    copy.execute("DELETE FROM held WHERE key IN (SELECT key FROM erasure)")
    copy.execute("DELETE FROM recording WHERE key IN (SELECT key FROM erasure)")
    # A digest that was posted since must not be posted again, nor its stories be counted again;
    # where it was posted must be known, because it is edited when a story in it is removed.
    _take_present_rows(copy, "digest", "true")
    _take_present_rows(
        copy,
        "delivery",
        "(kind IN ('digest', 'copy') OR id IN (SELECT id FROM main.delivery)) "
        "AND (digest IS NULL OR digest IN (SELECT id FROM main.digest))",
    )
    copy.execute(
        "UPDATE story SET digest = p.digest FROM present.story AS p "
        "WHERE p.id = story.id AND p.digest IN (SELECT id FROM main.digest)"
    )
    copy.execute(
        "DELETE FROM delivery WHERE state IN ('ready', 'unknown') "
        "AND story IN (SELECT id FROM story WHERE status <> 'kept')"
    )
    return erased + withdrawn


def _erase_people(copy: sqlite3.Connection) -> int:
    """Erase again who was erased since, as their tombstones tell; return how many stories went.
    Somebody who was erased before the backup, and has come back since, has no newer tombstone.
    """
    copy.execute(
        "CREATE TEMP TABLE erased AS SELECT who.id, who.key FROM person AS who "
        "JOIN present.erasure AS new ON new.key = who.key "
        "LEFT JOIN main.erasure AS old ON old.key = who.key "
        "WHERE old.at IS NULL OR old.at < new.at"
    )
    (count,) = copy.execute("SELECT count(*) FROM erased").fetchone()
    stories = 0
    if count:
        stories = copy.execute(
            "UPDATE story SET status = 'erased', person = NULL, language = 'other', "
            "needs_reply = 0, criticality = 0 WHERE person IN (SELECT id FROM erased)"
        ).rowcount
        _forget_people(copy)
    copy.execute("DROP TABLE erased")
    return stories


def _forget_people(copy: sqlite3.Connection) -> None:
    """Delete what else is kept of them."""
    for statement in (
        "DELETE FROM dialogue WHERE person IN (SELECT id FROM erased)",
        "DELETE FROM recording WHERE person IN (SELECT id FROM erased)",
        "DELETE FROM held WHERE person IN (SELECT key FROM erased)",
        "UPDATE ask SET person = NULL, expires = NULL WHERE person IN (SELECT key FROM erased)",
        "UPDATE \"case\" SET state = 'open', claimed_by = NULL, claimed_at = NULL "
        "WHERE claimed_by IN (SELECT id FROM erased)",
        "DELETE FROM person WHERE id IN (SELECT id FROM erased)",
    ):
        copy.execute(statement)
    # Whose these were is not to be seen, but nothing else takes a reader's word back.
    for table in ("rating", "vote"):
        copy.execute(
            f"DELETE FROM {table} WHERE digest IN (SELECT id FROM present.digest) "  # noqa: S608  # names of our own
            f"AND (digest, reader) NOT IN (SELECT digest, reader FROM present.{table})"
        )


def _forget_corrections(copy: sqlite3.Connection) -> None:
    """Forget what people changed in stories of which something was removed, as a removal does."""
    copy.execute(
        "CREATE TEMP TABLE removed AS SELECT id FROM story WHERE status <> 'kept' "
        "UNION SELECT story FROM part WHERE key IN (SELECT key FROM erasure)"
    )
    copy.execute(
        "DELETE FROM tag WHERE source IN ('teller', 'human') AND EXISTS (SELECT 1 FROM part AS p "
        "JOIN correction AS c ON c.story = p.story AND c.facet = tag.facet "
        "WHERE p.id = tag.part AND p.story IN (SELECT id FROM removed))"
    )
    copy.execute("DELETE FROM correction WHERE story IN (SELECT id FROM removed)")
    copy.execute("UPDATE learning SET changes = changes + 1")
    copy.execute("DROP TABLE removed")


def _take_present_rows(copy: sqlite3.Connection, table: str, condition: str) -> None:
    """Put the present rows that meet the condition in the place of the backup's, by the columns
    that both know. Where the backup has the same effect under another id, its own row stays.
    """
    shared = [
        name
        for (name,) in copy.execute(
            "SELECT name FROM pragma_table_info(?, 'main') "
            "WHERE name IN (SELECT name FROM pragma_table_info(?, 'present'))",
            (table, table),
        )
    ]
    names = ", ".join(shared)
    replaced = ", ".join(f"{name} = excluded.{name}" for name in shared if name != "id")
    copy.execute(
        f"INSERT INTO {table} ({names}) SELECT {names} FROM present.{table} WHERE {condition} "  # noqa: S608  # names of our own
        f"ON CONFLICT (id) DO UPDATE SET {replaced} ON CONFLICT DO NOTHING"
    )
