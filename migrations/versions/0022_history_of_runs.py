"""How runs came to their answers: value and bound over time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; of what ran before, nothing is known."""
    op.add_column("optimization_runs", sa.Column("history_json", column_types.JsonText(), nullable=True))


def downgrade() -> None:
    """Drop the column with what it holds."""
    op.drop_column("optimization_runs", "history_json")
