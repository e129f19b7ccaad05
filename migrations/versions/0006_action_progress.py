"""How far a job or an analysis is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("action_runs", sa.Column("progress_json", column_types.JsonText(), nullable=True))


def downgrade() -> None:
    """Drop the column with what it holds."""
    op.drop_column("action_runs", "progress_json")
