"""What a portfolio is worth and which rules it breaks, as it stands now."""

from __future__ import annotations

from typing import Any

import strawberry

from domain.portfolio.assessment import Assessment
from domain.portfolios.portfolios import PortfolioReview as DomainReview
from domain.records.descriptions import described
from graphql_api.records.family import made_type
from graphql_api.records.reported import REPORTED

PortfolioReview: Any = made_type(
    strawberry.type,
    "PortfolioReview",
    described(DomainReview)[0],
    REPORTED.parts(Assessment) | REPORTED.parts(DomainReview),
)


def review_of(found: DomainReview) -> Any:
    """A review in the terms of the schema."""
    return PortfolioReview(**REPORTED.values(Assessment, found.assessment), **REPORTED.values(DomainReview, found))
