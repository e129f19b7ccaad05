"""Runs, jobs, tokens and what else is kept field by field."""

from __future__ import annotations

from domain.access import ApiToken, AuditEntry, IdempotencyKey
from domain.run import ActionRun, LoggedStep, OptimizationRun, RunOutcome
from persistence import tables
from persistence.mapping.flat import FlatMapping
from persistence.tables.base import table_of

RUN = FlatMapping(OptimizationRun, table_of(tables.OptimizationRun))
OUTCOME = FlatMapping(RunOutcome, table_of(tables.OptimizationRun))
RUN_STEP = FlatMapping(LoggedStep, table_of(tables.OptimizationRunStep))
ACTION_RUN = FlatMapping(ActionRun, table_of(tables.ActionRun))
ACTION_RUN_STEP = FlatMapping(LoggedStep, table_of(tables.ActionRunStep))
TOKEN = FlatMapping(ApiToken, table_of(tables.ApiToken))
AUDIT_ENTRY = FlatMapping(AuditEntry, table_of(tables.AuditEntry))
IDEMPOTENCY_KEY = FlatMapping(IdempotencyKey, table_of(tables.IdempotencyKey))
