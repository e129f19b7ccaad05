"""What is still open of a puzzle at one node of the search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from solvers.pairs.reading import Puzzle
from solvers.pairs.rows import FREE


@dataclass(frozen=True)
class View:
    """Open choices with their free columns, settled ones apart.

    choices: the open ones, by number. columns: their free columns, side by side; starts: where each choice begins;
    at: the place of each column's choice. gains: with what pairs with settled choices bring. pairs, weights: of what is
    open. due_columns, due_starts, due_gains, due_weights: of choices that have to be made, with several columns left;
    the pairs among these are settled. constant: what is gained already. capacities: what is left of each.
    """

    choices: Any
    columns: Any
    starts: Any
    at: Any
    gains: Any
    pairs: Any
    weights: Any
    due_columns: Any
    due_starts: Any
    due_gains: Any
    due_weights: Any
    constant: int
    capacities: Any

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to decide."""
        return not len(self.columns) and not len(self.due_columns)

    @cached_property
    def single(self) -> bool:
        """Whether each open choice has one column, and none is due."""
        return len(self.columns) == len(self.choices) and not len(self.due_columns)


def view_of(puzzle: Puzzle, state: Any, due: Any) -> View:
    """What is open where columns are as in ``state``. due: the choices that have to be made, decided ones included."""
    import numpy as np

    choice_of = puzzle.choice_of
    free = state == FREE
    in_due = due[choice_of]
    columns, due_columns = np.flatnonzero(free & ~in_due), np.flatnonzero(free & in_due)
    choices, starts, at = _sets(choice_of[columns])
    _, due_starts, _ = _sets(choice_of[due_columns])
    paired = puzzle.pairs[:, due].sum(axis=1)
    chosen = state == 1
    constant = puzzle.constant + int(puzzle.gains[chosen].sum()) + int(paired[due].sum()) // 2
    return View(
        choices=choices,
        columns=columns,
        starts=starts,
        at=at,
        gains=puzzle.gains[columns] + paired[choice_of[columns]],
        pairs=puzzle.pairs[np.ix_(choices, choices)],
        weights=puzzle.weights[:, columns],
        due_columns=due_columns,
        due_starts=due_starts,
        due_gains=puzzle.gains[due_columns],
        due_weights=puzzle.weights[:, due_columns],
        constant=constant,
        capacities=puzzle.capacities - puzzle.weights[:, chosen].sum(axis=1),
    )


def settle(puzzle: Puzzle, state: Any, due: Any) -> bool:
    """Decide in place what follows from rows and from choices that are due; False where no point is left."""
    import numpy as np

    while puzzle.rows.propagate(state):
        ones = np.maximum.reduceat(state == 1, puzzle.starts)
        free = np.add.reduceat((state == FREE).astype(np.int64), puzzle.starts)
        due |= ones
        if (due & ~ones & (free == 0)).any():
            return False
        last = due & ~ones & (free == 1)
        if not last.any():
            return True
        state[(state == FREE) & last[puzzle.choice_of]] = 1
    return False


def _sets(choice_of: Any) -> tuple[Any, Any, Any]:
    """The choices of columns that stand side by side, where each begins, and the place of each column's choice."""
    import numpy as np

    if not len(choice_of):
        empty: Any = np.zeros(0, dtype=np.int64)
        return empty, empty, empty
    first = np.concatenate([[True], choice_of[1:] != choice_of[:-1]])
    starts = np.flatnonzero(first)
    return choice_of[starts], starts, np.cumsum(first) - 1
