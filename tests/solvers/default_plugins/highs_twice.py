"""Hands models to HiGHS as lists and as arrays, in a process of its own: ours may have another library loaded."""

from __future__ import annotations

import json
import random
import sys
import time
from array import array
from collections.abc import Sequence
from typing import Any

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import NO_LOWER, NO_UPPER, LinearForm, Model, SolveParameters
from solvers.default_plugins.highs import listener as highs_listener
from solvers.default_plugins.highs import plugin as backend
from solvers.default_plugins.highs.attempts import Attempt
from solvers.default_plugins.highs.library import highs_library
from solvers.default_plugins.highs.lists import pass_lists
from solvers.default_plugins.highs.options import configured


def random_model(seed: int, columns: int = 12) -> Model:
    """Columns of both kinds, rows with one side, two or none, some empty, and costs of some columns."""
    dice, builder = random.Random(seed), ModelBuilder()
    for _ in range(columns):
        low = dice.randint(-3, 1)
        builder.add_column(low, low + dice.choice((0, 1, 1, 1, 5)), implied=dice.random() < 0.3)
    for row in range(dice.randint(0, 2 * columns)):
        at = sorted(dice.sample(range(columns), dice.randint(0, 5)))
        sides = sorted((dice.randint(-9, 9), dice.randint(0, 20)))
        low = dice.choice((NO_LOWER, NO_LOWER, sides[0]))
        builder.add_row(f"r{row}", at, [dice.randint(-9, 9) for _ in at], low, dice.choice((NO_UPPER, sides[1])))
    at = dice.sample(range(columns), dice.randint(0, columns))
    return builder.build().with_objective(LinearForm(at, [dice.randint(-50, 99) for _ in at]))


def knapsack(seed: int, columns: int) -> Model:
    """One that takes a while: several tight capacities."""
    dice, builder = random.Random(seed), ModelBuilder()
    for _ in range(columns):
        builder.add_column()
    for _ in range(5):
        sizes = [dice.randint(100, 999) for _ in range(columns)]
        builder.add_row("capacity", range(columns), sizes, NO_LOWER, sum(sizes) // 3)
    return builder.build().with_objective(LinearForm(range(columns), [dice.randint(100, 999) for _ in range(columns)]))


class Watching:
    """Collects what is reported."""

    def __init__(self) -> None:
        self.points: list[list[int]] = []

    def report(self, incumbent: object, bound: object, values: Sequence[int] | None = None) -> None:
        if values is not None:
            self.points.append(list(values))

    def should_stop(self) -> bool:
        return False


def handed_over(model: Model, attempt: Attempt, lists: bool) -> dict[str, Any]:
    """What HiGHS has got, and what came of it."""
    from solvers.default_plugins.highs.model import pass_model
    from solvers.default_plugins.highs.units import units_of

    library = highs_library()
    highs = configured(library, SolveParameters(), attempt.tight, attempt.presolve)
    if lists:
        pass_lists(library, highs, model, attempt)
    else:
        pass_model(library, highs, model, attempt, units_of(model, attempt.relax_implied))
    lp = highs.getLp()
    matrix = lp.a_matrix_
    got = {
        "cost": list(lp.col_cost_),
        "columns": [list(lp.col_lower_), list(lp.col_upper_)],
        "rows": [list(lp.row_lower_), list(lp.row_upper_)],
        "matrix": [list(matrix.start_), list(matrix.index_), list(matrix.value_), str(matrix.format_)],
        "kinds": [str(kind) for kind in lp.integrality_],
        "sense": str(lp.sense_),
        "size": [lp.num_col_, lp.num_row_],
    }
    highs.run()
    info = highs.getInfo()
    got["end"] = [str(highs.getModelStatus()), info.objective_function_value, info.mip_dual_bound]
    got["path"] = [info.mip_node_count, info.simplex_iteration_count, list(highs.getSolution().col_value)]
    return json.loads(json.dumps(got).replace("NaN", "null"))


def compare(seed: int) -> bool:
    """Whether both ways are one."""
    model = random_model(seed)
    point = array("q", list(model.lower))
    for attempt in (Attempt(), Attempt(relax_implied=True), Attempt(tight=True, presolve=False), Attempt(fixed=point)):
        if handed_over(model, attempt, lists=True) != handed_over(model, attempt, lists=False):
            return False
    return True


def solved(model: Model) -> tuple[list[object], list[list[int]]]:
    """The answer of the backend, and the points that it has reported."""
    watching = Watching()
    result = backend.Highs().solve(model, SolveParameters(deterministic_limit=50.0), watching)
    return [result.status, result.objective, result.bound, list(result.values or ()), result.work], watching.points


def main(what: str) -> None:
    """Print as JSON what the tests want to know."""
    if what == "lists":
        print(json.dumps([seed for seed in range(150) if not compare(seed)]))
    elif what == "numpy":
        highs_library()
        before = "numpy" in sys.modules
        first, _ = solved(knapsack(3, 8))
        print(json.dumps([before, "numpy" in sys.modules, first[0]]))
    elif what == "first look":
        model = knapsack(1, 30)
        highs_listener.FIRST_LOOK_SECONDS = 60.0
        whole, none = solved(model)
        kept = "numpy" in sys.modules
        highs_listener.FIRST_LOOK_SECONDS = 0.0
        again, some = solved(model)
        print(json.dumps([whole == again, whole[0], none, bool(some), kept, "numpy" in sys.modules]))
    elif what == "time":
        highs_listener.FIRST_LOOK_SECONDS = 0.3
        began = time.monotonic()
        backend.Highs().solve(knapsack(2, 300), SolveParameters(time_limit=1.0), Watching())
        print(json.dumps(time.monotonic() - began))
    elif what == "whole package":
        highs_library()
        import highspy

        print(json.dumps([highspy._Highs is highs_library().Highs, highspy.Highs().getNumCol()]))


if __name__ == "__main__":
    main(sys.argv[1])
