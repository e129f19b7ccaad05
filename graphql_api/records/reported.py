"""What several parts of the schema show: the parts of an answer, computed or read from what was stored of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.integer_model.model import Sense, StageRole
from domain.integer_model.result import Proof
from domain.portfolio import diff, figures, report
from domain.portfolio.assessment import Assessment, StageValue
from domain.portfolios.portfolios import PortfolioReview
from domain.records.descriptions import described
from domain.records.kinds import Choice, Kind, Leaf, Maybe, Nested
from domain.rules import rule_names
from graphql_api.records.family import RULE, Family

UNRECORDED = "null where an older version did not record it"
_NAMES: Mapping[Any, str] = {
    report.StageReport: "StageResult",
    report.InitiativeReport: "InitiativeResult",
    figures.UsageReport: "RuleUsage",
    figures.KpiReport: "KpiTotal",
    figures.TargetReport: "TargetResult",
    report.ConflictReport: "Conflict",
    report.RelaxationReport: "Relaxation",
    report.SolverReport: "Provenance",
    report.Timings: "RunTimings",
    diff.Change: "FigureChange",
}
_PROOF = Maybe(Choice(Proof))
_KINDS: Mapping[tuple[Any, str], Kind] = {
    (report.StageReport, "sense"): Choice(Sense),
    (report.StageReport, "role"): Choice(StageRole),
    (report.PortfolioReport, "canonical"): Maybe(Leaf(bool)),
    **{
        (kind, "proof"): _PROOF
        for kind in (report.StageReport, report.ConflictReport, report.RelaxationReport, report.PortfolioReport)
    },
}


def _without(kind: Any, name: str) -> list[str]:
    return [each for each in described(kind)[1] if each != name]


REPORTED = Family(
    lambda kind: _NAMES.get(kind, kind.__name__),
    stored=True,
    shown={
        report.InitiativeReport: _without(report.InitiativeReport, "team_tokens"),
        report.RelaxationReport: _without(report.RelaxationReport, "initiatives"),
        report.PortfolioReport: _without(report.PortfolioReport, "initiatives"),
        report.Timings: _without(report.Timings, "load"),
        StageValue: ("name", "value", "smaller_is_better"),
        Assessment: _without(Assessment, "violations"),
        PortfolioReview: ("broken", "newly_broken", "cost"),
        rule_names.RuleName: [*_without(rule_names.RuleName, ""), "words"],
        diff.PortfolioDiff: ["is_empty", *_without(diff.PortfolioDiff, "")],
    },
    kinds=_KINDS,
)
RuleName: Any
RuleName, rule_named = REPORTED.output(RULE)
InitiativeResult: Any
RunTimings: Any
PortfolioDiff: Any
InitiativeResult, initiative_result = REPORTED.output(Nested(report.InitiativeReport))
RunTimings, run_timings = REPORTED.output(Nested(report.Timings))
PortfolioDiff, diff_of = REPORTED.output(Nested(diff.PortfolioDiff))
