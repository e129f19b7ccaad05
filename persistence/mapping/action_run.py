"""Runs of jobs and analyses as rows."""

from __future__ import annotations

from domain.run import ActionRun, LoggedStep
from persistence import tables
from persistence.mapping.flat import FlatMapping
from persistence.tables.base import table_of

ACTION_RUN = FlatMapping(ActionRun, table_of(tables.ActionRun))
ACTION_RUN_STEP = FlatMapping(LoggedStep, table_of(tables.ActionRunStep))
