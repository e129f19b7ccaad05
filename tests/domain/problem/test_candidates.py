from __future__ import annotations

from datetime import date

import pytest

from domain.problem.candidates import judge_candidates
from domain.problem.constraints import Bundle, Cap, ConstraintSet, Dimension, Floor, Prerequisite, Target, TargetKind
from domain.problem.initiative import Initiative, ScopeMode
from domain.problem.scenario import ObjectiveMode
from tests.domain.builders import d, initiative, problem


def reasons(question, key):
    return judge_candidates(question).invalid.get(key, ())


def test_a_key_alone_is_invalid_with_every_reason_listed():
    rules = ConstraintSet(caps=(Cap(Dimension.MARKET, d(5), "UK"),))
    found = reasons(problem(Initiative("A"), rules=rules), "A")
    assert [reason.split()[0] for reason in found] == ["engineering_tokens", "market", "contribution"]


@pytest.mark.parametrize(
    ("mode", "given", "missing"),
    [
        (ScopeMode.MVP, {"engineering_tokens": d(1), "engineering_tokens_full": d(1)}, "engineering_tokens_mvp"),
        (ScopeMode.FULL, {"engineering_tokens": d(1), "engineering_tokens_mvp": d(1)}, "engineering_tokens_full"),
        (ScopeMode.CUSTOM, {"engineering_tokens_full": d(1)}, "engineering_tokens"),
        (None, {"engineering_tokens_mvp": d(1)}, "engineering_tokens"),
    ],
)
def test_tokens_are_needed_for_the_scope_that_is_planned(mode, given, missing):
    (reason,) = reasons(problem(initiative("A", None, scope_mode=mode, **given)), "A")
    assert reason.startswith(f"{missing} is missing")


def test_without_a_scope_the_full_figure_stands_in_for_missing_tokens():
    pool = judge_candidates(problem(initiative("A", None, engineering_tokens_full=d(4))))
    assert pool.sizes["A"][0].tokens == 4


def test_a_negative_figure_is_told_once_under_the_field_that_holds_it():
    fields = {"engineering_tokens_mvp": d(1), "engineering_tokens_full": d(2), "team_tokens": {"web": d(-2)}}
    question = problem(initiative("A", None, **fields), allow_scope_choice=True)
    assert reasons(question, "A") == ("team_tokens of web is negative: -2",)


def test_negative_tokens_and_negative_team_tokens_are_both_told():
    found = reasons(problem(initiative("A", -1, team_tokens={"web": d(-2)})), "A")
    assert found == ("engineering_tokens is negative: -1", "team_tokens of web is negative: -2")


def test_zero_tokens_are_fine():
    assert "A" in judge_candidates(problem(initiative("A", 0))).candidates


@pytest.mark.parametrize(
    "rules",
    [
        {"capacity_by_market": {"UK": d(3)}},
        {"rules": ConstraintSet(floors=(Floor(Dimension.MARKET, d(1), "UK"),))},
        {"rules": ConstraintSet(targets=(Target("north_star", d(1), TargetKind.GOAL, "UK"),))},
    ],
)
def test_a_market_is_needed_as_soon_as_any_rule_names_markets(rules):
    assert reasons(problem(initiative("A"), **rules), "A") == ("market is missing, and a rule names markets",)
    assert reasons(problem(initiative("A"), rules=ConstraintSet(caps=(Cap(Dimension.GLOBAL, d(9)),))), "A") == ()


def test_an_entry_of_zero_counts_as_a_contribution():
    assert reasons(problem(initiative("A", 1, 0)), "A") == ()


def test_an_entry_for_a_kpi_of_a_target_will_do():
    rules = ConstraintSet(targets=(Target("gmv", d(1), TargetKind.GOAL),))
    assert reasons(problem(initiative("A", 1, None, kpi_contribution={"gmv": d(0)}), rules=rules), "A") == ()


@pytest.mark.parametrize(
    "rules",
    [
        ConstraintSet(mandatory_initiatives=("A",)),
        ConstraintSet(prerequisites=(Prerequisite("B", "A"),)),
        ConstraintSet(bundles=(Bundle("X", ("A", "B")),)),
    ],
)
def test_what_others_need_or_a_mandate_demands_needs_no_contribution(rules):
    assert reasons(problem(initiative("A", 1, None), initiative("B"), rules=rules), "A") == ()


def test_an_enabler_named_by_another_initiative_needs_no_contribution():
    assert reasons(problem(initiative("A", 1, None), initiative("B", prerequisite_keys=("A",))), "A") == ()


def test_a_bundle_of_one_excuses_nobody():
    assert reasons(problem(initiative("A", 1, None, bundle_key="X")), "A") != ()


def test_a_missing_score_counts_as_zero_and_is_no_fault():
    question = problem(
        initiative("A", 1, None), objective_mode=ObjectiveMode.WEIGHTED_KPIS, objective_weights={"score": d(1)}
    )
    assert reasons(question, "A") == ()


def test_an_inverted_window_is_a_fault():
    late = initiative("A", earliest_start_date=date(2026, 3, 2), deadline_date=date(2026, 3, 1))
    assert "inverted" in reasons(problem(late), "A")[0]


def test_delivered_by_list_or_by_status_is_no_candidate_and_no_fault():
    pool = judge_candidates(problem(initiative("A"), Initiative("B", status="Shipped "), delivered=("A", "Z")))
    assert pool.candidates == {}
    assert pool.invalid == {}
    assert pool.delivered == {"A", "B", "Z"}


def test_the_optimiser_may_choose_between_mvp_and_full_only_when_allowed_and_both_are_known():
    both = initiative("A", 9, engineering_tokens_mvp=d(2), engineering_tokens_full=d(5))
    assert [s.tokens for s in judge_candidates(problem(both)).sizes["A"]] == [9]
    assert [s.tokens for s in judge_candidates(problem(both, allow_scope_choice=True)).sizes["A"]] == [2, 5]
    fixed = initiative("A", 9, engineering_tokens_mvp=d(2), engineering_tokens_full=d(5), scope_mode=ScopeMode.FULL)
    assert [s.tokens for s in judge_candidates(problem(fixed, allow_scope_choice=True)).sizes["A"]] == [5]
