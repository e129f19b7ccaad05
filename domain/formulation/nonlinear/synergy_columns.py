"""Synergy bonuses and penalties as columns; dense sets of pairs by Glover's linearisation.

A column is linked to its members only from the side towards which its uses pull it. Many pairs over few
initiatives take one column per initiative instead of one per pair (F. Glover, Improved linear integer
programming formulations of nonlinear integer problems, Management Science 22, 1975): ``z <= sum q_j x_j``
and ``z <= U x_i``. Each pair is charged to the member with the largest remaining sum of bonuses, which
leaves few, heavy columns and a tight relaxation. Where pairs are that dense, the model also tells the products that
its columns stand for, so that a solver may go about them in another way.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from functools import cache
from math import gcd

from domain.formulation.frame import FormulationContext
from domain.formulation.kpi_totals import BonusColumn
from domain.formulation.nonlinear.pulls import Pull, pull_at_plain
from domain.formulation.scaling import decimals_of
from domain.integer_model.model import Product
from domain.lean import dataclass
from domain.numbers import ONE, ZERO
from domain.rules.rules import Synergy

MAX_REACH = 2**25
"""Columns that count further are not shared by pairs: CP-SAT walks through their values one after the other."""


Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _PairClass:
    """Pairs that may share a column: the same KPI totals, the same sign, the same one-sided pull."""

    kpi_key: str
    market: str | None
    negative: bool
    rises: bool


def add_synergy_columns(frame: FormulationContext) -> None:
    """Add columns for every synergy that an objective or a hard target counts."""
    classes: dict[_PairClass, dict[Pair, Decimal]] = {}
    two_sided: list[tuple[Pair, int]] = []

    @cache
    def pull_of(kpi_key: str, market: str | None, sign: int) -> Pull:
        return pull_at_plain(frame, kpi_key, market).times(sign)

    for synergy in frame.rules.synergies:
        sign = (synergy.bonus > ZERO) - (synergy.bonus < ZERO)
        pull = pull_of(synergy.kpi_key, synergy.market, sign)
        if not (pull.rises or pull.falls):
            continue
        pair = (synergy.members[0], synergy.members[-1])
        if len(synergy.members) == 2 and pull.rises != pull.falls:
            kind = _PairClass(synergy.kpi_key, synergy.market, synergy.bonus < 0, pull.rises)
            pairs = classes.setdefault(kind, {})
            pairs[pair] = pairs.get(pair, ZERO) + synergy.bonus
        else:
            column = _add_single(frame, synergy, pull)
            if len(synergy.members) == 2:
                two_sided.append((pair, column))
    if _are_dense([pair for pair, _ in two_sided]):
        for pair, column in two_sided:
            _tell_single(frame, pair, column, Pull(True, True))
    for kind, pairs in classes.items():
        dense = _are_dense(pairs)
        if dense and _add_glover(frame, kind, pairs):
            continue
        pull = Pull(kind.rises, not kind.rises)
        for pair, bonus in pairs.items():
            column = _add_single(frame, Synergy("", kind.kpi_key, bonus, pair, kind.market), pull)
            if dense:
                _tell_single(frame, pair, column, pull)


def _are_dense(pairs: Collection[Pair]) -> bool:
    return len(pairs) > len({key for pair in pairs for key in pair})


def _add_single(frame: FormulationContext, synergy: Synergy, pull: Pull) -> int:
    builder = frame.builder
    column = builder.add_column(implied=True)
    frame.bonuses.append(BonusColumn(column, synergy.kpi_key, synergy.market, synergy.bonus))
    if pull.rises:
        for key in synergy.members:
            members = frame.columns_of[key]
            builder.add_row("", [column, *members], [1] + [-1] * len(members), upper=0)
    if pull.falls:
        members = [c for key in synergy.members for c in frame.columns_of[key]]
        builder.add_row("", [column, *members], [-1] + [1] * len(members), upper=len(synergy.members) - 1)
    return column


def _tell_single(frame: FormulationContext, pair: Pair, column: int, pull: Pull) -> None:
    first, second = (tuple(frame.columns_of[key]) for key in pair)
    frame.builder.products.append(Product(column, first, ((second, 1),), pull.rises, pull.falls))


def _add_glover(frame: FormulationContext, kind: _PairClass, pairs: dict[Pair, Decimal]) -> bool:
    """Add the columns; False when a column would have to count too far, so that nothing was added."""
    places = decimals_of(list(pairs.values()))
    power = 10**places
    amounts = {pair: abs(int(bonus * power)) for pair, bonus in pairs.items()}
    divisor = gcd(*amounts.values()) or 1
    amounts = {pair: amount // divisor for pair, amount in amounts.items()}
    charged = _charge(amounts)
    if max(sum(partners.values()) for _, partners in charged) > MAX_REACH:
        return False
    unit = (-divisor if kind.negative else divisor) * ONE.scaleb(-places)
    builder = frame.builder
    for leader, partners in charged:
        reach = sum(partners.values())
        column = builder.add_column(upper=reach, implied=True)
        frame.bonuses.append(BonusColumn(column, kind.kpi_key, kind.market, unit))
        own = frame.columns_of[leader]
        others = [(c, amount) for key, amount in partners.items() for c in frame.columns_of[key]]
        columns, coefs = [c for c, _ in others], [amount for _, amount in others]
        if kind.rises:
            builder.add_row("", [column, *columns], [1, *(-c for c in coefs)], upper=0)
            builder.add_row("", [column, *own], [1] + [-reach] * len(own), upper=0)
        else:
            builder.add_row("", [column, *columns, *own], [-1, *coefs] + [reach] * len(own), upper=reach)
        counted = tuple((tuple(frame.columns_of[key]), amount) for key, amount in partners.items())
        builder.products.append(Product(column, tuple(own), counted, kind.rises, not kind.rises))
    return True


def _charge(amounts: dict[Pair, int]) -> list[tuple[str, dict[str, int]]]:
    """Assign each pair to one of its members, greedily to the one with the largest remaining sum."""
    left: dict[str, dict[str, int]] = {}
    for (first, second), amount in amounts.items():
        left.setdefault(first, {})[second] = amount
        left.setdefault(second, {})[first] = amount
    sums = {key: sum(partners.values()) for key, partners in left.items()}
    charged = []
    while left:
        leader = max(left, key=lambda key: sums[key])
        partners = left.pop(leader)
        if not partners:
            continue
        charged.append((leader, partners))
        for key, amount in partners.items():
            del left[key][leader]
            sums[key] -= amount
    return charged
