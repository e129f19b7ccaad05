"""Rows that say the same in single periods, and what they say together of neighbouring periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.integer_model.model import NO_LOWER, NO_UPPER

Term = tuple[int, int]
"""A column and its coefficient."""
Sum = tuple[str, dict[int, int], int]
"""A tag, coefficients by group, and what their sum is at most."""
MAX_INTERVALS = 400
"""Of a horizon with more intervals than that, only those from its first or to its last period are summed up; only the
whole where coefficients have both signs."""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A row about one period, its terms by group. others: the groups that choose nothing and so have no period."""

    tag: str
    period: int
    terms: Mapping[int, Sequence[Term]]
    lower: int
    upper: int
    others: tuple[int, ...] = ()

    @property
    def is_limit(self) -> bool:
        """Whether it says at most so much, and nothing takes less than nothing."""
        return self.upper < NO_UPPER and all(coef >= 0 for terms in self.terms.values() for _, coef in terms)

    def rounded(self, divisor: int) -> PeriodRow:
        """What follows from a limit for whole multiples of a divisor."""
        terms = {group: [(column, coef // divisor) for column, coef in terms] for group, terms in self.terms.items()}
        return replace(self, terms=terms, lower=NO_LOWER, upper=self.upper // divisor)


def families_of(rows: Sequence[PeriodRow]) -> list[list[PeriodRow]]:
    """The rows that say the same in different periods, together."""
    families: dict[object, list[PeriodRow]] = {}
    for row in rows:
        base, at, _ = row.tag.rpartition("@")
        families.setdefault(base if at else (row.tag, row.others or tuple(sorted(row.terms))), []).append(row)
    return list(families.values())


def sums_of(
    family: Sequence[PeriodRow], members: Sequence[Sequence[int]], periods: Sequence[int], singles: bool = False
) -> Iterator[Sum]:
    """The sums of a family over neighbouring periods, each ``sum of coefficients <= limit``.

    singles: single periods as well, by what can lie nowhere else.
    """
    for sign in (1, -1):
        yield from _Side(family, sign, members, periods, singles).sums()


class _Side:
    """The rows of a family as upper limits, one for each period that has any."""

    def __init__(
        self,
        family: Sequence[PeriodRow],
        sign: int,
        members: Sequence[Sequence[int]],
        periods: Sequence[int],
        singles: bool,
    ) -> None:
        self._members, self._periods, self._least_length = members, periods, 0 if singles else 1
        self._limit: dict[int, int] = {}
        self._terms: dict[int, dict[int, int]] = {}
        self._tag = family[0].tag.rpartition("@")[0] or family[0].tag
        for row in family:
            limit = row.upper if sign > 0 else -row.lower
            if limit in (NO_UPPER, -NO_LOWER) or limit >= self._limit.get(row.period, NO_UPPER):
                continue
            self._limit[row.period] = limit
            self._terms[row.period] = {column: sign * coef for terms in row.terms.values() for column, coef in terms}
        self._others = {group for row in family for group in row.others}
        self._groups = {group for row in family for group in row.terms}

    def sums(self) -> Iterator[Sum]:
        """One for each interval that says something new."""
        runs = [run for run in _runs(sorted(self._limit)) if len(run) > self._least_length]
        positive = not self._others and all(c >= 0 for terms in self._terms.values() for c in terms.values())
        yield from self._of_positive(runs) if positive else self._of_mixed(runs)

    def _of_positive(self, runs: Sequence[range]) -> Iterator[Sum]:
        """What can lie only inside counts; an interval that could be narrower without losing any is left away."""
        inside: dict[tuple[int, int], dict[int, int]] = {}
        for group in self._groups:
            at = [self._periods[member] for member in self._members[group]]
            coefs = [self._terms.get(t, {}).get(m, 0) for t, m in zip(at, self._members[group], strict=True)]
            if min(coefs) > 0:
                inside.setdefault((min(at), max(at)), {})[group] = min(coefs)
        for run in runs:
            firsts = sorted({first for first, _ in inside if first in run})
            lasts = sorted({last for _, last in inside if last in run})
            few = len(firsts) * len(lasts) <= MAX_INTERVALS
            for first in firsts:
                for last in lasts:
                    if last < first + self._least_length or not (few or first == firsts[0] or last == lasts[-1]):
                        continue
                    coefs_of: dict[int, int] = {}
                    for (begin, end), groups in inside.items():
                        if first <= begin and end <= last:
                            coefs_of.update(groups)
                    yield self._tag, coefs_of, sum(self._limit[t] for t in range(first, last + 1))

    def _of_mixed(self, runs: Sequence[range]) -> Iterator[Sum]:
        for run in runs:
            few = len(run) * (len(run) - 1) // 2 <= MAX_INTERVALS
            for first in run if few else run[:1]:
                for last in range(first + self._least_length, run.stop) if few else run[-1:]:
                    coefs = {group: self._least(group, first, last) for group in self._groups}
                    yield self._tag, coefs, sum(self._limit[t] for t in range(first, last + 1))

    def _least(self, group: int, first: int, last: int) -> int:
        if group in self._others:
            (column,) = self._members[group]
            return sum(self._terms[period].get(column, 0) for period in range(first, last + 1))
        least = []
        for member in self._members[group]:
            period = self._periods[member]
            least.append(self._terms[period].get(member, 0) if first <= period <= last else 0)
        return min(least)


def _runs(periods: Sequence[int]) -> list[range]:
    """Neighbouring periods together."""
    runs: list[range] = []
    for period in periods:
        if runs and runs[-1].stop == period:
            runs[-1] = range(runs[-1].start, period + 1)
        else:
            runs.append(range(period, period + 1))
    return runs
