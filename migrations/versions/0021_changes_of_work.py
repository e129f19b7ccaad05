"""The log of changes tells of batches, jobs and analyses."""

from __future__ import annotations

from alembic import op

from migrations.choices import admit

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BEFORE = ("initiative", "scenario", "constraint_set", "run", "portfolio")
AFTER = (*BEFORE, "batch", "job", "analysis")


def upgrade() -> None:
    """Admit the new kinds; what became of their objects before is in no log."""
    admit("changes", "kind", BEFORE, AFTER)


def downgrade() -> None:
    """Forget the changes of the new kinds; where the newest is one, its position stays, about a run that there is not.

    Positions would be given twice else, and readers who were there before miss what comes at the second time.
    """
    newest = "id = (SELECT max(id) FROM changes)"
    others = "kind IN ('batch', 'job', 'analysis')"
    op.execute(f"UPDATE changes SET kind = 'run', action = 'removed' WHERE {others} AND {newest}")
    op.execute(f"DELETE FROM changes WHERE {others}")
    admit("changes", "kind", AFTER, BEFORE)
