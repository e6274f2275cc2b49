"""The vector of each part's shown text, beside it."""

import sqlalchemy as sa
from alembic import op

from bot.tagging.vectors import vector_of

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_AT_ONCE = 1000

_PART = sa.table(
    "part",
    sa.column("id", sa.Text()),
    sa.column("shown", sa.Text()),
    sa.column("vector", sa.LargeBinary()),
)
_NEXT = (
    sa.select(_PART.c.id, _PART.c.shown)
    .where(_PART.c.id > sa.bindparam("last"))
    .order_by(_PART.c.id)
    .limit(_AT_ONCE)
)
_FILL = sa.update(_PART).where(_PART.c.id == sa.bindparam("which"))
_FILL = _FILL.values(vector=sa.bindparam("found"))


def upgrade() -> None:
    """Add the column, and fill it from the shown texts: no part is without afterwards."""
    op.add_column("part", sa.Column("vector", sa.LargeBinary(), nullable=True))
    database, last = op.get_bind(), ""
    while rows := database.execute(_NEXT, {"last": last}).all():
        found = [{"which": row.id, "found": vector_of(row.shown)} for row in rows]
        database.execute(_FILL, found)
        last = rows[-1].id
