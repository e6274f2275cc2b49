"""The tables of talks in private chats: more of `storage.tables`, by its rules."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Text

from storage.tables import Instant, table

dialogue = table(
    "dialogue",
    Column("person", Text, ForeignKey("person.id"), primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("step", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("heard_at", Instant, nullable=False),
    Column("wakes_at", Instant, nullable=False),
    Column("texts", Integer, nullable=False),
    Column("feelings", Text, nullable=False),
    Column("shows_more", Integer, nullable=False),
    Column("expectation", Text, nullable=False),
    Column("is_stopping", Integer, nullable=False),
    Column("was_reminded", Integer, nullable=False),
    Column("story", Text, ForeignKey("story.id")),
    Index("dialogue_wakes_at", "wakes_at"),
)

# A voice message that waits for its words, and then for its teller's word about them.
recording = table(
    "recording",
    Column("id", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False, unique=True),
    Column("person", Text, ForeignKey("person.id"), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    # When it may be taken; NULL once it was heard.
    Column("not_before", Instant),
    Column("attempts", Integer, nullable=False),
    Column("expires", Instant, nullable=False),
    Index("recording_not_before", "not_before"),
    Index("recording_person", "person"),
)
