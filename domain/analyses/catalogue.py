"""Every planning computation by name: the command line, the queue and the API offer what is listed here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domain.analyses.frontiers.capacity_values import (
    CapacityValuesRequest,
    CapacityValuesResult,
    capacity_values,
)
from domain.analyses.frontiers.frontier import FrontierRequest, frontier
from domain.analyses.frontiers.frontier_results import FrontierResult
from domain.analyses.frontiers.transfers import TransfersRequest, TransfersResult, transfers
from domain.analyses.many_roadmaps.roadmaps import RoadmapsRequest, RoadmapsResult, roadmaps
from domain.analyses.nearly_best.alternatives import AlternativesRequest, AlternativesResult, alternatives
from domain.analyses.nearly_best.core import CoreRequest, CoreResult, core
from domain.analyses.pricing.price_results import PricesRequest, PricesResult
from domain.analyses.pricing.prices import prices
from domain.analyses.pricing.rule_prices import RulePricesRequest, RulePricesResult, rule_prices
from domain.analyses.reasons.prompts import prompts
from domain.analyses.reasons.prompts_results import PromptsRequest, PromptsResult
from domain.analyses.reasons.why import why
from domain.analyses.reasons.why_results import WhyRequest, WhyResult
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Listener
from domain.analyses.solver_comparison import SolverComparison
from domain.analyses.solver_contest import CompareRequest, compare
from domain.analyses.trading.trade import trade
from domain.analyses.trading.trade_results import TradeRequest, TradeResult
from domain.analyses.what_if.whatif import whatif
from domain.analyses.what_if.whatif_results import WhatIfRequest, WhatIfResult


@dataclass(frozen=True, slots=True)
class Analysis:
    """One analysis. request, result: its frozen dataclasses. compute: the function that carries it out."""

    name: str
    summary: str
    request: type[Any]
    result: type[Any]
    compute: Callable[[PlanningSession, Any, Listener], Any]


ANALYSES: tuple[Analysis, ...] = (
    Analysis("whatif", "Change the problem step by step: what each edit causes", WhatIfRequest, WhatIfResult, whatif),
    Analysis(
        "roadmaps",
        "Many roadmaps side by side: what they share, regret, and the one that is safe",
        RoadmapsRequest,
        RoadmapsResult,
        roadmaps,
    ),
    Analysis(
        "trade", "Force initiatives in and out: what else changes, what it costs", TradeRequest, TradeResult, trade
    ),
    Analysis(
        "prices",
        "What each candidate is worth in the portfolio, or would cost",
        PricesRequest,
        PricesResult,
        prices,
    ),
    Analysis(
        "frontier",
        "Value against a capacity, or one measure against another: every point, proven",
        FrontierRequest,
        FrontierResult,
        frontier,
    ),
    Analysis(
        "prompts",
        "Per market or department: estimates to supply, targets that it could close, and at what cost",
        PromptsRequest,
        PromptsResult,
        prompts,
    ),
    Analysis("why", "Why the portfolio or an initiative is what it is, in sentences", WhyRequest, WhyResult, why),
    Analysis(
        "rule-prices",
        "What each target, floor and cap costs in value",
        RulePricesRequest,
        RulePricesResult,
        rule_prices,
    ),
    Analysis(
        "capacity-values",
        "What one more token of each capacity is worth, and the next limit that helps",
        CapacityValuesRequest,
        CapacityValuesResult,
        capacity_values,
    ),
    Analysis(
        "transfers",
        "The best transfer of tokens between departments, markets or teams",
        TransfersRequest,
        TransfersResult,
        transfers,
    ),
    Analysis(
        "compare",
        "The problem on several solvers, one after the other: what each proves, how fast, and where they agree",
        CompareRequest,
        SolverComparison,
        compare,
    ),
    Analysis("core", "What every nearly best portfolio has in common", CoreRequest, CoreResult, core),
    Analysis(
        "alternatives",
        "Nearly best portfolios that differ as much as possible",
        AlternativesRequest,
        AlternativesResult,
        alternatives,
    ),
)


def analysis(name: str) -> Analysis | None:
    """The analysis with a name."""
    return next((each for each in ANALYSES if each.name == name), None)
