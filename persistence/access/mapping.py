"""Tokens, the audit log and keys of repetition as rows."""

from __future__ import annotations

from domain.storage.tokens_and_roles import ApiSession, ApiToken, AuditEntry, IdempotencyKey
from persistence.access import tables
from persistence.database.base import table_of
from persistence.database.flat import FlatMapping

TOKEN = FlatMapping(ApiToken, table_of(tables.ApiToken))
SESSION = FlatMapping(ApiSession, table_of(tables.ApiSession))
AUDIT_ENTRY = FlatMapping(AuditEntry, table_of(tables.AuditEntry))
IDEMPOTENCY_KEY = FlatMapping(IdempotencyKey, table_of(tables.IdempotencyKey))
