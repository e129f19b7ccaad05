"""What analyses find on the way, each part in the type that it has in the result."""

from __future__ import annotations

import functools
import operator
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import strawberry

from domain.analyses.comparing.results import SolverAnswer
from domain.analyses.frontiers.capacity_values import CapacityValue
from domain.analyses.frontiers.frontier_results import FrontierPoint
from domain.analyses.frontiers.transfers import Transfer
from domain.analyses.many_roadmaps.comparison import RoadmapSummary
from domain.analyses.nearly_best.alternatives import Alternative
from domain.analyses.nearly_best.core import CoreResult
from domain.analyses.pricing.price_results import Price, PricesResult
from domain.analyses.pricing.rule_prices import RulePrice
from domain.analyses.reasons.prompts_results import Contribution
from domain.analyses.reasons.why_results import Fact
from domain.analyses.trading.trade_results import Deal, WithinChanges
from domain.analyses.what_if.whatif import WhatIfRun, WhatIfStep
from graphql_api.records.generating import output
from persistence.typed_json import record_of

PARTS: Mapping[str, Any] = {
    kind.__name__: kind
    for kind in (
        WhatIfRun,
        WhatIfStep,
        RoadmapSummary,
        Deal,
        WithinChanges,
        PricesResult,
        Price,
        FrontierPoint,
        Contribution,
        Fact,
        RulePrice,
        CapacityValue,
        Transfer,
        SolverAnswer,
        CoreResult,
        Alternative,
    )
}
"""What any analysis may tell before it has ended, by name."""
if TYPE_CHECKING:
    AnalysisPart: TypeAlias = Any
else:
    AnalysisPart = Annotated[
        functools.reduce(operator.or_, (output(each).annotation for each in PARTS.values())),
        strawberry.union("AnalysisPart", description="What an analysis has found on the way; its name says of what."),
    ]


def is_part(stored: Any) -> bool:
    """Whether what was stored says what it is, which earlier versions left out."""
    return isinstance(stored, Mapping) and stored.get("type") in PARTS and "value" in stored


def part_of(stored: Mapping[str, Any]) -> Any:
    """A part as the schema has it."""
    kind = PARTS[stored["type"]]
    return output(kind).convert(record_of(kind, stored["value"]))
