"""One problem, prepared once and asked many questions: the base of every planning computation.

A question is the problem's own model with extra rows, narrowed columns or other stages, so no answer is further from
the rules than a plain solve, and each portfolio is verified in exact decimals before anything is said about it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.analyses.session.budget import Budget
from domain.analyses.session.request_checks import why_no_candidate
from domain.analyses.session.terms import Answer, ExtraRow, answered
from domain.errors import InputError, SolveFailedError
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model, Plan, SolveParameters, Stage, StageRole
from domain.integer_model.result import PlanResult, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl, SolverPort, SolverSource
from domain.optimization.infeasibility import LEAST_SECONDS, InfeasibilitySolves, explain_conflict
from domain.optimization.preparation import PreparedProblem, prepare
from domain.optimization.starting import LazyStart
from domain.portfolio.report import ConflictReport
from domain.problem.canonical import EARLY
from domain.problem.problem import PortfolioProblem


class PlanningSession:
    """Solves variants of one problem with one solver, within limits for the whole session.

    The limits and the effort of the parameters are shared by all solves. solvers: source of other solvers, for
    comparisons. Raises ``SolveFailedError`` when the solver fails and ``VerificationError`` when its portfolio breaks a
    rule.
    """

    def __init__(
        self,
        problem: PortfolioProblem,
        solver: SolverPort,
        parameters: SolveParameters | None = None,
        control: SolveControl | None = None,
        solvers: SolverSource | None = None,
    ) -> None:
        self.solver, self.solvers = solver, solvers
        self.parameters = parameters or SolveParameters()
        self.control = control or SolveControl()
        self.prepared: PreparedProblem = prepare(problem, self.parameters.stage_tolerances)
        self._budget = Budget(self.parameters)
        self._base: Answer | None = None
        self._start = LazyStart(self.prepared)
        self._columns_of = self.prepared.columns_by_key()

    @property
    def problem(self) -> PortfolioProblem:
        """The problem as given."""
        return self.prepared.problem

    @property
    def model(self) -> Model:
        """The model with all rules."""
        return self.prepared.formulation.plan.model

    @property
    def stages(self) -> tuple[Stage, ...]:
        """Stages in order with tie-breaks, but without those that only choose one of equal answers."""
        return tuple(stage for stage in self._all_stages if stage.role is not StageRole.CANONICAL)

    def settling(self) -> tuple[tuple[Stage, ...], tuple[Stage, ...]]:
        """Stages that choose one of equal answers: first a selection, then its placement; answers omit both."""
        canonical = [stage for stage in self._all_stages if stage.role is StageRole.CANONICAL]
        late = tuple(stage for stage in canonical if stage.name == EARLY)
        return tuple(stage for stage in canonical if stage.name != EARLY), late

    @property
    def _all_stages(self) -> tuple[Stage, ...]:
        return self.prepared.formulation.plan.stages

    @property
    def objective_stages(self) -> tuple[Stage, ...]:
        """Stages that decide the value; the last one is what "value" means."""
        return tuple(stage for stage in self.stages if stage.role is StageRole.OBJECTIVE)

    @property
    def seconds_left(self) -> float | None:
        """Seconds left; None without a time limit."""
        return self._budget.seconds_left

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be solved: time or work is used up, or somebody stopped it."""
        return self.control.stop_requested or self.control.cancel_requested or self._budget.is_spent

    def limited(self) -> SolveParameters:
        """Parameters with the remaining time and work."""
        return self._budget.limited(self.parameters)

    def solve(self, plan: Plan) -> PlanResult:
        """Solve a plan in the remaining time and work; the result is not verified."""
        result = self.solver.solve(plan, self.limited(), self.control)
        self._budget.spend(result.work)
        return result

    def with_problem(self, problem: PortfolioProblem) -> PlanningSession:
        """A session on another problem with the same solver and the remaining time and work."""
        other = PlanningSession(problem, self.solver, self.parameters, self.control, self.solvers)
        other._budget = self._budget
        return other

    def with_prepared(self, prepared: PreparedProblem) -> PlanningSession:
        """A session on other rules or another model of this problem, with the remaining time and work."""
        other = PlanningSession.__new__(PlanningSession)
        other.solver, other.solvers = self.solver, self.solvers
        other.parameters, other.control = self.parameters, self.control
        other.prepared, other._budget, other._base = prepared, self._budget, None
        other._start = self._start if prepared is self.prepared else LazyStart(prepared)
        other._columns_of = prepared.columns_by_key()
        return other

    def with_time_share(self, share: float, of_work: float | None = None) -> PlanningSession:
        """The same session limited to a share of the remaining time and work."""
        other = self.with_prepared(self.prepared)
        other._budget, other._base = self._budget.part(share, of_work), self._base
        return other

    def base(self, share: float = 1.0) -> Answer:
        """The optimum of the problem, as a plain solve gives it, within a share of the remaining time and work."""
        if self._base is None or not self._base.proven:
            self._base = self.with_time_share(share).ask(stages=self._all_stages)
        return self._base

    def columns_of(self, key: str) -> Sequence[int]:
        """Columns that select a candidate, one per period and size; empty where it is not a valid candidate."""
        return self._columns_of.get(key, ())

    def selects(self, key: str) -> LinearForm:
        """A form that is 1 where an initiative is selected, else 0. Raises ``InputError`` for an invalid candidate."""
        columns = self._columns_of.get(key)
        if columns is None:
            raise InputError(self.why_no_candidate(key))
        return LinearForm(tuple(columns), (1,) * len(columns))

    def forced_in(self, key: str) -> ExtraRow:
        """Row that requires an initiative to be selected."""
        return f"forced_in:{key}", self.selects(key), 1, NO_UPPER

    def forced_out(self, key: str) -> ExtraRow:
        """Row that forbids an initiative to be selected."""
        return f"forced_out:{key}", self.selects(key), NO_LOWER, 0

    def held(self, stage: Stage, values: Sequence[int]) -> ExtraRow:
        """Row that requires a stage to be at least as good as at a point."""
        return f"hold:{stage.name}", stage.form, stage.form.value(values), NO_UPPER

    def extended(self, rows: Sequence[ExtraRow] = (), bounds: Mapping[int, tuple[int, int]] | None = None) -> Model:
        """The model with extra rows and narrowed columns."""
        model = rebuilt(self.model, extra=rows) if rows else self.model
        if not bounds:
            return model
        lower, upper = list(model.lower), list(model.upper)
        for column, (low, high) in bounds.items():
            lower[column], upper[column] = low, high
        return replace(model, lower=lower, upper=upper)

    def ask(
        self,
        rows: Sequence[ExtraRow] = (),
        *,
        stages: Sequence[Stage] | None = None,
        bounds: Mapping[int, tuple[int, int]] | None = None,
        hint: Sequence[int] | None = None,
    ) -> Answer:
        """The best portfolio under extra requirements; stages: the problem's own where none are given.

        Unknown where the time is up or somebody stopped it. Without a hint, the solver begins with the best portfolio
        that is known.
        """
        model = self.extended(rows, bounds)
        wanted = self.stages if stages is None else tuple(stages)
        best = self._still_best(model, wanted)
        if best is not None:
            return best
        if hint is None and not self.is_over:
            hint = self._start_for(rows, bounds or {})
        return self.ask_model(model, stages=wanted, hint=hint)

    def _still_best(self, model: Model, stages: Sequence[Stage]) -> Answer | None:
        """The proven best where it also meets the extra requirements, which only narrow; so nothing is better."""
        base = self._base
        if base is None or base.status is not SolutionStatus.OPTIMAL or base.values is None:
            return None
        figures = base.stages[: len(stages)]
        alike = tuple(stages) == self.stages[: len(stages)] and all(figure.proven for figure in figures)
        if not alike or len(base.values) != model.num_columns or not model.admits(base.values):
            return None
        return replace(base, stages=figures)

    def ask_model(
        self, model: Model, *, stages: Sequence[Stage] | None = None, hint: Sequence[int] | None = None
    ) -> Answer:
        """The best portfolio of a model whose first columns are this problem's and whose rows include all rules."""
        if self.is_over:
            return Answer(SolutionStatus.UNKNOWN, detail="no time or work was left to ask")
        wanted = self.stages if stages is None else tuple(stages)
        if hint is None and self._base is not None and self._base.values is not None:
            hint = self._base.values if len(self._base.values) == model.num_columns else None
        plan = Plan(replace(model, hint=hint), wanted)
        result = self.solve(plan)
        if result.termination is Termination.ERROR:
            raise SolveFailedError(result.detail or f"{self.solver.name} failed without saying why")
        if result.values is None or result.termination is Termination.CANCELLED:
            status = SolutionStatus.UNKNOWN
            if result.status is SolutionStatus.INFEASIBLE and result.is_proof:
                status = SolutionStatus.INFEASIBLE
            return Answer(status, detail=result.detail or result.termination.value, proof=result.proof)
        return answered(self.prepared, plan, result)

    def _start_for(self, rows: Sequence[ExtraRow], bounds: Mapping[int, tuple[int, int]]) -> Sequence[int] | None:
        """The constructive start, before anything better is known and where extra requirements do not rule it out."""
        if self._base is not None and self._base.values is not None:
            return None
        values = self._start.values
        held = values is not None and (
            all(low <= values[column] <= high for column, (low, high) in bounds.items())
            and all(lower <= form.value(values) <= upper for _, form, lower, upper in rows)
        )
        return values if held else None

    def constructed(self, model: Model) -> Sequence[int] | None:
        """The constructive start, where a model of this problem admits it."""
        values = self._start.values
        fits = values is not None and len(values) == model.num_columns and model.admits(values)
        return values if fits else None

    def conflict(self, model: Model, demands: Mapping[str, str]) -> ConflictReport:
        """Why a model of this problem has no point, in what is left of the time.

        demands: by tag, what its extra rows say.
        """
        left = self.seconds_left
        seconds = None if left is None else max(left, LEAST_SECONDS)
        questions = InfeasibilitySolves(self.solver, self.parameters, self.control, seconds)
        return explain_conflict(self.prepared, model, questions, demands)

    def why_no_candidate(self, key: str) -> str:
        """Why an initiative cannot be chosen at all, in a sentence."""
        return why_no_candidate(self.prepared.pool, key)
