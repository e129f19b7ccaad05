"""KPIs of a constraint set that are the product of two others."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_COLUMN = sa.Column("kpi_formulas_json", sa.Text(), nullable=False, server_default="[]")


def upgrade() -> None:
    """Add the column; sets of before have no formulas."""
    op.add_column("optimization_constraint_sets", _COLUMN)


def downgrade() -> None:
    """Drop the column with what it holds."""
    op.drop_column("optimization_constraint_sets", "kpi_formulas_json")
