"""Only what is proven exactly is called proven; what is known otherwise says how, and how far from the best it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from rich.console import Console

from cli.commands.solve import exit_code
from cli.render.analyses.frontier import told
from cli.render.analyses.roadmaps import show_roadmap_lines
from cli.render.analyses.solver_comparison import show_solver_comparison
from cli.render.console import make_console
from cli.render.stored.runs import show_runs
from domain.analyses.comparing.results import SolverAnswer, SolverComparison
from domain.analyses.many_roadmaps.comparison import Roadmap, compare_roadmaps
from domain.analyses.session.terms import Proven
from domain.integer_model.model import Sense
from domain.integer_model.result import Proof, SolutionStatus, Termination
from domain.portfolio.report import PortfolioReport, StageReport
from domain.runs.requests import RunView
from domain.storage.run import OptimizationRun, RunStatus
from tests.cli.test_tables import INFEASIBLE, PROBLEM, SOLVED, shown


def main(value: int, bound: int | None, gap: str | None, proof: Proof, proven: bool = False) -> StageReport:
    return StageReport(
        "north_star",
        "maximize",
        "objective",
        Decimal(value),
        None if bound is None else Decimal(bound),
        None if gap is None else Decimal(gap),
        proven,
        False,
        proof,
    )


OPTIMAL = replace(
    SOLVED,
    solution_status=SolutionStatus.OPTIMAL,
    termination_reason=Termination.OPTIMALITY,
    objective=Decimal(100),
    bound=Decimal(100),
    gap=Decimal(0),
    detail="",
    stages=(main(100, 100, "0", Proof.EXACT, proven=True),),
    proof=Proof.EXACT,
)
NUMERICAL = replace(OPTIMAL, stages=(main(100, 100, "0", Proof.NUMERICAL),), proof=Proof.NUMERICAL)


def near(termination: Termination, stage: StageReport) -> PortfolioReport:
    return replace(
        OPTIMAL,
        solution_status=SolutionStatus.FEASIBLE,
        termination_reason=termination,
        stages=(stage,),
        bound=stage.bound,
        gap=stage.gap,
        proof=Proof.NONE,
    )


def flat(report: PortfolioReport) -> str:
    return " ".join(shown(report).split())


def test_an_exact_optimum_is_proven_best() -> None:
    assert "✓ Optimal 1 of 2 candidates for 2.5 tokens, north_star 100, proven best in 61.2 s." in flat(OPTIMAL)


def test_what_a_floating_point_solver_says_is_never_called_proven() -> None:
    text = flat(NUMERICAL)
    said = "● Best as far as floating point can tell, not proven: 1 of 2 candidates for 2.5 tokens, north_star 100, in"
    assert said in text
    assert "proven best" not in text and "Optimal" not in text
    assert exit_code(NUMERICAL) == 0


@pytest.mark.parametrize("termination", [Termination.GAP_REACHED, Termination.WORK_LIMIT])
@pytest.mark.parametrize(
    ("gap", "share"),
    [("0.0004", "0.04 %"), ("0.00041", "0.05 %"), ("0.1", "10 %"), ("0.10001", "11 %"), ("0.00000042", "0.00005 %")],
)
def test_an_effort_that_ends_early_says_how_near_it_came_and_how_to_go_on(
    termination: Termination, gap: str, share: str
) -> None:
    report = near(termination, main(100, 101, gap, Proof.EXACT))
    text = flat(report)
    assert f"Within {share} of the best possible; proof takes longer: --effort proof." in text
    assert exit_code(report) == 0


def test_a_gap_that_rests_on_floating_point_says_so() -> None:
    text = flat(near(Termination.WORK_LIMIT, main(100, 101, "0.01", Proof.NUMERICAL)))
    assert "Within 1 % of the best possible as far as floating point can tell; proof takes longer" in text


def test_a_value_of_zero_has_a_bound_and_no_share() -> None:
    text = flat(near(Termination.WORK_LIMIT, main(0, 7, None, Proof.EXACT)))
    assert "At best 7; proof takes longer: --effort proof." in text


def test_a_search_without_a_bound_says_that_nothing_is_known() -> None:
    text = flat(near(Termination.TIME_LIMIT, main(100, None, None, Proof.NONE)))
    assert "after 61.2 s; how far from the best possible it is, is not known." in text


def test_goals_that_stay_open_are_told_before_the_value() -> None:
    goals = StageReport(
        "goal_shortfall", "minimize", "objective", Decimal("0.25"), Decimal("0.24"), Decimal("0.04"), False, False,
        Proof.EXACT,
    )  # fmt: skip
    report = replace(
        near(Termination.GAP_REACHED, goals),
        stages=(goals, main(100, None, None, Proof.NONE)),
    )
    text = flat(report)
    assert "Its goal_shortfall is within 4 % of the best possible, and what comes after it is open; proof takes" in text
    assert "Goals missed by 25 % in sum, not proven." in text


def test_goals_that_are_known_in_floating_point_only() -> None:
    goals = StageReport(
        "goal_shortfall", "minimize", "objective", Decimal("0.25"), Decimal("0.25"), Decimal(0), False, False,
        Proof.NUMERICAL,
    )  # fmt: skip
    text = flat(replace(NUMERICAL, stages=(goals, main(100, 100, "0", Proof.NUMERICAL))))
    assert "Goals missed by 25 % in sum, the best as far as floating point can tell, not proven." in text


def test_an_absence_that_nothing_confirms_is_not_proven() -> None:
    assert INFEASIBLE.conflict is not None and INFEASIBLE.relaxation is not None
    exact = replace(
        INFEASIBLE,
        proof=Proof.EXACT,
        conflict=replace(INFEASIBLE.conflict, proof=Proof.EXACT, detail="proven irreducible in 3 solves"),
        relaxation=replace(INFEASIBLE.relaxation, proof=Proof.EXACT),
    )
    text = flat(exact)
    assert "✗ Infeasible No portfolio keeps every rule." in text
    assert "floating point" not in text
    assert exact.conflict is not None and exact.relaxation is not None
    doubtful = replace(
        exact,
        proof=Proof.NUMERICAL,
        conflict=replace(exact.conflict, minimal=False, proof=Proof.NUMERICAL),
        relaxation=replace(exact.relaxation, proven=False, proof=Proof.NUMERICAL),
    )
    text = flat(doubtful)
    assert "✗ Infeasible as far as floating point can tell, not proven: No portfolio keeps every rule." in text
    assert "2 rules that cannot hold together as far as floating point can tell, not proven" in text
    assert "the least change in relation to the limits as far as floating point can tell, not proven" in text
    assert "proven irreducible" not in text
    assert exit_code(doubtful) == 3


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Proven(Decimal(5), Decimal(5), True, Proof.EXACT), "5"),
        (Proven(Decimal(5), None, False, Proof.NUMERICAL), "5 (not proven, floating point only)"),
        (Proven(Decimal(5), None, False, Proof.NONE), "5 (not proven)"),
        (Proven(Decimal(5), Decimal(7), False, Proof.EXACT), "5 to 7"),
    ],
)
def test_a_figure_of_an_analysis(figure: Proven, text: str) -> None:
    assert told(figure) == text


@pytest.mark.parametrize(("proof", "word"), [(Proof.EXACT, "optimal"), (Proof.NUMERICAL, "optimal (not proven)")])
def test_solvers_and_roadmaps_side_by_side(proof: Proof, word: str) -> None:
    report = replace(OPTIMAL, proof=proof)
    comparison = compare_roadmaps([Roadmap("mine", "s", PROBLEM, report)])
    lines = rendered(lambda console: show_roadmap_lines(console, comparison))
    assert f" mine {word} 100 " in lines
    answer = SolverAnswer(
        solver="highs",
        version="1",
        status=report.solution_status,
        termination=report.termination_reason,
        proven=report.is_proof,
        value=Decimal(100),
        bound=Decimal(100),
        gap=Decimal(0),
        seconds=1.0,
        peak_megabytes=None,
        initiatives=1,
        tokens=Decimal(1),
        selected=("I-1",),
        convergence=(),
        detail="",
        proof=proof,
    )
    solvers = SolverComparison("north_star", Sense.MAXIMIZE, (answer,), (), ())
    assert f" highs 1 {word} 100 100 " in rendered(lambda console: show_solver_comparison(console, solvers))


@pytest.mark.parametrize(
    ("proof", "gap", "status", "word"),
    [
        (Proof.EXACT, None, SolutionStatus.OPTIMAL, "optimal"),
        (Proof.NUMERICAL, None, SolutionStatus.OPTIMAL, "optimal (not proven)"),
        (None, None, SolutionStatus.OPTIMAL, "optimal"),
        (Proof.NUMERICAL, None, SolutionStatus.INFEASIBLE, "infeasible (not proven)"),
        (Proof.NONE, Decimal("0.0004"), SolutionStatus.FEASIBLE, "feasible, within 0.04 %"),
    ],
)
def test_a_list_of_runs(
    capsys: pytest.CaptureFixture[str], proof: Proof | None, gap: Decimal | None, status: SolutionStatus, word: str
) -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    run = OptimizationRun(
        "r", 1, "auto", "h", now, None, RunStatus.SUCCESS, solution_status=status, proof=proof, objective=Decimal(7)
    )
    show_runs([RunView(replace(run, gaps={"optimality": gap}))], as_json=False)
    assert f" auto {word} 7" in " ".join(capsys.readouterr().out.split())


def rendered(show: Callable[[Console], None]) -> str:
    stream = io.StringIO()
    show(make_console(stream, width=160))
    return " ".join(stream.getvalue().split())
