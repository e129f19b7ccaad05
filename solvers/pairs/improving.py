"""Points of a puzzle: taken greedily in the order that the relaxation suggests, then changed while that gains."""

from __future__ import annotations

from typing import Any

from solvers.pairs.reading import Puzzle
from solvers.pairs.rows import FREE
from solvers.pairs.view import settle

MOST_ENTRIES = 4_000_000
LOOKED_AT = 64
"""Exchanges that are checked against the rows at a time, the most gainful first."""
ROUNDS = 200
LEAST_TAKEN = 1e-9
SECONDS, SECONDS_AN_EXCHANGE, SECONDS_A_COLUMN = 0.0001, 2e-8, 1e-5
"""What a round of exchanges was seen to cost, each that is looked at, and a column that is taken or left in order."""


class Improver:
    """Looks for points that keep the rows of a puzzle; those with products are left to the model's own check."""

    def __init__(self, puzzle: Puzzle) -> None:
        import numpy as np

        self._puzzle = puzzle
        rows, columns = puzzle.rows, len(puzzle.columns)
        self.work = 0.0
        self._table: Any = None
        if len(rows.starts) * columns <= MOST_ENTRIES:
            # With a last column for nothing: an exchange with it is an addition or a removal.
            self._padded = np.column_stack([rows.dense(columns), np.zeros(len(rows.starts), dtype=np.int64)])
            self._table = self._padded[:, :-1]
            self._takes = (self._table / np.maximum(np.abs(rows.upper.astype(float)), 1.0)[:, None]).clip(0.0)
            self._takes = self._takes.sum(axis=0) + LEAST_TAKEN

    def from_scores(self, scores: Any, state: Any) -> Any:
        """A point that takes columns in the order of their scores, as what is decided allows; None where none comes."""
        import numpy as np

        if self._table is None:
            return None
        order = [column for column in np.argsort(-scores, kind="stable").tolist() if state[column] == FREE]
        chosen = self._greedy(order, state)
        if chosen is None:
            chosen = self._dived(order, state)
        return None if chosen is None else self.improved(chosen)

    def by_leaving(self, stress: float = 1.0) -> Any:
        """A point that begins with all choices and leaves, one by one, the one that brings least for what it takes.

        stress: the power of what it takes that counts.
        """
        import numpy as np

        puzzle = self._puzzle
        if self._table is None:
            return None
        takes = self._takes**stress
        chosen = (puzzle.state == 1).astype(np.int64)
        made = np.maximum.reduceat(chosen, puzzle.starts)
        open_ones = np.flatnonzero(puzzle.state == FREE)
        for column in open_ones[np.argsort(-puzzle.gains[open_ones] / takes[open_ones], kind="stable")].tolist():
            if not made[puzzle.choice_of[column]]:
                chosen[column] = made[puzzle.choice_of[column]] = 1
        return self.improved(chosen) if self._has_left(chosen, puzzle.state, takes) else None

    def in_order(self, order: list[int], state: Any) -> Any:
        """A point that takes columns in an order, as far as they fit, beside those decided; None where none comes."""
        chosen = None if self._table is None else self._greedy(order, state)
        return None if chosen is None else self.improved(chosen)

    def held(self, chosen: Any, column: int) -> Any:
        """The point with a column otherwise, repaired and improved while it is held so; None where that fails."""
        chosen, state = chosen.copy(), self._puzzle.state.copy()
        chosen[column] = state[column] = 1 - chosen[column]
        if not self._has_left(chosen, state, self._takes):
            return None
        return self.improved(chosen, state)

    def _has_left(self, chosen: Any, state: Any, takes: Any) -> bool:
        """Leave in place what is over the rows, by what it brings for what it takes; whether they are kept then."""
        import numpy as np

        puzzle, rows = self._puzzle, self._puzzle.rows
        used = rows.activities(chosen)
        paired = puzzle.pairs @ np.maximum.reduceat(chosen, puzzle.starts)
        while (over := used > rows.upper).any():
            self.work += SECONDS_A_COLUMN
            inside = np.flatnonzero((chosen == 1) & (state == FREE))
            inside = inside[self._table[over][:, inside].max(axis=0) > 0] if len(inside) else inside
            if not len(inside):
                return False
            column = inside[((puzzle.gains[inside] + paired[puzzle.choice_of[inside]]) / takes[inside]).argmin()]
            chosen[column] = 0
            used = used - self._table[:, column]
            paired = paired - puzzle.pairs[puzzle.choice_of[column]]
        return bool((used >= rows.lower).all())

    def _greedy(self, order: list[int], state: Any) -> Any:
        import numpy as np

        rows, choice_of = self._puzzle.rows, self._puzzle.choice_of
        chosen = (state == 1).astype(np.int64)
        made: Any = np.maximum.reduceat(chosen, self._puzzle.starts)
        used = rows.activities(chosen)
        self.work += SECONDS_A_COLUMN * len(order)
        for column in order:
            if made[choice_of[column]]:
                continue
            then = used + self._table[:, column]
            if (then <= rows.upper).all():
                chosen[column], used, made[choice_of[column]] = 1, then, 1
        return chosen if (used >= rows.lower).all() else None

    def _dived(self, order: list[int], state: Any) -> Any:
        """Each column in turn, as long as the rows leave a point with it."""
        import numpy as np

        state = state.copy()
        due: Any = np.zeros(len(self._puzzle.starts), dtype=bool)
        for column in order:
            if state[column] != FREE:
                continue
            tried, then = state.copy(), due.copy()
            tried[column] = 1
            if settle(self._puzzle, tried, then):
                state, due = tried, then
            else:
                state[column] = 0
                if not settle(self._puzzle, state, due):
                    return None
        return state.astype(np.int64)

    def improved(self, chosen: Any, state: Any = None) -> Any:
        """The point after all gainful additions, removals and exchanges, one at a time, the most gainful first.

        state: what is decided; by default, what the puzzle decides.
        """
        import numpy as np

        puzzle, rows = self._puzzle, self._puzzle.rows
        state = puzzle.state if state is None else state
        chosen = chosen.copy()
        used = rows.activities(chosen)
        for _ in range(ROUNDS):
            made = np.maximum.reduceat(chosen, puzzle.starts)
            worth = puzzle.gains + (puzzle.pairs @ made)[puzzle.choice_of]
            inside = np.flatnonzero((chosen == 1) & (state != 1))
            outside = np.flatnonzero((chosen == 0) & (state != 0))
            self.work += SECONDS + SECONDS_AN_EXCHANGE * (len(outside) + 1) * (len(inside) + 1)
            gain: Any = np.zeros((len(outside) + 1, len(inside) + 1), dtype=np.int64)
            into, out = puzzle.choice_of[outside], puzzle.choice_of[inside]
            gain[:-1, :-1] = worth[outside][:, None] - worth[inside][None, :] - puzzle.pairs[np.ix_(into, out)]
            gain[:-1, :-1][(made[into] == 1)[:, None] & (into[:, None] != out[None, :])] = 0
            gain[:-1, -1] = np.where(made[into] == 1, 0, worth[outside])
            gain[-1, :-1] = -worth[inside]
            step = self._first_allowed(gain, inside, outside, used)
            if step is None:
                break
            change, enters, leaves = step
            used = used + change
            if enters >= 0:
                chosen[enters] = 1
            if leaves >= 0:
                chosen[leaves] = 0
        return chosen

    def _first_allowed(self, gain: Any, inside: Any, outside: Any, used: Any) -> tuple[Any, int, int] | None:
        """The most gainful of the exchanges looked at that keeps the rows: what it changes, what enters and leaves."""
        import numpy as np

        rows = self._puzzle.rows
        flat = gain.ravel()
        count = min(LOOKED_AT, len(flat))
        best = np.argpartition(-flat, count - 1)[:count]
        best = best[np.argsort(-flat[best], kind="stable")]
        best = best[flat[best] > 0]
        if not len(best):
            return None
        entering, leaving = np.divmod(best, len(inside) + 1)
        enters, leaves = np.append(outside, -1)[entering], np.append(inside, -1)[leaving]
        changes = self._padded[:, enters] - self._padded[:, leaves]
        then = used[:, None] + changes
        allowed = ((then <= rows.upper[:, None]) & (then >= rows.lower[:, None])).all(axis=0)
        if not allowed.any():
            return None
        first = int(allowed.argmax())
        return changes[:, first], int(enters[first]), int(leaves[first])
