"""KPIs of a constraint set of which the market with the least gets as much as can be."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_COLUMN = sa.Column("fair_shares_json", sa.Text(), nullable=False, server_default="[]")


def upgrade() -> None:
    """Add the column; sets of before share nothing."""
    op.add_column("optimization_constraint_sets", _COLUMN)


def downgrade() -> None:
    """Drop the column with what it holds."""
    op.drop_column("optimization_constraint_sets", "fair_shares_json")
