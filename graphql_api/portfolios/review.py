"""What a portfolio is worth and which rules it breaks, as it stands now."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from domain.portfolios.portfolios import PortfolioReview as DomainReview
from graphql_api.reports.shaping import shaped
from graphql_api.reports.types import KpiTotal, RuleUsage, TargetResult, Violation


@strawberry.type(description="The value of one stage of the objective, in its own unit.")
class StageValue:
    """The value of one stage of the objective."""

    name: str = strawberry.field(description="The name of the stage.")
    value: Decimal = strawberry.field(description="Its value, in its own unit.")
    smaller_is_better: bool = strawberry.field(description="Whether a smaller value is better.")


@strawberry.type(description="How one stage of the objective has changed.")
class StageCost:
    """How one stage of the objective has changed."""

    name: str = strawberry.field(description="The name of the stage.")
    before: Decimal = strawberry.field(description="Its value before.")
    after: Decimal = strawberry.field(description="Its value after.")
    cost: Decimal = strawberry.field(description="How much worse it is; negative where it is better.")


@strawberry.type(description="A portfolio checked against all rules of its problem, in exact arithmetic.")
class PortfolioReview:
    """A portfolio checked against all rules of its problem."""

    tokens: Decimal = strawberry.field(description="The tokens of all that is selected.")
    stages: list[StageValue] = strawberry.field(description="What it is worth, stage by stage.")
    usage: list[RuleUsage] = strawberry.field(description="Tokens under each capacity, floor and cap.")
    kpis: list[KpiTotal] = strawberry.field(description="The total of each KPI.")
    targets: list[TargetResult] = strawberry.field(description="Every target and how far it is reached.")
    broken: list[Violation] = strawberry.field(description="The rules that it breaks.")
    newly_broken: list[Violation] = strawberry.field(
        description="Those of them that the optimizer's own portfolio kept."
    )
    cost: list[StageCost] = strawberry.field(description="How much worse it is than the optimizer's own portfolio.")


def review_of(found: DomainReview) -> PortfolioReview:
    """A review in the terms of the schema."""
    figures = found.assessment
    return shaped(
        PortfolioReview,
        {
            "tokens": figures.tokens,
            "stages": figures.stages,
            "usage": figures.usage,
            "kpis": figures.kpis,
            "targets": figures.targets,
            "broken": found.broken,
            "newly_broken": found.newly_broken,
            "cost": found.cost,
        },
    )
