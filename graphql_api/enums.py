"""The closed sets of the domain as enums of the schema, with the words of the domain about them."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import Any

import strawberry

from domain.backlog import graduation_rules
from domain.integer_model import model, result
from domain.portfolio import figures, portfolio, report
from domain.problem import constraints, initiative, scenario, sizing
from domain.records.descriptions import described_members
from domain.storage import run


def enum_of(kind: type[Enum], name: str = "") -> Any:
    """The enum of a closed set: each member's value is the member of the domain. name: where it has another one."""
    return _enum(kind, name or kind.__name__)


@cache
def _enum(kind: type[Enum], name: str) -> Any:
    summary, about = described_members(kind)
    members = {each.name: strawberry.enum_value(each, description=about[each.name]) for each in kind}
    return strawberry.enum(Enum(kind.__name__, members), name=name, description=summary)  # type: ignore[call-overload]


SolutionStatus: Any = enum_of(result.SolutionStatus)
ProofGrade: Any = enum_of(result.Proof, "ProofGrade")
TerminationReason: Any = enum_of(result.Termination, "TerminationReason")
Decision: Any = enum_of(report.Decision)
Scope: Any = enum_of(sizing.Scope)
Severity: Any = enum_of(figures.Severity)
ItemSource: Any = enum_of(portfolio.ItemSource)
StageSense: Any = enum_of(model.Sense, "StageSense")
StageRole: Any = enum_of(model.StageRole)
Effort: Any = enum_of(model.Effort)
RunStatus: Any = enum_of(run.RunStatus)
ObjectiveMode: Any = enum_of(scenario.ObjectiveMode)
TargetKind: Any = enum_of(constraints.TargetKind)
ScopeMode: Any = enum_of(initiative.ScopeMode)
KpiChainRule: Any = enum_of(graduation_rules.KpiChainRule)
