"""What was last seen and written in spreadsheets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "sheet_memories",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("workbook", sa.Text(), nullable=False),
        sa.Column("tab", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_memories")),
        sa.UniqueConstraint("workbook", "tab", name=op.f("uq_sheet_memories_workbook_tab")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the table with what it holds."""
    op.drop_table("sheet_memories")
