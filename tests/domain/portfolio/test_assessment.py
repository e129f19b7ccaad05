from dataclasses import replace
from decimal import Decimal
from random import Random

from domain.portfolio.assessment import assess, stage_costs
from domain.portfolio.diff import AssessedPortfolio, diff
from domain.portfolio.evaluation import Evaluation
from domain.portfolio.portfolio import Placement, Portfolio, PortfolioItem
from domain.portfolio.report import Decision
from domain.portfolio.verification import verify
from domain.problem.constraints import Cap, ConstraintSet, Dimension, Floor, Target, TargetKind
from domain.problem.problem import PortfolioProblem
from domain.problem.selection import Choice, PortfolioSolution
from domain.problem.sizing import Scope
from domain.problem.totals import CurvePoint, ResponseCurve
from domain.rules.rulebook import ruled
from tests.domain.builders import initiative, problem
from tests.persistence.records import NOW
from tests.strategies import random_problem

RULES = ConstraintSet(
    floors=(Floor(Dimension.MARKET, Decimal(2), "UK"),),
    caps=(Cap(Dimension.CATEGORY, Decimal(5), "UX"),),
    targets=(Target("gmv", Decimal(10), TargetKind.GOAL, "UK"),),
)
QUESTION = problem(
    initiative("A", 3, 30, market="UK", category="UX", kpi_contribution={"north_star": Decimal(30), "gmv": Decimal(4)}),
    initiative("B", 4, 20, market="DE", category="UX"),
    initiative("C", 2, 10, market="UK", engineering_tokens_mvp=Decimal(1), mvp_contribution_share=Decimal("0.5")),
    initiative("D", None, 10, market="UK"),
    rules=RULES,
    horizon=("2026-Q1", "2026-Q2"),
    capacity_total_tokens=Decimal(6),
)


def item(key: str, tokens: int | str, period: str | None = "2026-Q1", scope: Scope = Scope.NONE) -> PortfolioItem:
    return PortfolioItem(key, Placement(True, Decimal(tokens), period, scope), Decision.SELECTED)


def portfolio(*items: PortfolioItem, question: PortfolioProblem = QUESTION) -> AssessedPortfolio:
    return AssessedPortfolio(Portfolio("P", 1, NOW, NOW, items=items), assess(question, items))


def test_a_sound_portfolio_has_its_figures() -> None:
    found = assess(QUESTION, [item("A", 3), item("C", 2), PortfolioItem("B", Placement(False), Decision.NOT_SELECTED)])
    assert found.violations == ()
    assert found.tokens == 5
    assert {stage.name: stage.value for stage in found.stages}["north_star"] == 40
    assert [(target.rule_id, target.gap) for target in found.targets] == [("target:UK:gmv", Decimal(6))]


def test_broken_rules_are_named() -> None:
    found = assess(QUESTION, [item("A", 3), item("B", 4)])
    assert found.broken_rules == ("capacity:global@2026-Q1", "cap:category:UX")


def test_what_cannot_count_is_named_with_every_reason() -> None:
    found = assess(QUESTION, [item("A", 3, "2027-Q1"), item("D", -1), item("X", 1), item("B", 4)])
    faults = {violation.rule_id: violation.message for violation in found.violations}
    assert faults["choice:A"] == "2027-Q1 is not in the horizon"
    assert "engineering_tokens is negative" in faults["choice:D"]
    assert faults["choice:X"] == "X is not part of the problem"
    assert found.tokens == 4


def test_tokens_set_by_a_person_count() -> None:
    assert assess(QUESTION, [item("D", 5, scope=Scope.CUSTOM)]).tokens == 5
    found = assess(QUESTION, [item("C", 4, scope=Scope.MVP)])
    assert found.tokens == 4
    assert {stage.name: stage.value for stage in found.stages}["north_star"] == 5
    assert "capacity:global@2026-Q1" in assess(QUESTION, [item("A", 7)]).broken_rules


def test_costs_are_positive_where_it_got_worse() -> None:
    better, worse = assess(QUESTION, [item("A", 3), item("C", 2)]), assess(QUESTION, [item("C", 2)])
    costs = {cost.name: cost.cost for cost in stage_costs(better, worse)}
    assert costs["north_star"] == 30
    assert costs["tie_break:tokens"] == -3


def test_agrees_with_the_verification_on_random_portfolios() -> None:
    for seed in range(150):
        question, random = random_problem(seed), Random(seed)
        given = ruled(question)
        choices = {
            key: Choice(key, random.randrange(len(given.rules.periods)), random.choice(given.pool.sizes[key]))
            for key in given.pool.candidates
            if random.random() < 0.6
        }
        items = [
            item(key, str(choice.size.tokens), given.rules.periods[choice.period], choice.size.scope)
            for key, choice in choices.items()
        ]
        solution = PortfolioSolution(choices)
        found = assess(question, items)
        assert found.violations == verify(given, solution)
        exact = Evaluation(given, solution).stage_values()
        assert {stage.name: stage.exact for stage in found.stages} == exact


def test_diff_names_what_changed() -> None:
    before = portfolio(item("A", 3), item("C", 2))
    after = portfolio(item("B", 4, "2026-Q2"), item("C", 1, "2026-Q2", Scope.MVP), item("D", 5, scope=Scope.CUSTOM))
    found = diff(before, after)
    assert [change.initiative_key for change in found.entered] == ["B", "D"]
    assert [change.initiative_key for change in found.left] == ["A"]
    assert [change.initiative_key for change in found.moved] == ["C"]
    assert [change.initiative_key for change in found.resized] == ["C"]
    assert (found.tokens.before, found.tokens.after, found.tokens.delta) == (5, 10, 5)
    assert {change.name: change.delta for change in found.kpis} == {"gmv": -4, "north_star": -5}
    assert [change.rule_id for change in found.targets] == ["target:UK:gmv"]
    slack = {change.rule_id: (change.before, change.after) for change in found.rules}
    assert set(slack) == {"capacity:global@2026-Q2", "floor:market:UK", "cap:category:UX"}
    assert not found.is_empty


def test_diff_of_other_rules() -> None:
    wider = replace(QUESTION, constraint_set=ConstraintSet(caps=RULES.caps))
    items = (item("A", 3), item("B", 4))
    found = diff(portfolio(*items), portfolio(*items, question=replace(wider, constraint_set=ConstraintSet())))
    assert found.is_empty
    assert [violation.rule_id for violation in found.mended] == ["cap:category:UX"]
    assert found.newly_broken == ()
    assert [(change.rule_id, change.after) for change in found.rules] == [
        ("floor:market:UK", None),
        ("cap:category:UX", None),
    ]


def test_diff_says_where_both_stand_on_each_curve() -> None:
    curve = ResponseCurve(
        "uk", "gmv", "UK", tuple(CurvePoint(Decimal(x), Decimal(y)) for x, y in ((0, 0), (4, 4), (8, 5)))
    )
    bent = replace(QUESTION, constraint_set=replace(RULES, response_curves=(curve,)))
    before, after = portfolio(item("A", 3), question=bent), portfolio(item("B", 4), question=bent)
    (change,) = diff(before, after).curves
    assert (change.rule_id, change.before, change.after) == (
        "curve:uk",
        before.assessment.curves[0],
        after.assessment.curves[0],
    )
    assert diff(before, before).curves == ()
    assert [each.before for each in diff(portfolio(item("A", 3)), after).curves] == [None]


def test_diff_with_itself_is_empty() -> None:
    one = portfolio(item("A", 3))
    found = diff(one, one)
    assert found.is_empty
    assert (found.kpis, found.targets, found.rules, found.tokens.delta) == ((), (), (), 0)
