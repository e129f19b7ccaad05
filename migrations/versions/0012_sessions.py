"""Sessions of web pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "api_sessions",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("api_token_id", ROW_ID, nullable=False),
        sa.Column("session_hash", sa.Text(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", column_types.UtcDateTime(), nullable=False),
        sa.CheckConstraint("length(session_hash) = 64", name=op.f("ck_api_sessions_session_hash")),
        sa.ForeignKeyConstraint(
            ["api_token_id"], ["api_tokens.id"], name=op.f("fk_api_sessions_api_token_id_api_tokens")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_sessions")),
        sa.UniqueConstraint("session_hash", name=op.f("uq_api_sessions_session_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_api_sessions_api_token_id"), "api_sessions", ["api_token_id"])


def downgrade() -> None:
    """Drop the table with what it holds."""
    op.drop_table("api_sessions")
