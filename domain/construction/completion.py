"""A choice of options completed to a point of the model: what its other columns are worth once the options are set."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from domain.construction.whole_rows import WholeRow, carries_of, whole_rows
from domain.formulation import Formulation
from domain.formulation.kpi_totals import CurveColumns
from domain.integer_model.model import Model


def completed(formulation: Formulation, chosen: Sequence[int]) -> array[int]:
    """Complete these selected options to a point of the model; the point may break rows.

    Bonuses are set first, as high or low as the first stage that counts them prefers and their own rows allow (where no
    stage counts them, as the rows of targets prefer), then curves, remaining shortfalls, and the carries of rows in
    digits.
    """
    model, options = formulation.plan.model, len(formulation.options)
    point = array("q", bytes(8 * model.num_columns))
    for column in chosen:
        point[column] = 1
    if options == model.num_columns:
        return point
    bonuses = {bonus.column for bonus in formulation.bonuses}
    shares = formulation.totals.shares.values()
    settled = bonuses | formulation.totals.curve_columns | {share.column for share in shares}
    likes = _likes(formulation)
    own: dict[int, list[tuple[WholeRow, int]]] = {column: [] for column in bonuses}
    short: list[tuple[WholeRow, dict[int, int]]] = []
    for row in whole_rows(formulation):
        further = {
            column: coef
            for column, coef in zip(row.form.columns, row.form.coefs, strict=True)
            if column >= options and coef
        }
        missing = {column: coef for column, coef in further.items() if column not in settled}
        if len(further) == 1 and bonuses.issuperset(further) and not row.tag:
            ((column, coef),) = further.items()
            own[column].append((row, coef))
            continue
        for column, coef in further.items():
            if column in bonuses and column not in likes:
                likes[column] = coef if row.least is not None else -coef
        if missing:
            short.append((row, missing))
    for column in sorted(bonuses):
        point[column] = _settled(model, column, own[column], likes.get(column, 0), point)
    for overhead in formulation.totals.overheads:
        overhead.settle(point)
    for curve in formulation.totals.filled:
        _fill(model, curve, point)
    for formula in formulation.totals.formulas.values():
        formula.settle(point)
    for share in shares:
        point[share.column] = min(sum(coef * point[c] for c, coef in total.items()) for total in share.totals)
    for row, missing in short:
        _count_missing(model, row, missing, point)
    _carry(formulation, point)
    return point


def _likes(formulation: Formulation) -> dict[int, int]:
    """Coefficient of each column in the first stage that counts it."""
    likes: dict[int, int] = {}
    for stage in formulation.plan.stages:
        for column, coef in zip(stage.form.columns, stage.form.coefs, strict=True):
            if coef:
                likes.setdefault(column, coef)
    return likes


def _settled(model: Model, column: int, rows: Sequence[tuple[WholeRow, int]], pull: int, point: Sequence[int]) -> int:
    """Value of a column at the preferred end of the range that its own rows allow."""
    low, high = model.lower[column], model.upper[column]
    for row, coef in rows:
        rest = row.form.value(point) - coef * point[column]
        for side, sign in ((row.most, 1), (row.least, -1)):
            if side is not None:
                room, size = sign * (side - rest), sign * coef
                if size > 0:
                    high = min(high, room // size)
                else:
                    low = max(low, -(room // -size))
    return high if pull > 0 and low <= high else low


def _fill(model: Model, curve: CurveColumns, point: array[int]) -> None:
    """Fill the segments of a curve, one after the other, up to the raw total."""
    left = sum(coef * point[column] for column, coef in curve.raw.items()) - curve.start
    for column, switch in zip(curve.segments, curve.switches, strict=True):
        used = max(0, min(left, model.upper[column]))
        point[column] = used
        left -= used
        if switch is not None and used:
            point[switch] = 1
    if curve.fixed is not None:
        point[curve.fixed] = 1


def _count_missing(model: Model, row: WholeRow, columns: Mapping[int, int], point: array[int]) -> None:
    """Set the columns that count a shortfall to the least values that cover it, largest unit first."""
    rest = row.form.value(point)
    lack = row.least - rest if row.least is not None else rest - row.most if row.most is not None else 0
    units = sorted(((abs(coef), column) for column, coef in columns.items()), reverse=True)
    for place, (unit, column) in enumerate(units, start=1):
        count = -(-lack // unit) if place == len(units) else lack // unit
        point[column] = max(model.lower[column], min(count, model.upper[column]))
        lack -= unit * point[column]


def _carry(formulation: Formulation, point: array[int]) -> None:
    """Set each carry to the least value that the row in which it stands last allows."""
    model, carries = formulation.plan.model, carries_of(formulation)
    if not carries:
        return
    for row in range(model.num_rows):
        form = model.row(row)
        column, coef = max(zip(form.columns, form.coefs, strict=True), default=(0, 0))
        if column in carries and coef < 0:
            rest = form.value(point) - coef * point[column]
            point[column] = max(model.lower[column], -((model.row_upper[row] - rest) // -coef))
