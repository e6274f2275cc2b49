"""Tags come in sets, each with the version under which it was read; people change them.

What was there before was read under a version that nobody wrote down: an empty one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_INSTANT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Number the sets; every part has its first one."""
    for table in ("part", "tag"):
        op.add_column(
            table, sa.Column("tag_set", sa.Integer(), server_default="0", nullable=False)
        )
    op.create_table(
        "tag_set",
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("taxonomy", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["part"], ["part.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("part", "number"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO tag_set (part, number, taxonomy, model, layer, at) "
        "SELECT id, 0, '', '', '', told_at FROM part"
    )
    op.create_table(
        "correction",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("facet", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("beside", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("taxonomy", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.id"]),
        sa.PrimaryKeyConstraint("team", "serial"),
        sqlite_strict=True,
    )
    op.create_index("correction_story", "correction", ["story"], unique=False)
    op.create_table(
        "learning",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("tried", sa.Integer(), nullable=False),
        sa.Column("refit_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("team"),
        sqlite_strict=True,
    )
    op.create_table(
        "learned",
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", _INSTANT, nullable=False),
        sa.Column("through", sa.Integer(), nullable=False),
        sa.Column("caution", sa.Integer(), nullable=False),
        sa.Column("stories", sa.Integer(), nullable=False),
        sa.Column("held_out", sa.Integer(), nullable=False),
        sa.Column("errors", sa.Integer(), nullable=False),
        sa.Column("untaught_errors", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("team", "number"),
        sqlite_strict=True,
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", _INSTANT, nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
