"""What the solution status of a run rests on, and two more ways for a solve to end."""

from __future__ import annotations

from alembic import op

from migrations.choices import admit

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

RUNS = "optimization_runs"
REASON = "termination_reason"
BEFORE = ("optimality", "infeasibility", "time_limit", "stopped", "cancelled", "error")
AFTER = ("optimality", "infeasibility", "gap_reached", "work_limit", "time_limit", "stopped", "cancelled", "error")


def upgrade() -> None:
    """Add the column, empty for all runs so far, and admit the new ways to end."""
    grades = "CONSTRAINT ck_optimization_runs_proof CHECK (proof IN ('exact', 'numerical', 'none'))"
    op.execute(f"ALTER TABLE {RUNS} ADD COLUMN proof VARCHAR(32) {grades}")
    admit(RUNS, REASON, BEFORE, AFTER)


def downgrade() -> None:
    """Drop the column; runs that ended in a new way are said to have ended at a limit."""
    op.execute(
        f"UPDATE {RUNS} SET termination_reason = 'time_limit' WHERE termination_reason IN ('gap_reached', 'work_limit')"
    )
    admit(RUNS, REASON, AFTER, BEFORE)
    op.execute(f"ALTER TABLE {RUNS} DROP COLUMN proof")
