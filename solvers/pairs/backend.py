"""The search as a backend: it solves models with dense products, exactly or not at all."""

from __future__ import annotations

import time

from domain.integer_model.model import EXACT_LIMIT, Model, SolveParameters
from domain.integer_model.result import SolutionStatus, SolveResult, Termination
from solvers.backend import Backend, Capabilities, Watch
from solvers.pairs.reading import read
from solvers.pairs.search import Search
from solvers.pairs.ties import Ties

UNREADABLE = "the search of pairs takes binary columns and products of them only"


class PairSearch(Backend):
    """The engine's own search. It is no plugin: ``auto`` calls it in where pairs are dense."""

    name = "pairs"
    capabilities = Capabilities(
        exact_up_to=EXACT_LIMIT,
        deterministic_limit_unit="about one second of one core, counted by the bounds that were looked at",
        reports_progress=True,
        stops_early=True,
        uses_hint=True,
        products=True,
    )

    def __init__(self) -> None:
        self._ties: Ties | None = None

    def version(self) -> str:
        """The engine's own."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            return version("optimization-engine")
        except PackageNotFoundError:
            return ""

    def warm_up(self) -> None:
        """Import the arrays."""
        import numpy  # noqa: F401

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        """Maximise the objective; a model that does not suit is an error result."""
        began = time.monotonic()
        known = None if self._ties is None else self._ties.answer(model)
        if known is not None:
            return known
        puzzle = read(model)
        if puzzle is None:
            return SolveResult(SolutionStatus.UNKNOWN, Termination.ERROR, detail=UNREADABLE)
        hint = model.hint
        search = Search(puzzle, None if hint is None or len(hint) != model.num_columns else list(hint))
        ending: list[Termination] = []

        def go_on() -> bool:
            watch.report(search.best, search.bound, search.point)
            if watch.should_stop():
                ending.append(Termination.STOPPED)
            elif parameters.time_limit is not None and time.monotonic() - began >= parameters.time_limit:
                ending.append(Termination.TIME_LIMIT)
            elif parameters.deterministic_limit is not None and search.work >= parameters.deterministic_limit:
                ending.append(Termination.WORK_LIMIT)
            elif _is_within(search, parameters.gap):
                ending.append(Termination.OPTIMALITY)
            return not ending

        search.run(go_on)
        self._ties = search.ties
        return _result(search, ending[0] if ending else Termination.OPTIMALITY)


def _is_within(search: Search, gap: float) -> bool:
    best, bound = search.best, search.bound
    return gap > 0 and best is not None and bound is not None and bound - best <= gap * max(1, abs(best))


def _result(search: Search, ending: Termination) -> SolveResult:
    best, bound = search.best, search.bound
    by_work = "the limit of deterministic work is reached" if ending is Termination.WORK_LIMIT else ""
    repeats = ending not in (Termination.TIME_LIMIT, Termination.STOPPED)
    if best is None:
        if search.is_over:
            return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, work=search.work)
        return SolveResult(
            SolutionStatus.UNKNOWN, ending, bound=bound, detail=by_work, work=search.work, reproducible=repeats
        )
    status = SolutionStatus.OPTIMAL if ending is Termination.OPTIMALITY else SolutionStatus.FEASIBLE
    return SolveResult(status, ending, search.point, best, bound, by_work, search.work, repeats)
