"""What a person chose, what they were asked, and which messages of ours can be replied to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column(
        "person", sa.Column("language", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    op.add_column("person", sa.Column("may_ask", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("person", sa.Column("asked", sa.LargeBinary(), nullable=True))
    op.create_index("story_person", "story", ["person"], unique=False)
    op.add_column("delivery", sa.Column("reply_key", sa.LargeBinary(), nullable=True))
    op.create_index(
        "delivery_reply_key",
        "delivery",
        ["reply_key"],
        unique=False,
        sqlite_where=sa.text("reply_key IS NOT NULL"),
        postgresql_where=sa.text("reply_key IS NOT NULL"),
    )
