"""Runs the stages of a plan one after the other on a backend, each held while the next one runs.

This is the one place that calls ``Backend.solve``. It trusts no backend: every point is checked against the
model in exact integers, and every value is recomputed from it.
"""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Sequence

from domain.integer_model.builder import rebuilt
from domain.integer_model.model import EXACT_LIMIT, NO_UPPER, LinearForm, Model, Plan, SolveParameters, Stage, StageRole
from domain.integer_model.result import PlanResult, Progress, Proof, SolutionStatus, SolveResult, Termination
from domain.lean import replace
from solvers.backend import Backend, Watch
from solvers.canonical.settling import chosen_by
from solvers.stages.answer_checks import checked
from solvers.stages.blending import BLEND_LIMIT, Group, grouped, member_bounds
from solvers.stages.bridges import BridgedOutlet, bridge_for
from solvers.stages.outcome import PlanState, concluded, impossible
from solvers.stages.precision import (
    contradiction,
    grade_of_form,
    grade_of_held,
    grade_of_rows,
    notes_on_model,
    notes_on_stage,
    span,
    weakest,
)
from solvers.stages.stage_watch import Deaf, Outlet, StageWatch


def run_plan(backend: Backend, plan: Plan, parameters: SolveParameters, outlet: Outlet) -> PlanResult:
    """Solve all stages of a plan in order; never raises for what a backend does, but for ``MemoryError``."""

    def solve(part: Plan, limits: SolveParameters, listener: Outlet) -> PlanResult:
        return _as_it_is(backend, part, limits, listener)

    if plan.model.bends:
        from solvers.stages.smooth import followed

        return followed(backend, plan, parameters, outlet)
    plan = plan_for(backend, plan)
    places = plan.model.places
    if places is None:
        return solve(plan, parameters, outlet)
    from solvers.canonical.run import settled
    from solvers.selecting.run import select_first

    def select(part: Plan, limits: SolveParameters, listener: Outlet) -> PlanResult:
        return select_first(part, limits, listener, solve) or solve(part, limits, listener)

    return settled(plan, parameters, outlet, select if places.select_first else solve, solve)


def _as_it_is(backend: Backend, plan: Plan, parameters: SolveParameters, outlet: Outlet) -> PlanResult:
    """The result of a plan whose columns are taken for what they are, whatever they choose."""
    if 1 in plan.model.implied:
        from solvers.stages.factors import tightened

        widest = min(backend.capabilities.rows_exact_up_to, EXACT_LIMIT)
        plan = replace(plan, model=tightened(plan.model, widest))
    bridge = bridge_for(plan, backend.capabilities)
    if bridge is None:
        return _PlanRun(backend, plan, parameters, outlet).run()
    return bridge.result_back(_PlanRun(backend, bridge.plan, parameters, BridgedOutlet(bridge, outlet)).run())


def plan_for(backend: Backend, plan: Plan) -> Plan:
    """The form of a plan that a backend takes: with its products, or with the rows alone."""
    if not plan.model.products or backend.capabilities.products:
        return plan
    return replace(plan, model=replace(plan.model, products=()))


def slack(stage: Stage, value: int) -> int:
    """How many integers of its form a stage may lose to later stages: the wider of its two tolerances."""
    return math.floor(max(stage.abs_tol * stage.scale, stage.rel_tol * abs(value)))


class _PlanRun:
    """One run of a plan: the standing so far, the rows that hold earlier stages, and what is left of the limits."""

    def __init__(self, backend: Backend, plan: Plan, parameters: SolveParameters, outlet: Outlet) -> None:
        self.backend, self.plan, self.parameters, self.outlet = backend, plan, parameters, outlet
        self.started = time.monotonic()
        self.standing = PlanState.empty(plan)
        self.held: list[tuple[str, LinearForm, int, int]] = []
        self.work = 0.0
        self.main_work: float | None = None
        self.keys: list[int] = []
        self.reproducible = backend.capabilities.deterministic
        self.notes = notes_on_model(backend, plan.model)
        self.grade = grade_of_rows(backend, plan.model)
        if parameters.options:
            self.grade = weakest(self.grade, Proof.NUMERICAL)
            self.notes.append(f"with options of its own, what {backend.name} claims is not taken as proven")
        self.key_grade = Proof.NUMERICAL if parameters.options else Proof.EXACT

    def run(self) -> PlanResult:
        plan = self.plan
        self.outlet.progress(Progress(plan.stages[0].name if plan.stages else "", 0.0, solver_name=self.backend.name))
        reason = contradiction(plan.model)
        if reason:
            return impossible(plan, reason, Proof.EXACT)
        if plan.model.hint is not None and plan.model.admits(plan.model.hint):
            self.standing.values = array("q", plan.model.hint)  # known to hold, so never fall back behind it
            self.outlet.standing(self.standing.copy())
        for place, group in enumerate(self._groups()):
            self._note_main_work(group)
            if place and (ending := self._used_up()):
                return self._end(*ending)
            result = self._solve(group)
            self.work += result.work
            if result.status is SolutionStatus.INFEASIBLE and place == 0:
                none = impossible(plan, result.detail, self.grade)
                return replace(none, notes=tuple(notes_on_model(self.backend, plan.model)), work=self.work)
            if not self._accepted(group, result):
                return self._end(result.termination, result.detail, result.reproducible)
            if not all(self.standing.proven[member] for member in group.members):
                return self._end(Termination.GAP_REACHED, "", result.reproducible)
        if self.keys:
            return self._settled()
        return self._end(Termination.OPTIMALITY, "", True, finished=True)

    def _settled(self) -> PlanResult:
        """Which of equal points it is, by the canonical stages; what is not proven there costs nothing above."""
        self._note_main_work(Group((), (), (), LinearForm()))
        held, values, left = self.held, self.standing.values, self._left()
        chosen = chosen_by(self.plan, self.backend, held, values, left, self._asked, self.outlet)
        self.standing.values = chosen.values
        for index in self.keys[: chosen.proven]:
            self.standing.bounds[index] = self.plan.stages[index].form.value(chosen.values)
            self.standing.proven[index], self.standing.grades[index] = True, self.key_grade
        ended = chosen.unproven
        if ended is not None:
            return self._end(ended.termination, ended.detail, ended.reproducible)
        return replace(self._end(Termination.OPTIMALITY, "", True, finished=True), single=chosen.only)

    def _asked(self, model: Model, form: LinearForm, start: array[int]) -> SolveResult:
        """The answer to a question of the canonical stages, within what is left for them."""
        if ending := self._used_up():
            return SolveResult(SolutionStatus.UNKNOWN, ending[0], detail=ending[1], reproducible=ending[2])
        limits = replace(self._left(), gap=0.0)
        result = self._ask(model.with_objective(form, start), start, limits, Deaf(self.outlet))
        self.work += result.work
        self.reproducible = self.reproducible and result.reproducible
        grades = grade_of_rows(self.backend, model), grade_of_form(self.backend, form, model)
        self.key_grade = weakest(self.key_grade, *grades)
        return result

    def _groups(self) -> list[Group]:
        """What is to be solved; constant stages are proven at once, and one solve is always made."""
        plan, varying = self.plan, []
        for index, stage in enumerate(plan.stages):
            low, high = span(stage.form, plan.model)
            if stage.role is StageRole.CANONICAL:
                self.keys.append(index)
            elif low == high:
                self.standing.bounds[index], self.standing.proven[index] = high, True
                self.standing.grades[index] = Proof.EXACT
            else:
                varying.append(index)
                self.notes += notes_on_stage(self.backend, stage, plan.model)
        # Within a gap, the tie-break's share of a blended objective would be arbitrary, so nothing is blended.
        limit = min(self.backend.capabilities.exact_up_to, BLEND_LIMIT) if self.parameters.gap == 0 else 0
        groups = grouped(plan.stages, varying, plan.model, limit)
        for group in groups:
            for member in group.members:
                self.standing.blended[member] = group.blended
                self.standing.grades[member] = weakest(self.grade, grade_of_form(self.backend, group.form, plan.model))
        return groups or [Group((), (), (), LinearForm())]

    def _note_main_work(self, group: Group) -> None:
        """Remember what the stages that decide the value have taken, when the first of the others is about to begin."""
        decides = any(self.plan.stages[member].role is StageRole.OBJECTIVE for member in group.members)
        if self.main_work is None and not decides:
            self.main_work = self.work

    def _used_up(self) -> tuple[Termination, str, bool] | None:
        """Why no further stage can be begun, if so."""
        if self.outlet.should_stop():
            return Termination.STOPPED, "", False
        limit, work = self.parameters.time_limit, self._work_left()
        if limit is not None and time.monotonic() - self.started >= limit:
            return Termination.TIME_LIMIT, "", False
        if work is not None and work <= 0:
            return Termination.WORK_LIMIT, "the limit of deterministic work is reached", True
        return None

    def _work_left(self) -> float | None:
        limit, least = self.parameters.deterministic_limit, self.parameters.tie_break_work
        if least is not None and self.main_work is not None and self.backend.capabilities.deterministic_limit_unit:
            return max(self.main_work, least) - (self.work - self.main_work)
        return None if limit is None else limit - self.work

    def _solve(self, group: Group) -> SolveResult:
        model = rebuilt(self.plan.model, extra=self.held) if self.held else self.plan.model
        if not model.num_columns:  # its only point is the empty one, and some backends refuse to look for it
            return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, array("q"), 0, 0)
        hint = self.standing.values if self.standing.values is not None else self.plan.model.hint
        if hint is not None and len(hint) != model.num_columns:
            hint = None  # made for another model; some backends would read past its end
        watch = StageWatch(self.plan, group, model, self.standing, self.started, self.backend.name, self.outlet)
        return self._ask(model.with_objective(group.form, hint), self.standing.values, self._left(), watch)

    def _ask(self, model: Model, known: Sequence[int] | None, limits: SolveParameters, watch: Watch) -> SolveResult:
        """The backend's answer as far as it holds. known: a point of the model."""
        try:
            return checked(self.backend.solve(model, limits, watch), self.backend.name, model, known, limits.gap)
        except MemoryError:
            raise
        except Exception as error:  # a plugin may raise anything; it must not cost the stages already proven
            if isinstance(error, RuntimeError) and "start new thread" in str(error):
                raise MemoryError from error  # no room is left for a thread's stack
            detail = f"{self.backend.name} raised {type(error).__name__}: {error}"
            return SolveResult(SolutionStatus.UNKNOWN, Termination.ERROR, detail=detail)

    def _left(self) -> SolveParameters:
        limit = self.parameters.time_limit
        if limit is not None:
            limit = max(0.01, limit - (time.monotonic() - self.started))
        return replace(self.parameters, time_limit=limit, deterministic_limit=self._work_left())

    def _accepted(self, group: Group, result: SolveResult) -> bool:
        """Take a result into the standing; whether it is proven, so that the next stage may begin."""
        optimal = result.status is SolutionStatus.OPTIMAL
        if result.values is not None and self._no_worse(group, result.values):
            self.standing.values = array("q", result.values)
        values = self.standing.values
        stages = [self.plan.stages[member] for member in group.members]
        at_point = None if values is None else [stage.form.value(values) for stage in stages]
        if group.members and result.bound is not None:
            for member, bound in zip(group.members, member_bounds(group, result.bound, at_point), strict=True):
                self.standing.bounds[member] = bound
        if at_point is not None:
            for member, value in zip(group.members, at_point, strict=True):
                self.standing.proven[member] = self.standing.bounds[member] == value
        if optimal and at_point is not None:
            for stage, value in zip(stages, at_point, strict=True):
                self.held.append((f"hold:{stage.name}", stage.form, value - slack(stage, value), NO_UPPER))
            self.reproducible = self.reproducible and result.reproducible
            self._weigh_held([stage.form for stage in stages])
        return optimal

    def _weigh_held(self, forms: Sequence[LinearForm]) -> None:
        """Whatever is claimed from here on also rests on the forms that are held."""
        held = grade_of_held(self.backend, forms, self.plan.model)
        for index, proven in enumerate(self.standing.proven):
            if not proven:
                self.standing.grades[index] = weakest(self.standing.grades[index], held)

    def _no_worse(self, group: Group, values: Sequence[int]) -> bool:
        former = self.standing.values
        return former is None or group.form.value(values) >= group.form.value(former)

    def _end(self, termination: Termination, detail: str, reproducible: bool, finished: bool = False) -> PlanResult:
        if termination is Termination.STOPPED or (
            termination is Termination.TIME_LIMIT and self.parameters.deterministic_limit is None
        ):
            reproducible = False
        kept = reproducible and self.reproducible
        ended = concluded(self.plan, self.standing, termination, detail, kept, self.notes, finished)
        return replace(ended, work=self.work)
