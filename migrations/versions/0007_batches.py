"""Batches of roadmaps, their items and parts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from persistence.database import column_types

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "roadmap_batches",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("parameters_json", column_types.JsonText(), nullable=False),
        sa.Column("requested_by_email", sa.Text(), nullable=True),
        sa.Column("plan_json", sa.Text(), nullable=False),
        sa.Column("created_at", column_types.UtcDateTime(), nullable=False),
        sa.Column("cancelled_at", column_types.UtcDateTime(), nullable=True),
        sa.CheckConstraint("batch_id <> ''", name=op.f("ck_roadmap_batches_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_batches")),
        sa.UniqueConstraint("batch_id", name=op.f("uq_roadmap_batches_batch_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "roadmap_batch_items",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("roadmap_batch_id", ROW_ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("solver", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["roadmap_batch_id"],
            ["roadmap_batches.id"],
            name=op.f("fk_roadmap_batch_items_roadmap_batch_id_roadmap_batches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_batch_items")),
        sa.UniqueConstraint("run_id", name=op.f("uq_roadmap_batch_items_run_id")),
        sa.UniqueConstraint(
            "roadmap_batch_id", "position", name=op.f("uq_roadmap_batch_items_roadmap_batch_id_position")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "roadmap_batch_parts",
        sa.Column("id", ROW_ID, nullable=False),
        sa.Column("roadmap_batch_id", ROW_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_position", sa.Integer(), nullable=False),
        sa.Column("end_position", sa.Integer(), nullable=False),
        sa.Column("action_run_id", sa.Text(), nullable=True),
        sa.CheckConstraint("first_position < end_position", name=op.f("ck_roadmap_batch_parts_not_empty")),
        sa.ForeignKeyConstraint(
            ["roadmap_batch_id"],
            ["roadmap_batches.id"],
            name=op.f("fk_roadmap_batch_parts_roadmap_batch_id_roadmap_batches"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roadmap_batch_parts")),
        sa.UniqueConstraint("roadmap_batch_id", "number", name=op.f("uq_roadmap_batch_parts_roadmap_batch_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_roadmap_batch_parts_action_run_id"), "roadmap_batch_parts", ["action_run_id"])


def downgrade() -> None:
    """Drop the tables with all batches; their runs stay."""
    op.drop_table("roadmap_batch_parts")
    op.drop_table("roadmap_batch_items")
    op.drop_table("roadmap_batches")
