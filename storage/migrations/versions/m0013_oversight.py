"""What an owner decides about a digest before it leaves, with the reason, and where the stories
are found that no digest counts yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_INSTANT = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UNCOUNTED = sa.text("digest IS NULL AND status = 'kept'")


def upgrade() -> None:
    """Add the columns and the index."""
    empty = sa.text("''")
    op.add_column("digest", sa.Column("chosen", sa.Text(), nullable=False, server_default=empty))
    op.add_column("digest", sa.Column("offers", sa.Text(), nullable=True))
    op.add_column("digest", sa.Column("held_until", _INSTANT, nullable=True))
    op.add_column("audit", sa.Column("reason", sa.Text(), nullable=False, server_default=empty))
    op.create_index(
        "story_uncounted",
        "story",
        ["team", "week"],
        sqlite_where=_UNCOUNTED,
        postgresql_where=_UNCOUNTED,
    )
