"""What the solution status of a run rests on, and two more ways for a solve to end."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

RUNS = "optimization_runs"
REASONS = "ck_optimization_runs_termination_reason"
BEFORE = ("optimality", "infeasibility", "time_limit", "stopped", "cancelled", "error")
AFTER = ("optimality", "infeasibility", "gap_reached", "work_limit", "time_limit", "stopped", "cancelled", "error")


def upgrade() -> None:
    """Add the column, empty for all runs so far, and admit the new ways to end."""
    grades = "CONSTRAINT ck_optimization_runs_proof CHECK (proof IN ('exact', 'numerical', 'none'))"
    op.execute(f"ALTER TABLE {RUNS} ADD COLUMN proof VARCHAR(32) {grades}")
    _admit(BEFORE, AFTER)


def downgrade() -> None:
    """Drop the column; runs that ended in a new way are said to have ended at a limit."""
    op.execute(
        f"UPDATE {RUNS} SET termination_reason = 'time_limit' WHERE termination_reason IN ('gap_reached', 'work_limit')"
    )
    _admit(AFTER, BEFORE)
    op.execute(f"ALTER TABLE {RUNS} DROP COLUMN proof")


def _admit(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    """Exchange the check on the ways to end."""
    if op.get_bind().dialect.name == "sqlite":
        _rewrite(_check(old), _check(new))
        return
    op.drop_constraint(op.f(REASONS), RUNS, type_="check")
    op.create_check_constraint(op.f(REASONS), RUNS, _check(new))


def _check(reasons: tuple[str, ...]) -> str:
    return f"termination_reason IN ({', '.join(repr(reason) for reason in reasons)})"


def _rewrite(old: str, new: str) -> None:
    """Exchange a check in the definition of the table, as SQLite's manual says for what leaves rows as they are.

    SQLite has no statement for it, and a table made anew would take along what refers to its rows.
    """
    connection = op.get_bind()
    version = connection.execute(sa.text("PRAGMA schema_version")).scalar_one()
    op.execute("PRAGMA writable_schema = ON")
    changed = connection.execute(
        sa.text(
            "UPDATE sqlite_master SET sql = replace(sql, :old, :new)"
            " WHERE type = 'table' AND name = :table AND instr(sql, :old) > 0"
        ),
        {"old": old, "new": new, "table": RUNS},
    )
    assert changed.rowcount == 1, f"{RUNS} has no check on termination_reason that is known"
    op.execute(f"PRAGMA schema_version = {int(version) + 1}")
    op.execute("PRAGMA writable_schema = OFF")
