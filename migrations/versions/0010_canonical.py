"""Whether the portfolios of a scenario are canonical, as all are from now on unless they say otherwise."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column(
        "optimization_scenarios", sa.Column("canonical", sa.Boolean(), nullable=False, server_default=sa.true())
    )


def downgrade() -> None:
    """Drop the column with what it holds."""
    op.drop_column("optimization_scenarios", "canonical")
