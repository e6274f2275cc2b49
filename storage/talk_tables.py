"""The tables of talks in private chats: more of `storage.tables`, by its rules."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Text

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
