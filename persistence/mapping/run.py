"""Runs as rows."""

from __future__ import annotations

from domain.run import LoggedStep, OptimizationRun, RunOutcome
from persistence import tables
from persistence.mapping.flat import FlatMapping
from persistence.tables.base import table_of

RUN = FlatMapping(OptimizationRun, table_of(tables.OptimizationRun))
OUTCOME = FlatMapping(RunOutcome, table_of(tables.OptimizationRun))
RUN_STEP = FlatMapping(LoggedStep, table_of(tables.OptimizationRunStep))
