"""What a solve may use."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

import pytest

from domain.actions.analyses import analysis_actions
from domain.batches.part import PartMaker
from domain.errors import ParameterError
from domain.integer_model.model import SolveParameters
from domain.runs.limits import UNLIMITED, SolveLimits

LIMITS = SolveLimits(seconds=10.0, threads=4, memory_mb=500)


def test_what_is_beyond_is_named_with_the_most() -> None:
    asked = SolveParameters(time_limit=11.0, threads=5, memory_limit_mb=501)
    with pytest.raises(ParameterError) as error:
        LIMITS.check(asked)
    assert str(error.value).split("; ") == [
        "time_limit may be 10 seconds at most here (the setting solves.seconds), not 11",
        "threads may be 4 at most here (the setting solves.threads), not 5",
        "memory_limit_mb may be 500 at most here (the setting solves.memory_mb), not 501",
    ]
    LIMITS.check(SolveParameters(time_limit=10.0, threads=4, memory_limit_mb=500))
    LIMITS.check(SolveParameters())
    UNLIMITED.check(asked)


def test_who_asks_for_none_gets_the_most_but_not_more_threads() -> None:
    cut = LIMITS.within(SolveParameters())
    assert (cut.time_limit, cut.threads, cut.memory_limit_mb) == (10.0, None, 500)
    less = SolveParameters(time_limit=1.0, threads=2, memory_limit_mb=100)
    assert LIMITS.within(less) == less
    assert LIMITS.within(SolveParameters(time_limit=99.0, threads=99)).threads == 4
    assert UNLIMITED.within(less) == less
    assert UNLIMITED.within(SolveParameters()) == SolveParameters()


def test_the_usual_time_is_no_more_than_is_allowed() -> None:
    assert [each.usual(300.0) for each in (LIMITS, SolveLimits(), UNLIMITED)] == [10.0, 300.0, 300.0]


def test_an_analysis_and_a_part_of_a_batch_are_solved_within_them(monkeypatch: pytest.MonkeyPatch) -> None:
    class Seen(Exception):
        pass

    def look(problem: Any, solver: Any, parameters: SolveParameters, *_: Any, **__: Any) -> None:
        assert (parameters.time_limit, parameters.threads) == (90, 2)
        raise Seen

    monkeypatch.setattr("domain.analyses.session.session.PlanningSession", look)
    problem = SimpleNamespace(initiatives=(), scenario=SimpleNamespace(name="S"))
    monkeypatch.setattr("domain.actions.analyses._problem", lambda uow, payload: problem)
    monkeypatch.setattr("domain.batches.part.optimize", look)
    context, limits = MagicMock(), SolveLimits(seconds=90, threads=2)
    core = next(each for each in analysis_actions(lambda kind, value: value, vars, limits) if each.name == "plan.core")
    with pytest.raises(Seen):
        core.load()(context, {"scenario_id": 1, "parameters": {"threads": 64}})
    context.storage.reading().__enter__().batches.get().parameters = {"time_limit": 3000.0, "threads": 64}
    context.storage.reading().__enter__().batches.items.return_value = [MagicMock(run=None, position=0)]
    with pytest.raises(Seen):
        PartMaker(str, str, limits)(context, {"batch": "b", "first": 0, "end": 1})
