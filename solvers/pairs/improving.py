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


class Improver:
    """Looks for points that keep the rows of a puzzle; those with products are left to the model's own check."""

    def __init__(self, puzzle: Puzzle) -> None:
        self._puzzle = puzzle
        rows = puzzle.rows
        columns = len(puzzle.columns)
        self._sizes = [
            int(end - start) for start, end in zip(puzzle.starts, [*puzzle.starts[1:], columns], strict=True)
        ]
        self._table: Any = rows.dense(columns) if len(rows.starts) * columns <= MOST_ENTRIES else None

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

    def by_leaving(self) -> Any:
        """A point that begins with all choices and leaves, one by one, the one that brings least for what it takes."""
        import numpy as np

        puzzle, rows = self._puzzle, self._puzzle.rows
        if self._table is None:
            return None
        takes = (self._table / np.maximum(np.abs(rows.upper.astype(float)), 1.0)[:, None]).clip(0.0).sum(axis=0) + 1e-9
        chosen = (puzzle.state == 1).astype(np.int64)
        made = np.maximum.reduceat(chosen, puzzle.starts)
        open_ones = np.flatnonzero(puzzle.state == FREE)
        for column in open_ones[np.argsort(-puzzle.gains[open_ones] / takes[open_ones], kind="stable")].tolist():
            if not made[puzzle.choice_of[column]]:
                chosen[column] = made[puzzle.choice_of[column]] = 1
        used = rows.activities(chosen)
        paired = puzzle.pairs @ made
        while (used > rows.upper).any():
            inside = np.flatnonzero((chosen == 1) & (puzzle.state == FREE))
            if not len(inside):
                return None
            over = self._table[used > rows.upper][:, inside].max(axis=0) > 0
            inside = inside[over] if over.any() else inside
            column = inside[((puzzle.gains[inside] + paired[puzzle.choice_of[inside]]) / takes[inside]).argmin()]
            chosen[column] = 0
            used = used - self._table[:, column]
            paired = paired - puzzle.pairs[puzzle.choice_of[column]]
        return self.improved(chosen) if (used >= rows.lower).all() else None

    def _greedy(self, order: list[int], state: Any) -> Any:
        import numpy as np

        rows, choice_of = self._puzzle.rows, self._puzzle.choice_of
        chosen = (state == 1).astype(np.int64)
        made: Any = np.maximum.reduceat(chosen, self._puzzle.starts)
        used = rows.activities(chosen)
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

    def improved(self, chosen: Any) -> Any:
        """The point after all gainful additions, removals and exchanges, one at a time, the most gainful first."""
        import numpy as np

        puzzle, rows = self._puzzle, self._puzzle.rows
        chosen = chosen.copy()
        used = rows.activities(chosen)
        for _ in range(ROUNDS):
            made = np.maximum.reduceat(chosen, puzzle.starts)
            worth = puzzle.gains + (puzzle.pairs @ made)[puzzle.choice_of]
            inside = np.flatnonzero(chosen == 1)
            outside = np.flatnonzero((chosen == 0) & (puzzle.state != 0))
            # An exchange with nothing is an addition or a removal.
            gain: Any = np.zeros((len(outside) + 1, len(inside) + 1), dtype=np.int64)
            into, out = puzzle.choice_of[outside], puzzle.choice_of[inside]
            gain[:-1, :-1] = worth[outside][:, None] - worth[inside][None, :] - puzzle.pairs[np.ix_(into, out)]
            gain[:-1, :-1][(made[into] == 1)[:, None] & (into[:, None] != out[None, :])] = 0
            gain[:-1, -1] = np.where(made[into] == 1, 0, worth[outside])
            gain[-1, :-1] = np.where(puzzle.state[inside] == 1, 0, -worth[inside])
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
        table = np.column_stack([self._table, np.zeros(len(used), dtype=np.int64)])
        enters, leaves = np.append(outside, -1)[entering], np.append(inside, -1)[leaving]
        changes = table[:, enters] - table[:, leaves]
        then = used[:, None] + changes
        allowed = ((then <= rows.upper[:, None]) & (then >= rows.lower[:, None])).all(axis=0)
        if not allowed.any():
            return None
        first = int(allowed.argmax())
        return changes[:, first], int(enters[first]), int(leaves[first])
