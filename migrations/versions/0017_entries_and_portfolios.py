"""In which version each entry of a constraint set was written, and how often portfolios were changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ENTRIES = sa.Column("entry_versions_json", sa.Text(), nullable=False, server_default="{}")
_VERSION = sa.Column("version", sa.Integer(), nullable=False, server_default="1")


def upgrade() -> None:
    """Add the columns; entries of before count as written in the version that their set has now."""
    op.add_column("optimization_constraint_sets", _ENTRIES)
    op.execute("UPDATE optimization_constraint_sets SET entry_versions_json = '{\"\":' || version || '}'")
    op.add_column("portfolios", _VERSION)


def downgrade() -> None:
    """Drop the columns with what they hold."""
    op.drop_column("portfolios", "version")
    op.drop_column("optimization_constraint_sets", "entry_versions_json")
