"""Optimization runs and their step log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHOICE = {"native_enum": False, "create_constraint": True, "length": 32}


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "optimization_runs",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("scenario_id", ROW_ID, nullable=False),
        sa.Column("constraint_set_id", ROW_ID, nullable=True),
        sa.Column(
            "status",
            sa.Enum("queued", "running", "success", "failed", "cancelled", name="status", **CHOICE),
            nullable=False,
        ),
        sa.Column("requested_by_email", sa.Text(), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("inputs_snapshot_json", sa.Text(), nullable=False),
        sa.Column("inputs_hash", sa.Text(), nullable=False),
        sa.Column("parameters_json", column_types.JsonText(), nullable=False),
        sa.Column("solver_name", sa.Text(), nullable=False),
        sa.Column("solver_version", sa.Text(), nullable=True),
        sa.Column(
            "solution_status",
            sa.Enum("optimal", "feasible", "infeasible", "unknown", name="solution_status", **CHOICE),
            nullable=True,
        ),
        sa.Column(
            "termination_reason",
            sa.Enum(
                "optimality",
                "infeasibility",
                "time_limit",
                "stopped",
                "cancelled",
                "error",
                name="termination_reason",
                **CHOICE,
            ),
            nullable=True,
        ),
        sa.Column("objective", column_types.ExactDecimal(), nullable=True),
        sa.Column("gaps_json", column_types.JsonText(), nullable=True),
        sa.Column("timings_json", column_types.JsonText(), nullable=True),
        sa.Column("progress_json", column_types.JsonText(), nullable=True),
        sa.Column("result_json", sa.Text(), nullable=True),
        sa.Column("error_text", sa.Text(), nullable=True),
        sa.Column("created_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("started_at", column_types.UtcDateTime(), nullable=True),
        sa.Column("finished_at", column_types.UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(finished_at IS NULL) = (status IN ('queued', 'running'))",
            name=op.f("ck_optimization_runs_finished_when_status_is_final"),
        ),
        sa.CheckConstraint("run_id <> ''", name=op.f("ck_optimization_runs_run_id")),
        sa.CheckConstraint(
            "status <> 'running' OR started_at IS NOT NULL", name=op.f("ck_optimization_runs_started_when_running")
        ),
        sa.CheckConstraint(
            "status <> 'success' OR result_json IS NOT NULL", name=op.f("ck_optimization_runs_success_has_result")
        ),
        sa.ForeignKeyConstraint(
            ["constraint_set_id"],
            ["optimization_constraint_sets.id"],
            name=op.f("fk_optimization_runs_constraint_set_id_optimization_constraint_sets"),
        ),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["optimization_scenarios.id"],
            name=op.f("fk_optimization_runs_scenario_id_optimization_scenarios"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_optimization_runs")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_optimization_runs_idempotency_key")),
        sa.UniqueConstraint("run_id", name=op.f("uq_optimization_runs_run_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_optimization_runs_constraint_set_id"), "optimization_runs", ["constraint_set_id"])
    op.create_index(op.f("ix_optimization_runs_inputs_hash"), "optimization_runs", ["inputs_hash"])
    op.create_index(
        op.f("ix_optimization_runs_scenario_id_created_at"), "optimization_runs", ["scenario_id", "created_at"]
    )
    op.create_index(op.f("ix_optimization_runs_status_created_at"), "optimization_runs", ["status", "created_at"])

    op.create_table(
        "optimization_run_steps",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("optimization_run_id", ROW_ID, nullable=False),
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
            ["optimization_run_id"],
            ["optimization_runs.id"],
            name=op.f("fk_optimization_run_steps_optimization_run_id_optimization_runs"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_optimization_run_steps")),
        sa.UniqueConstraint(
            "optimization_run_id", "position", name=op.f("uq_optimization_run_steps_optimization_run_id_position")
        ),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the tables with all they hold."""
    op.drop_table("optimization_run_steps")
    op.drop_table("optimization_runs")
