"""A certificate holds for every point, however bad its multipliers are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from domain.integer_model.model import LinearForm, Model
from solvers.pairs.certificate import Certificate, certify
from solvers.pairs.ground import Ground, ground_of
from solvers.pairs.reading import Puzzle, read
from solvers.pairs.shares import Shares, first_shares, look
from solvers.pairs.view import settle, view_of
from tests.solvers.pairs.plans import points, random_plan


def opened(model: Model, chance: np.random.Generator) -> tuple[Puzzle, Any, Any, Ground, Shares]:
    """A puzzle with a few columns decided, and multipliers from a hat."""
    puzzle = read(model)
    assert puzzle is not None
    for attempt in range(20):
        state, due = puzzle.state.copy(), np.zeros(len(puzzle.starts), dtype=bool)
        if attempt < 19:
            state[chance.integers(len(state))] = chance.integers(2)
            due[chance.integers(len(due))] = chance.integers(2)
        if settle(puzzle, state, due):
            break
    view = view_of(puzzle, state, due)
    shares = first_shares(view, puzzle.reach)
    gaining, losing = np.maximum(view.pairs, 0), np.maximum(-view.pairs, 0)
    part = np.triu(np.rint(gaining * chance.random(gaining.shape) * 2.0**shares.bits) / 2.0**shares.bits, 1)
    lost = np.triu(np.rint(losing * chance.random(losing.shape)), 1)
    table = part + np.tril(gaining - part.T, -1)
    mix = chance.integers(0, 2**16, len(view.capacities))
    shares = replace(shares, table=table, penalties=lost + lost.T, mix=mix)
    return puzzle, state, due, ground_of(view, mix), shares


def allowed(puzzle: Puzzle, state: Any, due: Any) -> list[tuple[list[int], Any, int]]:
    """The points of a node: of the model, of the puzzle, and their values."""
    found = []
    for point in points(puzzle.model):
        chosen = np.array(point)[puzzle.columns]
        made = np.maximum.reduceat(chosen, puzzle.starts)
        if (chosen[state >= 0] == state[state >= 0]).all() and made[due].all():
            found.append((point, chosen, puzzle.model.objective.value(point)))
    return found


def scaled(form: LinearForm, factor: int) -> LinearForm:
    """A form beyond what a stage may be: it is counted in coarser units, rounded up."""
    return LinearForm(form.columns, tuple(factor * coef for coef in form.coefs))


@pytest.mark.parametrize(("largest", "factor"), [(9, 1), (2**40, 1), (2**40, 2**11)])
def test_no_point_exceeds_it(largest: int, factor: int) -> None:
    chance = np.random.default_rng(5)
    for seed in range(30):
        plan = random_plan(seed, 5, 2, largest)
        model = plan.model.with_objective(scaled(plan.stages[0].form, factor))
        puzzle, state, due, ground, shares = opened(model, chance)
        seen = look(ground, shares)
        seen = replace(seen, cost=seen.cost * chance.random() * 2)
        proven = certify(ground, shares, seen)
        check(proven, puzzle, ground, allowed(puzzle, state, due))


def check(proven: Certificate, puzzle: Puzzle, ground: Ground, found: list[tuple[list[int], Any, int]]) -> None:
    def limit(part: Any) -> int:
        return (int(part) << puzzle.shift) >> proven.bits

    view = ground.view
    for _, chosen, value in found:
        assert value <= limit(proven.total)
        for at, column in enumerate(view.columns):
            assert not chosen[column] or value <= limit(proven.columns[at])
        for at, column in enumerate(view.due_columns):
            assert not chosen[column] or value <= limit(proven.due_columns[at])
        for at, choice in enumerate(view.choices):
            made = chosen[puzzle.choice_of == choice].any()
            assert made or value <= limit(proven.leaving[at])


def test_shares_that_do_not_add_up_are_refused() -> None:
    chance = np.random.default_rng(5)
    model = random_plan(2).model.with_objective(random_plan(2).stages[0].form)
    _, _, _, ground, shares = opened(model, chance)
    seen = look(ground, shares)
    with pytest.raises(ArithmeticError):
        certify(ground, replace(shares, table=shares.table * 0.5), seen)
    with pytest.raises(ArithmeticError):
        certify(ground, replace(shares, penalties=shares.penalties + 1.0), seen)


def test_a_puzzle_is_worth_at_least_the_objective_at_every_point() -> None:
    for seed in range(30):
        plan = random_plan(seed, 5, 2, 2**40 if seed % 2 else 9)
        model = plan.model.with_objective(scaled(plan.stages[0].form, 2**11 if seed % 2 else 1))
        puzzle = read(model)
        assert puzzle is not None
        for point in points(model):
            most, value = puzzle.most(np.array(point)[puzzle.columns]), model.objective.value(point)
            assert value <= most
            assert most == value or puzzle.shift
