from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from domain.explanation.explanation import Certainty, Explanation, explain, explain_absence
from domain.portfolio.evaluation import Evaluation
from domain.portfolio.figures import Severity
from domain.portfolio.judged import JudgedPortfolio, severity_of
from domain.portfolio.report import Decision, InitiativeReport
from domain.portfolio.verification import verify
from domain.problem.constraints import (
    Bundle,
    Cap,
    ConstraintSet,
    Dimension,
    Floor,
    Prerequisite,
    SynergyBonus,
    Target,
    TargetKind,
)
from domain.problem.initiative import ScopeMode
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from domain.problem.selection import Choice, PortfolioSolution
from domain.rules.rulebook import ruled
from tests.domain.builders import d, initiative, problem
from tests.strategies import random_problem
from tests.work import growth

PROVEN = Certainty(True)


def explained(
    question: PortfolioProblem, *keys: str, certainty: Certainty = PROVEN, **periods: int
) -> tuple[Explanation, dict[str, InitiativeReport]]:
    """The explanation of the portfolio of these keys, in the first period unless told otherwise, in the last size."""
    given = ruled(question)
    chosen = {key: Choice(key, periods.get(key, 0), given.pool.sizes[key][-1]) for key in keys}
    explanation = explain(JudgedPortfolio(given, PortfolioSolution(chosen)), certainty)
    return explanation, {report.initiative_key: report for report in explanation.initiatives}


def test_a_full_capacity_is_named_with_its_numbers() -> None:
    question = problem(initiative("A", 117, 9), initiative("B", 8, 5), capacity_total_tokens=d(120))
    explanation, reports = explained(question, "A")
    assert reports["B"].decision is Decision.NOT_SELECTED
    assert reports["B"].blocking_rules == ("capacity:global",)
    assert reports["B"].reasons == (
        "capacity:global has 3 of 120 tokens left, it needs 8",
        "what it would displace is worth at least as much",
    )
    assert explanation.limiting_rules == ("capacity:global",)
    usage = explanation.usage[0]
    assert (usage.used, usage.limit, usage.slack, usage.binding) == (117, 120, 3, False)


def test_nothing_is_claimed_about_worth_without_a_proof() -> None:
    question = problem(initiative("A", 117, 9), initiative("B", 8, 5), capacity_total_tokens=d(120))
    _, reports = explained(question, "A", certainty=Certainty(False))
    assert reports["B"].reasons == ("capacity:global has 3 of 120 tokens left, it needs 8",)


def test_team_and_cap_limits_block_as_well() -> None:
    rules = ConstraintSet(caps=(Cap(Dimension.CATEGORY, d(5), "Infra"),))
    question = problem(
        initiative("A", 5, 9, category="Infra", team_tokens={"web": d(2)}),
        initiative("B", 1, 5, category="Infra", team_tokens={"web": d(1)}),
        rules=rules,
        capacity_by_team={"web": d(2)},
    )
    explanation, reports = explained(question, "A")
    assert reports["B"].blocking_rules == ("cap:category:Infra", "capacity:team:web")
    assert all(usage.binding for usage in explanation.usage)


def test_links_between_initiatives_block_in_plain_words() -> None:
    rules = ConstraintSet(
        prerequisites=(Prerequisite("B", "A"),), exclusions=(("C", "D"),), bundles=(Bundle("pack", ("E", "F", "G")),)
    )
    question = problem(*(initiative(key) for key in "ABCDEFG"), rules=rules)
    _, reports = explained(question, "C")
    assert reports["B"].blocking_rules == ("prerequisite:B:A",)
    assert "prerequisite A is not selected" in reports["B"].reasons
    assert reports["D"].blocking_rules == ("exclusion:C:D",)
    assert "C is selected and excludes it" in reports["D"].reasons
    assert reports["E"].blocking_rules == ("bundle:pack",)
    assert "bundle pack would need F and G as well" in reports["E"].reasons


def test_a_package_without_room_names_the_limit() -> None:
    rules = ConstraintSet(prerequisites=(Prerequisite("C", "R1"), Prerequisite("R1", "R2")))
    question = problem(
        initiative("A", 6, 9), initiative("R1", 3, 0), initiative("R2", 3, 0), initiative("C", 1, 5),
        rules=rules, capacity_total_tokens=d(10),
    )  # fmt: skip
    explanation, reports = explained(question, "A")
    assert reports["C"].blocking_rules == ("prerequisite:C:R1",)
    assert "capacity:global has 4 of 10 tokens left, together with R1 and R2 it needs 7" in reports["C"].reasons
    assert explanation.limiting_rules == ("capacity:global",)


def test_a_prerequisite_that_comes_later_blocks_only_in_earlier_periods() -> None:
    rules = ConstraintSet(prerequisites=(Prerequisite("B", "A"),))
    question = problem(
        initiative("A", deadline_date=None, earliest_start_date=date(2026, 4, 1)),
        initiative("B", deadline_date=date(2026, 3, 1)),
        rules=rules,
        horizon=("2026-Q1", "2026-Q2"),
    )
    _, reports = explained(question, "A", A=1)
    assert reports["B"].blocking_rules == ("prerequisite:B:A",)
    assert "prerequisite A comes only in 2026-Q2" in reports["B"].reasons


def test_the_best_period_and_size_are_looked_for() -> None:
    question = problem(
        initiative("A", 5, 9),
        initiative("B", None, 4, engineering_tokens_mvp=d(3), engineering_tokens_full=d(9)),
        horizon=("2026-Q1", "2026-Q2"),
        capacity_by_period={"2026-Q1": d(5), "2026-Q2": d(4)},
        allow_scope_choice=True,
    )
    _, reports = explained(question, "A")
    assert reports["B"].blocking_rules == ()


def test_what_adds_nothing_says_so() -> None:
    question = problem(initiative("A"), initiative("B", 1, 0), initiative("C", 1, -2))
    _, reports = explained(question, "A")
    assert reports["B"].reasons == ("by itself it adds nothing to the objective",)
    assert reports["C"].reasons == ("by itself it adds nothing to the objective",)


def test_a_penalty_that_it_would_complete_is_counted() -> None:
    rules = ConstraintSet(synergies=(SynergyBonus("clash", "north_star", d(-9)),))
    members = (initiative(key, 1, 5, synergy_group_keys=("clash",)) for key in "AB")
    _, reports = explained(problem(*members, rules=rules), "A")
    assert reports["B"].reasons == (
        "by itself it adds nothing to the objective once the penalties that it brings are counted",
    )


def test_unselectable_invalid_delivered_and_forced_out_give_their_reasons() -> None:
    rules = ConstraintSet(forced_out=("A",), prerequisites=(Prerequisite("B", "nowhere"),))
    question = problem(
        initiative("A"), initiative("B"), initiative("C", None), initiative("D"), rules=rules, delivered=("D",)
    )
    _, reports = explained(question)
    assert (reports["A"].decision, reports["A"].blocking_rules) == (Decision.FORCED_OUT, ("forced_out:A",))
    assert reports["A"].reasons == ("it is forced out",)
    assert reports["B"].blocking_rules == ("prerequisite:B:nowhere",)
    assert "neither a candidate nor delivered" in reports["B"].reasons[0]
    assert (reports["C"].decision, reports["C"].rank) == (Decision.INVALID, None)
    assert reports["C"].reasons == ("engineering_tokens is missing",)
    assert (reports["D"].decision, reports["D"].reasons) == (Decision.NOT_SELECTED, ("already delivered",))


def test_selected_ones_say_what_demands_them() -> None:
    rules = ConstraintSet(
        mandatory_initiatives=("A",),
        prerequisites=(Prerequisite("C", "B"),),
        bundles=(Bundle("pack", ("D", "E")),),
        synergies=(SynergyBonus("checkout", "north_star", d(300)),),
        floors=(Floor(Dimension.DEPARTMENT, d(4), "Core"),),
        targets=(Target("gmv", d(10), TargetKind.FLOOR),),
    )
    question = problem(
        initiative("A", 2, 0, is_mandatory=True, mandate_reason="the law"),
        initiative("B", 1, 0),
        initiative("C", 2, 8, synergy_group_keys=("checkout",)),
        initiative("D", 1, 1, synergy_group_keys=("checkout",)),
        initiative("E", 4, 0, department="Core"),
        initiative("F", 1, None, kpi_contribution={"north_star": d(-1), "gmv": d(10)}),
        initiative("G", 1, 0),
        rules=rules,
    )
    _, reports = explained(question, *"ABCDEFG")
    assert reports["A"].decision is Decision.FORCED_IN
    assert reports["A"].reasons == ("mandatory: the law",)
    assert reports["B"].reasons == ("prerequisite of C",)
    assert reports["C"].reasons == (
        "synergy checkout is complete with it: bonus 300 north_star",
        "on merit: value 8 for 2 tokens, rank 1 of 7 by value per token",
    )
    assert reports["D"].reasons[0] == "bundle pack: selected together with E"
    assert "floor:department:Core needs its 4 tokens: 4 are required" in reports["E"].reasons
    assert reports["F"].reasons == ("target:global:gmv needs its 10 gmv",)
    assert reports["G"].reasons == ("it costs the objective nothing, and the tie-breaks do not object",)


def test_goals_are_a_reason_only_where_they_are_aimed_at() -> None:
    rules = ConstraintSet(targets=(Target("gmv", d(10), TargetKind.GOAL),))
    one = initiative("A", 1, None, kpi_contribution={"north_star": d(0), "gmv": d(4)})
    question = problem(one, rules=rules, objective_mode=ObjectiveMode.LEXICOGRAPHIC)
    _, reports = explained(question, "A", certainty=Certainty(True, goals=True))
    assert reports["A"].reasons == ("target:global:gmv is brought nearer by its 4 gmv",)
    _, reports = explained(question, "A")
    assert not any("target" in reason for reason in reports["A"].reasons)


def test_ranks_go_by_value_per_token_and_equals_share_one() -> None:
    question = problem(
        initiative("A", 4, 2),
        initiative("B", 2, 1),
        initiative("C", 0, 1),
        initiative("D", 1, 3),
        initiative("E", 1, -1),
    )
    _, reports = explained(question)
    assert [reports[key].rank for key in "ABCDE"] == [3, 3, 1, 2, 5]


def test_weighted_values_are_in_the_objectives_unit() -> None:
    one = initiative("A", 1, None, kpi_contribution={"gmv": d(100), "nps": d(1)})
    two = initiative("B", 1, None, kpi_contribution={"gmv": d(300), "nps": d(2)})
    weights = {"gmv": d(1), "nps": d(1)}
    _, reports = explained(problem(one, two, objective_mode=ObjectiveMode.WEIGHTED_KPIS, objective_weights=weights))
    assert reports["A"].value == Decimal("0.583333333333333")
    assert reports["B"].value == Decimal("1.41666666666667")


def test_totals_keep_contributions_and_synergies_apart() -> None:
    rules = ConstraintSet(
        synergies=(SynergyBonus("checkout", "gmv", d(30)),),
        targets=(Target("gmv", d(100), TargetKind.GOAL), Target("gmv", d(10), TargetKind.FLOOR, market="UK")),
    )
    members = (
        initiative(k, 1, None, market="UK", kpi_contribution={"gmv": d(20)}, synergy_group_keys=("checkout",))
        for k in "AB"
    )
    explanation, _ = explained(problem(*members, rules=rules, north_star_kpi_key="gmv"), "A", "B")
    (kpi,) = explanation.kpis
    assert (kpi.kpi_key, kpi.total, kpi.contributions, kpi.synergies) == ("gmv", 70, 40, 30)
    goal, floor = explanation.targets
    assert (goal.achieved, goal.gap, goal.severity) == (70, 30, Severity.MEDIUM)
    assert (floor.achieved, floor.gap, floor.severity) == (70, 0, Severity.NONE)


def test_the_totals_of_the_objective_and_of_targets_are_told_even_where_nobody_contributes() -> None:
    question = problem(
        initiative("A", 1, None, kpi_contribution={"gmv": d(2)}),
        rules=ConstraintSet(targets=(Target("nps", d(1), TargetKind.GOAL),)),
        objective_mode=ObjectiveMode.WEIGHTED_KPIS,
        objective_weights={"retention": d(1), "score": d(1), "score:RICE": d(1)},
    )
    explanation, _ = explained(question, "A")
    assert [(kpi.kpi_key, kpi.total) for kpi in explanation.kpis] == [("gmv", 2), ("nps", 0), ("retention", 0)]


@pytest.mark.parametrize(
    ("kind", "target", "gap", "severity"),
    [
        (TargetKind.GOAL, 100, "0", Severity.NONE),
        (TargetKind.GOAL, 100, "9.99", Severity.LOW),
        (TargetKind.GOAL, 100, "10", Severity.MEDIUM),
        (TargetKind.GOAL, -100, "49.9", Severity.MEDIUM),
        (TargetKind.GOAL, 100, "50", Severity.HIGH),
        (TargetKind.GOAL, 0, "0.1", Severity.HIGH),
        (TargetKind.FLOOR, 100, "0.1", Severity.CRITICAL),
    ],
)
def test_severity(kind: TargetKind, target: int, gap: str, severity: Severity) -> None:
    assert severity_of(kind, d(target), d(gap)) is severity


def test_without_a_portfolio_everyone_hears_why() -> None:
    question = problem(initiative("A"), initiative("B", None), initiative("C", engineering_tokens_mvp=d(1)))
    given = ruled(question)
    reports = explain_absence(given, "no portfolio: cancelled")
    assert [r.decision for r in reports] == [Decision.NOT_SELECTED, Decision.INVALID, Decision.NOT_SELECTED]
    assert reports[0].reasons == ("no portfolio: cancelled",)


def test_blocking_rules_are_just_what_the_verifier_finds_when_the_initiative_is_added() -> None:
    checked = 0
    for seed in range(250):
        question = random_problem(seed, max_portfolios=300)
        given = ruled(question)
        chance = random.Random(seed)
        chosen: dict[str, Choice] = {}
        for key in given.pool.candidates:
            for t in range(len(given.rules.periods)):
                trial = {**chosen, key: Choice(key, t, given.pool.sizes[key][0])}
                if chance.random() < 0.7 and not verify(given, PortfolioSolution(trial)):
                    chosen = trial
                    break
        if verify(given, PortfolioSolution(chosen)):
            continue
        explanation = explain(JudgedPortfolio(given, PortfolioSolution(chosen)), Certainty(False))
        for report in explanation.initiatives:
            key = report.initiative_key
            if key in chosen or key not in given.pool.candidates:
                continue
            found = [
                {v.rule_id for v in verify(given, PortfolioSolution({**chosen, key: Choice(key, t, s)}))}
                for t in range(len(given.rules.periods))
                for s in given.pool.sizes[key]
            ]
            assert set(report.blocking_rules) in found, (seed, key)
            if any(not rules_broken for rules_broken in found):
                assert not report.blocking_rules, (seed, key)
            checked += 1
    assert checked > 50


def test_the_usage_of_a_portfolio_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    original = Evaluation.__init__

    def counted(self: Evaluation, *args: object) -> None:
        calls.append(1)
        original(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Evaluation, "__init__", counted)
    explained(problem(*(initiative(f"I-{k}") for k in range(50))), "I-1")
    assert len(calls) == 1


def explaining(count: int) -> Callable[[], object]:
    """Explains a portfolio out of so many initiatives."""
    chance = random.Random(1)
    many = [
        initiative(
            f"I-{k}", chance.randint(1, 9), chance.randint(0, 99), market=f"M{k % 9}", scope_mode=ScopeMode.CUSTOM,
            prerequisite_keys=(f"I-{k // 2}",) if k % 3 == 0 and k else (),
        )
        for k in range(count)
    ]  # fmt: skip
    tokens = {f"M{k}": d(900) for k in range(9)}
    question = problem(*many, capacity_total_tokens=d(9000), capacity_by_market=tokens)
    given = ruled(question)
    chosen = {key: Choice(key, 0, given.pool.sizes[key][0]) for key in list(given.pool.candidates)[: count * 3 // 8]}
    return lambda: explain(JudgedPortfolio(given, PortfolioSolution(chosen)), PROVEN)


def test_the_work_of_explaining_is_in_proportion_to_the_initiatives() -> None:
    assert growth(explaining, 2000) < 6
