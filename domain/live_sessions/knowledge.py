"""What is known of a draft at some moment: the best point so far, and what is proven about each stage.

Knowledge only grows: a point gives way to a better one, and a bound to a tighter one. Every bound is an integer of the
stage's own form that no point of the model exceeds, among those that are best in all stages before it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.integer_model.bounding import BoundRequest, bounds_by_span
from domain.integer_model.model import Model, Plan, StageRole
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, StageOutcome, Termination
from domain.live_sessions.answers import BoundSource

LOG = logging.getLogger("optengine.live")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """outcomes: value, bound and proof of each stage at the point. source: how the first open bound is known.

    canonical: every solver gives this point. solver: name and version of the one whose result it is; empty for others.
    """

    plan: Plan
    values: Sequence[int] | None = None
    outcomes: tuple[StageOutcome, ...] = ()
    source: BoundSource | None = None
    canonical: bool = False
    solver: tuple[str, str] = ("", "")

    @property
    def level(self) -> int:
        """How many of the first stages are proven exactly; the stage at this index is the one that is open."""
        return next((at for at, each in enumerate(self.outcomes) if not each.exactly_proven), len(self.outcomes))

    @property
    def is_proven(self) -> bool:
        """Whether all stages that decide the value are proven."""
        needed = [at for at, stage in enumerate(self.plan.stages) if stage.role is StageRole.OBJECTIVE]
        return self.values is not None and self.level > max(needed, default=-1)

    def result(self) -> PlanResult:
        """The same as the result of a solve, which was stopped where the value is not proven."""
        name, version = self.solver
        return PlanResult(
            SolutionStatus.OPTIMAL if self.is_proven else SolutionStatus.FEASIBLE,
            Termination.OPTIMALITY if self.is_proven else Termination.STOPPED,
            self.values,
            self.outcomes,
            solver_name=name,
            solver_version=version,
            proof=Proof.EXACT if self.is_proven else Proof.NONE,
            single=self.canonical,
        )

    def with_point(self, values: Sequence[int]) -> Knowledge:
        """With a point of the model, if it is better than the one known."""
        outcomes = []
        for at, stage in enumerate(self.plan.stages):
            value = stage.form.value(values)
            known = self.outcomes[at].bound if at < len(self.outcomes) and at <= self.level else None
            outcomes.append(_outcome(stage.name, value, known))
        return self._or(replace(self, values=values, outcomes=tuple(outcomes), canonical=False))

    def with_bound(self, stage: int, bound: int, source: BoundSource) -> Knowledge:
        """With a bound that holds for all points of the model, where it says more than is known.

        One below the value of the point contradicts it: that is logged, and proves nothing.
        """
        if self.values is None or stage != self.level or stage >= len(self.outcomes):
            return self
        known = self.outcomes[stage]
        if known.value is None or (known.bound is not None and known.proof is Proof.EXACT and known.bound <= bound):
            return self
        if bound < known.value:
            LOG.error(
                "a bound of %s is dropped: %d by %s, where a point has %d", known.name, bound, source, known.value
            )
            return self
        outcome = _outcome(known.name, known.value, bound)
        return replace(self, outcomes=(*self.outcomes[:stage], outcome, *self.outcomes[stage + 1 :]), source=source)

    def with_result(self, result: PlanResult, canonical: bool) -> Knowledge:
        """With what a solve has come to, or a point on its way."""
        if result.values is None:
            return self
        solver = result.solver_name, result.solver_version
        return self._or(Knowledge(self.plan, result.values, result.stages, BoundSource.SEARCH, canonical, solver))

    def _or(self, other: Knowledge) -> Knowledge:
        """The better point with the tighter of both bounds; what is proven of more stages comes first."""
        if self.values is None or other.canonical:
            return other
        if self.canonical or self.level != other.level:
            return self if self.canonical or self.level > other.level else other
        more, mine, theirs = other._claims and not self._claims, self._reached(), other._reached()
        better, worse = (other, self) if theirs > mine or (theirs == mine and more) else (self, other)
        known = worse.outcomes[worse.level] if worse.level < len(worse.outcomes) else None
        if known is None or known.bound is None or known.proof is not Proof.EXACT or worse.source is None:
            return better
        return better.with_bound(worse.level, known.bound, worse.source)

    @property
    def _claims(self) -> bool:
        """Whether a solver claims something in floating point."""
        return any(each.proof is Proof.NUMERICAL for each in self.outcomes)

    def _reached(self) -> tuple[int, ...]:
        return tuple(-(2**62) if each.value is None else each.value for each in self.outcomes)


def _outcome(name: str, value: int, bound: int | None) -> StageOutcome:
    if bound is None or bound < value:
        return StageOutcome(name, value, None, proven=False)
    return StageOutcome(name, value, bound, proven=bound == value, proof=Proof.EXACT)


def bounded_by_candidates(known: Knowledge) -> Knowledge:
    """With bounds that need no solver: every column at its best end."""
    for at, stage in enumerate(known.plan.stages):
        if at != known.level:
            break
        whole = bounds_by_span(BoundRequest(known.plan.model.with_objective(stage.form))).whole
        if whole is not None:
            known = known.with_bound(at, whole, BoundSource.CANDIDATES)
    return known


def narrows(former: Plan, plan: Plan) -> bool:
    """Whether every point of a plan is one of a former plan too, with the same value in each stage.

    Then what the former plan cannot reach, this one cannot, and the only best point of the former one is the only best
    one still, where it is left. A placement found from the rows is not the only best one. False proves nothing.
    """
    old, new = former.model, plan.model
    if old.num_columns != new.num_columns or old.places != new.places or former.stages != plan.stages:
        return False
    if any(low < least for low, least in zip(new.lower, old.lower, strict=True)):
        return False
    if any(high > most for high, most in zip(new.upper, old.upper, strict=True)):
        return False
    sides = _sides(new)
    for row, (low, high) in _sides(old).items():
        found = sides.get(row)
        if found is None or found[0] < low or found[1] > high:
            return False
    return True


def _sides(model: Model) -> dict[tuple[tuple[int, int], ...], tuple[int, int]]:
    """The tightest sides of each form that is a row."""
    sides: dict[tuple[tuple[int, int], ...], tuple[int, int]] = {}
    for index in range(model.num_rows):
        form = model.row(index)
        key = tuple(sorted(zip(form.columns, form.coefs, strict=True)))
        low, high = model.row_lower[index], model.row_upper[index]
        known = sides.get(key)
        sides[key] = (low, high) if known is None else (max(low, known[0]), min(high, known[1]))
    return sides
