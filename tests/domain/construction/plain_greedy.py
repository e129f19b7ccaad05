"""The greedy that a first portfolio is measured by: value per token, prerequisites and bundles taken along.

Written from the rules alone. Sizes are chosen by value per token; everything is put into the first period that has
room. Floors, targets and synergies are nothing it knows of, so its portfolio may break some of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.numbers import ZERO
from domain.optimization.preparation import PreparedProblem
from domain.portfolio.worth import Worth
from domain.problem.constraints import Dimension
from domain.problem.selection import Choice, PortfolioSolution
from domain.problem.sizing import Size, keys_borne
from domain.rules.rules import TokenFamily


def plain_greedy(prepared: PreparedProblem, by: str) -> PortfolioSolution:
    """By the value per token of each initiative alone (``own``), with all that it needs (``whole``), or with what it
    still lacks, measured again after each choice (``anew``)."""
    greedy = _Greedy(prepared)
    greedy.add_mandatory()
    if by == "anew":
        greedy.add_anew()
    else:
        greedy.add_in_order(whole=by == "whole")
    return greedy.solution


@dataclass
class _Limit:
    period: int | None
    left: Decimal


class _Greedy:
    def __init__(self, prepared: PreparedProblem) -> None:
        self.pool, self.rules = prepared.pool, prepared.rules
        self.keys = list(self.pool.candidates)
        self.needs: dict[str, list[str]] = {key: [] for key in self.keys}
        self.mates: dict[str, list[str]] = {key: [] for key in self.keys}
        self.rivals: dict[str, list[str]] = {key: [] for key in self.keys}
        for rule in self.rules.prerequisites:
            if rule.fault is None:
                self.needs[rule.key].append(rule.requires)
        for bundle in self.rules.bundles:
            for key in bundle.members:
                self.mates[key] += [other for other in bundle.members if other != key]
        for pair in self.rules.exclusions:
            self.rivals[pair.first].append(pair.second)
            self.rivals[pair.second].append(pair.first)
        self.closed = {window.key: window.closed for window in self.rules.windows}
        self.limits: dict[tuple[Dimension, str | None], list[_Limit]] = {}
        for limit in self.rules.tokens:
            if limit.family is not TokenFamily.FLOOR:
                self.limits.setdefault((limit.dimension, limit.key), []).append(_Limit(limit.period, limit.limit))
        self.value: dict[str, Decimal] = {}
        self.size: dict[str, Size] = {}
        for key, plain in Worth(prepared.problem, self.pool).numerators().items():
            sizes, factor = self.pool.sizes[key], self.time_factor(prepared, key)
            values = [value * factor for value in plain]
            ratios = [_ratio(value, size.tokens or ZERO) for value, size in zip(values, sizes, strict=True)]
            best = ratios.index(max(ratios))
            self.value[key], self.size[key] = values[best], sizes[best]
        self.chosen: dict[str, Choice] = {}

    def time_factor(self, prepared: PreparedProblem, key: str) -> Decimal:
        """How the objective counts a contribution in the first period that is open to it."""
        scenario, count = prepared.problem.scenario, len(self.rules.periods)
        score = self.pool.candidates[key].time_sensitivity_score or ZERO
        first = next((t for t in range(count) if t not in self.closed.get(key, ())), 0)
        return 1 + scenario.time_sensitivity_weight * score * (count - first) / count

    @property
    def solution(self) -> PortfolioSolution:
        return PortfolioSolution({key: self.chosen[key] for key in self.keys if key in self.chosen})

    def add_mandatory(self) -> None:
        for must in self.rules.mandatory:
            if must.key in self.value and must.key not in self.chosen:
                self.add(must.key)

    def add_in_order(self, whole: bool) -> None:
        ratio = {key: self.ratio(self.all_of(key) if whole else [key]) for key in self.keys}
        for key in sorted(self.keys, key=lambda key: -ratio[key]):
            if key not in self.chosen and self.brings(key):
                self.add(key)

    def add_anew(self) -> None:
        left = self.keys
        while left:
            ratio = {key: self.ratio(self.lacking(key)) for key in left}
            key = max(left, key=lambda key: ratio[key])
            if self.brings(key):
                self.add(key)
            left = [each for each in left if each != key and each not in self.chosen]

    def brings(self, key: str) -> bool:
        return sum(self.value[each] for each in self.lacking(key)) > 0

    def ratio(self, keys: list[str]) -> float:
        value = sum((self.value[key] for key in keys), ZERO)
        return _ratio(value, sum((self.size[key].tokens or ZERO for key in keys), ZERO))

    def all_of(self, key: str) -> list[str]:
        found = [key]
        seen = {key}
        for each in found:
            for other in (*self.needs[each], *self.mates[each]):
                if other not in seen:
                    seen.add(other)
                    found.append(other)
        return found

    def lacking(self, key: str) -> list[str]:
        return [each for each in self.all_of(key) if each not in self.chosen]

    def add(self, key: str) -> None:
        """Put an initiative and what it lacks into the first periods with room; all of it or nothing."""
        lacking = left = self.lacking(key)
        taken: list[tuple[_Limit, Decimal]] = []
        works = not any(
            each in self.rules.unselectable
            or any(rival in self.chosen or rival in lacking for rival in self.rivals[each])
            for each in lacking
        )
        while works and left:
            works = self.place(self.next_of(left), taken)
            left = [each for each in left if each not in self.chosen]
        if not works:
            for each in lacking:
                self.chosen.pop(each, None)
            for limit, tokens in taken:
                limit.left += tokens

    def next_of(self, lacking: list[str]) -> list[str]:
        """Some that share a period and whose needs are met: bundles and circles whole."""
        for key in lacking:
            group = [other for other in self.all_of(key) if key in self.all_of(other)]
            if all(need in self.chosen or need in group for each in group for need in self.needs[each]):
                return group
        raise AssertionError("something always comes first")

    def place(self, group: list[str], taken: list[tuple[_Limit, Decimal]]) -> bool:
        needed = [self.chosen[need] for each in group for need in self.needs[each] if need in self.chosen]
        for period in range(max((choice.period for choice in needed), default=0), len(self.rules.periods)):
            if any(period in self.closed.get(each, ()) for each in group):
                continue
            here: list[tuple[_Limit, Decimal]] = []
            for each in group:
                here += self.takes(each, period)
            for limit, tokens in here:
                limit.left -= tokens
            if all(limit.left >= ZERO for limit, tokens in here if tokens):
                taken += here
                self.chosen.update({each: Choice(each, period, self.size[each]) for each in group})
                return True
            for limit, tokens in here:
                limit.left += tokens
        return False

    def takes(self, key: str, period: int) -> list[tuple[_Limit, Decimal]]:
        return [
            (limit, self.size[key].tokens_of(dimension, borne))
            for dimension in Dimension
            for borne in keys_borne(self.pool.candidates[key], dimension)
            for limit in self.limits.get((dimension, borne), ())
            if limit.period in (None, period)
        ]


def _ratio(value: Decimal, tokens: Decimal) -> float:
    return float(value / tokens) if tokens else float(value) * 1e30
