"""What the KPI totals of a constraint set count for, where that is not what they add up to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_COLUMN = sa.Column("response_curves_json", sa.Text(), nullable=False, server_default="[]")


def upgrade() -> None:
    """Add the column; sets of before have no curves."""
    op.add_column("optimization_constraint_sets", _COLUMN)


def downgrade() -> None:
    """Drop the column with what it holds."""
    op.drop_column("optimization_constraint_sets", "response_curves_json")
