from __future__ import annotations

import pytest

from domain.analyses.session.session import PlanningSession
from domain.errors import InputError
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus
from tests.domain.builders import initiative, problem
from tests.tiny_solver import TinySolver


def session(**parameters: float) -> PlanningSession:
    question = problem(initiative("A", 6, 60), initiative("B", 5, 45), initiative("C", 5, 44), capacity_total_tokens=10)
    return PlanningSession(question, TinySolver(), SolveParameters(**parameters))


def test_the_base_is_the_optimum_and_is_solved_once():
    asked = session()
    assert asked.base().selected == ("B", "C")
    assert asked.base() is asked.base()
    assert len(asked.solver.plans) == 1


def test_a_forced_initiative_costs_what_the_objective_loses():
    asked = session()
    forced = asked.ask([asked.forced_in("A")])
    assert forced.selected == ("A",)
    assert asked.base().main.exact - forced.main.exact == 29
    assert asked.ask([asked.forced_in("A"), asked.forced_in("B")]).status is SolutionStatus.INFEASIBLE


def test_nothing_is_asked_when_the_time_is_up():
    asked = session(time_limit=0)
    assert asked.base().status is SolutionStatus.UNKNOWN
    assert asked.solver.plans == []


def test_a_key_that_nobody_bears_is_named():
    with pytest.raises(InputError, match="no initiative 'Z'"):
        session().forced_in("Z")
