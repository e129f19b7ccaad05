"""Points found by holding one column otherwise at a time, and from other beginnings once that gains nothing more."""

from __future__ import annotations

import random
from typing import Any

from solvers.pairs.improving import Improver
from solvers.pairs.reading import Puzzle
from solvers.pairs.rows import FREE

STRESSES = (1.0, 2.0, 4.0, 0.5)
"""How much the first beginnings make of what a column takes: above one, the heaviest leave first."""
MOST_CHANGED = 12


class Wanderer:
    """One walk over the points of a puzzle, the same at every run; each step is one more point, improved."""

    def __init__(self, puzzle: Puzzle, improver: Improver) -> None:
        import numpy as np

        self._puzzle, self._improver = puzzle, improver
        self._chance = random.Random(1)
        self._open: list[int] = np.flatnonzero(puzzle.state == FREE).tolist()
        self._left: list[int] = []
        self._here: Any = None
        self._best: Any = None
        self._value = self._highest = 0
        self._begun, self._moved = 0, False

    def step(self) -> Any:
        """The next point; None where nothing came of it."""
        if self._here is None:
            return self._begin()
        if not self._left:
            if not self._moved:
                self._here = None
                return self._begin()
            self._shuffle()
        chosen = self._improver.held(self._here, self._left.pop())
        if chosen is not None and (value := self._puzzle.most(chosen)) > self._value:
            self._arrive(chosen, value)
            self._moved = True
        return chosen

    def _begin(self) -> Any:
        """A point to walk from: greedy ones first, then by turns one changed from the best and one from a hat."""
        at = self._begun
        self._begun += 1
        if at < len(STRESSES):
            chosen = self._improver.by_leaving(STRESSES[at])
        elif at % 2 and self._best is not None:
            chosen = self._changed()
        else:
            order = self._chance.sample(self._open, len(self._open))
            chosen = self._improver.in_order(order, self._puzzle.state)
        if chosen is not None:
            self._arrive(chosen, self._puzzle.most(chosen))
            self._shuffle()
        return chosen

    def _changed(self) -> Any:
        """The best point with some of its columns left, and others in their place."""
        state = self._puzzle.state.copy()
        inside = [column for column in self._open if self._best[column]]
        count = min(len(inside), self._chance.randint(1, MOST_CHANGED))
        gone = set(self._chance.sample(inside, count))
        state[[column for column in inside if column not in gone]] = 1
        outside = [column for column in self._open if not self._best[column]]
        order = self._chance.sample(outside, min(len(outside), count))
        return self._improver.in_order(order, state)

    def _arrive(self, chosen: Any, value: int) -> None:
        self._here, self._value = chosen, value
        if self._best is None or value > self._highest:
            self._best, self._highest = chosen, value

    def _shuffle(self) -> None:
        self._left = self._chance.sample(self._open, len(self._open))
        self._moved = False
