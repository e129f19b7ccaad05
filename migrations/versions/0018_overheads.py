"""Tokens that the initiatives of a constraint set use besides their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_COLUMN = sa.Column("overheads_json", sa.Text(), nullable=False, server_default="[]")


def upgrade() -> None:
    """Add the column; sets of before have no overheads."""
    op.add_column("optimization_constraint_sets", _COLUMN)


def downgrade() -> None:
    """Drop the column with what it holds."""
    op.drop_column("optimization_constraint_sets", "overheads_json")
