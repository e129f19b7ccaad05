"""Bounds of narrowed models against all of their points, on models with and without points, small and far-reaching."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import product
from random import Random

import pytest

from domain.integer_model.bounding import BoundRequest, Bounds, Narrowing, bounds_by_span
from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model, SolveParameters
from domain.integer_model.solver import SolveControl
from solvers.default_plugins.cp_sat import CpSat
from solvers.default_plugins.highs.plugin import Highs
from solvers.processes.worker import Worker
from solvers.racing.auto import AutoSolver

pytestmark = pytest.mark.solver

MODELS = int(os.environ.get("BRUTE_FORCE_BOUNDS", "60"))


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    running = Worker(Highs)
    yield running
    running.close()


def random_model(random: Random) -> Model:
    builder = ModelBuilder()
    far = random.choice((1, 1, 10**6, 10**11))
    count = random.randint(2, 7)
    for _ in range(count):
        low = random.choice((0, 0, 0, -1))
        builder.add_column(low, low + random.choice((1, 1, 1, 2)))
    for row in range(random.randint(1, 5)):
        columns = random.sample(range(count), random.randint(1, count))
        coefs = [random.choice((-1, 1, 1)) * random.randint(1, 9 * random.choice((1, far))) for _ in columns]
        side = random.randint(-3, 12) * max(1, max(map(abs, coefs)) // 6)
        lower, upper = random.choice(((NO_LOWER, side), (side, NO_UPPER), (side, side + 5)))
        builder.add_row(f"r{row}", columns, coefs, lower, upper)
    coefs = tuple(random.randint(-9, 9) * far + random.randint(0, 3) for _ in range(count))
    return builder.build().with_objective(LinearForm(tuple(range(count)), coefs))


def best(model: Model, narrowing: Narrowing) -> int | None:
    lower, upper = list(model.lower), list(model.upper)
    for column, low, high in narrowing:
        lower[column], upper[column] = low, high
    boxes = product(*(range(low, high + 1) for low, high in zip(lower, upper, strict=True)))
    return max((model.objective.value(point) for point in boxes if not model.violated_rows(point)), default=None)


def check_safe(model: Model, narrowings: list[Narrowing], bounds: Bounds) -> None:
    for narrowing, bound in zip([(), *narrowings], [bounds.whole, *bounds.narrowed], strict=True):
        value = best(model, narrowing)
        assert value is None or (bound is not None and bound >= value), (narrowing, bound, value)


def check_corners(model: Model, narrowings: list[Narrowing], bounds: Bounds) -> int:
    told = 0
    for narrowing, corner in zip(narrowings, bounds.corners, strict=True):
        if corner is None:
            continue
        for column, (at, bound) in enumerate(zip(corner.values, corner.bounds, strict=True)):
            own = {c: (low, high) for c, low, high in narrowing}.get(column, (model.lower[column], model.upper[column]))
            for value in range(own[0], own[1] + 1):
                if value != at:
                    reached = best(model, (*narrowing, (column, value, value)))
                    assert reached is None or reached <= bound
                    told += 1
    return told


def test_no_point_exceeds_a_bound(worker: Worker):
    told = proven_empty = tight = 0
    for seed in range(MODELS):
        random = Random(seed)
        model = random_model(random)
        columns = range(model.num_columns)
        narrowings: list[Narrowing] = [((j, model.lower[j], model.lower[j]),) for j in columns]
        narrowings += [((j, model.upper[j], model.upper[j]),) for j in columns]
        narrowings.append(tuple((j, model.upper[j], model.upper[j]) for j in columns))
        check_safe(model, narrowings, bounds_by_span(BoundRequest(model, narrowings)))
        for sharpen in (0, len(narrowings)):
            bounds = worker.bounds(BoundRequest(model, narrowings, sharpen, leaving=True), SolveParameters())
            assert bounds is not None
            check_safe(model, narrowings, bounds)
            assert sharpen == 0 or all(bounds.sharp)
        told += check_corners(model, narrowings, bounds)
        proven_empty += bounds.whole is None
        tight += bounds.whole is not None and bounds.whole == best(model, ())
    assert told
    assert proven_empty
    assert tight


def test_a_stopped_request_still_has_bounds(worker: Worker):
    model = random_model(Random(5))
    control = SolveControl()
    control.stop()
    narrowings: list[Narrowing] = [((0, 0, 0),)]
    for bounds in (
        worker.bounds(BoundRequest(model, narrowings), SolveParameters(), control),
        worker.bounds(BoundRequest(model, narrowings), SolveParameters(time_limit=0.0)),
    ):
        assert bounds is not None
        check_safe(model, narrowings, bounds)


def test_who_has_no_relaxation_knows_no_bounds_and_auto_asks_who_has(worker: Worker):
    model = random_model(Random(5))
    without = Worker(CpSat)
    assert without.bounds(BoundRequest(model), SolveParameters()) is None
    assert AutoSolver([without, worker]).bounds(BoundRequest(model), SolveParameters()) is not None
    assert without.pid is None


def test_a_process_that_has_died_knows_no_bounds_and_the_next_one_does(worker: Worker):
    model = random_model(Random(5))
    assert worker.bounds(BoundRequest(model), SolveParameters()) is not None
    assert worker._process is not None
    worker._process.interrupt()
    worker.bounds(BoundRequest(model), SolveParameters())
    assert worker.bounds(BoundRequest(model), SolveParameters()) is not None
