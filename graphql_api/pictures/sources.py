"""Finds the stored result behind an address; what it is made of decides when a picture has changed.

The plotting library is loaded with the first picture that is drawn, not with the server.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from domain.actions.analyses import PREFIX
from domain.analyses.catalogue import analysis
from domain.analyses.comparing.results import SolverComparison
from domain.analyses.frontiers.frontier_results import FrontierResult
from domain.analyses.many_roadmaps.roadmaps import RoadmapsResult
from domain.integer_model.result import SolutionStatus
from domain.optimization.preparation import engine_version
from domain.portfolio.report import PortfolioReport
from domain.problem.problem import PortfolioProblem
from domain.storage.run import RunStatus
from graphql_api.actions.analyses.types import ANALYSIS
from graphql_api.runs.types import RUN
from graphql_api.transport.errors.codes import ApiError, ErrorCode, HttpError
from graphql_api.transport.relay.ids import split_id
from persistence.report_json import loads, record_text
from persistence.typed_json import record_of
from persistence.unit_of_work import SqlUnitOfWork

if TYPE_CHECKING:
    from pictures.picture import Picture

WITH_PORTFOLIO = (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be drawn. tag: changes when the picture may; draw: reads the result and makes the picture."""

    tag: str
    draw: Callable[[], Picture]


def run_source(uow: SqlUnitOfWork, run_id: str, kind: str) -> Source:
    """A picture of the portfolio of a run. Raises ``HttpError`` 404 or 409, and ``NotFoundError``."""
    draw = RUN_PICTURES.get(kind)
    if draw is None:
        kinds = ", ".join(RUN_PICTURES)
        raise HttpError(404, ErrorCode.NOT_FOUND, f"there is no picture {kind!r} of a run; there are: {kinds}")
    key = _key(run_id, RUN)
    run = uow.runs.get(key)
    text = uow.runs.result_text(key)
    if text is None:
        raise _nothing_yet("run", key, run.status)
    if run.solution_status not in WITH_PORTFOLIO:
        raise HttpError(409, ErrorCode.CONFLICT, f"run {key} has no portfolio to draw: {run.solution_status}")
    problem, report = uow.runs.problem(key), loads(text)
    return Source(_tag(kind, text), lambda: draw(problem, report))


def analysis_source(uow: SqlUnitOfWork, run_id: str) -> Source:
    """The picture of an analysis. Raises ``HttpError`` 404 or 409, and ``NotFoundError``."""
    key = _key(run_id, ANALYSIS)
    action = uow.action_runs.get(key)
    known = analysis(action.action.removeprefix(PREFIX)) if action.action.startswith(PREFIX) else None
    if known is None or known.result not in ANALYSIS_PICTURES:
        raise HttpError(404, ErrorCode.NOT_FOUND, f"there is no picture of {action.action}")
    if action.result is None:
        raise _nothing_yet("analysis", key, action.status)
    result = record_of(known.result, action.result, source=action.action)
    return Source(_tag(action.action, record_text(result)), lambda: ANALYSIS_PICTURES[known.result](result))


def _capacity(problem: PortfolioProblem, report: PortfolioReport) -> Picture:
    from pictures.capacity import draw_capacity

    return draw_capacity(problem, report)


def _roadmap(problem: PortfolioProblem, report: PortfolioReport) -> Picture:
    from pictures.roadmap import draw_roadmap

    return draw_roadmap(problem, report)


def _frontier(result: FrontierResult) -> Picture:
    from pictures.frontier import draw_frontier

    return draw_frontier(result)


def _roadmaps(result: RoadmapsResult) -> Picture:
    from pictures.matrix import draw_comparison

    return draw_comparison(result.comparison)


def _convergence(result: SolverComparison) -> Picture:
    from pictures.convergence import draw_convergence

    return draw_convergence(result)


RUN_PICTURES: dict[str, Callable[[PortfolioProblem, PortfolioReport], Picture]] = {
    "capacity": _capacity,
    "roadmap": _roadmap,
}
ANALYSIS_PICTURES: dict[type[Any], Callable[[Any], Picture]] = {
    FrontierResult: _frontier,
    RoadmapsResult: _roadmaps,
    SolverComparison: _convergence,
}


def _key(given: str, type_name: str) -> str:
    """The public id, which an address may hold as it is or as a global id."""
    try:
        found, key = split_id(given)
    except ApiError:
        return given
    return key if found == type_name else given


def _nothing_yet(what: str, key: str, status: RunStatus) -> HttpError:
    state = "is not done yet" if not status.is_final else "has no result"
    return HttpError(409, ErrorCode.CONFLICT, f"{what} {key} {state}: {status.value}")


def _tag(kind: str, text: str) -> str:
    return sha256("\0".join((engine_version(), kind, text)).encode()).hexdigest()[:32]
