"""Jobs and their step log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHOICE = {"native_enum": False, "create_constraint": True, "length": 32}


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "action_runs",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum("queued", "running", "success", "failed", "cancelled", name="status", **CHOICE),
            nullable=False,
        ),
        sa.Column("requested_by_email", sa.Text(), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("optimization_run_id", ROW_ID, nullable=True),
        sa.Column("payload_json", column_types.JsonText(), nullable=False),
        sa.Column("result_json", column_types.JsonText(), nullable=True),
        sa.Column("error_text", sa.Text(), nullable=True),
        sa.Column("created_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("started_at", column_types.UtcDateTime(), nullable=True),
        sa.Column("finished_at", column_types.UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(finished_at IS NULL) = (status IN ('queued', 'running'))",
            name=op.f("ck_action_runs_finished_when_status_is_final"),
        ),
        sa.CheckConstraint("run_id <> ''", name=op.f("ck_action_runs_run_id")),
        sa.ForeignKeyConstraint(
            ["optimization_run_id"],
            ["optimization_runs.id"],
            name=op.f("fk_action_runs_optimization_run_id_optimization_runs"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_runs")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_action_runs_idempotency_key")),
        sa.UniqueConstraint("run_id", name=op.f("uq_action_runs_run_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_action_runs_action_created_at"), "action_runs", ["action", "created_at"])
    op.create_index(op.f("ix_action_runs_optimization_run_id"), "action_runs", ["optimization_run_id"])
    op.create_index(op.f("ix_action_runs_status_created_at"), "action_runs", ["status", "created_at"])

    op.create_table(
        "action_run_steps",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("action_run_id", ROW_ID, nullable=False),
        sa.Column(
            "status",
            sa.Enum("queued", "running", "success", "failed", "cancelled", name="status", **CHOICE),
            nullable=False,
        ),
        sa.Column("detail_json", column_types.JsonText(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("started_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("finished_at", column_types.UtcDateTime(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_run_id"],
            ["action_runs.id"],
            name=op.f("fk_action_run_steps_action_run_id_action_runs"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_run_steps")),
        sa.UniqueConstraint("action_run_id", "position", name=op.f("uq_action_run_steps_action_run_id_position")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the tables with all they hold."""
    op.drop_table("action_run_steps")
    op.drop_table("action_runs")
