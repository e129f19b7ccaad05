"""All portfolios within a stated loss of the best one, as requirements on the model."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil

from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, ExtraRow, Proven, StageFigure, proven_figure
from domain.errors import Fault, InputError
from domain.integer_model.model import NO_UPPER, Model
from domain.numbers import to_decimal


@dataclass(frozen=True, slots=True)
class Within:
    """Loss of value that is allowed. amount: a share of the best value where ``relative``, else in its own unit."""

    amount: Decimal
    relative: bool = True


@dataclass(frozen=True, slots=True)
class Threshold:
    """What every portfolio within the loss attains.

    best: the best value of the main stage, without a loss; one that is not proven gives a weaker requirement, never a
    wrong one.
    least: the value that is required in the main stage, in its unit.
    held: the earlier stages, which may not lose anything.
    """

    best: Proven
    least: Decimal
    held: tuple[StageHold, ...]


@dataclass(frozen=True, slots=True)
class StageHold:
    """A stage before the main one, held at its best value.

    name: which stage, such as ``goal_shortfall``.
    figure: the value it is held at, in the unit of the stage.
    """

    name: str
    figure: Proven


@dataclass(frozen=True, slots=True)
class NearBest:
    """The best portfolio, the requirement to be nearly as good, and the rows that state it."""

    base: Answer
    threshold: Threshold
    rows: tuple[ExtraRow, ...]
    notes: tuple[str, ...]


def loss_faults(within: Decimal, relative: bool) -> Iterator[Fault]:
    """What is wrong with how far a portfolio may be from the best."""
    if within < 0 or (relative and within > 1):
        allowed = "from 0 to 1, as a share" if relative else "0 or more"
        yield Fault("within", f"is {within}; give {allowed}")


def near_best(session: PlanningSession, within: Within) -> NearBest | None:
    """The portfolios within a loss; None where no portfolio was found at all. Raises ``InputError`` for a bad loss."""
    if within.amount < 0 or (within.relative and within.amount > 1):
        raise InputError(f"a loss of {within.amount} is not from 0 up (a share: from 0 to 1)")
    base = session.base()
    if base.values is None:
        return None
    *earlier, main = session.objective_stages
    figures = {figure.name: figure for figure in base.stages}
    figure: StageFigure = figures[main.name]
    loss = Fraction(within.amount) * (abs(figure.exact) if within.relative else 1)
    least = figure.exact - loss
    rows = [session.held(stage, base.values) for stage in earlier]
    rows.append(("near_best", main.form, ceil((least - main.rounding) * main.scale), NO_UPPER))
    notes = []
    if not base.proven:
        notes.append("the best value is not proven, so what counts as within the loss is measured from the best found")
    if main.rounding:
        notes.append(f"the objective does not fit 2^53, so the loss is exact to {float(main.rounding):.3g} only")
    held = tuple(StageHold(stage.name, proven_figure(figures[stage.name])) for stage in earlier)
    return NearBest(base, Threshold(proven_figure(figure), to_decimal(least), held), tuple(rows), tuple(notes))


def with_column(model: Model, upper: int) -> tuple[Model, int]:
    """The model with another column from 0 upwards, implied integer where the others are integer; and its index."""
    column = model.num_columns
    wider = replace(
        model,
        lower=array("q", [*model.lower, 0]),
        upper=array("q", [*model.upper, upper]),
        implied=bytes(model.implied or bytes(column)) + b"\x01",
    )
    return wider, column
