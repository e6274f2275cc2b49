"""The tables, the same on SQLite and PostgreSQL.

Instants are whole microseconds since 1970 in UTC, ids are 32 hexadecimal digits, keyed hashes
and sealed values are bytes: what is stored needs no conversion that one database does and the
other does not.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import REAL, TypeEngine

# SQLite's STRICT tables know INTEGER, REAL, TEXT and BLOB only.
Instant = BigInteger().with_variant(Integer(), "sqlite")
Chat = Instant
"""Telegram's ids of chats have up to 52 bits. https://core.telegram.org/bots/api#chat"""
Ratio: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")

metadata = MetaData()


def table(
    name: str, *columns: Column[object] | Index | UniqueConstraint, with_rowid: bool = True
) -> Table:
    """Return the table of that name."""
    return Table(name, metadata, *columns, sqlite_strict=True, sqlite_with_rowid=with_rowid)


def _index(name: str, *columns: str, only: TextClause) -> Index:
    """Return an index of these rows alone."""
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)


installation = table(
    "installation",
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key_check", LargeBinary, nullable=False),
)

team = table(
    "team",
    Column("id", Text, primary_key=True),
    Column("since", Instant, nullable=False),
)

person = table(
    "person",
    Column("id", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False, unique=True),
    Column("address", LargeBinary, nullable=False),
    Column("team", Text, nullable=False),
    Column("noticed", Integer, nullable=False),
    Column("language", Text, nullable=False, server_default=text("''")),
    Column("may_ask", Integer, nullable=False, server_default="0"),
    Column("asked", LargeBinary),
    Column("unreachable", Integer, nullable=False, server_default="0"),
    Column("touchpoint", Text, nullable=False, server_default=text("''")),
    Column("came_at", Instant),
)

telegram_group = table(
    "telegram_group",
    Column("chat", Chat, primary_key=True, autoincrement=False),
    Column("is_member", Integer, nullable=False),
    Column("moved_to", Chat),
    Column("changed_at", Instant, nullable=False),
)

listening = table(
    "listening",
    Column("platform", Text, primary_key=True),
    Column("heard_at", Instant, nullable=False),
    Column("gap_since", Instant),
    Column("gap_until", Instant),
)

digest = table(
    "digest",
    Column("id", Text, primary_key=True),
    Column("team", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("first_week", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("lines", Text, nullable=False),
    Column("picture", Text),
    Column("taxonomy", Text),
    Column("model", Text),
    # When it was claimed; until then, when it was composed.
    Column("claimed_at", Instant, nullable=False),
    Column("chosen", Text, nullable=False, server_default=text("''")),
    Column("offers", Text),
    Column("held_until", Instant),
    UniqueConstraint("team", "kind", "period"),
)

is_uncounted = text("digest IS NULL AND status = 'kept'")
"""The stories that wait for their digest: few among a million."""

story = table(
    "story",
    Column("id", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False, unique=True),
    Column("number", Integer, nullable=False, unique=True),
    Column("team", Text, nullable=False),
    Column("person", Text, ForeignKey("person.id")),
    Column("role", Text, nullable=False),
    Column("identity", Text, nullable=False),
    Column("share", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("week", Text, nullable=False),
    Column("told_at", Instant, nullable=False),
    Column("criticality", Integer, nullable=False),
    Column("needs_reply", Integer, nullable=False),
    Column("digest", Text, ForeignKey("digest.id")),
    Index("story_team_week", "team", "week"),
    Index("story_digest", "digest"),
    _index("story_uncounted", "team", "week", only=is_uncounted),
    Index("story_person", "person"),
)

part = table(
    "part",
    Column("id", Text, primary_key=True),
    Column("story", Text, ForeignKey("story.id"), nullable=False),
    Column("key", LargeBinary, nullable=False, unique=True),
    Column("shown", Text, nullable=False),
    Column("original", LargeBinary, nullable=False),
    Column("told_at", Instant, nullable=False),
    # The number of its newest set of tags.
    Column("tag_set", Integer, nullable=False, server_default="0"),
    Column("changed_at", Instant),
    # Of the shown text, written with it. None only while the database is migrated.
    Column("vector", LargeBinary),
    Index("part_story", "story"),
)

# Apart from `part`, so that a backup can leave the keys out and keep them for a shorter time.
part_key = table(
    "part_key",
    Column("part", Text, ForeignKey("part.id", ondelete="CASCADE"), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

is_awaited = text("state = 'waiting'")
"""The files that are still to be fetched."""

attachment = table(
    "attachment",
    Column("id", Text, primary_key=True),
    Column("part", Text, ForeignKey("part.id", ondelete="CASCADE"), nullable=False),
    Column("state", Text, nullable=False),
    Column("awaited", LargeBinary),
    Column("not_before", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reason", Text),
    Column("media", Text),
    Column("content", LargeBinary),
    Index("attachment_part", "part"),
    _index("attachment_awaited", "not_before", only=is_awaited),
)

# Apart for the same reason as `part_key`.
attachment_key = table(
    "attachment_key",
    Column("attachment", Text, ForeignKey("attachment.id", ondelete="CASCADE"), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

# Under which version the tags of a part were read, a row for each time that they changed. Every
# story writes one: on SQLite the row lies in its key's own tree, so that it is one write.
tag_set = table(
    "tag_set",
    Column("part", Text, ForeignKey("part.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("taxonomy", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("layer", Text, nullable=False),
    Column("at", Instant, nullable=False),
    with_rowid=False,
)

tag = table(
    "tag",
    Column("part", Text, ForeignKey("part.id", ondelete="CASCADE"), nullable=False),
    Column("facet", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("polarity", Integer, nullable=False),
    Column("confidence", Ratio, nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("tag_set", Integer, nullable=False, server_default="0"),
    Index("tag_part", "part"),
)

# What people changed in tags, numbered by team in the order of the commits.
correction = table(
    "correction",
    Column("team", Text, primary_key=True),
    Column("serial", Integer, primary_key=True, autoincrement=False),
    Column("story", Text, ForeignKey("story.id"), nullable=False),
    Column("facet", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("beside", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("taxonomy", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("layer", Text, nullable=False),
    Index("correction_story", "story"),
)

# `changes` counts corrections and what was forgotten of them; the other numbers are its values:
# since when corrections are learned at once, and up to which a refit was tried.
learning = table(
    "learning",
    Column("team", Text, primary_key=True),
    Column("changes", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("since", Integer, nullable=False),
    Column("tried", Integer, nullable=False),
    Column("refit_at", Instant, nullable=False),
)

# Versions of what a team taught, as recipes: what comes of them is not kept.
learned = table(
    "learned",
    Column("team", Text, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("made_at", Instant, nullable=False),
    Column("through", Integer, nullable=False),
    Column("caution", Integer, nullable=False),
    Column("stories", Integer, nullable=False),
    Column("held_out", Integer, nullable=False),
    Column("errors", Integer, nullable=False),
    Column("untaught_errors", Integer, nullable=False),
)

audit = table(
    "audit",
    Column("id", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("deed", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("count", Integer, nullable=False),
    Column("reason", Text, nullable=False, server_default=text("''")),
)

case = table(
    "case",
    Column("story", Text, ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("due", Instant, nullable=False),
    Column("claimed_by", Text),
    Column("claimed_at", Instant),
)

held = table(
    "held",
    Column("key", LargeBinary, primary_key=True),
    Column("parent", LargeBinary, nullable=False),
    Column("person", LargeBinary, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("expires", Instant, nullable=False),
    Index("held_parent", "parent"),
)

is_open = text("state IN ('ready', 'sending', 'unknown')")
"""The deliveries that have not ended. SQLite uses their index only where a query repeats its
condition word for word.
"""

is_refused = text("state = 'dead'")
can_be_replied_to = text("reply_key IS NOT NULL")

delivery = table(
    "delivery",
    Column("id", Text, primary_key=True),
    Column("dedup", LargeBinary, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("lane", LargeBinary, nullable=False),
    Column("sealed", LargeBinary),
    Column("shortcut", LargeBinary),
    Column("shortcut_until", Instant),
    Column("not_before", Instant, nullable=False),
    Column("lease_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("remote", LargeBinary),
    Column("reply_key", LargeBinary),
    Column("reason", Text),
    Column("digest", Text, ForeignKey("digest.id")),
    # The `dedup` of the delivery that goes before this one, and of that on which it hangs.
    Column("after", LargeBinary),
    Column("root", LargeBinary),
    Column("story", Text, ForeignKey("story.id")),
    Column("settled_at", Instant),
    Column("seen_at", Instant),
    # Most rows are settled: the courier must not walk through them.
    _index("delivery_open", "state", "priority", "not_before", only=is_open),
    _index("delivery_refused", "settled_at", only=is_refused),
    Index("delivery_digest", "digest"),
    Index("delivery_story", "story"),
    _index("delivery_reply_key", "reply_key", only=can_be_replied_to),
)

lane = table(
    "lane",
    Column("key", LargeBinary, primary_key=True),
    Column("free_at", Instant, nullable=False),
)

erasure = table(
    "erasure",
    Column("key", LargeBinary, primary_key=True),
    Column("at", Instant, nullable=False),
)

# What a reader thought of a digest, and which story moved them most. `reader` is a keyed hash of
# person and digest: it keeps one voice a person, and says nothing in the next week.
rating = table(
    "rating",
    Column("digest", Text, ForeignKey("digest.id"), primary_key=True),
    Column("reader", LargeBinary, primary_key=True),
    Column("is_useful", Integer, nullable=False),
)

vote = table(
    "vote",
    Column("digest", Text, ForeignKey("digest.id"), primary_key=True),
    Column("reader", LargeBinary, primary_key=True),
    Column("story", Text, ForeignKey("story.id", ondelete="CASCADE"), nullable=False),
    # Masked, as a story is.
    Column("why", Text, nullable=False),
    Index("vote_story", "story"),
)

ask = table(
    "ask",
    Column("key", LargeBinary, primary_key=True),
    Column("person", LargeBinary),
    Column("expires", Instant),
)

parked = table(
    "parked",
    Column("id", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False, unique=True),
    Column("platform", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("seen_at", Instant),
)
