from __future__ import annotations

from decimal import Decimal

from domain.analyses.many_roadmaps.comparison import Roadmap, Standing, compare_roadmaps
from domain.integer_model.model import SolveParameters
from domain.optimization.optimize import optimize
from domain.problem.constraints import ConstraintSet
from domain.problem.variants import Axes, CapacityChange, expand
from tests.domain.builders import d, initiative, problem
from tests.tiny_solver import TinySolver

QUESTION = problem(
    initiative("A", 5, 90, title="First"),
    initiative("B", 4, 50),
    initiative("C", 3, 40),
    initiative("D", 20, 70),
)


def roadmaps(*capacities: int, rules: dict[str, ConstraintSet] | None = None) -> list[Roadmap]:
    changes = tuple(CapacityChange(tokens=d(tokens)) for tokens in capacities)
    variants = expand({"plan": QUESTION}, Axes(capacities=changes, rules=rules or {}, solvers=("tiny",)))
    return [
        Roadmap(v.name, v.scenario, v.problem, optimize(v.problem, TinySolver(), SolveParameters())) for v in variants
    ]


def test_core_borderline_and_exterior_by_the_share_of_roadmaps():
    compared = compare_roadmaps(roadmaps(5, 8, 12))
    assert [(row.initiative_key, row.count, row.standing) for row in compared.matrix] == [
        ("A", 3, Standing.CORE),
        ("C", 2, Standing.BORDERLINE),
        ("B", 1, Standing.BORDERLINE),
        ("D", 0, Standing.EXTERIOR),
    ]
    assert compared.matrix[0].title == "First"
    assert compared.matrix[1].core_index == Decimal("0.666666666666667")
    assert [held.roadmap for held in compared.matrix[1].held] == ["capacity 8", "capacity 12"]
    assert {held.period for held in compared.matrix[1].held} == {"2026-Q1"}


def test_overlap_counts_what_two_share():
    first, *_ = compare_roadmaps(roadmaps(5, 8, 12)).overlaps
    assert (first.first, first.second, first.shared, first.either) == ("capacity 5", "capacity 8", 1, 2)
    assert first.jaccard == Decimal("0.5")
    assert compare_roadmaps(roadmaps(1, 2)).overlaps[0].jaccard == 1


def test_dominated_is_what_brings_no_more_for_no_fewer_tokens():
    compared = compare_roadmaps(roadmaps(9, rules={"free": ConstraintSet(), "no A": ConstraintSet(forced_out=("A",))}))
    assert [(s.kpis["north_star"], s.tokens) for s in compared.roadmaps] == [(140, 9), (90, 7)]
    assert compared.dominated == ()
    costly = ConstraintSet(mandatory_initiatives=("D",))
    compared = compare_roadmaps(roadmaps(20, rules={"free": ConstraintSet(), "D": costly}))
    (dominated,) = compared.dominated
    assert (dominated.roadmap, dominated.by) == ("capacity 20 · D", ("capacity 20 · free",))


def test_what_has_no_portfolio_is_listed_and_counts_nowhere_else():
    compared = compare_roadmaps(
        roadmaps(8, rules={"free": ConstraintSet(), "torn": ConstraintSet(mandatory_initiatives=("D",))})
    )
    assert [(s.status.value, s.proven, s.initiatives) for s in compared.roadmaps] == [
        ("optimal", True, 2),
        ("infeasible", True, 0),
    ]
    assert compared.matrix[0].standing is Standing.CORE
    assert compared.overlaps == ()
    assert compare_roadmaps([]).matrix == ()
