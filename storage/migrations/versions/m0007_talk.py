"""Guided talks in progress, and who cannot be written to."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INSTANT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table and the column, by which everybody can be written to."""
    op.add_column(
        "person", sa.Column("unreachable", sa.Integer(), nullable=False, server_default="0")
    )
    op.create_table(
        "dialogue",
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("heard_at", _INSTANT, nullable=False),
        sa.Column("wakes_at", _INSTANT, nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.Column("feelings", sa.Text(), nullable=False),
        sa.Column("shows_more", sa.Integer(), nullable=False),
        sa.Column("expectation", sa.Text(), nullable=False),
        sa.Column("is_stopping", sa.Integer(), nullable=False),
        sa.Column("was_reminded", sa.Integer(), nullable=False),
        sa.Column("story", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person"], ["person.id"]),
        sa.ForeignKeyConstraint(["story"], ["story.id"]),
        sa.PrimaryKeyConstraint("person"),
        sa.UniqueConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("dialogue_wakes_at", "dialogue", ["wakes_at"], unique=False)
