"""Rewrites what a backend lacks, and maps the answer back: objectives beyond its exact integers, digit by digit.

A backend that computes in floating point cannot tell apart values that differ in their sixteenth digit, nor
hold an objective at such a value. So a stage ``c x`` that reaches beyond what the backend proves exactly is
written in two digits to a base ``B``: with ``c = B * high + low`` and two new columns,

    low x = B * carry + rest,  0 <= rest < B,  and so  c x = B * (high x + carry) + rest.

To maximise ``high x + carry`` and then ``rest`` is to maximise ``c x``; all integers are half as long, and the
linear relaxation is as tight as before.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import gcd

from domain.model import LinearForm, Model, Plan, Stage, rebuilt
from domain.result import PlanResult, Progress, StageOutcome
from solvers.outcome import Standing
from solvers.spans import magnitude, span
from solvers.stage_watch import Outlet

BASE = 2**18
"""Solvers take a column for an integer within 1e-6, so a carry may be off by that much of the base: well below one."""
TIE_LIMIT = 2**32
"""How far the row that ties two digits may reach: doubles of that size are still exact to less than 1e-6."""


@dataclass(frozen=True, slots=True)
class Digits:
    """Where a stage of the original plan stands in the rewritten one: one place, or two digits to a base.

    factor: by what it was divided before, a common factor of all its coefficients.
    """

    places: tuple[int, ...]
    base: int = 1
    factor: int = 1


@dataclass(frozen=True, slots=True)
class Bridge:
    """A rewritten plan and the way back. ``width``: how many columns the original has."""

    original: Plan
    plan: Plan
    digits: tuple[Digits, ...]
    width: int

    def standing_back(self, standing: Standing) -> Standing:
        """What is known of the original plan, from what is known of the rewritten one."""
        values = None if standing.values is None else standing.values[: self.width]
        back = Standing(values)
        for digits in self.digits:
            back.bounds.append(self._bound(digits, standing))
            back.proven.append(all(standing.proven[place] for place in digits.places))
            back.blended.append(any(standing.blended[place] for place in digits.places))
        return back

    def result_back(self, result: PlanResult) -> PlanResult:
        """The result for the original plan, its values recomputed from the original forms."""
        values = None if result.values is None else array("q", result.values[: self.width])
        found = result.stages
        known = Standing(
            None if result.values is None else array("q", result.values),
            [stage.bound for stage in found],
            [stage.proven for stage in found],
            [stage.blended for stage in found],
        )
        back = self.standing_back(known)
        stages = []
        for index, stage in enumerate(self.original.stages):
            value = None if values is None else stage.form.value(values)
            proven = back.proven[index] and value is not None
            stages.append(StageOutcome(stage.name, value, back.bounds[index], proven, back.blended[index]))
        return replace(result, values=values, stages=tuple(stages))

    def _bound(self, digits: Digits, standing: Standing) -> int | None:
        upper = standing.bounds[digits.places[0]]
        if len(digits.places) == 1 or upper is None:
            return None if upper is None else upper * digits.factor
        rest = digits.base - 1
        if standing.values is not None and self.plan.stages[digits.places[0]].form.value(standing.values) == upper:
            lower = standing.bounds[digits.places[1]]
            rest = rest if lower is None else lower
        return (digits.base * upper + rest) * digits.factor


class BridgedOutlet:
    """Passes on what a rewritten plan learns, in the terms of the original."""

    def __init__(self, bridge: Bridge, outlet: Outlet) -> None:
        self._bridge, self._outlet = bridge, outlet

    def progress(self, progress: Progress) -> None:
        """Stages keep their names and units, so progress needs no way back."""
        self._outlet.progress(progress)

    def standing(self, standing: Standing) -> None:
        """The best point so far, in the original columns."""
        self._outlet.standing(self._bridge.standing_back(standing))

    def should_stop(self) -> bool:
        """Whether the best point so far is wanted now."""
        return self._outlet.should_stop()


def bridge_for(plan: Plan, exact_up_to: int) -> Bridge | None:
    """The plan with every stage within ``exact_up_to``; None where nothing can be rewritten.

    A stage with a tolerance is left as it is: it is not held exactly in any case. So is one that reaches beyond
    ``exact_up_to`` in its low digits alone, over columns that reach far: the row that ties its digits would reach
    farther than floating point tells ones apart.
    """
    ways = [_way(stage, plan.model, exact_up_to) for stage in plan.stages]
    if all(way == (1, False) for way in ways):
        return None
    splitter = _Splitter(plan.model)
    for stage, (factor, split) in zip(plan.stages, ways, strict=True):
        splitter.add(stage, factor, split)
    return Bridge(plan, Plan(splitter.model(), tuple(splitter.stages)), tuple(splitter.digits), plan.model.num_columns)


def _way(stage: Stage, model: Model, exact_up_to: int) -> tuple[int, bool]:
    """By what a stage is divided, and whether it is split into digits after that."""
    if stage.abs_tol or stage.rel_tol or magnitude(stage.form, model) <= exact_up_to:
        return 1, False
    factor = gcd(*stage.form.coefs)
    divided = _form(stage.form.columns, [coef // factor for coef in stage.form.coefs])
    low = _form(divided.columns, [coef % BASE for coef in divided.coefs])
    return factor, magnitude(divided, model) > exact_up_to and magnitude(low, model) <= TIE_LIMIT


class _Splitter:
    def __init__(self, model: Model) -> None:
        self._model = model
        self._lower, self._upper = array("q", model.lower), array("q", model.upper)
        self._implied = bytearray(bytes(model.implied).ljust(model.num_columns, b"\0"))
        self._hint = None if model.hint is None else array("q", model.hint)
        self._rows: list[tuple[str, LinearForm, int, int]] = []
        self.stages: list[Stage] = []
        self.digits: list[Digits] = []

    def model(self) -> Model:
        """The original rows and those that tie the digits."""
        wide = replace(self._model, lower=self._lower, upper=self._upper, implied=bytes(self._implied), hint=self._hint)
        return rebuilt(wide, extra=self._rows)

    def add(self, stage: Stage, factor: int, split: bool) -> None:
        """Take over a stage, divided by a common factor of its coefficients, as it is or in two digits."""
        place = len(self.stages)
        if factor > 1:
            divided = _form(stage.form.columns, [coef // factor for coef in stage.form.coefs])
            stage = replace(stage, form=divided, scale=stage.scale / factor)
        if not split:
            self.stages.append(stage)
            self.digits.append(Digits((place,), factor=factor))
            return
        base = BASE
        parts = [divmod(coef, base) for coef in stage.form.coefs]
        high = _form(stage.form.columns, [part for part, _ in parts])
        low = _form(stage.form.columns, [part for _, part in parts])
        least, most = span(low, self._model)
        carry = self._column(least // base, most // base)
        rest = self._column(0, base - 1, implied=True)
        tie = LinearForm((*low.columns, carry, rest), (*low.coefs, -base, -1))
        self._rows.append(("", tie, 0, 0))
        if self._hint is not None:
            self._hint.extend(divmod(low.value(self._hint), base))
        upper = LinearForm((*high.columns, carry), (*high.coefs, 1))
        self.stages.append(replace(stage, form=upper, scale=stage.scale / base))
        self.stages.append(replace(stage, form=LinearForm((rest,), (1,))))
        self.digits.append(Digits((place, place + 1), base, factor))

    def _column(self, lower: int, upper: int, implied: bool = False) -> int:
        self._lower.append(lower)
        self._upper.append(upper)
        self._implied.append(implied)
        return len(self._lower) - 1


def _form(columns: Sequence[int], coefs: Sequence[int]) -> LinearForm:
    kept = [(column, coef) for column, coef in zip(columns, coefs, strict=True) if coef]
    return LinearForm(tuple(column for column, _ in kept), tuple(coef for _, coef in kept))
