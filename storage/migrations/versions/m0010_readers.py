"""What readers of a digest do: take on a case, say whether it was useful, and vote."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_INSTANT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns and the tables."""
    op.add_column("case", sa.Column("claimed_by", sa.Text(), nullable=True))
    op.add_column("case", sa.Column("claimed_at", _INSTANT, nullable=True))
    op.create_table(
        "rating",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("reader", sa.LargeBinary(), nullable=False),
        sa.Column("is_useful", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["digest.id"]),
        sa.PrimaryKeyConstraint("digest", "reader"),
        sqlite_strict=True,
    )
    op.create_table(
        "vote",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("reader", sa.LargeBinary(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["digest.id"]),
        sa.ForeignKeyConstraint(["story"], ["story.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest", "reader"),
        sqlite_strict=True,
    )
    op.create_index("vote_story", "vote", ["story"])
