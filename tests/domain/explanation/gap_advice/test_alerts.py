"""What people read about an answer: gaps with what would close them, rules in conflict, dates, capacity, failures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.explanation.gap_advice import Alert, alerts_of, failure_alert
from domain.integer_model.model import SolveParameters
from domain.optimization.optimize import optimize
from domain.portfolio.figures import Severity
from domain.problem.constraints import Cap, ConstraintSet, Dimension, Floor, Target, TargetKind
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.totals import CurvePoint, ResponseCurve
from domain.storage.run import RunStatus
from tests.domain.builders import d, initiative, problem
from tests.tiny_solver import TinySolver


def gmv(key: str, tokens: int | None, value: int, gmv: int, **more: object) -> Initiative:
    contribution = {"north_star": d(value), "gmv": d(gmv)}
    return initiative(key, tokens, market=str(more.pop("market", "UK")), kpi_contribution=contribution, **more)


def goal(value: int, market: str | None = "UK") -> ConstraintSet:
    return ConstraintSet(targets=(Target("gmv", d(value), TargetKind.GOAL, market),))


def alerts(question: PortfolioProblem) -> dict[str, Alert]:
    found = alerts_of(question, optimize(question, TinySolver(), SolveParameters()))
    assert len({(alert.market, alert.subject) for alert in found}) == len(found)
    return {alert.subject: alert for alert in found}


def test_a_gap_with_the_exchange_that_closes_it() -> None:
    question = problem(
        gmv("I-1", 4, 100, 10),
        gmv("I-2", 3, 90, 0),
        gmv("I-3", 3, 70, 35),
        gmv("I-4", 6, 60, 200),
        rules=goal(40),
        capacity_total_tokens=d(7),
    )
    alert = alerts(question)["gmv"]
    assert (alert.market, alert.target, alert.achieved, alert.gap) == ("UK", 40, 10, 30)
    assert alert.severity is Severity.HIGH
    assert alert.notes == "goal of 40 gmv in UK is missed by 30"
    assert alert.recommendation == (
        "Add I-3 (3 tokens) and take out I-2 (3 tokens): this closes the gap and costs 20 of north_star."
    )


def test_what_invalid_candidates_lack_and_what_nobody_can_bring() -> None:
    question = problem(
        gmv("I-1", 4, 100, 10),
        gmv("I-2", 2, -5, 5),
        gmv("I-3", None, 70, 25),
        gmv("I-4", 1, 5, 15),
        gmv("I-5", 1, 5, 500, market="DE"),
        rules=ConstraintSet(targets=goal(60).targets, forced_out=("I-4",)),
        capacity_total_tokens=d(8),
    )
    assert alerts(question)["gmv"].recommendation == (
        "Add I-2 (2 tokens): this leaves 45 missing and costs 5 of north_star. "
        "All candidates outside the portfolio together bring 5 of the 50 missing; new initiatives that bring 45 are "
        "needed, or a lower target. "
        "I-3 would bring 25, but cannot be selected: engineering_tokens is missing. "
        "I-4 would bring 15, but cannot be selected: it is forced out."
    )


def test_what_would_help_counts_by_the_curve() -> None:
    points = tuple(CurvePoint(d(raw), d(counted)) for raw, counted in ((0, 0), (40, 40), (80, 50)))
    rules = replace(goal(60), response_curves=(ResponseCurve("uk", "gmv", "UK", points),))
    question = problem(
        gmv("I-1", 4, 100, 20),
        gmv("I-2", 9, 90, 30),
        gmv("I-3", None, 70, 60),
        rules=rules,
        capacity_total_tokens=d(8),
    )
    # At 20 the next 30 lie at 50, which counts for 42.5; 60 more count for 50.
    assert alerts(question)["gmv"].recommendation == (
        "Add I-2 (9 tokens) and take out I-1 (4 tokens): this leaves 30 missing, but is not "
        "allowed by capacity:global. All candidates outside the portfolio together bring 22.5 of the 40 missing; new "
        "initiatives that bring 17.5 are needed, or a lower target. "
        "I-3 would bring 30, but cannot be selected: engineering_tokens is missing."
    )


def test_what_comes_along_is_counted() -> None:
    question = problem(
        gmv("I-1", 4, 100, 0),
        gmv("I-2", 3, 10, 30, prerequisite_keys=("I-3",)),
        gmv("I-3", 1, -40, 0),
        rules=goal(30),
        capacity_total_tokens=d(8),
    )
    assert alerts(question)["gmv"].recommendation == (
        "Add I-2 and I-3 (4 tokens): this closes the gap and costs 30 of north_star."
    )


def test_an_exchange_that_a_rule_forbids_names_the_rule() -> None:
    question = problem(
        gmv("I-1", 4, 100, 0, is_mandatory=True),
        gmv("I-2", 3, 10, 30),
        rules=goal(30),
        capacity_total_tokens=d(6),
    )
    assert alerts(question)["gmv"].recommendation == (
        "Add I-2 (3 tokens): this closes the gap, but is not allowed by capacity:global."
    )


def test_nothing_is_taken_out_that_a_floor_needs() -> None:
    question = problem(
        gmv("I-1", 4, 100, 0, is_mandatory=True),
        gmv("I-2", 3, 20, 0, category="Hygiene"),
        gmv("I-3", 3, 60, 0),
        gmv("I-4", 3, 10, 30),
        rules=replace(goal(30), floors=(Floor(Dimension.CATEGORY, d(3), "Hygiene"),)),
        capacity_total_tokens=d(10),
    )
    assert alerts(question)["gmv"].recommendation == (
        "Add I-4 (3 tokens) and take out I-3 (3 tokens): this closes the gap and costs 50 of north_star."
    )


def test_a_target_that_is_met_is_no_alert() -> None:
    assert "gmv" not in alerts(problem(gmv("I-1", 4, 100, 10), rules=goal(10)))


def test_rules_that_cannot_hold_together_with_the_smallest_relaxation() -> None:
    question = problem(
        initiative("I-1", 8, 5, market="UK", is_mandatory=True),
        rules=ConstraintSet(caps=(Cap(Dimension.MARKET, d(6), "UK"),), floors=(Floor(Dimension.TEAM, d(0), "web"),)),
    )
    found = alerts(question)
    assert found["run"].notes == ("no portfolio keeps all rules; cap:market:UK and mandatory:I-1 cannot hold together")
    assert found["run"].recommendation == (
        "Raise cap:market:UK from 6 to 8: this allows a portfolio of 1 initiative worth 5 north_star."
    )
    cap, must = found["cap:market:UK"], found["mandatory:I-1"]
    assert (cap.market, cap.target, cap.achieved, cap.gap, cap.severity) == ("UK", 6, 8, 2, Severity.CRITICAL)
    assert cap.recommendation == "Raise cap:market:UK from 6 to 8."
    assert must.notes.endswith("(cannot hold together with cap:market:UK)")
    assert must.recommendation == "It can stay as it is in the smallest relaxation."
    assert "floor:team:web" not in found


def test_a_deadline_that_no_period_can_meet() -> None:
    late = initiative("I-1", 1, 7, market="UK", deadline_date=date(2026, 2, 28))
    early = initiative("I-2", 1, 7, earliest_start_date=date(2026, 4, 1))
    fine = initiative("I-3", 1, 7, deadline_date=date(2026, 3, 31))
    found = alerts(problem(late, early, fine, strict_deadlines=True))
    assert found["window:I-1"].market == "UK"
    assert found["window:I-1"].notes == (
        "I-1 has to be placed by 2026-02-28; no period of the horizon (2026-Q1, 2026-01-01 to 2026-03-31) allows that"
    )
    assert found["window:I-1"].recommendation == (
        "Move the deadline to 2026-03-31 or later, or plan it for an earlier period; it would bring 7 north_star."
    )
    assert found["window:I-2"].recommendation == (
        "Let it start by 2026-03-31, or plan it for a later period; it would bring 7 north_star."
    )
    assert "window:I-3" not in found


def test_a_mandatory_deadline_that_cannot_be_met_is_critical() -> None:
    late = initiative("I-1", 1, 7, deadline_date=date(2025, 2, 28), is_mandatory=True)
    assert alerts(problem(late))["window:I-1"].severity is Severity.CRITICAL


def test_capacity_left_unused_and_what_would_go_into_it() -> None:
    question = problem(
        initiative("I-1", 4, 100), initiative("I-2", 5, 20), initiative("I-3", 8, 90), capacity_total_tokens=d(7)
    )
    unused = alerts(question)["capacity:global"]
    assert (unused.target, unused.achieved, unused.gap, unused.severity) == (7, 4, 3, Severity.LOW)
    assert unused.notes == "3 tokens of 7 left unused"
    assert unused.recommendation == (
        "Nothing outside fits: I-2 needs 5; 2 tokens more would let it in, for 20 more value."
    )


def test_capacity_that_another_rule_leaves_unused() -> None:
    rules = ConstraintSet(exclusions=(("I-1", "I-2"),))
    question = problem(initiative("I-1", 4, 100), initiative("I-2", 3, 20), rules=rules, capacity_total_tokens=d(7))
    unused = alerts(question)["capacity:global"]
    assert unused.recommendation == "I-2 (3 tokens) would fit: kept out by exclusion:I-1:I-2."


def test_capacity_without_anything_left_to_put_in() -> None:
    question = problem(initiative("I-1", "99.5", 100), capacity_total_tokens=d(100))
    unused = alerts(question)["capacity:global"]
    assert (unused.severity, unused.recommendation) == (Severity.NONE, "No candidate of value is left outside.")


def test_what_is_no_valid_candidate_is_told_once_each() -> None:
    found = alerts(problem(initiative("I-1", None, 5), *(initiative(f"X-{n}", -1, 5) for n in range(300))))
    assert found["invalid:I-1"].notes == "I-1 is no valid candidate and was left out: engineering_tokens is missing"
    assert found["invalid"].notes == "101 more initiatives are no valid candidates"


def test_warnings_are_passed_on() -> None:
    found = alerts(problem(initiative("I-1"), rules=ConstraintSet(caps=(Cap(Dimension.MARKET, d(6), "UK"),))))
    assert found["warning:1"].notes == "cap:market:UK: no candidate bears it"


def test_the_most_severe_comes_first() -> None:
    question = problem(gmv("I-1", 4, 1, 0), initiative("I-2", None, 5, market="UK"), rules=goal(9))
    found = alerts_of(question, optimize(question, TinySolver(), SolveParameters()))
    assert [alert.severity for alert in found] == [Severity.HIGH, Severity.MEDIUM]


def test_a_run_that_failed() -> None:
    alert = failure_alert("run-1", RunStatus.FAILED, "the solver crashed")
    assert alert.severity is Severity.CRITICAL
    assert alert.notes == (
        "run run-1 failed: the solver crashed; the results shown are those of the last run that had some"
    )
    assert failure_alert("run-1", RunStatus.CANCELLED, None).severity is Severity.NONE


def test_a_target_without_any_data_is_not_said_to_be_missed() -> None:
    asked = replace(goal(40), targets=(*goal(40).targets, Target("churn", d(3), TargetKind.GOAL)))
    found = alerts(problem(gmv("I-1", 4, 100, 10), rules=asked))
    assert found["gmv"].notes == "goal of 40 gmv in UK is missed by 30"
    untold = found["churn"]
    assert (untold.target, untold.achieved, untold.gap, untold.severity) == (3, None, None, Severity.MEDIUM)
    assert untold.notes == "goal of 3 churn in all markets cannot be judged: no candidate has data for churn"
    assert untold.recommendation.startswith(
        "Say what the candidates add to churn in the column kpi_contribution_json of the tab Candidates"
    )


def test_a_contribution_of_zero_is_data() -> None:
    assert alerts(problem(gmv("I-1", 4, 100, 0), rules=goal(40)))["gmv"].notes == "goal of 40 gmv in UK is missed by 40"


def test_one_rule_that_cannot_be_met_is_said_in_the_singular() -> None:
    found = alerts(problem(initiative("I-1", 1, 5), rules=ConstraintSet(mandatory_initiatives=("NOPE-1",))))
    assert found["run"].notes == "no portfolio keeps all rules; mandatory:NOPE-1 cannot be met by itself"
    assert found["mandatory:NOPE-1"].notes.endswith("NOPE-1 is not among the candidates")
