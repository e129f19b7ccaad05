"""The page of results."""

from decimal import Decimal
from pathlib import Path

from benchmarks.measuring.contestants import CONTESTANTS, Score
from benchmarks.measuring.instances import Instance
from benchmarks.measuring.report import document

INSTANCE = Instance("nrp1", Path("nrp1.json"), Decimal(10))


def _page(busy: float, before: str = "") -> str:
    own, other = CONTESTANTS[0], CONTESTANTS[-1]
    scores = [
        Score(own, INSTANCE, 3, "proven", Decimal(10), 2.0, 100.4, 60, solver_seconds=1.5, own_seconds=0.25),
        Score(other, INSTANCE, 1, "not proven", Decimal(9), 61.0, 200, 200),
    ]
    return document("a machine", ["Engine: 1"], (busy, 2.0), scores, "formulation", "start-up", before)


def test_rows_name_problem_contestant_and_figures() -> None:
    page = _page(0.1)
    assert "| nrp1 | optengine cp-sat | proven | 10 | 2.00 | 100 | 60 | 0.25 | 25% |" in page
    assert "| nrp1 | linopy + HiGHS | not proven | 9 | 61.0 | 200 | 200 |  |  |" in page


def test_the_summary_counts_what_was_not_proven_as_the_time_limit() -> None:
    page = _page(0.1)
    assert "| optengine cp-sat | 1 of 1 | 1.0 x | 100 |" in page
    assert "| linopy + HiGHS | 0 of 1 | 30.0 x | 200 |" in page


def test_a_busy_machine_is_said_to_be_busy() -> None:
    assert "busy with other work" in _page(3)
    assert "busy with other work" not in _page(0.1)


def test_what_other_commands_measured_stays_on_the_page() -> None:
    page = _page(0.1)
    measured = "## The API\n\nBy another command.\n\n| a |\n"
    first = _page(0.1, page + measured)
    assert first == page + "\n" + measured
    assert _page(0.1, first) == first
