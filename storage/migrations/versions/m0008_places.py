"""The touchpoint at which a person scanned a code, until the story that follows."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_INSTANT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns."""
    op.add_column(
        "person", sa.Column("touchpoint", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("person", sa.Column("came_at", _INSTANT, nullable=True))
