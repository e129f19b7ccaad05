"""From what the engine knows to cells: headers, rows by key, the difference to what is there, and the write."""

from __future__ import annotations

from sheets.keys import RowKey, row_key, rows_by_key
from sheets.update.apply import UpdateReport, apply_updates
from sheets.update.plan import TabPlan, TabUpdate, plan_tab

__all__ = ["RowKey", "TabPlan", "TabUpdate", "UpdateReport", "apply_updates", "plan_tab", "row_key", "rows_by_key"]
