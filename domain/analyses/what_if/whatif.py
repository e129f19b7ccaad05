"""What if: a problem with named changes, solved after each of them, so that every consequence has its cause.

The edits are applied one at a time. Each run holds all stages of its problem, tie-breaks included, and then stays as
near as it can to the portfolio before it, so that what differs is the edit's doing and not a choice among equals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.analyses.session.placed import PlacedPortfolio, PlannedItem, changes_between, plan_of
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, Listener, Proven, Step, ignore, proven_figure
from domain.analyses.trading.nearness import nearness
from domain.edits.edits import Edit, Edited, apply_edit
from domain.errors import Fault, InputError
from domain.integer_model.model import Sense
from domain.integer_model.result import SolutionStatus
from domain.portfolio.diff import PortfolioDiff
from domain.portfolio.report import ConflictReport
from domain.problem.periods import parse_horizon
from domain.problem.problem import PortfolioProblem


@dataclass(frozen=True, slots=True)
class WhatIfRequest:
    """Changes to a problem.

    edits: what to change, one edit at a time in this order; at least one.
    """

    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class WhatIfValue:
    """One stage of the objective of a run, tie-breaks included.

    name: which stage, such as ``north_star``.
    more_is_better: whether a greater value is better.
    value: what the run reaches, in the unit of the stage.
    """

    name: str
    more_is_better: bool
    value: Proven


@dataclass(frozen=True, slots=True)
class WhatIfRun:
    """The best portfolio of one problem.

    status: what is known of the portfolio.
    values: the stages of the objective in order, tie-breaks included.
    selected: its initiatives with their places; empty where no portfolio was found.
    conflict: which rules cannot hold together; None unless it is proven that there is no portfolio.
    """

    status: SolutionStatus
    values: tuple[WhatIfValue, ...]
    selected: tuple[PlannedItem, ...]
    conflict: ConflictReport | None


@dataclass(frozen=True, slots=True)
class WhatIfStep:
    """One edit and what it causes, after all edits before it.

    edit: what was changed.
    before: what stood at that place before the edit, as text.
    after: what stands there now, as text.
    run: the best portfolio after the edit.
    diff: what changes against the last portfolio before it; None where one of the two is missing.
    notes: candidates that the edit makes valid or invalid, a sentence each.
    """

    edit: Edit
    before: str
    after: str
    run: WhatIfRun
    diff: PortfolioDiff | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIfResult:
    """The best portfolio after each edit, and what all edits together change.

    Each run is the best by all stages of its problem, tie-breaks included; of several, the one with the fewest changes
    against the portfolio before it.
    status: what is known of the portfolio after all edits.
    base: the best portfolio before any edit.
    steps: the edits in order, each with what it causes.
    diff: what changes from the base to the last run; None where one of the two has no portfolio.
    """

    status: SolutionStatus
    base: WhatIfRun
    steps: tuple[WhatIfStep, ...]
    diff: PortfolioDiff | None


def edited_problems(problem: PortfolioProblem, edits: tuple[Edit, ...]) -> tuple[Edited, ...]:
    """The problem after each edit. Raises ``InputError`` for the first edit that is not possible."""
    out = []
    for number, edit in enumerate(edits, start=1):
        try:
            edited = apply_edit(problem, edit)
            problem = edited.problem
            parse_horizon(problem.scenario.periods)
        except InputError as error:
            raise InputError(f"edit {number}: {error}") from None
        except ValueError as error:
            raise InputError(f"edit {number}: {edit.place}: {error}") from None
        out.append(edited)
    return tuple(out)


def faults(problem: PortfolioProblem, request: WhatIfRequest) -> Iterator[Fault]:
    """The first edit that cannot be made; those after it may build on it."""
    if not request.edits:
        yield Fault("edits", "there is nothing to change: give at least one edit")
    for at, edit in enumerate(request.edits):
        try:
            problem = edited_problems(problem, (edit,))[0].problem
        except InputError as error:
            yield Fault(f"edits[{at}]", str(error).removeprefix("edit 1: "))
            return


def whatif(session: PlanningSession, request: WhatIfRequest, listen: Listener = ignore) -> WhatIfResult:
    """The run after all edits, its diff against the base, and what each edit has caused.

    Raises ``InputError`` for an edit that cannot be made, before anything is solved.
    """
    if not request.edits:
        raise InputError("there is nothing to change: give at least one edit")
    problems = edited_problems(session.problem, request.edits)
    base, total = _first(session), 1 + len(problems)
    listen(Step(1, total, base.run))
    state, steps = base, list[WhatIfStep]()
    for edit, edited in zip(request.edits, problems, strict=True):
        following = _next(state.session.with_problem(edited.problem), state)
        diff = _between(state, following)
        notes = _validity(state.session, following.session)
        steps.append(WhatIfStep(edit, edited.before, edited.after, following.run, diff, notes))
        state = following
        listen(Step(1 + len(steps), total, steps[-1]))
    return WhatIfResult(state.run.status, base.run, tuple(steps), _between(base, state))


@dataclass(frozen=True, slots=True)
class _State:
    """A run with its session. portfolio: its own where one was found, else the last one before it."""

    session: PlanningSession
    run: WhatIfRun
    portfolio: PlacedPortfolio | None
    found: bool


def _between(before: _State, after: _State) -> PortfolioDiff | None:
    if before.portfolio is None or after.portfolio is None or not after.found:
        return None
    return changes_between(before.portfolio, after.portfolio)


def _first(session: PlanningSession) -> _State:
    return _state(session, session.base(), None)


def _next(session: PlanningSession, before: _State) -> _State:
    """The best run of the edited problem that is nearest to the portfolio before."""
    if before.portfolio is None:
        return _first(session)
    near = nearness(session, before.portfolio.items)
    which, how_early = session.settling()
    stages = (*session.stages, *near.changing, *which, near.moving, *how_early)
    return _state(session, session.ask(stages=stages), before.portfolio)


def _state(session: PlanningSession, answer: Answer, former: PlacedPortfolio | None) -> _State:
    own = {stage.name for stage in session.stages}
    values = tuple(
        WhatIfValue(figure.name, figure.sense is Sense.MAXIMIZE, proven_figure(figure))
        for figure in answer.stages
        if figure.name in own
    )
    if answer.solution is None:
        conflict = session.conflict(session.model, {}) if answer.status is SolutionStatus.INFEASIBLE else None
        return _State(session, WhatIfRun(answer.status, values, (), conflict), former, False)
    portfolio = plan_of(session.prepared, answer.solution)
    return _State(session, WhatIfRun(answer.status, values, portfolio.items, None), portfolio, True)


def _validity(before: PlanningSession, after: PlanningSession) -> tuple[str, ...]:
    """Candidates that became valid or invalid, a sentence each."""
    was, now = before.prepared.pool, after.prepared.pool
    gained = [f"{key} is a valid candidate now" for key in now.candidates if key not in was.candidates]
    lost = [after.why_no_candidate(key) for key in was.candidates if key not in now.candidates]
    return (*gained, *lost)
