"""Rewrites what a backend lacks, and maps the answer back: objectives beyond its exact integers, digit by digit.

A backend that computes in floating point cannot tell apart values that differ in their sixteenth digit, nor
hold an objective at such a value. So a stage ``c x`` that reaches beyond what the backend proves exactly is
written in two digits to a base ``B``: with ``c = B * high + low`` and two new columns,

    low x = B * carry + rest,  0 <= rest < B,  and so  c x = B * (high x + carry) + rest.

To maximise ``high x + carry`` and then ``rest`` is to maximise ``c x``; all integers are half as long, and the
linear relaxation is as tight as before. ``high x + carry`` is split again until it is short enough.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import gcd

from domain.integer_model.builder import rebuilt
from domain.integer_model.model import EXACT_LIMIT, LinearForm, Model, Plan, Stage
from domain.integer_model.result import PlanResult, Progress, Proof, StageOutcome
from domain.lean import dataclass, replace
from solvers.backend import Backend, Capabilities
from solvers.stages.outcome import PlanState
from solvers.stages.precision import grade_of_held, is_exact, magnitude, weakest
from solvers.stages.stage_watch import Outlet

BASE = 2**18
"""Solvers take a column for an integer within 1e-6, so a carry may be off by that much of the base: well below one."""
TIE_LIMIT = 2**32
"""How far the row that ties two digits may reach: doubles of that size are still exact to less than 1e-6."""
FLOAT_LIMIT = 2**40
"""Objectives that reach farther are written in digits even where that does not make them exact."""
LEAST_BASE = 2**3
HIGHEST_BASE = 2**20
"""Carries and rests that reach farther take solvers long that narrow columns one by one."""
MOST_DIGITS = 4
"""More digits, each a stage of its own, cost more than a second opinion of a backend that is exact farther."""
LAST_OPINION = 2**44
"""A backend that is exact so far writes as many digits as it takes: nobody is left to give an opinion on its word."""


@dataclass(frozen=True, slots=True)
class Digits:
    """Where a stage of the original plan stands in the rewritten one: one place, or its digits, the highest first.

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

    def standing_back(self, standing: PlanState) -> PlanState:
        """What is known of the original plan, from what is known of the rewritten one."""
        values = None if standing.values is None else standing.values[: self.width]
        back = PlanState(values)
        for digits in self.digits:
            back.bounds.append(self._bound(digits, standing))
            back.proven.append(all(standing.proven[place] for place in digits.places))
            back.blended.append(any(standing.blended[place] for place in digits.places))
            back.grades.append(weakest(*(standing.grades[place] for place in digits.places)))
        return back

    def result_back(self, result: PlanResult) -> PlanResult:
        """The result for the original plan, its values recomputed from the original forms."""
        values = None if result.values is None else array("q", result.values[: self.width])
        found = result.stages
        known = PlanState(
            None if result.values is None else array("q", result.values),
            [stage.bound for stage in found],
            [stage.proven for stage in found],
            [stage.blended for stage in found],
            [stage.proof for stage in found],
        )
        back = self.standing_back(known)
        stages = []
        for index, stage in enumerate(self.original.stages):
            value = None if values is None else stage.form.value(values)
            proven = back.proven[index] and value is not None
            bound, blended, grade = back.bounds[index], back.blended[index], back.grades[index]
            stages.append(StageOutcome(stage.name, value, bound, proven, blended, grade))
        return replace(result, values=values, stages=tuple(stages))

    def _bound(self, digits: Digits, standing: PlanState) -> int | None:
        """A digit's bound counts only while all digits above are at theirs; else it may be anything."""
        upper, *lower = digits.places
        bound = standing.bounds[upper]
        if bound is None:
            return None
        at_bound = standing.values is not None
        for place in lower:
            if at_bound and standing.values is not None:
                at_bound = self.plan.stages[upper].form.value(standing.values) == standing.bounds[upper]
            digit = standing.bounds[place] if at_bound else None
            bound = digits.base * bound + (digits.base - 1 if digit is None else digit)
            upper = place
        return bound * digits.factor


class BridgedOutlet:
    """Passes on what a rewritten plan learns, in the terms of the original."""

    def __init__(self, bridge: Bridge, outlet: Outlet) -> None:
        self._bridge, self._outlet = bridge, outlet

    def progress(self, progress: Progress) -> None:
        """Stages keep their names and units, so progress needs no way back."""
        self._outlet.progress(progress)

    def standing(self, standing: PlanState) -> None:
        """The best point so far, in the original columns."""
        self._outlet.standing(self._bridge.standing_back(standing))

    def should_stop(self) -> bool:
        """Whether the best point so far is wanted now."""
        return self._outlet.should_stop()


def bridge_for(plan: Plan, can: Capabilities) -> Bridge | None:
    """The plan with its stages within what a backend can; None where nothing is to be rewritten.

    A stage with a tolerance is left as it is: it is not held exactly in any case. So is one whose digits would be tied
    by a row that reaches too far, as they are over columns that reach far, and one that would take too many digits.
    """
    ways = [_way(stage, plan.model, can) for stage in plan.stages]
    if all(way == _AS_IT_IS for way in ways):
        return None
    splitter = _Splitter(plan.model)
    for stage, way in zip(plan.stages, ways, strict=True):
        splitter.add(stage, way, _limit(can))
    return Bridge(plan, Plan(splitter.model(), tuple(splitter.stages)), tuple(splitter.digits), plan.model.num_columns)


def proves_exactly(backend: Backend, plan: Plan) -> bool:
    """Whether all that a backend claims of a plan is exact, in the digits in which it is asked."""
    bridge = bridge_for(plan, backend.capabilities)
    asked = plan if bridge is None else bridge.plan
    forms = [stage.form for stage in asked.stages]
    held = grade_of_held(backend, forms[:-1], asked.model)
    return held is Proof.EXACT and is_exact(backend, asked.model, asked.stages)


def _limit(can: Capabilities) -> int:
    """How far a stage may reach: what is proven of it is held by a row, and rows reach no farther."""
    return min(can.exact_up_to, EXACT_LIMIT)


@dataclass(frozen=True, slots=True)
class _Way:
    """By what a stage is divided, the base of the digits in which it is written after that (0: none), and how many."""

    factor: int = 1
    base: int = 0
    most: int = 100


_AS_IT_IS = _Way()


def _way(stage: Stage, model: Model, can: Capabilities) -> _Way:
    total = magnitude(stage.form, model)
    if stage.abs_tol or stage.rel_tol or total <= _limit(can):
        return _AS_IT_IS
    factor = gcd(*stage.form.coefs)
    total //= factor
    if total <= _limit(can):
        return _Way(factor)
    reach = sum(max(abs(model.lower[column]), abs(model.upper[column])) for column in stage.form.columns)
    # The tying row adds up to two bases a unit of reach, and one for the rest.
    base = min(HIGHEST_BASE, 1 << max(0, (can.rows_exact_up_to // (2 * reach + 1)).bit_length() - 1))
    few = _limit(can) * base ** (MOST_DIGITS - 1) >= total
    if base >= LEAST_BASE and (few or can.exact_up_to >= LAST_OPINION):
        return _Way(factor, base)
    low = sum(coef // factor % BASE for coef in stage.form.coefs)
    helps = total > FLOAT_LIMIT and low * (reach // len(stage.form.columns) + 1) <= TIE_LIMIT
    return _Way(factor, BASE, most=1) if helps else _Way(factor)


class _Splitter:
    def __init__(self, model: Model) -> None:
        self._model = model
        self._lower, self._upper = array("q", model.lower), array("q", model.upper)
        self._implied = bytearray(bytes(model.implied).ljust(model.num_columns, b"\0"))
        usable = model.hint is not None and len(model.hint) == model.num_columns  # else it was made for another model
        self._hint = array("q", model.hint or ()) if usable else None
        self._rows: list[tuple[str, LinearForm, int, int]] = []
        self.stages: list[Stage] = []
        self.digits: list[Digits] = []

    def model(self) -> Model:
        """The original rows and those that tie the digits."""
        wide = replace(self._model, lower=self._lower, upper=self._upper, implied=bytes(self._implied), hint=self._hint)
        return rebuilt(wide, extra=self._rows)

    def add(self, stage: Stage, way: _Way, limit: int) -> None:
        """Take over a stage, divided by a common factor of its coefficients, whole or in digits within a limit."""
        factor, base = way.factor, way.base
        if factor > 1:
            divided = _form(stage.form.columns, [coef // factor for coef in stage.form.coefs])
            stage = replace(stage, form=divided, scale=stage.scale / factor)
        lower: list[Stage] = []
        left = self._magnitude(stage.form)
        while base and (not lower or (len(lower) < way.most and left > limit)):
            stage, rest = self._split(stage, base)
            lower.insert(0, rest)
            before, left = left, self._magnitude(stage.form)
            if left >= before:  # what is carried over counts as far as what is left: no further digit helps
                break
        first = len(self.stages)
        self.stages += [stage, *lower]
        self.digits.append(Digits(tuple(range(first, len(self.stages))), base or 1, factor))

    def _split(self, stage: Stage, base: int) -> tuple[Stage, Stage]:
        """A stage as its upper part and its last digit."""
        parts = [divmod(coef, base) for coef in stage.form.coefs]
        high = _form(stage.form.columns, [part for part, _ in parts])
        low = _form(stage.form.columns, [part for _, part in parts])
        least, most = self._span(low)
        carry = self._column(least // base, most // base)
        rest = self._column(0, base - 1, implied=True)
        tie = LinearForm((*low.columns, carry, rest), (*low.coefs, -base, -1))
        self._rows.append(("", tie, 0, 0))
        if self._hint is not None:
            self._hint.extend(divmod(low.value(self._hint), base))
        upper = LinearForm((*high.columns, carry), (*high.coefs, 1))
        return replace(stage, form=upper, scale=stage.scale / base), replace(stage, form=LinearForm((rest,), (1,)))

    def _magnitude(self, form: LinearForm) -> int:
        reach = (max(abs(self._lower[column]), abs(self._upper[column])) for column in form.columns)
        return sum(abs(coef) * far for coef, far in zip(form.coefs, reach, strict=True))

    def _span(self, form: LinearForm) -> tuple[int, int]:
        ends = [
            (coef * self._lower[column], coef * self._upper[column])
            for column, coef in zip(form.columns, form.coefs, strict=True)
        ]
        return sum(map(min, ends)), sum(map(max, ends))

    def _column(self, lower: int, upper: int, implied: bool = False) -> int:
        self._lower.append(lower)
        self._upper.append(upper)
        self._implied.append(implied)
        return len(self._lower) - 1


def _form(columns: Sequence[int], coefs: Sequence[int]) -> LinearForm:
    kept = [(column, coef) for column, coef in zip(columns, coefs, strict=True) if coef]
    return LinearForm(tuple(column for column, _ in kept), tuple(coef for _, coef in kept))
