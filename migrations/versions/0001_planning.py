"""Initiatives, scenarios and constraint sets."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHOICE = {"native_enum": False, "create_constraint": True, "length": 32}


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "initiatives",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("initiative_key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("requesting_team", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("is_optimization_candidate", sa.Boolean(), nullable=False),
        sa.Column("candidate_period_key", sa.Text(), nullable=True),
        sa.Column("effort_engineering_days", column_types.ExactDecimal(), nullable=True),
        sa.Column("engineering_tokens", column_types.ExactDecimal(), nullable=True),
        sa.Column("engineering_tokens_mvp", column_types.ExactDecimal(), nullable=True),
        sa.Column("engineering_tokens_full", column_types.ExactDecimal(), nullable=True),
        sa.Column("scope_mode", sa.Enum("mvp", "full", "custom", name="scope_mode", **CHOICE), nullable=True),
        sa.Column("mvp_contribution_share", column_types.ExactDecimal(), nullable=True),
        sa.Column("team_tokens_json", column_types.JsonText(), nullable=True),
        sa.Column("team_tokens_mvp_json", column_types.JsonText(), nullable=True),
        sa.Column("market", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("is_mandatory", sa.Boolean(), nullable=False),
        sa.Column("mandate_reason", sa.Text(), nullable=True),
        sa.Column("program_key", sa.Text(), nullable=True),
        sa.Column("bundle_key", sa.Text(), nullable=True),
        sa.Column("prerequisite_keys", column_types.JsonText(), nullable=True),
        sa.Column("exclusion_keys", column_types.JsonText(), nullable=True),
        sa.Column("deadline_date", sa.Date(), nullable=True),
        sa.Column("earliest_start_date", sa.Date(), nullable=True),
        sa.Column("latest_finish_date", sa.Date(), nullable=True),
        sa.Column("time_sensitivity_score", column_types.ExactDecimal(), nullable=True),
        sa.Column("immediate_kpi_key", sa.Text(), nullable=True),
        sa.Column("primary_kpi_key", sa.Text(), nullable=True),
        sa.Column("north_star_kpi_key", sa.Text(), nullable=True),
        sa.Column("metric_chain_json", column_types.JsonText(), nullable=True),
        sa.Column("kpi_contribution_json", column_types.JsonText(), nullable=True),
        sa.Column("synergy_group_keys", column_types.JsonText(), nullable=True),
        sa.Column("active_scoring_framework", sa.Text(), nullable=True),
        sa.Column("active_overall_score", column_types.ExactDecimal(), nullable=True),
        sa.Column("scores_json", column_types.JsonText(), nullable=True),
        sa.Column("created_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(), nullable=False),
        sa.CheckConstraint("initiative_key <> ''", name=op.f("ck_initiatives_initiative_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiatives")),
        sa.UniqueConstraint("initiative_key", name=op.f("uq_initiatives_initiative_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_initiatives_is_optimization_candidate_candidate_period_key"),
        "initiatives",
        ["is_optimization_candidate", "candidate_period_key"],
    )
    op.create_index(op.f("ix_initiatives_market"), "initiatives", ["market"])
    op.create_index(op.f("ix_initiatives_status"), "initiatives", ["status"])

    op.create_table(
        "optimization_scenarios",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("period_key", sa.Text(), nullable=False),
        sa.Column("horizon_json", column_types.JsonText(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column(
            "objective_mode",
            sa.Enum("north_star", "weighted_kpis", "lexicographic", name="objective_mode", **CHOICE),
            nullable=False,
        ),
        sa.Column("north_star_kpi_key", sa.Text(), nullable=False),
        sa.Column("objective_weights_json", column_types.JsonText(), nullable=False),
        sa.Column(
            "objective_normalization",
            sa.Enum("pool_total", "none", name="objective_normalization", **CHOICE),
            nullable=False,
        ),
        sa.Column("capacity_total_tokens", column_types.ExactDecimal(), nullable=True),
        sa.Column("capacity_by_market_json", column_types.JsonText(), nullable=False),
        sa.Column("capacity_by_department_json", column_types.JsonText(), nullable=False),
        sa.Column("capacity_by_team_json", column_types.JsonText(), nullable=False),
        sa.Column("capacity_by_period_json", column_types.JsonText(), nullable=False),
        sa.Column("time_sensitivity_weight", column_types.ExactDecimal(), nullable=False),
        sa.Column("strict_deadlines", sa.Boolean(), nullable=False),
        sa.Column("allow_scope_choice", sa.Boolean(), nullable=False),
        sa.Column("tie_breaks_json", column_types.JsonText(), nullable=False),
        sa.Column("delivered_json", column_types.JsonText(), nullable=False),
        sa.Column("created_by_user_id", sa.Text(), nullable=True),
        sa.Column("created_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_optimization_scenarios_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_optimization_scenarios")),
        sa.UniqueConstraint("name", name=op.f("uq_optimization_scenarios_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_optimization_scenarios_period_key"), "optimization_scenarios", ["period_key"])

    op.create_table(
        "optimization_constraint_sets",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("floors_json", column_types.JsonText(), nullable=False),
        sa.Column("caps_json", column_types.JsonText(), nullable=False),
        sa.Column("targets_json", column_types.JsonText(), nullable=False),
        sa.Column("mandatory_initiatives_json", column_types.JsonText(), nullable=False),
        sa.Column("forced_out_json", column_types.JsonText(), nullable=False),
        sa.Column("prerequisites_json", column_types.JsonText(), nullable=False),
        sa.Column("exclusions_json", column_types.JsonText(), nullable=False),
        sa.Column("bundles_json", column_types.JsonText(), nullable=False),
        sa.Column("synergies_json", column_types.JsonText(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_optimization_constraint_sets_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_optimization_constraint_sets")),
        sa.UniqueConstraint("name", name=op.f("uq_optimization_constraint_sets_name")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop the tables with all they hold."""
    op.drop_table("optimization_constraint_sets")
    op.drop_table("optimization_scenarios")
    op.drop_table("initiatives")
