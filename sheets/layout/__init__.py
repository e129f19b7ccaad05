"""The tabs and columns of both spreadsheets, declared once: setup, readers, writers and docs all use this."""

from __future__ import annotations

from sheets.layout.center import OPTIMIZATION_CENTER
from sheets.layout.column import Column, Kind, Owner
from sheets.layout.roadmap import ROADMAP
from sheets.layout.tab import Layout, Tab

__all__ = ["OPTIMIZATION_CENTER", "ROADMAP", "Column", "Kind", "Layout", "Owner", "Tab"]
