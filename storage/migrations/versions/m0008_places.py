"""The touchpoint at which a person scanned a code, until the story that follows; the groups on
Telegram.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_INSTANT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns and the table."""
    op.add_column(
        "person", sa.Column("touchpoint", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("person", sa.Column("came_at", _INSTANT, nullable=True))
    op.create_table(
        "telegram_group",
        sa.Column("chat", _INSTANT, primary_key=True, autoincrement=False),
        sa.Column("is_member", sa.Integer(), nullable=False),
        sa.Column("moved_to", _INSTANT, nullable=True),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sqlite_strict=True,
    )
