"""What is different between two portfolios."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from domain.portfolio.diff import PortfolioDiff as DomainDiff
from graphql_api.portfolios.item_types import Placement
from graphql_api.portfolios.review import StageCost
from graphql_api.reports.shaping import shaped
from graphql_api.reports.types import RuleUsage, TargetResult, Violation


@strawberry.type(description="One initiative that is planned differently.")
class ItemChange:
    """One initiative that is planned differently."""

    initiative_key: str = strawberry.field(description="Its key.")
    before: Placement | None = strawberry.field(description="What was planned; null where it was not in.")
    after: Placement | None = strawberry.field(description="What is planned; null where it is not in.")


@strawberry.type(description="A figure before and after.")
class FigureChange:
    """A figure before and after."""

    name: str = strawberry.field(description="Which figure, such as the key of a KPI.")
    before: Decimal = strawberry.field(description="Its value before.")
    after: Decimal = strawberry.field(description="Its value after.")
    delta: Decimal = strawberry.field(description="After less before.")


@strawberry.type(description="A target that is reached differently.")
class TargetChange:
    """A target that is reached differently."""

    rule_id: str = strawberry.field(description="The id of the rule.")
    before: TargetResult | None = strawberry.field(description="How it was; null where there was no such target.")
    after: TargetResult | None = strawberry.field(description="How it is; null where there is no such target.")


@strawberry.type(description="A limit that leaves more or less than before.")
class SlackChange:
    """A limit that leaves more or less than before."""

    rule_id: str = strawberry.field(description="The id of the rule.")
    before: RuleUsage | None = strawberry.field(description="How it was; null where there was no such limit.")
    after: RuleUsage | None = strawberry.field(description="How it is; null where there is no such limit.")


@strawberry.type(description="From portfolio a to portfolio b. Only what has changed is listed.")
class PortfolioDiff:
    """From one portfolio to another."""

    is_empty: bool = strawberry.field(
        description="Whether the same initiatives are planned in the same periods and sizes."
    )
    entered: list[ItemChange] = strawberry.field(description="Initiatives that are in b alone.")
    left: list[ItemChange] = strawberry.field(description="Initiatives that are in a alone.")
    moved: list[ItemChange] = strawberry.field(description="Initiatives in both, in another period.")
    resized: list[ItemChange] = strawberry.field(description="Initiatives in both, with another size or other tokens.")
    tokens: FigureChange = strawberry.field(description="The tokens of all that is selected.")
    objective: list[StageCost] = strawberry.field(description="The stages that both have, changed or not.")
    kpis: list[FigureChange] = strawberry.field(description="KPIs with another total.")
    targets: list[TargetChange] = strawberry.field(description="Targets that are reached differently.")
    rules: list[SlackChange] = strawberry.field(description="Capacities, floors and caps with another slack.")
    newly_broken: list[Violation] = strawberry.field(description="Rules that b breaks and a keeps.")
    mended: list[Violation] = strawberry.field(description="Rules that a breaks and b keeps.")


def diff_of(found: DomainDiff) -> PortfolioDiff:
    """A difference in the terms of the schema."""
    return shaped(PortfolioDiff, found)
