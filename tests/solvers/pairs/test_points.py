"""Points of a puzzle: all of a small one from the best on, and those of a walk."""

from __future__ import annotations

from typing import Any

import numpy as np

from solvers.pairs.improving import Improver
from solvers.pairs.reading import Puzzle, read
from solvers.pairs.search import has_few, points_above
from solvers.pairs.view import settle, view_of
from solvers.pairs.wandering import Wanderer
from tests.solvers.pairs.plans import points, random_plan


def opened(seed: int, choices: int = 6, most_columns: int = 1) -> tuple[Puzzle, Any, Any] | None:
    """A puzzle, settled; None where that leaves nothing."""
    plan = random_plan(seed, choices, most_columns)
    puzzle = read(plan.model.with_objective(plan.stages[0].form))
    assert puzzle is not None
    state, due = puzzle.state.copy(), np.zeros(len(puzzle.starts), dtype=bool)
    return (puzzle, state, due) if settle(puzzle, state, due) else None


def test_all_points_of_a_few_choices_come_from_the_best_on() -> None:
    looked_at = 0
    for seed in range(40):
        found = opened(seed)
        if found is None:
            continue
        puzzle, state, due = found
        view = view_of(puzzle, state, due)
        if not has_few(view):
            continue
        looked_at += 1
        all_points = sorted((puzzle.model.objective.value(point) for point in points(puzzle.model)), reverse=True)
        tried = list(points_above(puzzle, view, state, None))
        assert [most for most, _ in tried] == all_points
        assert all(puzzle.model.admits(puzzle.point(chosen)) for _, chosen in tried)
        assert all(puzzle.most(chosen) == most for most, chosen in tried)
        least = all_points[len(all_points) // 2] if all_points else 0
        above = [most for most, _ in points_above(puzzle, view, state, least)]
        assert above == [value for value in all_points if value > least]
    assert looked_at > 20


def test_a_walk_keeps_the_rows_and_comes_to_the_best_of_small_puzzles() -> None:
    reached = looked_at = 0
    for seed in range(40):
        found = opened(seed, 5, 2)
        if found is None:
            continue
        puzzle = found[0]
        wanderer, best = Wanderer(puzzle, Improver(puzzle)), None
        for _ in range(60):
            chosen = wanderer.step()
            if chosen is not None:
                point = puzzle.point(chosen)
                assert puzzle.model.admits(point)
                value = puzzle.model.objective.value(point)
                best = value if best is None else max(best, value)
        values = [puzzle.model.objective.value(point) for point in points(puzzle.model)]
        looked_at += bool(values)
        reached += bool(values) and best == max(values)
    assert reached > 0.9 * looked_at


def test_a_walk_is_the_same_every_time() -> None:
    found = opened(3, 30)
    assert found is not None
    walks = [Wanderer(found[0], Improver(found[0])) for _ in range(2)]
    for _ in range(50):
        once, again = (walk.step() for walk in walks)
        assert (once is None) == (again is None)
        assert once is None or (once == again).all()
