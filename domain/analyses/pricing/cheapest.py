"""The cheapest prices in their order: the best portfolio that changes its mind about at least one candidate.

Whoever changes in it cannot change for less, so each of these has its exact price at once; everybody else costs at
least as much. Asked again without them, the next price follows, so that a few questions bound all prices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.analyses.pricing.forced_solves import guesses_below, optimum_above
from domain.analyses.pricing.price_bounds import known_bounds
from domain.analyses.session.choices import ChoiceModel
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, ExtraRow
from domain.integer_model.bounding import BoundRequest
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_UPPER, LinearForm
from domain.integer_model.result import SolutionStatus


@dataclass(frozen=True, slots=True)
class Cheapest:
    """keys: the candidates that change in the answer; none where nothing is proven of who changes.

    others: the candidates left, none of which changes for less; where the answer is infeasible, none changes at all.
    """

    keys: tuple[str, ...]
    others: tuple[str, ...]
    answer: Answer


def cheapest(
    session: PlanningSession, choice: ChoiceModel, base: Sequence[int], targets: Mapping[str, bool]
) -> Iterator[Cheapest]:
    """The cheapest of the targets (by key, whether it must be in), then the next, until one question stays open.

    base: the best portfolio. Ends by itself after the question that proves that no target is left, or nothing.
    """
    left = list(targets)
    first = session.objective_stages[0].form
    bounds, _ = known_bounds(session, BoundRequest(choice.model.with_objective(first), [()], 1, leaving=True))
    value = first.value(base)
    guesses = guesses_below(value, 1 if bounds.whole is None else max(1, bounds.whole - value))
    while left and not session.is_over:
        model = rebuilt(choice.model, extra=[_some_change(choice, left, targets)])
        answer = optimum_above(session, model, bounds.corners[0], guesses)
        changed: tuple[str, ...] = ()
        if answer.status is SolutionStatus.OPTIMAL and answer.values is not None:
            changed = tuple(key for key in left if _is_in(choice, key, answer.values) is targets[key])
        left = [key for key in left if key not in changed]
        yield Cheapest(changed, tuple(left), answer)
        if not changed:
            return


def _is_in(choice: ChoiceModel, key: str, values: Sequence[int]) -> bool:
    column, inside = choice.columns[key]
    return values[column] == inside


def _some_change(choice: ChoiceModel, keys: Sequence[str], targets: Mapping[str, bool]) -> ExtraRow:
    """Row that requires at least one of some candidates to change: columns that rise, and ones less those that fall."""
    rising = {choice.columns[key][0]: (choice.columns[key][1] == 1) is targets[key] for key in keys}
    columns = sorted(rising)
    form = LinearForm(tuple(columns), tuple(1 if rising[column] else -1 for column in columns))
    return "some_change", form, 1 - sum(not rising[column] for column in columns), NO_UPPER
