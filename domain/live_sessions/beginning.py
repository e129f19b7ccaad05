"""What is known of a draft before any solver has said anything: from the portfolio shown before, or a built one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.analyses.session.placed import PlacedPortfolio
from domain.construction.completion import completed
from domain.integer_model.model import LinearForm, Plan, StageRole
from domain.integer_model.result import Proof
from domain.live_sessions.answers import BoundSource
from domain.live_sessions.knowledge import Knowledge, bounded_by_candidates, narrows
from domain.numbers import ZERO
from domain.optimization.preparation import PreparedProblem
from domain.optimization.starting import LazyStart

MOST_DROPPED = 10
"""So many initiatives may leave the portfolio shown before, for it to be shown in another draft."""
MOST_CARRIED = 200
"""So many choices are placed in order, each as early as possible, which a tighter row does not change where the
placement still holds. More of them are placed by what a repair finds from the rows themselves (docs/meaning.md)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The portfolio that an answer has shown, and what was known then."""

    seq: int
    prepared: PreparedProblem
    known: Knowledge
    portfolio: PlacedPortfolio


def first_knowledge(prepared: PreparedProblem, former: Shown | None) -> Knowledge:
    """A point where one is at hand, with the bounds that cost no solve."""
    known = Knowledge(prepared.formulation.plan)
    carried = None if former is None else _carried(former.portfolio, prepared)
    start = LazyStart(prepared).values if carried is None else carried
    if start is not None:
        known = known.with_point(start)
    if prepared.formulation.notes:
        return known  # what was rounded makes bounds of the model bounds of something else
    known = bounded_by_candidates(known)
    if former is not None and _narrowed(former, prepared):
        known = _kept(former.known, known)
    return known


def _carried(before: PlacedPortfolio, prepared: PreparedProblem) -> Sequence[int] | None:
    """The point of a portfolio in another model, without what is no option there and what would break its rules."""
    periods = prepared.rules.periods
    wanted = {
        (key, place.period_key, place.scope, place.tokens) for key, place in before.places.items() if place.selected
    }
    columns = {
        column
        for column, option in enumerate(prepared.formulation.options)
        if (option.initiative_key, periods[option.period], option.size.scope, option.size.tokens or ZERO) in wanted
    }
    for _ in range(MOST_DROPPED + 1):
        values = completed(prepared.formulation, sorted(columns))
        if prepared.formulation.plan.model.admits(values):
            return values
        culprit = _culprit(prepared.formulation.plan, values, columns)
        if culprit is None:
            return None
        columns.discard(culprit)
    return None


def _culprit(plan: Plan, values: Sequence[int], columns: set[int]) -> int | None:
    """The option of least worth, for what it takes, of those that a row has too much of, or that keep it from having
    enough, as one half of a bundle does; None where something would have to come in.
    """
    model = plan.model
    broken = model.violated_rows(values)
    if not broken:
        return None
    row, form = broken[0], model.row(broken[0])
    sign = 1 if form.value(values) > model.row_upper[row] else -1
    first = next((stage.form for stage in plan.stages if stage.role is StageRole.OBJECTIVE), LinearForm())
    worth = dict(zip(first.columns, first.coefs, strict=True))
    weighed = ((column, sign * coef) for column, coef in zip(form.columns, form.coefs, strict=True))
    taken = ((column, coef) for column, coef in weighed if coef > 0)
    ranked = [(worth.get(column, 0) / coef, column) for column, coef in taken if column in columns]
    return min(ranked)[1] if ranked else None


def _narrowed(former: Shown, prepared: PreparedProblem) -> bool:
    before = former.prepared.formulation
    return (
        not before.notes
        and before.options == prepared.formulation.options
        and narrows(before.plan, prepared.formulation.plan)
    )


def _outlives_rows(canonical: Knowledge) -> bool:
    """Whether a canonical point stays the canonical one of all narrower models that admit it."""
    places = canonical.plan.model.places
    if places is None or canonical.values is None:
        return canonical.values is not None
    placed = sum(choice >= 0 and value > 0 for choice, value in zip(places.choices, canonical.values, strict=False))
    return placed <= MOST_CARRIED


def _kept(former: Knowledge, known: Knowledge) -> Knowledge:
    """With what an answer to a wider draft has proven."""
    if former.canonical and _outlives_rows(former) and known.plan.model.admits(former.values or ()):
        return replace(former, plan=known.plan)
    first = former.outcomes[0] if former.outcomes else None
    if first is None or first.bound is None or first.proof is not Proof.EXACT:
        return known
    return known.with_bound(0, first.bound, BoundSource.EARLIER)
