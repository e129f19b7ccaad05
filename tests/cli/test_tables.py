"""How an answer looks: readable at any width, with and without colours and Unicode, and safe to print."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pytest

from cli.render.answers.answer import show_answer
from cli.render.console import make_console
from cli.render.text import clean, count, figure, listed, percent, rough, seconds
from domain.integer_model.result import Proof, SolutionStatus, Termination
from domain.portfolio.figures import KpiReport, Severity, TargetReport, UsageReport
from domain.portfolio.report import (
    ConflictReport,
    Decision,
    InitiativeReport,
    PortfolioReport,
    RelaxationReport,
    RelaxedRule,
    SolverReport,
    StageReport,
    Timings,
)
from domain.problem.constraints import TargetKind
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.problem.sizing import Scope

ESCAPE = "\x1b[31m"

PROBLEM = PortfolioProblem(
    Scenario("Spring", "2026-H1", ObjectiveMode.LEXICOGRAPHIC, horizon=("2026-Q1", "2026-Q2")),
    initiatives=(Initiative("I-1"), Initiative("I-2"), Initiative("I-3")),
)


def item(key: str, decision: Decision, **more: object) -> InitiativeReport:
    plain = InitiativeReport(key, f"Title of {key}", decision, None, Scope.NONE, Decimal(0), Decimal(7), ("because",))
    return replace(plain, **more)  # type: ignore[arg-type]


SOLVED = PortfolioReport(
    solution_status=SolutionStatus.FEASIBLE,
    termination_reason=Termination.TIME_LIMIT,
    detail="cut off",
    objective=Decimal("1234567.5"),
    bound=Decimal(1300000),
    gap=Decimal("0.053"),
    stages=(
        StageReport("goal_shortfall", "minimize", "objective", Decimal("0.25"), Decimal("0.25"), None, True, False),
        StageReport("tie_break:score", "maximize", "tie_break", Decimal(1), Decimal(2), None, False, False),
        StageReport(
            "north_star", "maximize", "objective", Decimal(1234567), Decimal(1300000), Decimal("0.053"), False, False
        ),
    ),
    selected=("I-1",),
    initiatives=(
        item(
            "I-1",
            Decision.FORCED_IN,
            period="2026-Q2",
            scope=Scope.MVP,
            tokens=Decimal("2.5"),
            rank=1,
            title=ESCAPE + "x",
        ),
        item("I-2", Decision.NOT_SELECTED, rank=2, blocking_rules=("capacity:global@2026-Q1", "cap:team:web")),
        item("I-3", Decision.INVALID, reasons=("first fault", "second fault")),
    ),
    usage=(
        UsageReport("capacity:global@2026-Q1", Decimal(8), Decimal(8), Decimal(0), True),
        UsageReport("capacity:global@2026-Q2", Decimal(0), Decimal(0), Decimal(0), True),
        UsageReport("floor:market:UK", Decimal(9), Decimal(3), Decimal(6), False),
        UsageReport("cap:market:a@b:c", Decimal(1), Decimal(3), Decimal(2), False),
    ),
    limiting_rules=("capacity:global@2026-Q1",),
    kpis=(KpiReport("north_star", Decimal(1), Decimal(3), Decimal(-2)),),
    targets=(
        TargetReport(
            "target:UK:gmv", "UK", "gmv", "2026-Q1", TargetKind.GOAL, Decimal(9), Decimal(4), Decimal(5), Severity.HIGH
        ),
        TargetReport(
            "target:global:gmv", None, "gmv", None, TargetKind.FLOOR, Decimal(0), Decimal(4), Decimal(0), Severity.NONE
        ),
    ),
    warnings=("cap:market:a: no candidate bears it" + ESCAPE,),
    conflict=None,
    relaxation=None,
    solver=SolverReport("highs", "1.0", {}, 3, False, ("a note",), "0.1.0", "0123456789abcdef"),
    timings=Timings(0.001, 0.002, 61.2, 0.004, 0.005, 61.3),
)

INFEASIBLE = replace(
    SOLVED,
    solution_status=SolutionStatus.INFEASIBLE,
    termination_reason=Termination.INFEASIBILITY,
    objective=None,
    selected=(),
    usage=(),
    kpis=(),
    targets=(),
    limiting_rules=(),
    conflict=ConflictReport(("floor:market:UK", "cap:market:UK"), True, ("floor:market:UK: at least 9", "at most 3")),
    relaxation=RelaxationReport(
        Decimal(2),
        (
            RelaxedRule("cap:market:UK", Decimal(6), Decimal(2), "raise it to 9"),
            RelaxedRule("x", None, Decimal(1), "drop"),
        ),
        ("I-1",),
        (),
        Decimal(12),
        True,
    ),
)


def shown(report: PortfolioReport, width: int = 110, encoding: str = "utf-8", every: bool = False) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    show_answer(make_console(stream, width=width), PROBLEM, report, every)
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode(encoding)


def test_everything_is_said() -> None:
    text = shown(SOLVED)
    for words in (
        "Feasible  1 of 2 candidates for 2.5 tokens, north_star 1,234,567.5",
        "the limit cut the search after 61.2 s; within 5.3 % of the best possible",
        "Goals missed by 25 % in sum, proven",
        "2026-Q2",
        "mvp",
        "0 / 0",
        "market a@b:c",
        "1 of 2 met",
        "missed, high",
        "-2",
        "I-2",
        "first fault",
        "second fault",
        "no candidate bears it",
        "not reproducible",
        "a note",
    ):
        assert words in text, words


def test_a_tie_break_that_is_not_proven_is_told_where_there_are_equals_to_choose_among() -> None:
    assert "tie_break:score" not in shown(SOLVED)
    proven = replace(SOLVED, solution_status=SolutionStatus.OPTIMAL, proof=Proof.EXACT)
    assert "tie_break:score is not proven: among equals there may be a better one" in shown(proven)


def test_every_reason_on_request() -> None:
    assert "because" not in shown(SOLVED).split("Left out")[1]
    assert "because" in shown(SOLVED, every=True).split("Left out")[1]


def test_a_conflict_and_its_way_out() -> None:
    text = shown(INFEASIBLE)
    for words in (
        "Infeasible",
        "2 rules that cannot hold together",
        "at least 9",
        "raise it to 9",
        "dropped",
        "200 %",
        "I-1",
    ):
        assert words in text, words
    assert "floor:market:UK: at least 9" not in text


def test_an_unproven_conflict_is_called_so() -> None:
    assert INFEASIBLE.conflict is not None
    report = replace(INFEASIBLE, conflict=replace(INFEASIBLE.conflict, minimal=False))
    assert "fewer may do" in shown(report)


@pytest.mark.parametrize("termination", list(Termination))
def test_nothing_found(termination: Termination) -> None:
    report = replace(INFEASIBLE, solution_status=SolutionStatus.UNKNOWN, termination_reason=termination, conflict=None)
    assert "Nothing found" in shown(report)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 110, 140, 240])
@pytest.mark.parametrize("report", [SOLVED, INFEASIBLE])
def test_any_width(report: PortfolioReport, width: int) -> None:
    assert all(len(line) <= width for line in shown(report, width).splitlines())


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_any_encoding(encoding: str) -> None:
    assert "Feasible" in shown(SOLVED, encoding=encoding)


def test_control_characters_do_not_get_through() -> None:
    assert "\x1b" not in shown(SOLVED)


def test_colours_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    def drawn() -> str:
        stream = io.StringIO()
        show_answer(make_console(stream, width=100, force_terminal=True), PROBLEM, SOLVED)
        return stream.getvalue()

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[32m" in drawn() or "\x1b[33m" in drawn()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[32m" not in drawn()
    assert "\x1b[33m" not in drawn()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "–"),
        (Decimal("1234567"), "1,234,567"),
        (Decimal("1.50"), "1.5"),
        (Decimal("-0.0042"), "-0.0042"),
        (Decimal("0.1234567"), "0.123457"),
        (Decimal("0E+3"), "0"),
        (Decimal("1E+3"), "1,000"),
        (Decimal("123456789012345.5"), "123,456,789,012,345.5"),
        (Decimal("0.00000000012"), "1.2e-10"),
        (Decimal("-0.0"), "0"),
    ],
)
def test_figures(value: Decimal | None, text: str) -> None:
    assert figure(value) == text


def test_words() -> None:
    assert [percent(x) for x in (None, 0.0, 0.00001, 0.0123, 0.5, 2.0)] == [
        "–",
        "0 %",
        "< 0.01 %",
        "1.23 %",
        "50 %",
        "200 %",
    ]
    assert [seconds(x) for x in (0.0123, 1.26, 99.0, 600.0)] == ["12 ms", "1.3 s", "99.0 s", "10 min"]
    assert [rough(x) for x in (None, 12.0, 12345.6, 0.12345)] == ["–", "12", "12,346", "0.1235"]
    assert [count(1, "rule"), count(1200, "rule"), count(2, "entry", "entries")] == [
        "1 rule",
        "1,200 rules",
        "2 entries",
    ]
    assert [listed(["a", "b"], 2), listed(["a", "b", "c"], 2)] == ["a, b", "a, b and 1 more"]
    assert clean("a\nb\x1b\u202e") == "a b\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}"
