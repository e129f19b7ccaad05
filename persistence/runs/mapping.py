"""Runs as rows."""

from __future__ import annotations

from domain.storage.run import LoggedStep, OptimizationRun, RunOutcome
from persistence.database.base import table_of
from persistence.database.flat import FlatMapping
from persistence.runs import tables

RUN = FlatMapping(OptimizationRun, table_of(tables.OptimizationRun))
OUTCOME = FlatMapping(RunOutcome, table_of(tables.OptimizationRun))
RUN_STEP = FlatMapping(LoggedStep, table_of(tables.OptimizationRunStep))
