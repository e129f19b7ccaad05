"""Tokens, the audit log and keys of repetition as rows."""

from __future__ import annotations

from domain.access import ApiToken, AuditEntry, IdempotencyKey
from persistence import tables
from persistence.mapping.flat import FlatMapping
from persistence.tables.base import table_of

TOKEN = FlatMapping(ApiToken, table_of(tables.ApiToken))
AUDIT_ENTRY = FlatMapping(AuditEntry, table_of(tables.AuditEntry))
IDEMPOTENCY_KEY = FlatMapping(IdempotencyKey, table_of(tables.IdempotencyKey))
