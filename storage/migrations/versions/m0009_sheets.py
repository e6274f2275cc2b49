"""The sheets of a digest, its picture, and under what its stories were read."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    for name in ("picture", "taxonomy", "model"):
        op.add_column("digest", sa.Column(name, sa.Text(), nullable=True))
    for name in ("after", "root"):
        op.add_column("delivery", sa.Column(name, sa.LargeBinary(), nullable=True))
