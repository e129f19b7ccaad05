"""Where initiatives of a constraint set lie and how large they are, if they are selected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; sets of before pin nothing."""
    op.add_column(
        "optimization_constraint_sets", sa.Column("pins_json", sa.Text(), nullable=False, server_default="[]")
    )


def downgrade() -> None:
    """Drop the column with what it holds."""
    op.drop_column("optimization_constraint_sets", "pins_json")
