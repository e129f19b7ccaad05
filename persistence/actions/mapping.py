"""Runs of jobs and analyses as rows."""

from __future__ import annotations

from domain.storage.run import ActionRun, LoggedStep
from persistence.actions import tables
from persistence.database.base import table_of
from persistence.database.flat import FlatMapping

ACTION_RUN = FlatMapping(ActionRun, table_of(tables.ActionRun))
ACTION_RUN_STEP = FlatMapping(LoggedStep, table_of(tables.ActionRunStep))
