"""When a part was last changed by its teller, and which authors were asked for a story."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INSTANT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the column, in which no part was changed before, and the table."""
    op.add_column("part", sa.Column("changed_at", _INSTANT))
    op.create_table(
        "ask",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("person", sa.LargeBinary(), nullable=True),
        sa.Column("expires", _INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("key"),
        sqlite_strict=True,
    )
