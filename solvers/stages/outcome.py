"""From what is known at some moment of a plan to the ``PlanResult`` that says so."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from domain.integer_model.model import Plan, SolveParameters, StageRole
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, StageOutcome, Termination
from domain.lean import dataclass, field, names_of
from solvers.stages.precision import weakest


@dataclass(slots=True)
class PlanState:
    """What is known so far: the best point, and each stage's bound with what it rests on, in the plan's order.

    A standing is sent out of the solver process with every new incumbent, so that a solve that has to be
    killed still answers with its best point.
    """

    values: array[int] | None = None
    bounds: list[int | None] = field(default_factory=list)
    proven: list[bool] = field(default_factory=list)
    blended: list[bool] = field(default_factory=list)
    grades: list[Proof] = field(default_factory=list)

    @classmethod
    def empty(cls, plan: Plan) -> PlanState:
        """Nothing known."""
        count = len(plan.stages)
        return cls(None, [None] * count, [False] * count, [False] * count, [Proof.NONE] * count)

    def padded(self, count: int) -> PlanState:
        """A snapshot as of a plan of so many stages, with nothing known of those that are missing."""
        known, missing = self.copy(), count - len(self.bounds)
        known.bounds += [None] * missing
        known.proven += [False] * missing
        known.blended += [False] * missing
        known.grades += [Proof.NONE] * missing
        return known

    def copy(self) -> PlanState:
        """A snapshot that later changes do not touch."""
        return PlanState(self.values, list(self.bounds), list(self.proven), list(self.blended), list(self.grades))


def outcomes(plan: Plan, standing: PlanState) -> tuple[StageOutcome, ...]:
    """Every stage's exact value at the point, with its bound; without a point there is no proof of one."""
    found = []
    for index, stage in enumerate(plan.stages):
        value = None if standing.values is None else stage.form.value(standing.values)
        bound = standing.bounds[index]
        if value is not None and bound is not None:
            bound = max(bound, value)
        proven = standing.proven[index] and value is not None
        grade = Proof.NONE if bound is None else standing.grades[index]
        found.append(StageOutcome(stage.name, value, bound, proven, standing.blended[index], grade))
    return tuple(found)


def objectives_proven(plan: Plan, standing: PlanState) -> bool:
    """Whether every stage that decides the value of the portfolio is proven."""
    return standing.values is not None and all(
        proven for stage, proven in zip(plan.stages, standing.proven, strict=True) if stage.role is StageRole.OBJECTIVE
    )


def grade_of_objectives(plan: Plan, standing: PlanState) -> Proof:
    """What the value of the portfolio rests on: the weakest grade of the stages that decide it."""
    stages = zip(plan.stages, standing.grades, strict=True)
    return weakest(Proof.EXACT, *(grade for stage, grade in stages if stage.role is StageRole.OBJECTIVE))


def concluded(
    plan: Plan,
    standing: PlanState,
    termination: Termination,
    detail: str = "",
    reproducible: bool = True,
    notes: Sequence[str] = (),
    finished: bool = False,
) -> PlanResult:
    """The result of a plan that ended so.

    finished: nothing was left undone, so that a plan without a stage of role objective is optimal too.
    An error in a tie-break does not cost the stages above it: it becomes a note.
    """
    notes = list(notes)
    has_objective = any(stage.role is StageRole.OBJECTIVE for stage in plan.stages)
    if standing.values is None:
        status = SolutionStatus.UNKNOWN
    elif finished or (has_objective and objectives_proven(plan, standing)):
        status = SolutionStatus.OPTIMAL
    else:
        status = SolutionStatus.FEASIBLE
    if status is SolutionStatus.OPTIMAL and termination is Termination.ERROR:
        notes.append(f"a tie-break was left unproven: {detail}")
        termination, detail = Termination.OPTIMALITY, ""
    return PlanResult(
        status=status,
        termination=termination,
        values=standing.values,
        stages=outcomes(plan, standing),
        detail=detail,
        reproducible=reproducible,
        notes=tuple(notes),
        proof=grade_of_objectives(plan, standing) if status is SolutionStatus.OPTIMAL else Proof.NONE,
    )


def without_point(plan: Plan, termination: Termination, detail: str) -> PlanResult:
    """A result that has no portfolio to offer, and proves nothing."""
    stages = outcomes(plan, PlanState.empty(plan))
    return PlanResult(SolutionStatus.UNKNOWN, termination, None, stages, detail, reproducible=False)


def impossible(plan: Plan, detail: str, proof: Proof) -> PlanResult:
    """The result of a plan that has no point. proof: what that rests on."""
    stages = outcomes(plan, PlanState.empty(plan))
    return PlanResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, None, stages, detail, proof=proof)


def described(parameters: SolveParameters, threads: int = 1) -> dict[str, object]:
    """The parameters as the plain record that a stored run keeps."""
    record: dict[str, object] = {name: getattr(parameters, name) for name in names_of(parameters) or ()}
    record["stage_tolerances"] = {
        stage: {"absolute": tolerance.absolute, "relative": tolerance.relative}
        for stage, tolerance in parameters.stage_tolerances.items()
    }
    record["threads"] = parameters.threads or threads
    record["options"] = dict(parameters.options)
    return record
