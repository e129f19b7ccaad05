"""The tables of portfolios and their items."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.portfolio.portfolio import ItemSource
from domain.portfolio.report import Decision
from domain.problem.sizing import Scope
from persistence.database.base import LATER, Base, HasId, HasTimes
from persistence.database.column_types import JsonText, choice


def _one_per_scenario(flag: str) -> Index:
    condition = text(flag)
    return Index(
        f"uq_portfolios_{flag}", "scenario_id", unique=True, sqlite_where=condition, postgresql_where=condition
    )


class Portfolio(HasId, HasTimes, Base):
    """A version of the roadmap: what was decided for a scenario, by a run or by hand.

    inputs_snapshot_json: the problem of a portfolio without a run, so that each can be checked again.
    """

    __tablename__ = "portfolios"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("optimization_run_id IS NOT NULL OR inputs_snapshot_json IS NOT NULL", name="has_inputs"),
        UniqueConstraint("optimization_run_id"),
        UniqueConstraint("scenario_id", "name"),
        _one_per_scenario("is_baseline"),
        _one_per_scenario("is_active"),
    )

    scenario_id: Mapped[int] = mapped_column(ForeignKey("optimization_scenarios.id"))
    optimization_run_id: Mapped[int | None] = mapped_column(ForeignKey("optimization_runs.id"))
    name: Mapped[str]
    is_baseline: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(default="")
    created_by_email: Mapped[str | None]
    inputs_snapshot_json: Mapped[str | None]
    version: Mapped[int] = mapped_column(server_default="1", sort_order=LATER)


RoadmapVersion = Portfolio


class PortfolioItem(HasId, HasTimes, Base):
    """One initiative in a portfolio, selected or not.

    optimizer_*: what the optimizer had chosen, kept once a person has overridden it.
    """

    __tablename__ = "portfolio_items"
    __table_args__ = (
        UniqueConstraint("portfolio_id", "initiative_id"),
        CheckConstraint("rank > 0", name="rank"),
        CheckConstraint("allocated_tokens >= 0", name="allocated_tokens"),
        CheckConstraint("NOT selected OR period_key IS NOT NULL", name="selected_has_period"),
    )

    portfolio_id: Mapped[int] = mapped_column(ForeignKey("portfolios.id", ondelete="CASCADE"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"), index=True)
    selected: Mapped[bool]
    allocated_tokens: Mapped[Decimal]
    rank: Mapped[int | None]
    notes: Mapped[str] = mapped_column(default="")
    source: Mapped[ItemSource] = mapped_column(choice(ItemSource, "source"))
    period_key: Mapped[str | None]
    scope: Mapped[Scope] = mapped_column(choice(Scope, "scope"))
    decision: Mapped[Decision] = mapped_column(choice(Decision, "decision"))
    value: Mapped[Decimal | None]
    reasons_json: Mapped[list[str]] = mapped_column(JsonText())
    blocking_rules_json: Mapped[list[str]] = mapped_column(JsonText())
    optimizer_selected: Mapped[bool | None]
    optimizer_period_key: Mapped[str | None]
    optimizer_scope: Mapped[Scope | None] = mapped_column(choice(Scope, "optimizer_scope"))
    optimizer_tokens: Mapped[Decimal | None]
    overridden_by_email: Mapped[str | None]
