"""What changes are about, as the schema names it."""

from __future__ import annotations

from typing import Any

from domain.storage import changes as domain
from graphql_api.enums import enum_of

ChangedKind: Any = enum_of(domain.ChangedKind)
ChangeAction: Any = enum_of(domain.ChangeAction)
TYPES = {
    domain.ChangedKind.INITIATIVE: "Initiative",
    domain.ChangedKind.SCENARIO: "Scenario",
    domain.ChangedKind.CONSTRAINT_SET: "ConstraintSet",
    domain.ChangedKind.RUN: "Run",
    domain.ChangedKind.PORTFOLIO: "Portfolio",
    domain.ChangedKind.BATCH: "Batch",
    domain.ChangedKind.JOB: "Job",
    domain.ChangedKind.ANALYSIS: "Analysis",
}
"""The types of the objects by what they are."""
