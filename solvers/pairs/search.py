"""Branch and bound over a puzzle: depth first, each node cut off or narrowed by what integers prove of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from solvers.pairs.improving import Improver
from solvers.pairs.narrowing import Narrowing
from solvers.pairs.reading import Puzzle
from solvers.pairs.shares import Shares
from solvers.pairs.ties import MOST, Ties
from solvers.pairs.view import View, settle, view_of
from solvers.pairs.wandering import Wanderer

FEW = 12
"""Choices that are open at most: all their points together cost about as much as one node."""
SECONDS = 0.0003


def has_few(view: View) -> bool:
    """Whether all points of a view may be tried."""
    return view.single and len(view.columns) <= FEW


def points_above(puzzle: Puzzle, view: View, state: Any, least: int | None) -> Iterator[tuple[int, Any]]:
    """The points that keep the linear rows and may be worth more than ``least``, from the best on.

    With what each is worth at most. Everything that is added up in floating point is whole and below 2^53.
    """
    import numpy as np

    subsets, rows = _subsets(len(view.columns)), puzzle.rows
    pairs = view.pairs.astype(float)
    worth = subsets @ view.gains.astype(float) + np.einsum("ij,ij->i", subsets @ pairs, subsets) / 2.0
    values = worth.astype(np.int64) + view.constant
    order = np.arange(len(values)) if least is None else np.flatnonzero(values > least >> puzzle.shift)
    settled = (state == 1).astype(np.int64)
    touched, table = rows.over(view.columns)
    if len(touched):
        used = rows.activities(settled)[touched] + subsets[order].astype(np.int64) @ table.T
        order = order[((used <= rows.upper[touched]) & (used >= rows.lower[touched])).all(axis=1)]
    for subset in order[np.argsort(-values[order], kind="stable")].tolist():
        chosen = settled.copy()
        chosen[view.columns] = subsets[subset]
        yield int(values[subset]) << puzzle.shift, chosen


@cache
def _subsets(count: int) -> Any:
    """All subsets of so many, a row of zeros and ones each."""
    import numpy as np

    return (np.arange(2**count)[:, None] >> np.arange(count) & 1).astype(float)


BUSY_NODES = 30
SELDOM = 10
"""Points are looked for at so many nodes from the first, then at one in so many, and at all while none is known."""
FOR_TIES, SHARE_FOR_TIES = 100, 0.2
"""Nodes that may be visited for points that are only as good as the best one; after that, these are let go."""
MOST_TRIES = 4
EARNED_AN_ENTRY, MOST_EARNED, SHARE = 2e-5, 0.2, 0.1
"""Work of the walk for points: some at first, by the size of the tables, then a share of that for bounds."""


@dataclass(frozen=True)
class _Node:
    """A part of all points, and what the node that it was split from knew. bound: no point of it exceeds this."""

    state: Any
    due: Any
    shares: Shares | None
    bound: int


class Search:
    """One search. best: the value of the best point found, if any. work: about seconds of one core."""

    def __init__(self, puzzle: Puzzle, known: list[int] | None) -> None:
        """known: a point of the model to begin with."""
        import numpy as np

        self._puzzle = puzzle
        self._improver = Improver(puzzle)
        self.best: int | None = None
        self.point: list[int] | None = None
        self._ties: dict[bytes, tuple[int, ...]] | None = {}
        self.work = 0.0
        self.nodes = self._for_ties = 0
        if known is not None:
            self._offer(puzzle.completed(known))
        self._wanderer = Wanderer(puzzle, self._improver)
        self._earned = min(MOST_EARNED, EARNED_AN_ENTRY * len(puzzle.columns) * len(puzzle.starts))
        self._wander()
        due: Any = np.zeros(len(puzzle.starts), dtype=bool)
        self._stack = [_Node(puzzle.state.copy(), due, None, puzzle.reach << puzzle.shift)]
        self._visited: _Node | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing is left that could be better."""
        return not self._stack and self._visited is None

    @property
    def bound(self) -> int | None:
        """No point exceeds this; None where there is no point."""
        left = [node.bound for node in (*self._stack, self._visited) if node is not None]
        return max(left if self.best is None else [*left, self.best], default=None)

    @property
    def ties(self) -> Ties | None:
        """All points that are as good as the best one, once nothing is left; None where they were too many."""
        if self._ties is None or self.best is None or not self.is_over:
            return None
        return Ties(self._puzzle.model, self.best, tuple(self._ties.values()))

    @property
    def _floor(self) -> int | None:
        """Only points with a larger value are of interest."""
        return self.best if self.best is None or self._ties is None else self.best - 1

    def run(self, go_on: Callable[[], bool]) -> None:
        """Search until all is decided, asking before each node and each step at it whether to go on."""
        while self._stack and go_on():
            self._visited = self._stack.pop()
            if not self._visit(self._visited, go_on):
                break
            self._visited = None

    def _visit(self, node: _Node, go_on: Callable[[], bool]) -> bool:
        """Decide a node or split it; False where that was broken off, which leaves the node open."""
        self.nodes += 1
        if self.best is not None and node.bound <= self.best:
            self._for_ties += 1
            if self._for_ties > FOR_TIES + SHARE_FOR_TIES * self.nodes:
                self._ties = None
        if (self._floor is not None and node.bound <= self._floor) or not settle(self._puzzle, node.state, node.due):
            return True
        view = view_of(self._puzzle, node.state, node.due)
        if has_few(view):
            self._try_all(view, node.state)
            return True
        narrowing = Narrowing(self._puzzle, view, node.state, node.due, node.shares, node.bound)
        before = self.work
        while narrowing.step(self._floor):
            self.work = before + narrowing.work
            self._wander()
            if narrowing.is_promising:
                self._look_for_points(narrowing, node.state)
            if not go_on():
                self._visited = replace(node, bound=narrowing.proven())
                return False
        self.work = before + narrowing.work
        if narrowing.is_done:
            if narrowing.view.is_empty and not narrowing.is_lost:
                self._offer_chosen(node.state)
            return True
        if self.best is None or self.nodes <= BUSY_NODES or self.nodes % SELDOM == 0:
            self._look_for_points(narrowing, node.state)
        self._branch(node, narrowing)
        return True

    def _try_all(self, view: View, state: Any) -> None:
        self.work += SECONDS
        for most, chosen in points_above(self._puzzle, view, state, self._floor):
            if self._floor is not None and most <= self._floor:
                break
            self._offer_chosen(chosen)

    def _branch(self, node: _Node, narrowing: Narrowing) -> None:
        """Leave the choice that most depends on, or make it; making it comes first."""
        view, shares = narrowing.view, narrowing.kept
        if len(view.choices):
            choice = view.choices[_most_paired(view)]
            without, with_it = node.state.copy(), node.due.copy()
            without[view.columns[self._puzzle.choice_of[view.columns] == choice]] = 0
            with_it[choice] = True
            parts = [(without, node.due.copy()), (node.state.copy(), with_it)]
        else:
            column = view.due_columns[view.due_gains.argmax()]
            without, with_it = node.state.copy(), node.state.copy()
            without[column], with_it[column] = 0, 1
            parts = [(without, node.due.copy()), (with_it, node.due.copy())]
        for state, due in parts:
            self._stack.append(_Node(state, due, shares, narrowing.bound))

    def _look_for_points(self, narrowing: Narrowing, state: Any) -> None:
        import numpy as np

        view, seen = narrowing.view, narrowing.seen
        scores = np.zeros(len(state))
        scores[view.columns], scores[view.due_columns] = seen.reduced, seen.due_reduced
        chosen = self._improver.from_scores(scores, state)
        if chosen is not None:
            self._offer_chosen(chosen)

    def _wander(self) -> None:
        """Look for better points, as much as the search for bounds has earned."""
        for _ in range(MOST_TRIES):
            if self._improver.work > self._earned + SHARE * self.work:
                break
            chosen = self._wanderer.step()
            if chosen is not None:
                self._offer_chosen(chosen)

    def _offer_chosen(self, chosen: Any) -> None:
        if self._floor is None or self._puzzle.most(chosen) > self._floor:
            self._offer(self._puzzle.point(chosen))

    def _offer(self, point: list[int]) -> None:
        """Take a point that is as good as the best so far, or better, if it keeps all rows of the model."""
        model = self._puzzle.model
        value = model.objective.value(point)
        if (self._floor is not None and value <= self._floor) or not model.admits(point):
            return
        if self.best is None or value > self.best:
            self.best, self.point = value, point
            self._ties = None if self._ties is None else {}
        if self._ties is not None:
            self._ties[bytes(point[column] for column in self._puzzle.columns)] = tuple(point)
            if len(self._ties) > MOST:
                self._ties = None


def _most_paired(view: View) -> int:
    """The open choice with the most at stake in pairs that are open: deciding it tells most about the others."""
    import numpy as np

    return int(np.abs(view.pairs).sum(axis=1).argmax())
