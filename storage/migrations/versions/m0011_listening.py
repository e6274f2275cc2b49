"""Until when each platform was listened to, and its last gap."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_INSTANT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "listening",
        sa.Column("platform", sa.Text(), primary_key=True),
        sa.Column("heard_at", _INSTANT, nullable=False),
        sa.Column("gap_since", _INSTANT, nullable=True),
        sa.Column("gap_until", _INSTANT, nullable=True),
        sqlite_strict=True,
    )
