"""The log of changes that subscriptions are told."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHOICE: dict[str, Any] = {"native_enum": False, "create_constraint": True, "length": 32}
KINDS = ("initiative", "scenario", "constraint_set", "run", "portfolio")
ACTIONS = ("created", "updated", "archived", "restored", "removed")


def upgrade() -> None:
    """Create the table; what was changed before is in no log."""
    op.create_table(
        "changes",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="kind", **CHOICE), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("action", sa.Enum(*ACTIONS, name="action", **CHOICE), nullable=False),
        sa.Column("occurred_at", column_types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_changes_occurred_at"), "changes", ["occurred_at"])


def downgrade() -> None:
    """Drop the table with what it holds."""
    op.drop_table("changes")
