"""Portfolios and their items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHOICE = {"native_enum": False, "create_constraint": True, "length": 32}


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "portfolios",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("scenario_id", ROW_ID, nullable=False),
        sa.Column("optimization_run_id", ROW_ID, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_baseline", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("created_by_email", sa.Text(), nullable=True),
        sa.Column("inputs_snapshot_json", sa.Text(), nullable=True),
        sa.Column("created_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_portfolios_name")),
        sa.CheckConstraint(
            "optimization_run_id IS NOT NULL OR inputs_snapshot_json IS NOT NULL", name=op.f("ck_portfolios_has_inputs")
        ),
        sa.ForeignKeyConstraint(
            ["optimization_run_id"],
            ["optimization_runs.id"],
            name=op.f("fk_portfolios_optimization_run_id_optimization_runs"),
        ),
        sa.ForeignKeyConstraint(
            ["scenario_id"],
            ["optimization_scenarios.id"],
            name=op.f("fk_portfolios_scenario_id_optimization_scenarios"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolios")),
        sa.UniqueConstraint("optimization_run_id", name=op.f("uq_portfolios_optimization_run_id")),
        sa.UniqueConstraint("scenario_id", "name", name=op.f("uq_portfolios_scenario_id_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_portfolios_is_active",
        "portfolios",
        ["scenario_id"],
        unique=True,
        sqlite_where=sa.text("is_active"),
        postgresql_where=sa.text("is_active"),
    )
    op.create_index(
        "uq_portfolios_is_baseline",
        "portfolios",
        ["scenario_id"],
        unique=True,
        sqlite_where=sa.text("is_baseline"),
        postgresql_where=sa.text("is_baseline"),
    )

    op.create_table(
        "portfolio_items",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("portfolio_id", ROW_ID, nullable=False),
        sa.Column("initiative_id", ROW_ID, nullable=False),
        sa.Column("selected", sa.Boolean(), nullable=False),
        sa.Column("allocated_tokens", column_types.ExactDecimal(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("source", sa.Enum("optimizer", "manual_override", name="source", **CHOICE), nullable=False),
        sa.Column("period_key", sa.Text(), nullable=True),
        sa.Column("scope", sa.Enum("mvp", "full", "custom", "none", name="scope", **CHOICE), nullable=False),
        sa.Column(
            "decision",
            sa.Enum("selected", "not_selected", "forced_in", "forced_out", "invalid", name="decision", **CHOICE),
            nullable=False,
        ),
        sa.Column("value", column_types.ExactDecimal(), nullable=True),
        sa.Column("reasons_json", column_types.JsonText(), nullable=False),
        sa.Column("blocking_rules_json", column_types.JsonText(), nullable=False),
        sa.Column("optimizer_selected", sa.Boolean(), nullable=True),
        sa.Column("optimizer_period_key", sa.Text(), nullable=True),
        sa.Column(
            "optimizer_scope", sa.Enum("mvp", "full", "custom", "none", name="optimizer_scope", **CHOICE), nullable=True
        ),
        sa.Column("optimizer_tokens", column_types.ExactDecimal(), nullable=True),
        sa.Column("overridden_by_email", sa.Text(), nullable=True),
        sa.Column("created_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("updated_at", column_types.UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "NOT selected OR period_key IS NOT NULL", name=op.f("ck_portfolio_items_selected_has_period")
        ),
        sa.CheckConstraint("allocated_tokens >= 0", name=op.f("ck_portfolio_items_allocated_tokens")),
        sa.CheckConstraint("rank > 0", name=op.f("ck_portfolio_items_rank")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiatives.id"], name=op.f("fk_portfolio_items_initiative_id_initiatives")
        ),
        sa.ForeignKeyConstraint(
            ["portfolio_id"],
            ["portfolios.id"],
            name=op.f("fk_portfolio_items_portfolio_id_portfolios"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_items")),
        sa.UniqueConstraint(
            "portfolio_id", "initiative_id", name=op.f("uq_portfolio_items_portfolio_id_initiative_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_portfolio_items_initiative_id"), "portfolio_items", ["initiative_id"])


def downgrade() -> None:
    """Drop the tables with all they hold."""
    op.drop_table("portfolio_items")
    op.drop_table("portfolios")
