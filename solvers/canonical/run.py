"""The stages of a plan up to its selection first, then the placement of that one selection."""

from __future__ import annotations

import time

from domain.integer_model.model import (
    LinearForm,
    Places,
    Plan,
    SolveParameters,
    StageRole,
)
from domain.integer_model.result import PlanResult, Progress
from domain.lean import replace
from solvers.canonical.placement import Placement
from solvers.selecting.budget import Solve
from solvers.selecting.results import with_all_stages
from solvers.stages.outcome import PlanState
from solvers.stages.stage_watch import Outlet


def settled(plan: Plan, parameters: SolveParameters, outlet: Outlet, select: Solve, solve: Solve) -> PlanResult:
    """The result of a plan, by way of its selection where canonical stages leave one that is still to be placed.

    select: solves the stages up to the selection. solve: solves what has its selection made.
    """
    places, count = plan.model.places, stages_of_selection(plan)
    if places is None or not count:
        return select(plan, parameters, outlet)
    began = time.monotonic()
    first = select(Plan(plan.model, plan.stages[:count]), parameters, _Padded(outlet, plan))
    if not first.is_canonical:
        return replace(with_all_stages(plan, first, first.values), single=False)
    limits = _for_the_rest(parameters, first, time.monotonic() - began)
    return Placement(plan, places, first, limits, outlet, solve).run(first)


def stages_of_selection(plan: Plan) -> int:
    """How many of the first stages leave one selection: up to the last canonical one that no placement changes."""
    places = plan.model.places
    if places is None:
        return 0
    canonical = [place for place, stage in enumerate(plan.stages) if stage.role is StageRole.CANONICAL]
    choosing = [place for place in canonical if not _tells_places_apart(plan.stages[place].form, places)]
    return choosing[-1] + 1 if choosing else 0


def _tells_places_apart(form: LinearForm, places: Places) -> bool:
    """Whether a form may change when a choice is placed otherwise."""
    coefs = dict(zip(form.columns, form.coefs, strict=True))
    known: dict[int, int] = {}
    return any(
        known.setdefault(choice, coefs.get(column, 0)) != coefs.get(column, 0)
        for column, choice in enumerate(places.choices)
        if choice >= 0
    )


class _Padded:
    """Passes on what the first stages of a plan learn, as what is known of the whole plan."""

    def __init__(self, outlet: Outlet, plan: Plan) -> None:
        self._outlet, self._plan = outlet, plan

    def progress(self, progress: Progress) -> None:
        """As it is."""
        self._outlet.progress(progress)

    def standing(self, standing: PlanState) -> None:
        """With nothing known of the stages to come."""
        self._outlet.standing(standing.padded(len(self._plan.stages)))

    def should_stop(self) -> bool:
        """Whether the best point so far is wanted now."""
        return self._outlet.should_stop()


def _for_the_rest(parameters: SolveParameters, first: PlanResult, elapsed: float) -> SolveParameters:
    """The limits of the placement: of time what is left, of work as much as the selection took, where that is counted.

    A full proof is wanted of it whatever the gap.
    """
    seconds, work = parameters.time_limit, parameters.deterministic_limit
    if seconds is not None:
        seconds -= elapsed
    if parameters.tie_break_work is not None:
        work = max(parameters.tie_break_work, first.work)
    elif work is not None:
        work -= first.work
    return replace(parameters, gap=0.0, time_limit=seconds, deterministic_limit=work, tie_break_work=None)
