"""What an administrator has seen, so that `doctor` tells of it no more."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_INSTANT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns."""
    for table in ("delivery", "parked"):
        op.add_column(table, sa.Column("seen_at", _INSTANT, nullable=True))
