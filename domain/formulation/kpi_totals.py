"""Totals as linear forms over the columns of a model: of KPIs, with bonuses and what curves make of them; of tokens."""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence, Sequence
from decimal import Decimal
from fractions import Fraction

from domain.lean import dataclass
from domain.numbers import to_decimal
from domain.problem.constraints import Dimension
from domain.problem.initiative import Initiative
from domain.problem.sizing import Size, bears, kpi_value

Terms = dict[int, Decimal | Fraction]
"""What one unit of each column adds."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to select an initiative: in a period and a size. Its column is its position among the options."""

    initiative_key: str
    period: int
    size: Size


@dataclass(frozen=True, slots=True)
class BonusColumn:
    """A column that carries synergy bonuses of ``amount`` per unit on the KPI totals that all of them count in."""

    column: int
    kpi_key: str
    market: str | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class CurveColumns:
    """The columns of a curve: its segments, each counting how much of it is used, one after the other.

    raw: the raw total in whole units, by column. start: where the first segment begins, in these units. segments: a
    column for each. switches: for each segment the column that is 1 where it is used, if it has one. fixed: a column
    that is always 1, for what the curve counts at its start; None where that is nothing. counted: the counted total.
    unit: one whole unit of the raw total. rows: the first of the curve's own rows, and the one behind the last.
    """

    raw: Mapping[int, int]
    start: int
    segments: tuple[int, ...]
    switches: tuple[int | None, ...]
    fixed: int | None
    counted: Mapping[int, Fraction]
    unit: Fraction
    rows: tuple[int, int]

    @property
    def columns(self) -> set[int]:
        """All columns that are the curve's own."""
        others = {column for column in (*self.switches, self.fixed) if column is not None}
        return {*self.segments, *others}


@dataclass(frozen=True, slots=True)
class CountColumns:
    """The columns of what a group brings by how many of it are selected, on the totals that this counts in."""

    kpi_key: str
    market: str | None
    columns: CurveColumns


@dataclass(frozen=True, slots=True)
class ShareColumn:
    """A column for the smallest of some totals, in whole units of ``unit``. totals: each of them, in these units."""

    column: int
    unit: Fraction
    totals: tuple[Mapping[int, int], ...]


@dataclass(frozen=True, slots=True)
class OverheadColumns:
    """The columns of an overhead: a curve along the number of members, in each period in which it may be paid.

    places: the dimensions and keys under which it counts. lying: by period, the options that it counts. firsts: by
    period, where it is paid once, the column that is 1 if it is paid there; counts: how many it is paid for there.
    """

    rule_id: str
    places: Sequence[tuple[Dimension, str | None]]
    lying: Sequence[Sequence[int]]
    paid: Mapping[int, CurveColumns]
    firsts: Sequence[int] = ()
    counts: Sequence[int] = ()

    @property
    def columns(self) -> set[int]:
        """All columns that are its own."""
        return {*self.firsts, *self.counts, *(column for each in self.paid.values() for column in each.columns)}

    def settle(self, point: MutableSequence[int]) -> None:
        """Set when it is paid and for how many, where it is paid once."""
        count = [sum(point[column] for column in columns) for columns in self.lying]
        first = next((period for period, lying in enumerate(count) if lying), None)
        for period, (is_first, number) in enumerate(zip(self.firsts, self.counts, strict=True)):
            point[is_first] = period == first
            point[number] = sum(count) if period == first else 0


@dataclass(frozen=True, slots=True)
class ProductColumn:
    """A column that is a total where a choice is made, and 0 where it is not. choice: at most one of them is 1."""

    column: int
    choice: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Digits:
    """A column in columns of 0 or 1. bits: each with its weight, the largest first."""

    column: int
    bits: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class FormulaColumns:
    """The columns of a formula.

    whole: the total that choices are multiplied by, in whole units; total: its column, which counts from least. digits:
    parts of the other total that count further than one. products: of its parts; their columns count from low. fixed: a
    column that is always 1, for what these make at 0; None where that is nothing. counted: the counted total.
    """

    whole: Mapping[int, int]
    total: int | None
    least: int
    digits: tuple[Digits, ...]
    products: tuple[ProductColumn, ...]
    low: int
    fixed: int | None
    counted: Mapping[int, Fraction]

    @property
    def columns(self) -> set[int]:
        """All columns that are its own."""
        bits = {bit for digits in self.digits for bit, _ in digits.bits}
        own = bits | {product.column for product in self.products}
        return own | {column for column in (self.total, self.fixed) if column is not None}

    def settle(self, point: MutableSequence[int]) -> None:
        """Set them to what follows from the options and all that totals are made of."""
        if self.total is None:
            return
        if self.fixed is not None:
            point[self.fixed] = 1
        total = sum(coef * point[column] for column, coef in self.whole.items())
        point[self.total] = total - self.least
        for digits in self.digits:
            left = point[digits.column]
            for bit, weight in digits.bits:
                point[bit] = int(left >= weight)
                left -= weight * point[bit]
        for product in self.products:
            point[product.column] = total * sum(point[column] for column in product.choice) - self.low


@dataclass(frozen=True, slots=True)
class KpiTotals:
    """The totals of a model.

    curves: by KPI and market (None: all), those that something is asked of. counts: groups that count by number.
    shares: by the name of the stage that asks for them. overheads: tokens beside those of the options.
    formulas: by KPI, those that something is asked of.
    """

    candidates: Mapping[str, Initiative]
    options: Sequence[Option]
    bonuses: Sequence[BonusColumn]
    curves: Mapping[tuple[str, str | None], CurveColumns]
    counts: Sequence[CountColumns]
    shares: Mapping[str, ShareColumn]
    overheads: Sequence[OverheadColumns]
    formulas: Mapping[str, FormulaColumns]

    @property
    def filled(self) -> list[CurveColumns]:
        """All curves, in an order in which each comes after those that it is made of."""
        paid = (curve for overhead in self.overheads for curve in overhead.paid.values())
        return [*paid, *(count.columns for count in self.counts), *self.curves.values()]

    @property
    def curve_columns(self) -> set[int]:
        """All columns of all curves, overheads and formulas."""
        own = {column for curve in self.filled for column in curve.columns}
        own = own.union(*(overhead.columns for overhead in self.overheads))
        return own.union(*(formula.columns for formula in self.formulas.values()))

    def tokens(
        self, dimension: Dimension = Dimension.GLOBAL, key: str | None = None, period: int | None = None
    ) -> dict[int, Decimal]:
        """All tokens of a key that an upper limit counts, in a period or over the horizon."""
        everybody = dimension is Dimension.GLOBAL
        bearing = {name for name, each in self.candidates.items() if everybody or bears(each, dimension, key)}
        terms = {
            column: amount
            for column, option in enumerate(self.options)
            if option.initiative_key in bearing
            and period in (None, option.period)
            and (amount := option.size.tokens_of(dimension, key))
        }
        return terms | self.overhead_tokens(dimension, key, period)

    def overhead_tokens(self, dimension: Dimension, key: str | None, period: int | None) -> dict[int, Decimal]:
        """Those of them that overheads take."""
        return {
            column: to_decimal(amount)
            for overhead in self.overheads
            if (dimension, key) in overhead.places
            for when, curve in overhead.paid.items()
            if period in (None, when)
            for column, amount in curve.counted.items()
            if amount
        }

    def is_bent(self, kpi_key: str) -> bool:
        """Whether a total is made of more than options and bonuses."""
        curved = any(key == kpi_key for key, _ in self.curves) or kpi_key in self.formulas
        return curved or any(kpi_key == count.kpi_key for count in self.counts)

    def terms(self, kpi_key: str, market: str | None = None, period: int | None = None) -> Terms:
        """The total as it is counted, of a market or of all; that of a single period never goes through a curve."""
        if market is None and period is None and kpi_key in self.formulas:
            return dict(self.formulas[kpi_key].counted)
        curve = self.curves.get((kpi_key, market)) if period is None else None
        return self.raw(kpi_key, market, period) if curve is None else dict(curve.counted)

    def raw(self, kpi_key: str, market: str | None = None, period: int | None = None) -> Terms:
        """The total that a curve of that market starts from; of all: the sum of what the markets count."""
        bent: set[str | None] = set()
        if market is None and period is None:
            bent = {each for key, each in self.curves if key == kpi_key and each is not None}
        return self._unbent(kpi_key, market, period, bent)

    def unbent(self, kpi_key: str) -> Terms:
        """The total of all markets as it is without any curve."""
        return self._unbent(kpi_key, None, None, set())

    def _unbent(self, kpi_key: str, market: str | None, period: int | None, bent: set[str | None]) -> Terms:
        """The total; of markets with curves what these count."""
        terms: Terms = {}
        for column, option in enumerate(self.options):
            initiative = self.candidates[option.initiative_key]
            if initiative.market in bent or (market is not None and initiative.market != market):
                continue
            if period is None or option.period == period:
                value = kpi_value(initiative, option.size, kpi_key)
                if value:
                    terms[column] = value
        if period is not None:
            return terms
        for bonus in self.bonuses:
            counts = bonus.kpi_key == kpi_key and (market is None or bonus.market == market)
            if counts and bonus.market not in bent:
                terms[bonus.column] = bonus.amount
        for count in self.counts:
            counts = count.kpi_key == kpi_key and (market is None or count.market == market)
            if counts and count.market not in bent:
                for column, amount in count.columns.counted.items():
                    terms[column] = Fraction(terms.get(column, 0)) + amount
        for each in sorted(filter(None, bent)):
            for column, amount in self.curves[kpi_key, each].counted.items():
                terms[column] = Fraction(terms.get(column, 0)) + amount
        return terms
