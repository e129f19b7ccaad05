from __future__ import annotations

import json
from fractions import Fraction

from domain.integer_model.model import SolveParameters, Tolerance
from domain.optimization.optimize import optimize
from persistence.report_json import dumps
from tests.domain.builders import initiative, problem
from tests.tiny_solver import TinySolver


def test_a_tolerance_lets_the_tie_breaks_save_tokens_at_a_small_loss():
    question = problem(initiative("A", 100, 100), initiative("B", 1, 99), capacity_total_tokens=100)
    exact = optimize(question, TinySolver(), SolveParameters())
    assert exact.selected == ("A",)
    parameters = SolveParameters(stage_tolerances={"north_star": Tolerance(relative=Fraction(2, 100))})
    loose = optimize(question, TinySolver(), parameters)
    assert loose.selected == ("B",)
    assert json.loads(dumps(loose))["solver"]["parameters"]["stage_tolerances"] == {
        "north_star": {"absolute": 0, "relative": 0.02}
    }
    stage = loose.stages[0]
    assert (stage.value, stage.bound, stage.proven) == (99, 100, True)
