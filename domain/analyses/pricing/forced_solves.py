"""Exact optima with one candidate forced, in a fraction of the time of a whole solve.

A bound of what leaving its corner costs, for every column, makes most columns constant for all points that are good
enough. The first guess of "good enough" is just below the candidate's own bound. Where the narrowed model reaches the
guess, its optimum is that of the whole; where it does not, what it reached is the next guess, and then it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from domain.analyses.pricing.price_bounds import known_bounds
from domain.analyses.session.choices import ChoiceModel
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer
from domain.integer_model.bounding import BoundRequest, Corner, narrowed
from domain.integer_model.model import Model
from domain.integer_model.result import SolutionStatus

AT_ONCE = 50
"""Corners of so many candidates are asked for at a time: each is two integers a column."""
WIDER = (1, 8, 64)
"""How far below the bound the guesses lie, in base gaps, until all columns are left free."""


@dataclass(frozen=True, slots=True)
class ForcedOptimum:
    """bound: of the first stage, in integers of its form, None where nothing is known but an answer, or nothing at all.

    answer: proven where its status is optimal or infeasible, for the whole model as for the narrowed one.
    """

    key: str
    bound: int | None
    answer: Answer


def forced_optima(
    session: PlanningSession, choice: ChoiceModel, base: Sequence[int], targets: Sequence[tuple[str, bool]]
) -> Iterator[ForcedOptimum]:
    """Optimum of each target (a key, and whether it must be in), one after the other; objective stages only."""
    first = session.objective_stages[0]
    for start in range(0, len(targets), AT_ONCE):
        part = targets[start : start + AT_ONCE]
        narrowings = [choice.forced(key, inside) for key, inside in part]
        request = BoundRequest(choice.model.with_objective(first.form), narrowings, len(part), leaving=True)
        bounds, _ = known_bounds(session, request)
        gap = 1 if bounds.whole is None else max(1, bounds.whole - first.form.value(base))
        for (key, inside), bound, corner in zip(part, bounds.narrowed, bounds.corners, strict=True):
            if bound is None:
                yield ForcedOptimum(key, None, Answer(SolutionStatus.INFEASIBLE))
            else:
                own = narrowed(choice.model, choice.forced(key, inside))
                yield ForcedOptimum(key, bound, optimum_above(session, own, corner, guesses_below(bound, gap)))


def guesses_below(bound: int, gap: int) -> list[int]:
    """Values of the first stage to try, from just below a bound on."""
    return [bound - width * gap for width in WIDER]


def optimum_above(session: PlanningSession, model: Model, corner: Corner | None, guesses: Sequence[int]) -> Answer:
    """The optimum of a model, first among points whose first stage reaches a guess: there most columns are constant.

    corner: what leaving it costs, for the model or for one that admits more.
    """
    first = session.objective_stages[0]
    left = [] if corner is None else list(guesses)
    while left:
        guess = left.pop(0)
        assert corner is not None
        answer = session.ask_model(narrowed(model, corner.fixed_beyond(guess)), stages=session.objective_stages)
        if answer.status is SolutionStatus.INFEASIBLE:
            continue
        if answer.status is not SolutionStatus.OPTIMAL or answer.values is None:
            return answer if answer.solution is None else _without_bounds(answer)
        reached = first.form.value(answer.values)
        if reached >= guess:
            return answer
        left = [reached]
    return session.ask_model(model, stages=session.objective_stages)


def _without_bounds(answer: Answer) -> Answer:
    """What a narrowed model left unproven says nothing of the whole but that the portfolio is there."""
    stages = tuple(replace(stage, exact_bound=None, proven=False) for stage in answer.stages)
    return replace(answer, stages=stages)
