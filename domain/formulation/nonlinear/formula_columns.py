"""Formulas as columns: the product of two totals, written as one column for each part of the first of them.

Each part is a choice that is made or not, so that its product with the other total is that total or nothing (F. Glover,
Improved linear integer programming formulations of nonlinear integer problems, Management Science 22, 1975):
``product <= most x choice`` and ``product <= other - least x (1 - choice)`` where what is asked pulls upwards, and the
same from below where it pulls downwards. A part that counts further than one is written in binary digits first.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from domain.errors import FormulationError
from domain.formulation.frame import FormulationContext
from domain.formulation.kpi_totals import Digits, FormulaColumns, ProductColumn, Terms
from domain.formulation.nonlinear.curve_columns import reach_of
from domain.formulation.nonlinear.pulls import Pull, pull_at_counted
from domain.formulation.scaling import common_unit
from domain.integer_model.model import EXACT_LIMIT
from domain.rules.rules import FormulaRule


def add_formula_columns(frame: FormulationContext) -> None:
    """Add columns for every formula of which the objective, a target or a ratio asks something."""
    for rule in frame.rules.formulas:
        pull = pull_at_counted(frame, rule.kpi_key, None)
        if pull.rises or pull.falls:
            frame.formulas[rule.kpi_key] = _Adder(frame, rule, pull.times(rule.times)).add()


class _Adder:
    def __init__(self, frame: FormulationContext, rule: FormulaRule, pull: Pull) -> None:
        self._frame, self._rule, self._pull = frame, rule, pull
        self._totals = [frame.totals.unbent(factor.kpi_key) for factor in rule.factors]
        self._bases = [Fraction(factor.base) for factor in rule.factors]

    def add(self) -> FormulaColumns:
        times = Fraction(self._rule.times)
        counted: dict[int, Fraction] = {}
        bases = self._bases
        if self._rule.straight:  # as steep as it is half way
            halves = [sum(reach_of(self._frame, terms), Fraction(0)) / 2 for terms in self._totals]
            bases = [base + half for base, half in zip(bases, halves, strict=True)]
        for terms, base in zip(self._totals, reversed(bases), strict=True):
            for column, amount in terms.items():
                counted[column] = counted.get(column, Fraction(0)) + times * base * Fraction(amount)
        if self._rule.straight:
            return FormulaColumns({}, None, 0, (), (), 0, None, {c: amount for c, amount in counted.items() if amount})
        first, other = sorted(self._totals, key=len)
        other_unit = Fraction(common_unit(list(other.values())))
        whole = {column: int(Fraction(amount) / other_unit) for column, amount in other.items()}
        least, most = (int(end / other_unit) for end in reach_of(self._frame, other))
        if most - least > EXACT_LIMIT:
            raise FormulationError(
                f"{self._rule.rule_id}: its totals would be counted in too fine steps; use figures of fewer digits"
            )
        total = self._frame.builder.add_column(upper=most - least, implied=True)
        self._frame.builder.add_row("", [*whole, total], [*whole.values(), -1], least, least)
        digits: list[Digits] = []
        products, constant, low = [], Fraction(0), min(least, 0)
        for amount, columns in self._parts(first, digits):
            product = self._product(total, columns, amount, least, most)
            products.append(ProductColumn(product, columns))
            counted[product] = times * other_unit * amount
            constant += counted[product] * low
        fixed = self._frame.fixed_column() if constant else None
        if fixed is not None:
            counted[fixed] = counted.get(fixed, Fraction(0)) + constant
        kept = {column: amount for column, amount in counted.items() if amount}
        return FormulaColumns(whole, total, least, tuple(digits), tuple(products), low, fixed, kept)

    def _parts(self, total: Terms, digits: list[Digits]) -> list[tuple[Fraction, tuple[int, ...]]]:
        """What each choice adds to a total, with the columns of which one at most is 1 and then makes it."""
        options = self._frame.options
        choices: dict[tuple[str, Fraction], list[int]] = {}
        parts = []
        for column, amount in total.items():
            reach = self._frame.builder.upper[column]
            if column < len(options):
                choices.setdefault((options[column].initiative_key, Fraction(amount)), []).append(column)
            elif reach == 1:
                parts.append((Fraction(amount), (column,)))
            else:
                digits.append(self._in_digits(column, reach))
                parts += [(weight * Fraction(amount), (bit,)) for bit, weight in digits[-1].bits]
        return [(amount, tuple(columns)) for (_, amount), columns in choices.items()] + parts

    def _in_digits(self, column: int, reach: int) -> Digits:
        """Columns of 0 or 1 whose weights add up to a column; the largest weight takes what is left of its reach."""
        builder, weights = self._frame.builder, list[int]()
        while sum(weights) < reach:
            weights.append(min(2 ** len(weights), reach - sum(weights)))
        bits = [builder.add_column() for _ in weights]
        builder.add_row("", [column, *bits], [1, *(-weight for weight in weights)], 0, 0)
        return Digits(column, tuple(sorted(zip(bits, weights, strict=True), key=lambda bit: -bit[1])))

    def _product(self, total: int, choice: Sequence[int], amount: Fraction, least: int, most: int) -> int:
        """A column for the total where a choice is made, and 0 where it is not, from the sides that are pulled.

        Columns count from 0: the total from its least, the product from the least that it can be.
        """
        builder, pull = self._frame.builder, self._pull.times(amount)
        low, high = min(least, 0), max(most, 0)
        product = builder.add_column(upper=high - low, implied=True)
        ones = len(choice)
        if pull.rises:
            builder.add_row("", [product, *choice], [1, *[-most] * ones], upper=-low)
            builder.add_row("", [product, total, *choice], [1, -1, *[-least] * ones], upper=-low)
        if pull.falls:
            builder.add_row("", [product, *choice], [1, *[-least] * ones], lower=-low)
            builder.add_row("", [product, total, *choice], [1, -1, *[-most] * ones], lower=least - most - low)
        return product
