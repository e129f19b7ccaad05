"""Tokens, audit log and idempotency keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHOICE = {"native_enum": False, "create_constraint": True, "length": 32}


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "api_tokens",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.Enum("viewer", "planner", "admin", name="role", **CHOICE), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("expires_at", column_types.UtcDateTime(), nullable=True),
        sa.Column("revoked_at", column_types.UtcDateTime(), nullable=True),
        sa.Column("last_used_at", column_types.UtcDateTime(), nullable=True),
        sa.CheckConstraint("name <> ''", name=op.f("ck_api_tokens_name")),
        sa.CheckConstraint("length(token_hash) = 64", name=op.f("ck_api_tokens_token_hash")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("name", name=op.f("uq_api_tokens_name")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_api_tokens_token_hash")),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "audit_entries",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("occurred_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("actor_email", sa.Text(), nullable=True),
        sa.Column("api_token_id", ROW_ID, nullable=True),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("object_type", sa.Text(), nullable=True),
        sa.Column("object_id", sa.Text(), nullable=True),
        sa.Column("input_json", column_types.JsonText(), nullable=True),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["api_token_id"], ["api_tokens.id"], name=op.f("fk_audit_entries_api_token_id_api_tokens")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_entries_api_token_id"), "audit_entries", ["api_token_id"])
    op.create_index(op.f("ix_audit_entries_object_type_object_id"), "audit_entries", ["object_type", "object_id"])
    op.create_index(op.f("ix_audit_entries_occurred_at"), "audit_entries", ["occurred_at"])

    op.create_table(
        "idempotency_keys",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("input_hash", sa.Text(), nullable=False),
        sa.Column("answer_json", column_types.JsonText(), nullable=True),
        sa.Column("created_at", column_types.UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_keys")),
        sa.UniqueConstraint("operation", "actor", "key", name=op.f("uq_idempotency_keys_operation_actor_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_idempotency_keys_created_at"), "idempotency_keys", ["created_at"])


def downgrade() -> None:
    """Drop the tables with all they hold."""
    op.drop_table("idempotency_keys")
    op.drop_table("audit_entries")
    op.drop_table("api_tokens")
