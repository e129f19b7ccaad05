"""Small results to be drawn, with texts that try to break a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from xml.etree import ElementTree

from domain.integer_model.result import SolutionStatus, Termination
from domain.portfolio.figures import UsageReport
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport, SolverReport, Timings
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.problem.sizing import Scope
from pictures.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"
PERIODS = ("2026-Q1", "2026-Q2")


def texts(picture: Picture) -> list[str]:
    """Every text in the SVG of a picture."""
    root = ElementTree.fromstring(picture.svg())
    return ["".join(element.itertext()).strip() for element in root.iter(f"{SVG}text")]


def colours(picture: Picture) -> str:
    """The SVG in lower case, to look for colours in."""
    return picture.svg().lower()


def problem(name: str = "Plan", keys: Sequence[str] = ()) -> PortfolioProblem:
    scenario = Scenario(name, PERIODS[0], ObjectiveMode.NORTH_STAR, horizon=PERIODS)
    return PortfolioProblem(scenario, initiatives=tuple(Initiative(key) for key in keys))


def chosen(
    key: str,
    period: str,
    tokens: object,
    title: str = "",
    department: str | None = None,
    decision: Decision = Decision.SELECTED,
    scope: Scope = Scope.NONE,
) -> InitiativeReport:
    amount = Decimal(str(tokens))
    return InitiativeReport(key, title, decision, period, scope, amount, Decimal(1), (), department=department)


def usage(rule_id: str, used: object, limit: object, floor: bool = False) -> UsageReport:
    high, low = Decimal(str(limit)), Decimal(str(used))
    slack = low - high if floor else high - low
    return UsageReport(rule_id, low, high, slack, slack == 0)


def report(items: Sequence[InitiativeReport] = (), limits: Sequence[UsageReport] = ()) -> PortfolioReport:
    return PortfolioReport(
        solution_status=SolutionStatus.OPTIMAL,
        termination_reason=Termination.OPTIMALITY,
        detail="",
        objective=Decimal(len(items)),
        bound=Decimal(len(items)),
        gap=Decimal(0),
        stages=(),
        selected=tuple(item.initiative_key for item in items),
        initiatives=tuple(items),
        usage=tuple(limits),
        limiting_rules=(),
        kpis=(),
        targets=(),
        warnings=(),
        conflict=None,
        relaxation=None,
        solver=SolverReport("highs", "1", {}, 0, True, (), "", ""),
        timings=Timings(solve=0.5),
    )
