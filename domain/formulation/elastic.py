"""The elastic plan of a problem: every rule may give way, at a price, and the least total price comes first.

A capacity, floor, cap or target floor costs its violation as a share of its limit (the plain violation where
the limit is zero); any other rule costs one, whole, when it is dropped.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from domain.formulation import Formulation
from domain.formulation.scaling import scale_form
from domain.formulation.unit_of_row import row_units
from domain.integer_model.builder import ModelBuilder
from domain.integer_model.digits import magnitude_of
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model, Plan, Sense, Stage, StageRole
from domain.integer_model.submodel import activity_bounds
from domain.numbers import exact_arithmetic
from domain.problem.constraints import TargetKind
from domain.rules.rules import RuleBook, TargetRule, TokenFamily, TokenRule

VIOLATION = "rule_violation"
COARSE_STEPS = 2**30
MOST_STEPS = 2**48
"""What is counted of how far rules give way, one by one and together: rows of such columns can be written in digits."""
FINEST = 2**53
"""How far a limit may reach in exact steps: rows as wide are written in digits."""
PRICES_LIMIT = 2**256
"""Prices whose common denominator takes more than that are rounded: each digit of them is a stage of its own."""
Quantity = TokenRule | TargetRule


@dataclass(frozen=True, slots=True)
class Elastic:
    """The elastic plan. columns: by rule id, those that let the rule give way. notes: what had to be rounded."""

    plan: Plan
    columns: Mapping[str, tuple[int, ...]]
    notes: tuple[str, ...]

    def relaxed(self, values: Sequence[int]) -> frozenset[str]:
        """Rules that give way at a point."""
        return frozenset(rule for rule, columns in self.columns.items() if any(values[c] for c in columns))


def quantities(rules: RuleBook) -> dict[str, Quantity]:
    """Rules that limit an amount, by id; where several share an id, the tightest one, which implies the others."""
    floors = (target for target in rules.targets if target.kind is TargetKind.FLOOR)
    found: dict[str, Quantity] = {}
    every: tuple[Quantity, ...] = (*rules.tokens, *floors)
    for rule in every:
        other = found.setdefault(rule.rule_id, rule)
        if limit_of(rule) < limit_of(other) if is_upper(rule) else limit_of(rule) > limit_of(other):
            found[rule.rule_id] = rule
    return found


def limit_of(rule: Quantity) -> Decimal:
    """Limit of a rule, in its own unit."""
    return rule.limit if isinstance(rule, TokenRule) else rule.target_value


def is_upper(rule: Quantity) -> bool:
    """Whether its limit is an upper one."""
    return isinstance(rule, TokenRule) and rule.family is not TokenFamily.FLOOR


def elastic_plan(formulation: Formulation) -> Elastic:
    """The formulation with every rule elastic: first the least violation, then its own stages.

    Violations are counted in whole steps: exact ones where the prices then fit 2^53, else about a
    billionth of the limit.
    """
    with exact_arithmetic():
        exact = _Stretcher(formulation, None).run()
        if not exact.notes:
            return exact
        coarse = _Stretcher(formulation, COARSE_STEPS).run()
        return replace(coarse, notes=tuple(dict.fromkeys((*exact.notes, *coarse.notes))))


class _Stretcher:
    def __init__(self, formulation: Formulation, steps: int | None) -> None:
        self._model: Model = formulation.plan.model
        self._stages = tuple(s for s in formulation.plan.stages if s.role is not StageRole.CANONICAL)
        self._quantities = quantities(formulation.ruled.rules)
        self._units = row_units(formulation, self._quantities)
        self._steps = steps
        self._builder = ModelBuilder()
        self._builder.lower = array("q", self._model.lower)
        self._builder.upper = array("q", self._model.upper)
        self._builder.implied = bytearray(self._model.implied)
        self._columns: dict[str, list[int]] = {}
        self._prices: dict[int, Fraction] = {}
        self._nothing: dict[int, int] = {}
        self._stretched: set[str] = set()
        self._idle = _idle_point(self._model)
        self._broken = set(self._model.violated_rows(self._idle))
        self._notes: list[str] = []

    def run(self) -> Elastic:
        model = self._model
        for row in range(model.num_rows):
            tag, form = model.tags[row], model.row(row)
            if not tag:
                self._builder.add_row("", form.columns, form.coefs, model.row_lower[row], model.row_upper[row])
            elif row in self._units:
                self._stretch(row, form, self._quantities[tag], self._units[row])
            else:
                if tag in self._quantities and form.columns:
                    self._notes.append(f"{tag}: its figures are too long to give way by degrees, so it gives way whole")
                self._make_optional(row, form)
        stage = self._violation_stage()
        columns = {rule_id: tuple(found) for rule_id, found in self._columns.items()}
        return Elastic(Plan(self._builder.build(), (stage, *self._stages)), columns, tuple(self._notes))

    def _stretch(self, row: int, form: LinearForm, rule: Quantity, unit: Fraction) -> None:
        """``form - step * give <= limit`` (or ``form + step * give >= limit``)."""
        if rule.rule_id in self._stretched:
            return
        self._stretched.add(rule.rule_id)
        limit = Fraction(limit_of(rule)) * unit
        fine = limit.denominator
        least, most = activity_bounds(self._model, row)
        if fine * 2 * max(Fraction(abs(least)), Fraction(abs(most)), abs(limit)) > FINEST:
            fine = 1
            self._notes.append(f"{rule.rule_id}: its limit was tightened to whole units of its row")
        bound = limit * fine
        edge = floor(bound) if is_upper(rule) else ceil(bound)
        excess = most * fine - edge if is_upper(rule) else edge - least * fine
        columns, coefs = list(form.columns), [coef * fine for coef in form.coefs]
        if excess > 0:
            # Coarse steps stay within the most also when those of all rules are counted together.
            step = (
                1 if self._steps is None else max(1, abs(edge) // self._steps, excess * len(self._units) // MOST_STEPS)
            )
            if self._steps is None and excess > MOST_STEPS:
                self._notes.append(f"{rule.rule_id}: its steps are too many to be counted one by one")
                step = excess // MOST_STEPS
            steps = -(-excess // step)
            give = self._builder.add_column(0, steps, implied=True)
            # A tightened limit is broken by more than its rule is: all steps together cost that much less.
            whole = steps * step - abs(edge - bound)
            self._price(rule.rule_id, give, whole / steps / (unit * fine * (abs(Fraction(limit_of(rule))) or 1)))
            idle = form.value(self._idle) * fine
            short = idle - edge if is_upper(rule) else edge - idle
            self._nothing[give] = max(0, -(-short // step))
            columns.append(give)
            coefs.append(-step if is_upper(rule) else step)
        lower, upper = (NO_LOWER, edge) if is_upper(rule) else (edge, NO_UPPER)
        self._builder.add_row(rule.rule_id, columns, coefs, lower, upper)

    def _make_optional(self, row: int, form: LinearForm) -> None:
        """Let both sides of a row give way together with all rows of its rule."""
        tag = self._model.tags[row]
        lower, upper = self._model.row_lower[row], self._model.row_upper[row]
        least, most = activity_bounds(self._model, row)
        sides = []
        if most > upper:
            sides.append((most - upper, NO_LOWER, upper))
        if least < lower:
            sides.append((least - lower, lower, NO_UPPER))
        for breach, at_least, at_most in sides:
            drop = self._columns[tag][0] if tag in self._columns else self._builder.add_column()
            if tag not in self._columns:
                self._price(tag, drop, Fraction(1))
            if row in self._broken:
                self._nothing[drop] = 1
            self._builder.add_row(tag, [*form.columns, drop], [*form.coefs, -breach], at_least, at_most)

    def _price(self, rule_id: str, column: int, price: Fraction) -> None:
        self._columns.setdefault(rule_id, []).append(column)
        self._prices[column] = price

    def _violation_stage(self) -> Stage:
        self._cap_by_nothing()
        uppers = [self._builder.upper[column] for column in self._prices]
        if self._steps is None and sum(uppers) > MOST_STEPS:
            self._notes.append("the violations together take too many steps to be counted one by one")
            return Stage(VIOLATION, Sense.MINIMIZE, StageRole.OBJECTIVE, LinearForm())
        scaled = scale_form(list(self._prices.values()))
        coefs, scale, rounding = scaled.coefs, scaled.scale, Fraction(0)
        reach = magnitude_of(coefs, [(0, upper) for upper in uppers])
        if reach > PRICES_LIMIT:
            # Rounded to the nearest, a cheap step could become free; rounded up, none does.
            scale /= -(-reach // (PRICES_LIMIT - sum(uppers)))
            coefs = [max(1, ceil(price * scale)) for price in self._prices.values()]
            rounding = Fraction(sum(uppers)) / scale
            self._notes.append(
                f"the violations were weighed with rounded prices, within {float(rounding):.3g} of exact"
            )
        form = LinearForm(tuple(self._prices), tuple(-coef for coef in coefs))
        return Stage(VIOLATION, Sense.MINIMIZE, StageRole.OBJECTIVE, form, scale, rounding=rounding)

    def _cap_by_nothing(self) -> None:
        """No rule need give way by more than what selecting nothing at all costs, where that is allowed otherwise.

        What is never worth its price is left unpriced: a violation in the millions would cost all others
        their precision.
        """
        if any(not self._model.tags[row] for row in self._broken):
            return
        worst = sum((self._prices[column] * steps for column, steps in self._nothing.items()), Fraction(0))
        for column, price in list(self._prices.items()):
            upper = self._builder.upper[column] = min(self._builder.upper[column], floor(worst / price))
            if not upper:
                del self._prices[column]


def _idle_point(model: Model) -> list[int]:
    """Nothing selected; what follows from the others, as a shortfall does, is where its rows want it."""
    point = list(model.lower)
    for row in model.violated_rows(point):
        if model.tags[row]:
            continue
        form = model.row(row)
        rise = form.value(point) < model.row_lower[row]
        for column, coef in zip(form.columns, form.coefs, strict=True):
            if model.implied[column] and (coef > 0) == rise:
                point[column] = model.upper[column]
    return point
