"""Why there is no portfolio: an irreducible set of rules that cannot hold together.

Works with any solver: all it asks is whether a model with fewer rules has a point. QuickXplain
(Junker, 2004) finds a set of k rules among n in about ``2k log2(n / k)`` such questions; every point
that an answer brings along saves the questions it settles, and what propagation proves is not asked at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.integer_model.model import Model, Plan
from domain.integer_model.propagation import conflicting_tags
from domain.integer_model.result import PlanResult, SolutionStatus
from domain.integer_model.submodel import RuleRows, reach_of, rows_by_rule

Solve = Callable[[Plan], PlanResult]
FEW = 1000
PATIENCE = 20
"""After so many questions that were not answered the rest is not asked: time or work has run out."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rules that cannot hold together.

    minimal: whether it is proven that the others can hold without any one of them.
    """

    rules: tuple[str, ...]
    minimal: bool
    detail: str = ""


def find_iis(model: Model, solve: Solve) -> Conflict:
    """Find a conflict in a model without a point; ``solve`` answers plans without stages."""
    index = rows_by_rule(model)
    oracle = _Oracle(index, solve)
    for row in _impossible_rows(model):
        alone = model.tags[row]
        if alone and oracle.feasible(()):
            return Conflict((alone,), True, f"{alone} cannot hold by itself")
    start = conflicting_tags(model)
    if start is not None:
        oracle.know_impossible(start)
    ranked = sorted((rule for rule in index.rule_ids if start is None or rule in start), key=_preference)
    if oracle.infeasible(()):
        return Conflict((), True, "the structure of the model has no point, whatever the rules")
    try:
        found = _quickxplain(oracle, [], False, ranked)
        return _checked(oracle, index, min(found, oracle.smallest_impossible(), key=len))
    except _NoMoreAnswers:
        return Conflict(
            tuple(oracle.smallest_impossible()),
            False,
            "these rules cannot hold together; which of them are needed was not proven in time",
        )


def _checked(oracle: _Oracle, index: RuleRows, found: Sequence[str]) -> Conflict:
    """Try once more to remove each rule; then report whether all that remain are needed."""
    rules = list(found)
    for rule_id in found:
        rest = [other for other in rules if other != rule_id]
        if oracle.infeasible(rest):
            rules = rest
    needed = [oracle.feasible([other for other in rules if other != rule_id]) for rule_id in rules]
    minimal = all(needed) and oracle.infeasible(rules)
    position = {rule_id: k for k, rule_id in enumerate(index.rule_ids)}
    ordered = tuple(sorted(rules, key=position.__getitem__))
    if minimal:
        solves = "1 solve" if oracle.solves == 1 else f"{oracle.solves} solves"
        return Conflict(ordered, True, f"proven irreducible in {solves}")
    doubtful = needed.count(False)
    return Conflict(
        ordered,
        False,
        f"these rules cannot hold together, but for {doubtful} of {len(ordered)} it was not proven in time"
        " that the others can hold without it",
    )


def _quickxplain(oracle: _Oracle, background: list[str], grew: bool, rules: list[str]) -> list[str]:
    """The part of ``rules`` that a conflict needs beside ``background``; together they have no point."""
    if grew and oracle.infeasible(background):
        return []
    if len(rules) <= 1:
        return rules
    half = len(rules) // 2
    first, second = rules[:half], rules[half:]
    from_second = _quickxplain(oracle, background + first, True, second)
    from_first = _quickxplain(oracle, background + from_second, bool(from_second), first)
    return from_first + from_second


class _NoMoreAnswers(Exception):
    """Raised when no further answers can be had."""


class _Oracle:
    """Answers whether rules can hold together; unknown is neither feasible nor infeasible."""

    def __init__(self, index: RuleRows, solve: Solve) -> None:
        self._index = index
        self._solve = solve
        origin = index.violated(index.model.lower)
        self._separable = "" not in origin
        self._broken: list[frozenset[str]] = [] if "" in origin else [origin]
        self._impossible: list[frozenset[str]] = [frozenset(index.rule_ids)]
        self._unknown: set[frozenset[str]] = set()
        self.solves = 0

    def feasible(self, rules: Sequence[str]) -> bool:
        return self._answer(rules) is True

    def infeasible(self, rules: Sequence[str]) -> bool:
        return self._answer(rules) is False

    def know_impossible(self, rules: frozenset[str]) -> None:
        """Record rules that are proven to have no point."""
        self._impossible.append(rules)

    def smallest_impossible(self) -> list[str]:
        """The smallest set of rules known to have no point."""
        smallest = min(self._impossible, key=len)
        return [rule_id for rule_id in self._index.rule_ids if rule_id in smallest]

    def _answer(self, rules: Sequence[str]) -> bool | None:
        asked = frozenset(rules)
        if any(broken.isdisjoint(asked) for broken in self._broken):
            return True
        if any(len(known) <= len(asked) and known <= asked for known in self._impossible):
            return False
        if asked in self._unknown:
            return None
        part = self._index.part(asked) if self._separable else None
        model = self._index.keeping(asked) if part is None else part.model
        proven = conflicting_tags(model) if len(asked) <= FEW else None
        if proven is not None:
            self.know_impossible(proven)
            return False
        self.solves += 1
        result = self._solve(Plan(model))
        if result.status is SolutionStatus.INFEASIBLE and result.is_proof:
            self._impossible.append(asked)
            return False
        if result.values is not None:
            values = result.values if part is None else part.whole(result.values, self._index.model.lower)
            broken = self._index.violated(values)
            if broken.isdisjoint(asked) and "" not in broken:
                self._broken.append(broken)
                return True
        self._unknown.add(asked)
        if len(self._unknown) >= PATIENCE:
            raise _NoMoreAnswers
        return None


def _impossible_rows(model: Model) -> list[int]:
    """Rows that no values within the column bounds satisfy, empty rows included."""
    out = []
    for row in range(model.num_rows):
        least, greatest = reach_of(model, model.row(row))
        if least > model.row_upper[row] or greatest < model.row_lower[row]:
            out.append(row)
    return out


def _preference(rule_id: str) -> int:
    """Sort key: rules that an explanation should rather do without come last, such as links between initiatives."""
    family = rule_id.partition(":")[0]
    demands, limits = ("forced_in", "max_changes", "mandatory"), ("capacity", "floor", "target", "cap")
    order = (*demands, *limits, "forced_out", "window", "bundle", "exclusion")
    return order.index(family) if family in order else len(order)
