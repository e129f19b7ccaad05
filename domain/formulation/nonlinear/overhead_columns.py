"""Overheads as columns: a curve along the number of members, in each period in which it may be paid.

One that is paid once has a column for each period that says whether it is paid there, and one for how many it is paid
for there: all that are selected, or none. The rows that tie an overhead to what is selected bear its id; without them
nothing keeps it from taking nothing, since all that counts its tokens wants few. Only a ratio of less than nothing for
each token wants many; where there is one, no row bears the id.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from domain.formulation.frame import FormulationContext
from domain.formulation.kpi_totals import CurveColumns, OverheadColumns, Terms
from domain.formulation.nonlinear.curve_columns import segments_along
from domain.formulation.nonlinear.pulls import Pull
from domain.numbers import ONE, ZERO
from domain.problem.kpis.curves import Curve
from domain.problem.totals import TOKENS, CurvePoint
from domain.rules.rules import OverheadRule


def add_overhead_columns(frame: FormulationContext) -> None:
    """Add columns for every overhead that takes anything."""
    rises = any(ratio.denominator == TOKENS and ratio.at_least < ZERO for ratio in frame.rules.ratios)
    for rule in frame.rules.overheads:
        figures = [rule.takes(count) for count in range(len(rule.members) + 1)]
        if any(figures):
            curve = Curve([CurvePoint(Decimal(count), figure) for count, figure in enumerate(figures)])
            adder = _Adder(frame, rule, curve, Pull(rises, falls=True))
            frame.overheads.append(adder.once() if rule.once and frame.num_periods > 1 else adder.each_period())


class _Adder:
    def __init__(self, frame: FormulationContext, rule: OverheadRule, curve: Curve, pull: Pull) -> None:
        self._frame, self._rule, self._curve, self._pull = frame, rule, curve, pull
        self._tag = "" if pull.rises else rule.rule_id
        self._members = [
            [
                [column for column in frame.columns_in(key, t) if rule.counts(key, frame.options[column].size)]
                for t in range(frame.num_periods)
            ]
            for key in rule.members
        ]
        self._lying = [[c for member in self._members for c in member[t]] for t in range(frame.num_periods)]

    def each_period(self) -> OverheadColumns:
        paid = {}
        for period, lying in enumerate(self._lying):
            if lying:
                raw: Terms = dict.fromkeys(lying, ONE)
                paid[period] = self._segments(raw, self._tag, [member[period] for member in self._members])
        return OverheadColumns(self._rule.rule_id, self._rule.places, self._lying, paid)

    def once(self) -> OverheadColumns:
        builder, most = self._frame.builder, len(self._rule.members)
        firsts = [builder.add_column(implied=True) for _ in self._lying]
        counts = [builder.add_column(upper=most, implied=True) for _ in self._lying]
        every = [column for lying in self._lying for column in lying]
        builder.add_row("", firsts, [1] * len(firsts), upper=1)
        builder.add_row(self._tag, [*counts, *every], [*[1] * len(counts), *[-1] * len(every)], 0, 0)
        for period, lying in enumerate(self._lying):
            first, count = firsts[period], counts[period]
            builder.add_row("", [first, *lying], [1] + [-1] * len(lying), upper=0)
            builder.add_row("", [count, first], [1, -most], upper=0)
            until = firsts[: period + 1]
            for member in self._members:
                builder.add_row(self._tag, [*until, *member[period]], [1] * len(until) + [-1] * len(member[period]), 0)
        paid = {t: self._segments({count: ONE}, self._tag, [[firsts[t]]]) for t, count in enumerate(counts)}
        return OverheadColumns(self._rule.rule_id, self._rule.places, self._lying, paid, firsts, counts)

    def _segments(self, raw: Terms, tag: str, each: Sequence[Sequence[int]]) -> CurveColumns:
        """The curve along a count. each: columns of which one is 1 at most and then counts one at least."""
        found = segments_along(self._frame, self._rule.rule_id, self._curve, raw, self._pull, tag)
        first = found.segments[0]
        if self._frame.builder.upper[first] == 1 and len(found.segments) > 1 and found.switches[1] is not None:
            # Tighter than its switch alone, which a share of a member would open by a share.
            for columns in filter(None, each):
                self._frame.builder.add_row(tag, [first, *columns], [1] + [-1] * len(columns), lower=0)
        return found
