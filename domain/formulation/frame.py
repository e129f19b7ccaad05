"""What all rule families share while a model is built: the options, their columns, the notes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from domain.formulation.kpi_totals import (
    BonusColumn,
    CountColumns,
    CurveColumns,
    FormulaColumns,
    KpiTotals,
    Option,
    OverheadColumns,
    ShareColumn,
)
from domain.formulation.scaling import scale_row
from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, NO_UPPER
from domain.numbers import ZERO
from domain.rules.rulebook import RuledProblem


class FormulationContext:
    """A model under construction. Every candidate has one column per period and size, even where a rule closes it."""

    def __init__(self, ruled: RuledProblem) -> None:
        self.problem, self.pool, self.rules = ruled.problem, ruled.pool, ruled.rules
        self.builder = ModelBuilder()
        self.options: list[Option] = []
        self.columns_of: dict[str, list[int]] = {}
        self.bonuses: list[BonusColumn] = []
        self.curves: dict[tuple[str, str | None], CurveColumns] = {}
        self.counts: list[CountColumns] = []
        self.shares: dict[str, ShareColumn] = {}
        self.overheads: list[OverheadColumns] = []
        self.formulas: dict[str, FormulaColumns] = {}
        self.totals = KpiTotals(
            self.pool.candidates,
            self.options,
            self.bonuses,
            self.curves,
            self.counts,
            self.shares,
            self.overheads,
            self.formulas,
        )
        self._fixed: int | None = None
        self.notes: list[str] = []
        self.num_periods = len(self.rules.periods)
        for key, sizes in self.pool.sizes.items():
            columns = []
            for period in range(self.num_periods):
                for size in sizes:
                    columns.append(self.builder.add_column())
                    self.options.append(Option(key, period, size))
            self.columns_of[key] = columns
            if len(columns) > 1:
                self.builder.add_row("", columns, [1] * len(columns), upper=1)

    def columns_until(self, key: str, period: int) -> list[int]:
        """Columns that select a candidate in a period or an earlier one."""
        columns = self.columns_of[key]
        return columns[: (period + 1) * (len(columns) // self.num_periods)]

    def columns_in(self, key: str, period: int) -> list[int]:
        """Columns that select a candidate in one period."""
        columns = self.columns_of[key]
        width = len(columns) // self.num_periods
        return columns[period * width : (period + 1) * width]

    def add_decimal_row(
        self,
        tag: str,
        columns: Sequence[int],
        coefs: Sequence[Decimal | Fraction],
        *,
        at_least: Decimal | None = None,
        at_most: Decimal | None = None,
    ) -> None:
        """Add a one-sided row of exact figures, converted to integers without loss."""
        sign = 1 if at_most is not None else -1
        limit = at_most if at_most is not None else at_least
        assert limit is not None
        if not columns and sign * limit >= ZERO:
            return
        uppers = [self.builder.upper[column] for column in columns]
        scaled = scale_row([sign * coef for coef in coefs], uppers, sign * limit)
        if sign > 0:
            self.builder.add_row(tag, columns, scaled.coefs, NO_LOWER, scaled.limit)
        else:
            self.builder.add_row(tag, columns, [-coef for coef in scaled.coefs], -scaled.limit, NO_UPPER)

    def fixed_column(self) -> int:
        """A column that is 1 at every point, for what is counted whatever is selected."""
        if self._fixed is None:
            self._fixed = self.builder.add_column(1, 1, implied=True)
        return self._fixed
