"""What counts as proven, and what a run is worth."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from benchmarks.measuring import contestants
from benchmarks.measuring.contestants import Contestant, judged, run
from benchmarks.measuring.instances import Instance
from benchmarks.measuring.measure import Measurement

OWN = Contestant("engine", True, "any")
OTHER = Contestant("other", False, "any")
INSTANCE = Instance("x", Path("x.json"), Decimal("8706.1"))


@pytest.mark.parametrize(
    ("contestant", "result", "status"),
    [
        (OWN, {"objective": Decimal("8706.1"), "solution_status": "optimal"}, "proven"),
        (OWN, {"objective": "8706.1", "solution_status": "optimal"}, "proven"),
        (OWN, {"objective": Decimal("8706.1000001"), "solution_status": "optimal"}, "wrong"),
        (OWN, {"objective": Decimal("8706.1"), "solution_status": "feasible"}, "not proven"),
        (OWN, {"objective": Decimal("8706.1"), "solution_status": "optimal", "proof": "exact"}, "proven"),
        (OWN, {"objective": Decimal("8706.1"), "solution_status": "optimal", "proof": "numerical"}, "not proven"),
        (OWN, {"objective": None, "solution_status": "unknown"}, "nothing"),
        (OWN, {"objective": "much", "solution_status": "optimal"}, "failed"),
        (OTHER, {"objective": Decimal("8706.1000001"), "proven": True}, "proven"),
        (OTHER, {"objective": Decimal("8700"), "proven": True}, "wrong"),
        (OTHER, {"objective": Decimal("8700"), "proven": False}, "not proven"),
    ],
)
def test_verdicts(contestant: Contestant, result: dict[str, Any], status: str) -> None:
    assert judged(contestant, INSTANCE, result)[0] == status


def _scripted(monkeypatch: pytest.MonkeyPatch, *runs: Measurement) -> list[Measurement]:
    left = list(runs)
    monkeypatch.setattr(contestants, "measure", lambda *_: left.pop(0))
    return left


def _measurement(seconds: float, objective: float | None = 8706.1, exit_code: int | None = 0) -> Measurement:
    timings = {"load": 0.1, "formulate": 0.2, "solve": seconds / 2, "verify": 0.3, "total": seconds}
    result = {"objective": objective, "solution_status": "optimal", "timings": timings}
    return Measurement(seconds, 100 + seconds, 60, exit_code, json.dumps(result), "some trouble")


def test_quick_runs_are_repeated_and_give_the_median_time_and_the_highest_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = _scripted(monkeypatch, _measurement(3), _measurement(1), _measurement(2))
    score = run(OWN, INSTANCE)
    assert not left
    assert (score.status, score.runs, score.seconds, score.memory_mb) == ("proven", 3, 2, 103)
    assert (score.solver_seconds, score.own_seconds) == (1, pytest.approx(0.6))


def test_a_slow_run_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    _scripted(monkeypatch, _measurement(11))
    assert run(OWN, INSTANCE).runs == 1


def test_one_wrong_run_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    _scripted(monkeypatch, _measurement(1), _measurement(1, objective=1), _measurement(1))
    assert run(OWN, INSTANCE).status == "wrong"


def test_a_run_ended_for_time_has_found_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    _scripted(monkeypatch, _measurement(91, exit_code=None))
    assert run(OWN, INSTANCE).status == "nothing"


def test_no_answer_is_a_failure_with_the_last_line_of_what_was_said(monkeypatch: pytest.MonkeyPatch) -> None:
    _scripted(monkeypatch, *[Measurement(1, 1, 1, 1, "", "first\nlast")] * 3)
    score = run(OTHER, INSTANCE)
    assert (score.status, score.detail) == ("failed", "last")
