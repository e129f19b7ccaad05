"""KPI totals of a constraint set that have to be worth the tokens, or another total."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_COLUMN = sa.Column("ratios_json", sa.Text(), nullable=False, server_default="[]")


def upgrade() -> None:
    """Add the column; sets of before have no ratios."""
    op.add_column("optimization_constraint_sets", _COLUMN)


def downgrade() -> None:
    """Drop the column with what it holds."""
    op.drop_column("optimization_constraint_sets", "ratios_json")
