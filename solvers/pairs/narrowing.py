"""One node of the search: better multipliers step by step, and what they decide of it."""

from __future__ import annotations

import math
from typing import Any

from solvers.pairs.certificate import Certificate, certify
from solvers.pairs.ground import ground_of
from solvers.pairs.reading import Puzzle
from solvers.pairs.shares import Look, Shares, first_shares, look, moved
from solvers.pairs.view import View, settle, view_of

ROOT_STEPS, NODE_STEPS = 400, 12
POINTS_EVERY = 100
PATIENCE = 8
"""Steps without a better bound before they get shorter."""
SHORTER, SHORTEST = 0.6, 0.05
BETTER = 0.01
SECONDS, SECONDS_AN_ENTRY = 0.00014, 2.2e-8
"""What a step was seen to cost, and an entry of its table: work is counted so, alike on every machine."""


class Narrowing:
    """The steps of one node. state, due: narrowed in place. bound: no point of the node exceeds it."""

    def __init__(self, puzzle: Puzzle, view: View, state: Any, due: Any, shares: Shares | None, bound: int) -> None:
        """shares: those of the node above; None at the root."""
        self._puzzle, self._state, self._due = puzzle, state, due
        self.view, self.bound = view, bound
        self._is_root = shares is None
        self._left = ROOT_STEPS if shares is None else NODE_STEPS
        self._shares = self.kept = first_shares(view, puzzle.reach) if shares is None else shares.over(view.choices)
        self._kept_look: Look | None = None
        self._least, self._length, self._idle = math.inf, 1.0, 0
        self._ground = ground_of(view, self._shares.mix)
        self.seen: Look = look(self._ground, self._shares)
        self.work = 0.0
        self.is_done = self.is_lost = self._certified = False

    @property
    def is_promising(self) -> bool:
        """Whether the multipliers have come so far that points are worth looking for once more."""
        return self._is_root and self._left % POINTS_EVERY == 0

    def step(self, best: int | None) -> bool:
        """Take one step; False after the last. best: only points with a larger value are of interest."""
        self.work += SECONDS + SECONDS_AN_ENTRY * len(self.view.columns) * len(self.view.choices)
        self._left -= 1
        if self.seen.bound < self._least - BETTER:
            self.kept, self._kept_look, self._least, self._idle = self._shares, self.seen, self.seen.bound, 0
        else:
            self._idle += 1
        if best is not None and self._hopes_to_decide((best + 1) / 2.0**self._puzzle.shift):
            changed = self._decide(best + 1)
            if self.is_done:
                return False
            if changed:
                self._left = max(self._left, 1)
                self._look()
                return True
        if self._left <= 0 or (self._length < SHORTEST and not self._is_root) or not self._move(best):
            if not self._certified:
                self._take_bound(certify(self._ground, self._shares, self.seen))
            return False
        self._look()
        return True

    def proven(self) -> int:
        """The bound, with what the latest multipliers prove."""
        self._take_bound(certify(self._ground, self._shares, self.seen))
        return self.bound

    def _look(self) -> None:
        if self._ground.view is not self.view or self._ground.mix is not self._shares.mix:
            self._ground = ground_of(self.view, self._shares.mix)
        self.seen = look(self._ground, self._shares)

    def _move(self, best: int | None) -> bool:
        if self._idle >= PATIENCE and self._kept_look is not None:
            self._shares, self.seen = self.kept, self._kept_look
            self._length, self._idle = self._length * SHORTER, 0
        target = self.seen.bound * 0.99 if best is None else best / 2.0**self._puzzle.shift
        further = moved(self._ground, self._shares, self.seen, self._length, target)
        if further is None:
            return False
        self._shares = further
        return True

    def _hopes_to_decide(self, wanted: float) -> bool:
        """Whether floating point sees something that integers may confirm."""
        import numpy as np

        view, seen = self.view, self.seen
        room = seen.bound - wanted
        if room < 0:
            return True
        if view.single:
            return bool((np.abs(seen.reduced) > room).any())
        best = np.maximum(np.maximum.reduceat(seen.reduced, view.starts), 0.0) if len(view.starts) else seen.reduced
        if (best > room).any() or (best[view.at] - seen.reduced > room).any():
            return True
        due = seen.due_reduced
        if not len(due):
            return False
        sizes: Any = np.diff(np.append(view.due_starts, len(due)))
        return bool((np.repeat(np.maximum.reduceat(due, view.due_starts), sizes) - due > room).any())

    def _decide(self, wanted: int) -> bool:
        """Leave out what cannot come to what is wanted, by a certificate; whether that changed anything."""
        proven = certify(self._ground, self._shares, self.seen)
        self._certified = True
        self._take_bound(proven)
        if self.bound < wanted:
            self.is_done = self.is_lost = True
            return False
        if not self._apply(proven, -((-wanted << proven.bits) >> self._puzzle.shift)):
            return False
        if not settle(self._puzzle, self._state, self._due):
            self.is_done = self.is_lost = True
            return False
        self.view = view_of(self._puzzle, self._state, self._due)
        if self.view.is_empty:
            self.is_done = True
            return False
        self._shares, self.kept = self._shares.over(self.view.choices), self.kept.over(self.view.choices)
        self._kept_look, self._least = None, math.inf
        return True

    def _take_bound(self, proven: Certificate) -> None:
        self.bound = min(self.bound, (proven.total << self._puzzle.shift) >> proven.bits)

    def _apply(self, proven: Certificate, wanted: int) -> bool:
        view = self.view
        gone, due_gone = proven.columns < wanted, proven.due_columns < wanted
        made = proven.leaving < wanted
        self._state[view.columns[gone]] = 0
        self._state[view.due_columns[due_gone]] = 0
        self._due[view.choices[made]] = True
        return bool(gone.any() or due_gone.any() or made.any())
