"""The parts of an answer, made from the records that it is computed as, or from what was stored of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.integer_model.model import Sense, StageRole
from domain.integer_model.result import Proof
from domain.portfolio import diff, figures, report
from domain.portfolio.assessment import Assessment, StageValue
from domain.portfolio.verification import Violation
from domain.portfolios.portfolios import PortfolioReview
from domain.records.descriptions import described
from domain.records.kinds import Choice, Kind, Leaf, Maybe, Nested, Several
from domain.rules import rule_names
from domain.rules.rule_names import rule_name
from graphql_api.records.family import Added, Family

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


_RULE = Nested(rule_names.RuleName)


def _names_of(ids: list[str]) -> list[rule_names.RuleName]:
    return [rule_name(each) for each in ids]


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
        diff.PortfolioDiff: ["is_empty", *_without(diff.PortfolioDiff, "")],
    },
    kinds=_KINDS,
    added={
        report.InitiativeReport: {
            "blockers": Added("blocking_rules", Several(_RULE), "The same rules as blockingRules, as data.", _names_of)
        },
        report.ConflictReport: {"named": Added("rules", Several(_RULE), "The same rules, as data.", _names_of)},
        report.RelaxedRule: {"rule": Added("rule_id", _RULE, "The rule as data.", rule_name)},
        figures.UsageReport: {"rule": Added("rule_id", _RULE, "The rule as data.", rule_name)},
        figures.TargetReport: {"rule": Added("rule_id", _RULE, "The rule as data.", rule_name)},
        Violation: {"rule": Added("rule_id", _RULE, "The rule as data.", rule_name)},
    },
)
RuleName: Any
RuleName, rule_named = REPORTED.output(_RULE)
InitiativeResult: Any
RunTimings: Any
PortfolioDiff: Any
InitiativeResult, initiative_result = REPORTED.output(Nested(report.InitiativeReport))
RunTimings, run_timings = REPORTED.output(Nested(report.Timings))
PortfolioDiff, diff_of = REPORTED.output(Nested(diff.PortfolioDiff))
