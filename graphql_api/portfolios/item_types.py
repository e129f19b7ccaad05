"""The types of items of portfolios."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import strawberry

from domain.portfolio import portfolio
from domain.records.kinds import Nested
from graphql_api.enums import Decision, ItemSource, Scope
from graphql_api.records.links import initiative_link
from graphql_api.records.reported import REPORTED, RuleName
from graphql_api.transport.relay.node import Node

Placement: Any = REPORTED.output(Nested(portfolio.Placement)).annotation


@strawberry.type(description="One initiative in a portfolio, selected or not.")
class PortfolioItem(Node):
    initiative_key: str = strawberry.field(description="The key of the initiative.")
    initiative = initiative_link()
    title: str = strawberry.field(description="The title of the initiative, as the backlog has it now.")
    market: str | None = strawberry.field(description="The market, as the backlog has it now; null for none.")
    department: str | None = strawberry.field(description="The department, as the backlog has it now; null for none.")
    category: str | None = strawberry.field(description="The category, as the backlog has it now; null for none.")
    selected: bool = strawberry.field(description="Whether it is in the portfolio.")
    allocated_tokens: Decimal = strawberry.field(description="The tokens it takes; zero where it is not in.")
    period_key: str | None = strawberry.field(description="The period it is planned in; null where it is not in.")
    scope: Scope = strawberry.field(description="The size it is planned in.")
    decision: Decision = strawberry.field(description="What the optimizer decided.")
    value: Decimal | None = strawberry.field(
        description="What it is worth by itself in the main objective; null where that was not recorded."
    )
    rank: int | None = strawberry.field(
        description="Its place by value for each token among all candidates; null for what is no candidate."
    )
    reasons: list[str] = strawberry.field(description="The optimizer's reasons.")
    blocking_rules: list[str] = strawberry.field(
        description="The ids of the rules that adding it to the optimizer's portfolio would break."
    )
    blockers: list[RuleName] = strawberry.field(description="The same rules as blockingRules, as data.")
    notes: str = strawberry.field(description="Free text for people about it; empty where there is none.")
    source: ItemSource = strawberry.field(description="Whether the optimizer or a person decided.")
    optimizer: Placement | None = strawberry.field(
        description="What the optimizer had planned; null where nobody has overridden it."
    )
    overridden_by_email: str | None = strawberry.field(
        description="Who has overridden it; null where nobody has or no token says so."
    )
