"""How often initiatives, scenarios and constraint sets were changed, and since when they are archived."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = ("initiatives", "optimization_scenarios", "optimization_constraint_sets")


def upgrade() -> None:
    """Add the columns; what was there before is at its first version."""
    for table in TABLES:
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
        op.add_column(table, sa.Column("archived_at", column_types.UtcDateTime(), nullable=True))


def downgrade() -> None:
    """Drop the columns; what was archived is listed again."""
    for table in TABLES:
        op.drop_column(table, "archived_at")
        op.drop_column(table, "version")
