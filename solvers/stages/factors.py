"""Tighter models of products of totals: how far a total can go within the rows that a model has in the end.

A product of a total and a choice is written as ``product <= most x choice`` and ``product <= total``, with a most that
holds whatever rules are dropped. Where limits allow far less than all of it, these rows are loose. Once it is known
which rows there are, the most is found anew: for any multipliers of the limits, a total is at most what each choice
adds beyond what it takes of them, and the limits themselves. The multipliers are whole, so no rounding makes it too
small. What holds of a limit holds when both sides are multiplied by the total, too (W. Adams, H. Sherali, A tight
linearization and an algorithm for zero-one quadratic programming problems, Management Science 32, 1986).
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from itertools import pairwise

from domain.integer_model.builder import rebuilt
from domain.integer_model.digits import magnitude_of
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model
from domain.lean import dataclass, field, replace

BITS, FINENESS, SWEEPS = 16, 10, 3
"""Multipliers count in 2 to the power of minus the first; each is found to within 2 to minus the second of the most."""


@dataclass(frozen=True, slots=True)
class _Factor:
    """A total that choices are multiplied by. terms: what makes it. gates: by product, the row of it and its choice."""

    column: int
    least: int
    terms: Mapping[int, int]
    gates: dict[int, tuple[int, Sequence[int]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Limit:
    """What each column takes, and the most that all may take."""

    takes: Mapping[int, int]
    most: int


def tightened(model: Model, widest: int) -> Model:
    """A model with the same integer points, whose relaxation is closer to them where it multiplies totals.

    widest: how far rows may reach that are added, so that claims which rest on them stay exact.
    """
    factors = _factors_of(model)
    if not factors:
        return model
    upper, coefs = array("q", model.upper), array("q", model.coefs)
    groups = _groups_of(model)
    limits = _limits_of(model, groups)
    extra: list[tuple[str, LinearForm, int, int]] = []
    for factor in factors:
        most = max(_most(model, factor.terms, limits, groups), factor.least)
        upper[factor.column] = min(upper[factor.column], most - factor.least)
        for product, (row, _) in factor.gates.items():
            upper[product] = min(upper[product], max(most, 0) + model.row_upper[row])
            for entry in range(model.starts[row], model.starts[row + 1]):
                if model.columns[entry] != product:
                    coefs[entry] = max(coefs[entry], -max(most, 0))
        if factor.least >= 0:
            extra += _multiplied(factor, limits)
    closer = replace(model, upper=upper, coefs=coefs)
    extra = [row for row in extra if magnitude_of(row[1].coefs, [(0, upper[c]) for c in row[1].columns]) <= widest]
    return rebuilt(closer, extra=extra) if extra else closer


def _factors_of(model: Model) -> list[_Factor]:
    """Totals and their products, as the rows without a rule say it; a row with both counts them one for one."""
    implied = bytes(map(model.implied.__getitem__, model.columns))
    counts = [implied.count(1, *span) for span in pairwise(model.starts)]
    if not any(count == 2 and not tag for count, tag in zip(counts, model.tags, strict=True)):
        return []
    gates: dict[int, tuple[int, Sequence[int], int]] = {}
    links: list[tuple[int, int, int, set[int]]] = []
    factors: dict[int, _Factor] = {}
    for row, tag in enumerate(model.tags):
        if tag or not counts[row] or model.row_upper[row] >= NO_UPPER:
            continue
        form = model.row(row)
        terms = dict(zip(form.columns, form.coefs, strict=True))
        loose = {column for column in terms if model.implied[column]}
        if model.row_lower[row] == model.row_upper[row]:
            for column in loose:
                if terms[column] == -1 and model.lower[column] == 0:
                    kept = {each: coef for each, coef in terms.items() if each != column}
                    factors.setdefault(column, _Factor(column, model.row_upper[row], kept))
            continue
        others = {terms[column] for column in terms if column not in loose}
        if len(others) > 1 or model.row_lower[row] > NO_LOWER:
            continue
        shared = next(iter(others), 0)
        if len(loose) == 1 and others and terms[next(iter(loose))] == 1:
            product = next(iter(loose))
            gates[product] = row, tuple(column for column in terms if column != product), shared
        elif len(loose) == 2 and sorted(terms[column] for column in loose) == [-1, 1]:
            product, total = sorted(loose, key=lambda column: -terms[column])
            links.append((product, total, row, {-shared} if others else {0}))
    for product, total, row, least in links:
        gate, factor = gates.get(product), factors.get(total)
        if gate and factor and least == {factor.least} and model.row_upper[gate[0]] == model.row_upper[row]:
            factor.gates[product] = gate[:2]
    return [factor for factor in factors.values() if factor.gates]


def _groups_of(model: Model) -> dict[int, int]:
    """For columns that choose, a number that those share of which at most one is 1."""
    found: dict[int, int] = {}
    for row, tag in enumerate(model.tags):
        if not tag and model.row_upper[row] == 1 and model.row_lower[row] <= NO_LOWER:
            form = model.row(row)
            if all(
                a == 1 and model.upper[c] == 1 and c not in found for c, a in zip(form.columns, form.coefs, strict=True)
            ):
                found.update(dict.fromkeys(form.columns, row))
    alone = (column for column in range(model.num_columns) if not model.implied[column])
    return {**{column: -1 - column for column in alone}, **found}


def _limits_of(model: Model, groups: Mapping[int, int]) -> list[_Limit]:
    """Rows of rules that bound from above what nothing lowers; those that bound the same in other periods added up."""
    found: dict[frozenset[tuple[int, int]], _Limit] = {}
    for row, tag in enumerate(model.tags):
        if not tag or not 0 <= model.row_upper[row] < NO_UPPER or model.row_lower[row] > NO_LOWER:
            continue
        form = model.row(row)
        takes = dict(zip(form.columns, form.coefs, strict=True))
        if min(takes.values(), default=-1) < 0 or any(model.lower[column] < 0 for column in takes):
            continue
        alike = frozenset((groups[column], coef) for column, coef in takes.items() if column in groups)
        known = found.get(alike, _Limit({}, 0))
        summed = {column: known.takes.get(column, 0) + takes.get(column, 0) for column in (*known.takes, *takes)}
        found[alike] = _Limit(summed, known.most + model.row_upper[row])
    return list(found.values())


def _most(model: Model, terms: Mapping[int, int], limits: Sequence[_Limit], groups: Mapping[int, int]) -> int:
    """No point makes the sum of the terms greater."""
    members: dict[int, list[tuple[int, int, list[tuple[int, int]]]]] = {}
    fixed = 0
    for column, amount in terms.items():
        taken = [(place, limit.takes[column]) for place, limit in enumerate(limits) if limit.takes.get(column)]
        low, high = model.lower[column], model.upper[column]
        if low:
            fixed += max(amount * low, amount * high)
        elif amount > 0:
            members.setdefault(groups.get(column, -1 - column), []).append((amount, high, taken))

    def value(multipliers: Sequence[int]) -> int:
        total = sum(y * limit.most for y, limit in zip(multipliers, limits, strict=True))
        for each in members.values():
            total += max(
                max(0, ((amount << BITS) - sum(multipliers[place] * coef for place, coef in taken)) * high)
                for amount, high, taken in each
            )
        return total

    steepest = [0] * len(limits)
    for each in members.values():
        for amount, _, taken in each:
            for place, coef in taken:
                steepest[place] = max(steepest[place], (amount << BITS) // coef)
    found, least = [0] * len(limits), value([0] * len(limits))
    for _ in range(SWEEPS):
        before = least
        for place, most in enumerate(steepest):
            low, high, step = 0, most, max(1, most >> FINENESS)
            while high - low > step:
                middle = (low + high) // 2
                ends = [value([*found[:place], at, *found[place + 1 :]]) for at in (middle, middle + step)]
                low, high = (middle, high) if ends[1] < ends[0] else (low, middle)
            here = value([*found[:place], high, *found[place + 1 :]])
            if here < least:
                found[place], least = high, here
        if before - least <= before >> FINENESS:
            break
    return fixed + (least >> BITS)


def _multiplied(factor: _Factor, limits: Sequence[_Limit]) -> list[tuple[str, LinearForm, int, int]]:
    """Rows that say of limits what they say times the total."""
    found = []
    for limit in limits:
        taken = {
            product: least
            for product, (_, choice) in factor.gates.items()
            if (least := min(limit.takes.get(column, 0) for column in choice))
        }
        if len(taken) > 1:
            form = LinearForm((*taken, factor.column), (*taken.values(), -limit.most))
            found.append(("", form, NO_LOWER, limit.most * factor.least))
    return found
