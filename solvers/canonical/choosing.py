"""Which of equally good selections: the one of least weights, and the proof that there is no other.

A question asks for the least weights and, at the same time, for the point that differs most from the best one known,
which is its start. If that start is the answer, there is no other point like it: another one would be better by its
distance. That is an ordinary maximisation with a known optimum; to ask whether any other point exists takes solvers ten
times as long, since they find none to prune by.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from domain.integer_model.builder import rebuilt
from domain.integer_model.model import NO_UPPER, LinearForm, Model
from domain.integer_model.result import SolutionStatus, SolveResult
from domain.lean import dataclass
from solvers.canonical.compact import Compact, compacted
from solvers.stages.blending import combined
from solvers.stages.precision import magnitude, span

Ask = Callable[[Model, LinearForm, "array[int]"], SolveResult]
"""Maximises a form over a model from a point of it."""


MOST_MISSES = 2
"""How often forms are asked for that the distance may outweigh, before they are asked for by themselves."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A point, how many of the first forms are proven to be at their best there, and whether it is the only one.

    unproven: the answer that proved nothing, where one ended it.
    """

    values: array[int]
    proven: int
    only: bool
    unproven: SolveResult | None = None


@dataclass(frozen=True, slots=True)
class _Question:
    """What is to be maximised: so many of the forms to come, and the distance, or one of both.

    tells: whether another point would show. settles: how many of the forms are at their best at its answer, whatever
    that is.
    """

    form: LinearForm
    forms: int
    tells: bool
    settles: int


class Choosing:
    """Goes through forms in order, each maximised among the points that are best in those before it."""

    def __init__(
        self, model: Model, forms: Sequence[LinearForm], columns: Sequence[int], values: array[int], limit: int
    ) -> None:
        """model: admits only points that are as good as ``values`` in all that comes before.

        columns: what makes two points differ; those of one choice (see ``Places``) are one. limit: how far an objective
        may reach.
        """
        self._small: Compact = compacted(model)
        self._forms = [self._small.restricted(form) for form in forms]
        self._values, self._limit = self._small.down(values), limit
        self._groups = self._groups_of(model, columns)
        self._held: list[tuple[str, LinearForm, int, int]] = []
        self._settled = 0

    def run(self, ask: Ask) -> Chosen:
        """Ask until only one selection is left, there is nothing left to ask, or nothing is proven."""
        misses = 0
        while self._groups:
            question = self._question(misses)
            model = rebuilt(self._small.model, extra=self._held) if self._held else self._small.model
            result = ask(model, question.form, self._values)
            if result.status is not SolutionStatus.OPTIMAL or result.values is None or result.bound != result.objective:
                return self._chosen(self._settled, False, result)
            found = array("q", result.values)
            if question.tells and self._picked(found) == self._picked(self._values):
                break
            if question.settles or self._rank(found) >= self._rank(self._values):
                self._values, misses = found, 0 if question.settles else misses + 1
            else:
                misses = MOST_MISSES
            for form in self._forms[self._settled : self._settled + question.settles]:
                self._held.append(("", form, form.value(found), NO_UPPER))
            self._settled += question.settles
            if self._settled == len(self._forms) and not question.forms:
                return self._chosen(self._settled, False)
        return self._chosen(len(self._forms), True)

    def _chosen(self, proven: int, only: bool, unproven: SolveResult | None = None) -> Chosen:
        return Chosen(self._small.up(self._values), proven, only, unproven)

    def _groups_of(self, model: Model, columns: Sequence[int]) -> list[tuple[int, ...]]:
        """The free columns of the smaller model, those that choose the same together."""
        free = {column: place for place, column in enumerate(self._small.columns)}
        choices = () if model.places is None else model.places.choices
        groups: dict[tuple[bool, int], list[int]] = {}
        for column in columns:
            if column in free:
                placed = column < len(choices) and choices[column] >= 0
                groups.setdefault((placed, choices[column] if placed else column), []).append(free[column])
        return [tuple(group) for group in groups.values()]

    def _picked(self, values: Sequence[int]) -> list[int]:
        return [sum(values[column] for column in group) for group in self._groups]

    def _rank(self, values: Sequence[int]) -> list[int]:
        return [form.value(values) for form in self._forms[self._settled :]]

    def _question(self, misses: int) -> _Question:
        """As many forms as fit with the distance behind them, so that the forms come first whatever the distance is.

        Where not even one fits so, the distance may outweigh it: that shows only that there is no other point. Once
        that has failed, the forms are asked for by themselves.
        """
        distance, reach = self._distance(), len(self._groups) + 1
        left = self._forms[self._settled :]
        if not left:
            return _Question(distance, 0, True, 0)
        joined, best = LinearForm(), None
        for count, form in enumerate(left, start=1):
            low, high = span(form, self._small.model)
            joined = combined([joined, form], [high - low + 1, 1])
            asked = combined([joined, distance], [reach, 1])
            if magnitude(asked, self._small.model) > self._limit:
                break
            best = _Question(asked, count, True, count)
        if best is not None:
            return best
        room = (self._limit - reach) // max(1, magnitude(left[0], self._small.model))
        if misses < MOST_MISSES and room > 0:
            return _Question(combined([left[0], distance], [room, 1]), 1, True, 0)
        return _Question(left[0], 1, False, 1)

    def _distance(self) -> LinearForm:
        """How many choices a point has otherwise than the best one known, but for a constant."""
        terms = [
            (column, -1 if chosen else 1)
            for group, chosen in zip(self._groups, self._picked(self._values), strict=True)
            for column in group
        ]
        return LinearForm(tuple(column for column, _ in terms), tuple(sign for _, sign in terms))
