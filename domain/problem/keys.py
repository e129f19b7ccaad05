"""What texts of a problem stand for: hints that tell more than ``str`` to whoever reads or shows a record."""

from __future__ import annotations

from typing import Annotated

Key = Annotated[str, "key"]
"""What people name something by, such as an initiative, a team or a KPI; never empty."""
PeriodKey = Annotated[str, "period"]
"""A year, half, quarter, month or ISO week, such as 2026, 2026-H1, 2026-Q1, 2026-01 or 2026-W05."""
Count = Annotated[int, "count"]
"""A small whole number, from 0 to 100."""
Periods = Annotated[int, "periods"]
"""A number of periods of a horizon, from 0."""
