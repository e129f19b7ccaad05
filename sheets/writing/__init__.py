"""From the terms of the domain to rows: what each tab is to say, as updates that ``sheets.update`` writes."""

from __future__ import annotations

from sheets.writing.news import answer_updates, run_updates
from sheets.writing.roadmap import version_updates

__all__ = ["answer_updates", "run_updates", "version_updates"]
