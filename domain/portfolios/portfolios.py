"""Keeps portfolios: what a run decided, the flags of a scenario, names, and what is different between two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.errors import InputError, NotFoundError
from domain.integer_model.result import SolutionStatus
from domain.portfolio.assessment import Assessment, StageCost, assess, stage_costs
from domain.portfolio.diff import AssessedPortfolio, PortfolioDiff, diff
from domain.portfolio.portfolio import Placement, Portfolio, PortfolioItem
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport
from domain.portfolio.verification import Violation
from domain.ports import Clock
from domain.problem.problem import PortfolioProblem
from domain.storage import PortfolioFlag, UnitOfWork
from domain.storage.run import OptimizationRun


@dataclass(frozen=True, slots=True)
class PortfolioReview:
    """A portfolio checked against all rules of its problem, in exact arithmetic.

    newly_broken: those of the broken rules that the optimizer's own portfolio kept.
    cost: how much worse it is than the optimizer's own portfolio.
    """

    portfolio: Portfolio
    assessment: Assessment
    newly_broken: tuple[Violation, ...]
    cost: tuple[StageCost, ...]

    @property
    def broken(self) -> tuple[Violation, ...]:
        """The rules that it breaks."""
        return self.assessment.violations


def keep_portfolio(
    uow: UnitOfWork, run: OptimizationRun, report: PortfolioReport, clock: Clock, name: str = ""
) -> Portfolio | None:
    """Store the portfolio of a run, once; None where the run found none.

    Raises ``NotFoundError`` when a selected initiative has been removed from the backlog meanwhile.
    """
    if report.solution_status not in (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE):
        return None
    known = uow.portfolios.by_run(run.id)
    if known is not None:
        return known
    items = items_of(report)
    stored = uow.initiatives.stored_keys(item.initiative_key for item in items)
    now = clock.now()
    portfolio = Portfolio(
        name=name.strip() or f"Run {run.run_id}",
        scenario_id=run.scenario_id,
        created_at=now,
        updated_at=now,
        optimization_run_id=run.id,
        created_by_email=run.requested_by_email,
        items=tuple(item for item in items if item.selected or item.initiative_key in stored),
    )
    return uow.portfolios.add(portfolio)


def items_of(report: PortfolioReport) -> tuple[PortfolioItem, ...]:
    """The answer of a solve as items, one per initiative."""
    return tuple(_item(initiative) for initiative in report.initiatives)


Check = Callable[[Portfolio], None]
"""Looks at a portfolio that is about to be changed, which nobody else changes meanwhile; raises to refuse it."""


def any_version(portfolio: Portfolio) -> None:
    """Refuse none."""


def rename(
    uow: UnitOfWork,
    portfolio_id: int,
    name: str,
    clock: Clock,
    notes: str | None = None,
    check: Check = any_version,
) -> Portfolio:
    """Give a portfolio another name. Raises ``ConflictingStateError`` where its scenario has that name already."""
    if not name.strip():
        raise InputError("a portfolio needs a name")
    portfolio = uow.portfolios.get(portfolio_id)
    check(portfolio)
    changed = replace(
        portfolio,
        name=name.strip(),
        notes=portfolio.notes if notes is None else notes,
        updated_at=clock.now(),
        version=portfolio.version + 1,
    )
    uow.portfolios.update(changed)
    return changed


def set_flag(
    uow: UnitOfWork, portfolio_id: int, flag: PortfolioFlag, clock: Clock, check: Check = any_version
) -> Portfolio:
    """Make a portfolio the baseline, or the active one, of its scenario, replacing the former one."""
    uow.portfolios.lock_flags(portfolio_id)
    check(uow.portfolios.get(portfolio_id))
    uow.portfolios.set_flag(portfolio_id, flag, clock.now())
    return uow.portfolios.get(portfolio_id)


def review(uow: UnitOfWork, portfolio_id: int) -> PortfolioReview:
    """Check a portfolio against the problem that it answers."""
    return review_of(uow.portfolios.get(portfolio_id), uow.portfolios.problem(portfolio_id))


def review_of(portfolio: Portfolio, problem: PortfolioProblem) -> PortfolioReview:
    """Check a portfolio against a problem, and compare it with what the optimizer had planned."""
    assessment = assess(problem, portfolio.items)
    if not portfolio.is_overridden:
        return PortfolioReview(portfolio, assessment, (), stage_costs(assessment, assessment))
    original = assess(problem, [item.without_override() for item in portfolio.items])
    kept = set(original.broken_rules)
    newly = tuple(violation for violation in assessment.violations if violation.rule_id not in kept)
    return PortfolioReview(portfolio, assessment, newly, stage_costs(original, assessment))


def diff_portfolios(uow: UnitOfWork, before_id: int, after_id: int) -> PortfolioDiff:
    """Compare two portfolios, each measured by the problem that it answers."""
    return diff(_assessed(uow, before_id), _assessed(uow, after_id))


def diff_to_baseline(uow: UnitOfWork, portfolio_id: int) -> PortfolioDiff:
    """Compare a portfolio with the baseline of its scenario. Raises ``NotFoundError`` where there is no baseline."""
    scenario_id = uow.portfolios.get(portfolio_id).scenario_id
    baseline = uow.portfolios.flagged(scenario_id, PortfolioFlag.BASELINE)
    if baseline is None:
        raise NotFoundError("baseline of scenario", scenario_id)
    return diff_portfolios(uow, baseline.id, portfolio_id)


def _assessed(uow: UnitOfWork, portfolio_id: int) -> AssessedPortfolio:
    portfolio = uow.portfolios.get(portfolio_id)
    return AssessedPortfolio(portfolio, assess(uow.portfolios.problem(portfolio_id), portfolio.items))


def _item(initiative: InitiativeReport) -> PortfolioItem:
    selected = initiative.decision in (Decision.SELECTED, Decision.FORCED_IN)
    return PortfolioItem(
        initiative_key=initiative.initiative_key,
        placement=Placement(selected, initiative.tokens, initiative.period, initiative.scope),
        decision=initiative.decision,
        value=initiative.value,
        rank=initiative.rank,
        reasons=initiative.reasons,
        blocking_rules=initiative.blocking_rules,
    )
