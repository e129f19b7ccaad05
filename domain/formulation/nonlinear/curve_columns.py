"""Response curves as columns: a segment each, filled one after the other, so that what counts is a linear form.

``raw = start + sum of segments`` and ``counted = counted at start + sum of slope x segment``. Where all that is asked
of the counted total pulls towards filling the segments in order (upwards along falling slopes), nothing else is
needed. At a bend against the pull one switch is: while it is 0, no segment behind the bend is used; while it is 1, all
those before it are full. Segments are whole numbers of the largest amount of which all figures are multiples.
"""

from __future__ import annotations

import itertools
from decimal import Decimal
from fractions import Fraction

from domain.errors import FormulationError
from domain.formulation.frame import FormulationContext
from domain.formulation.kpi_totals import CountColumns, CurveColumns, ShareColumn, Terms
from domain.formulation.nonlinear.pulls import Pull, pull_at_counted, pull_at_plain
from domain.formulation.scaling import common_unit
from domain.integer_model.model import EXACT_LIMIT
from domain.numbers import ONE
from domain.problem.kpis.curves import Curve
from domain.problem.totals import CurvePoint


def add_curve_columns(frame: FormulationContext) -> None:
    """Add columns for every curve of which the objective or a target asks something; those of markets first."""
    for curve in sorted(frame.rules.curves, key=lambda curve: curve.market is None):
        pull = pull_at_counted(frame, curve.kpi_key, curve.market)
        if pull.rises or pull.falls:
            raw = frame.totals.raw(curve.kpi_key, curve.market)
            columns = segments_along(frame, curve.rule_id, curve.curve, raw, pull)
            frame.curves[curve.kpi_key, curve.market] = columns


def add_count_columns(frame: FormulationContext) -> None:
    """Add columns for every group that brings something by how many of it are selected: a curve along their number."""
    for bonus in frame.rules.count_bonuses:
        pull = pull_at_plain(frame, bonus.kpi_key, bonus.market)
        if bonus.members and (pull.rises or pull.falls):
            raw: Terms = {column: ONE for key in bonus.members for column in frame.columns_of[key]}
            curve = Curve([CurvePoint(Decimal(n), bonus.brings(n)) for n in range(len(bonus.members) + 1)])
            columns = segments_along(frame, f"synergy {bonus.group_key}", curve, raw, pull)
            frame.counts.append(CountColumns(bonus.kpi_key, bonus.market, columns))


def add_share_columns(frame: FormulationContext) -> None:
    """Add a column for the smallest total of each KPI that is to be shared fairly: no more than any of them."""
    for share in frame.rules.fair_shares:
        every = [frame.totals.terms(share.kpi_key, market) for market in share.markets]
        unit = Fraction(common_unit([amount for terms in every for amount in terms.values()]))
        ends = [reach_of(frame, terms) for terms in every]
        least, most = min(low for low, _ in ends), min(high for _, high in ends)
        if (most - least) / unit > EXACT_LIMIT:
            raise FormulationError(f"{share.name}: its totals would be counted in too fine steps; use shorter figures")
        column = frame.builder.add_column(int(least / unit), int(most / unit), implied=True)
        totals = tuple({c: int(Fraction(amount) / unit) for c, amount in terms.items()} for terms in every)
        for total in totals:
            frame.builder.add_row("", [*total, column], [*total.values(), -1], lower=0)
        frame.shares[share.name] = ShareColumn(column, unit, totals)


def segments_along(
    frame: FormulationContext, name: str, curve: Curve, raw: Terms, pull: Pull, tag: str = ""
) -> CurveColumns:
    """Add the columns of a curve along a total. tag: of the row that ties them to it."""
    builder = frame.builder
    least, most = reach_of(frame, raw)
    bends = _bends(curve, least, most)
    unit = Fraction(common_unit([*raw.values(), *(x - least for x, _ in bends[1:])]))
    if (most - least) / unit > EXACT_LIMIT:
        raise FormulationError(f"{name}: its totals would be counted in too fine steps; use figures of fewer digits")
    counted: dict[int, Fraction] = {}
    segments: list[int] = []
    runs: list[list[int]] = []
    before: Fraction | None = None
    for (x, y), (next_x, next_y) in itertools.pairwise(bends):
        slope = (next_y - y) / (next_x - x)
        column = builder.add_column(upper=int((next_x - x) / unit), implied=True)
        segments.append(column)
        counted[column] = slope * unit
        if before is None or (pull.rises and slope > before) or (pull.falls and slope < before):
            runs.append([])
        runs[-1].append(column)
        before = slope
    whole = {column: int(Fraction(amount) / unit) for column, amount in raw.items()}
    start, first_row = int(least / unit), builder.num_rows
    builder.add_row(tag, [*whole, *segments], [*whole.values(), *[-1] * len(segments)], start, start)
    switches: list[int | None] = [None] * len(runs[0]) if runs else []
    for earlier, later in itertools.pairwise(runs):
        switch = builder.add_column()
        switches += [switch] * len(later)
        for column in earlier:
            builder.add_row("", [column, switch], [1, -builder.upper[column]], lower=0)
        for column in later:
            builder.add_row("", [column, switch], [1, -builder.upper[column]], upper=0)
    rows = first_row, builder.num_rows
    fixed = None
    if bends[0][1]:
        fixed = frame.fixed_column()
        counted[fixed] = bends[0][1]
    return CurveColumns(whole, start, tuple(segments), tuple(switches), fixed, counted, unit, rows)


def reach_of(frame: FormulationContext, raw: Terms) -> tuple[Fraction, Fraction]:
    """The least and the greatest that a raw total can be, rules apart: an initiative counts in one option at most."""
    least = most = Fraction(0)
    options = len(frame.options)
    own: dict[str, list[Fraction]] = {}
    for column, amount in raw.items():
        if column < options:
            own.setdefault(frame.options[column].initiative_key, [Fraction(0)]).append(Fraction(amount))
        else:
            ends = Fraction(amount) * frame.builder.lower[column], Fraction(amount) * frame.builder.upper[column]
            least, most = least + min(ends), most + max(ends)
    return least + sum(map(min, own.values())), most + sum(map(max, own.values()))


def _bends(curve: Curve, least: Fraction, most: Fraction) -> list[tuple[Fraction, Fraction]]:
    """Start, end and the points between them at which the slope changes, as raw and counted totals."""
    found: list[tuple[Fraction, Fraction]] = []
    for x in (least, *curve.between(least, most), *([most] if most > least else [])):
        point = x, curve.counted(x)
        if len(found) > 1 and _slope(found[-2], found[-1]) == _slope(found[-1], point):
            found.pop()
        found.append(point)
    return found


def _slope(first: tuple[Fraction, Fraction], second: tuple[Fraction, Fraction]) -> Fraction:
    return (second[1] - first[1]) / (second[0] - first[0])
