"""The selection of least weights and whether it is the only one, against a look at all points."""

from __future__ import annotations

from array import array
from random import Random

import pytest

from domain.integer_model.model import LinearForm, Model, Places
from domain.integer_model.result import SolutionStatus, SolveResult, Termination
from domain.lean import replace
from solvers.canonical.choosing import Choosing
from tests.solvers.canonical.models import points, random_model, solved

COLUMNS = tuple(range(7))


def instance(random: Random) -> tuple[Model, list[LinearForm], list[array[int]]]:
    model = replace(random_model(random, 7), lower=array("q", [0] * 7), upper=array("q", [1] * 7))
    forms = [
        LinearForm(COLUMNS, tuple(-random.randrange(1, random.choice((2, 3, 9)) + 1) for _ in COLUMNS))
        for _ in range(random.randrange(1, 4))
    ]
    return model, forms, list(points(model))


@pytest.mark.parametrize("limit", [3, 12, 40, 2**40])
@pytest.mark.parametrize("first", range(0, 400, 100))
def test_it_is_the_first_in_order_and_the_only_one_where_it_is(limit: int, first: int) -> None:
    for seed in range(first, first + 100):
        random = Random(seed)
        model, forms, known = instance(random)
        if not known:
            continue
        asked = 0

        def ask(smaller: Model, form: LinearForm, start: array[int]) -> SolveResult:
            nonlocal asked
            asked += 1
            assert smaller.admits(start)
            return solved(smaller, form, start)

        chosen = Choosing(model, forms, COLUMNS, random.choice(known), limit).run(ask)
        ranks = {tuple(point): [form.value(point) for form in forms] for point in known}
        top = [point for point, rank in ranks.items() if rank == max(ranks.values())]
        assert chosen.proven == len(forms)
        assert tuple(chosen.values) in top
        assert chosen.only == (len(top) == 1)
        assert asked <= 4 * len(forms) + 1


def test_places_of_one_choice_are_no_difference() -> None:
    model = Model(array("q", [0, 0, 0]), array("q", [1, 1, 1]))
    placed = replace(model, places=Places([0, 0, 1], [0, 1, 0]))
    weights = [LinearForm((0, 1, 2), (-1, -1, -1))]

    def exclusive(smaller: Model, form: LinearForm, start: array[int]) -> SolveResult:
        fit = [point for point in points(smaller) if point[0] + point[1] == 1]
        value = max(form.value(point) for point in fit)
        point = next(point for point in fit if form.value(point) == value)
        return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, point, value, value)

    start = array("q", [1, 0, 0])
    assert Choosing(placed, weights, (0, 1, 2), start, 2**40).run(exclusive).only
    assert not Choosing(model, weights, (0, 1, 2), start, 2**40).run(exclusive).only


def test_an_answer_that_proves_nothing_ends_it_with_what_is_known() -> None:
    model = Model(array("q", [0, 0]), array("q", [1, 1]))
    cut = SolveResult(SolutionStatus.UNKNOWN, Termination.WORK_LIMIT)
    chosen = Choosing(model, [LinearForm((0, 1), (-1, -2))], (0, 1), array("q", [1, 1]), 2**40).run(lambda *_: cut)
    assert (chosen.proven, chosen.only, chosen.unproven) == (0, False, cut)
    assert list(chosen.values) == [1, 1]
