"""The elastic plan of a problem: every rule may give way, at a price, and the least total price comes first.

A capacity, floor, cap or target floor costs its violation as a share of its limit (the plain violation where
the limit is zero); any other rule costs one, whole, when it is dropped.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from domain.formulation import Formulation
from domain.formulation.scaling import scale_form
from domain.formulation.unit_of_row import row_units, whole_row
from domain.integer_model.builder import ModelBuilder
from domain.integer_model.digits import magnitude_of
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model, Plan, Sense, Stage, StageRole
from domain.integer_model.submodel import reach_of
from domain.numbers import exact_arithmetic
from domain.problem.constraints import TargetKind
from domain.rules.rules import RuleBook, TargetRule, TokenFamily, TokenRule

VIOLATION = "rule_violation"
ROUGH_STEPS = 2**30
"""A step of a rough plan is this part of the limit at most."""
MOST_STEPS = 2**48
"""What columns count together of how far rules give way, each a digit of it: their rows can be written in digits."""
PRICES_LIMIT = 2**256
"""Prices whose common denominator takes more than that are rounded: each digit of them is a stage of its own."""
Quantity = TokenRule | TargetRule


@dataclass(frozen=True, slots=True)
class Elastic:
    """The elastic plan. columns: by rule id, those that let the rule give way. notes: what had to be rounded.

    in_digits: whether some rule takes several columns, each for a digit of how far it gives way.
    """

    plan: Plan
    columns: Mapping[str, tuple[int, ...]]
    notes: tuple[str, ...]
    in_digits: bool

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


def elastic_plan(formulation: Formulation, *, rough: bool = False, within: Fraction | None = None) -> Elastic:
    """The formulation with every rule elastic: first the least violation, then its own stages.

    Violations are counted in whole steps, none of which is rounded; rough: in steps of a billionth of each limit, where
    all of them would take several columns. within: a total violation that is known to be enough.
    """
    with exact_arithmetic():
        return _Stretcher(formulation, rough, within).run()


class _Stretcher:
    def __init__(self, formulation: Formulation, rough: bool, within: Fraction | None) -> None:
        self._model: Model = formulation.plan.model
        self._stages = tuple(s for s in formulation.plan.stages if s.role is not StageRole.CANONICAL)
        self._quantities = quantities(formulation.ruled.rules)
        self._units = row_units(formulation, self._quantities)
        self._totals = formulation.totals
        self._share = MOST_STEPS // max(1, len(self._quantities))
        self._rough, self._within = rough, within
        self._in_digits, self._missed = False, Fraction(0)
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
            elif tag in self._quantities:
                self._stretch(row, form, self._quantities[tag])
            else:
                self._make_optional(row, form)
        stage = self._violation_stage()
        columns = {rule_id: tuple(found) for rule_id, found in self._columns.items()}
        if self._missed:
            self._notes.append(
                f"it was looked for in steps, and one that is less by {float(self._missed):.1g} may exist"
            )
        plan = Plan(self._builder.build(), (stage, *self._stages))
        return Elastic(plan, columns, tuple(self._notes), self._in_digits)

    def _stretch(self, row: int, form: LinearForm, rule: Quantity) -> None:
        """``form - give <= limit`` (or ``form + give >= limit``); of a row in digits, all that it was made of."""
        if rule.rule_id in self._stretched:
            return
        self._stretched.add(rule.rule_id)
        if row in self._units:
            fine = (Fraction(limit_of(rule)) * self._units[row]).denominator
            unit = self._units[row] * fine
            form = LinearForm(form.columns, [coef * fine for coef in form.coefs])
        else:
            terms, unit = whole_row(self._totals, rule)
            form = LinearForm(tuple(terms), tuple(terms.values()))
        edge = int(Fraction(limit_of(rule)) * unit)
        least, most = reach_of(self._model, form)
        idle, columns, coefs = form.value(self._idle), list(form.columns), list(form.coefs)
        excess, short = (most - edge, idle - edge) if is_upper(rule) else (edge - least, edge - idle)
        price, step = 1 / (unit * (abs(Fraction(limit_of(rule))) or 1)), 1
        if self._within is not None:
            excess = min(excess, floor(self._within / price))
        if self._rough and excess > self._share:
            step = max(abs(edge) // ROUGH_STEPS, -(-excess // self._share))
            self._missed += step * price
        counters = self._builder.add_counter(max(0, -(-excess // step)), self._share)
        self._in_digits |= len(counters) > 1
        counters = [(give, weight * step) for give, weight in counters]
        for give, weight in counters:
            self._price(rule.rule_id, give, weight * price)
            columns.append(give)
            coefs.append(-weight if is_upper(rule) else weight)
        short = max(0, -(-short // step)) * step
        for give, weight in reversed(counters):
            self._nothing[give], short = divmod(short, weight)
        lower, upper = (NO_LOWER, edge) if is_upper(rule) else (edge, NO_UPPER)
        self._builder.add_row(rule.rule_id, columns, coefs, lower, upper)

    def _make_optional(self, row: int, form: LinearForm) -> None:
        """Let both sides of a row give way together with all rows of its rule."""
        tag = self._model.tags[row]
        lower, upper = self._model.row_lower[row], self._model.row_upper[row]
        least, most = reach_of(self._model, form)
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
        worst = self._within
        if worst is None:
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
