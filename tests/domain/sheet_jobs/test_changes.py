"""What has changed from one plan to the next, with the edit that made it so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from domain.integer_model.model import SolveParameters
from domain.optimization.optimize import optimize
from domain.problem.constraints import Cap, Dimension, Overhead
from domain.problem.problem import PortfolioProblem
from domain.sheet_jobs.changes import MOST_EDITS, ChangeKind, EarlierPlan, PlanChange, changes_of, placements_of
from tests.sheets.news import initiative, problem
from tests.tiny_solver import TinySolver


def compared(before: PortfolioProblem, after: PortfolioProblem) -> Mapping[str, PlanChange]:
    old, new = (optimize(each, TinySolver(), SolveParameters()) for each in (before, after))
    earlier = EarlierPlan("plan before", before, placements_of(old), old.objective, old.overhead_tokens)
    return {change.subject: change for change in changes_of(earlier, after, new)}


def test_the_same_plan_of_the_same_inputs_has_no_changes() -> None:
    assert compared(problem(), problem()) == {}


def test_more_capacity_is_told_with_what_enters() -> None:
    found = compared(problem(), problem("16"))
    assert [(change.subject, change.kind.value) for change in found.values()] == [
        ("value", "total"),
        ("tokens", "total"),
        ("initiatives", "total"),
        ("capacity_total_tokens", "edited"),
        ("I-4", "entered"),
    ]
    assert (found["capacity_total_tokens"].before, found["capacity_total_tokens"].after) == ("10", "16")
    assert (found["I-4"].before, found["I-4"].after, found["I-4"].tokens) == ("not in the plan", "2026-Q1, 6 tokens", 6)
    assert (found["value"].before, found["value"].after) == ("270.25", "340.25")


def test_the_total_of_tokens_counts_what_overheads_take() -> None:
    overhead = Overhead("platform", (Decimal(0), Decimal(3)), initiative_keys=("I-1",))
    total = compared(problem("13"), problem("13", overheads=(overhead,)))["tokens"]
    assert (total.before, total.after, total.tokens) == ("9", "12", 3)
    back = compared(problem("13", overheads=(overhead,)), problem("13"))["tokens"]
    assert (back.before, back.after, back.tokens) == ("12", "9", -3)


def test_what_leaves_says_the_edit_first_and_then_why_it_is_out() -> None:
    before = problem()
    dearer = replace(before.initiatives[1], engineering_tokens=Decimal(9))
    after = replace(before, initiatives=(before.initiatives[0], dearer, *before.initiatives[2:]))
    left = compared(before, after)["I-2"]
    assert (left.kind, left.after, left.tokens) == (ChangeKind.LEFT, "not in the plan", -3)
    assert left.why.startswith("engineering_tokens was 3, is 9; ")


def test_another_size_and_candidates_that_came_or_went() -> None:
    before = problem("16")
    cheaper = replace(before.initiatives[0], engineering_tokens=Decimal(3))
    new = initiative("I-9", "1", "50")
    after = replace(before, initiatives=(cheaper, *before.initiatives[1:3], *before.initiatives[4:], new))
    found = compared(before, after)
    assert (found["I-1"].kind, found["I-1"].before, found["I-1"].after) == (
        ChangeKind.RESIZED,
        "2026-Q1, 4 tokens",
        "2026-Q1, 3 tokens",
    )
    assert found["I-4"].why == "it is no longer among the candidates"
    assert found["I-9"].why.startswith("it is new among the candidates")


def test_rules_are_told_by_what_they_are_about_with_their_numbers() -> None:
    cap = Cap(Dimension.MARKET, Decimal(9), "UK")
    found = compared(problem(caps=(cap,)), problem(caps=(replace(cap, max_tokens=Decimal(12)),)))
    assert [(found["caps: market, UK"].before, found["caps: market, UK"].after)] == [("max_tokens 9", "max_tokens 12")]
    gone = compared(problem(caps=(cap,)), problem())
    assert (gone["caps: market, UK"].before, gone["caps: market, UK"].after) == ("max_tokens 9", "no rule")
    out = compared(problem(), problem(forced_out=("I-4",)))
    assert (out["forced_out: I-4"].before, out["forced_out: I-4"].after) == ("no rule", "set")


def test_edits_that_changed_no_plan_are_told_too_and_a_flood_of_them_is_cut() -> None:
    before = problem()
    poorer = replace(before.initiatives[3], department="Sales")
    quiet = compared(before, replace(before, initiatives=(*before.initiatives[:3], poorer, *before.initiatives[4:])))
    assert {key: (change.kind.value, change.why) for key, change in quiet.items()} == {
        "I-4": ("edited", "department was Growth, is Sales")
    }
    many = tuple(initiative(f"M-{number}", "100", "1") for number in range(MOST_EDITS + 9))
    moved = tuple(replace(each, department="Sales") for each in many)
    flood = compared(
        replace(before, initiatives=(*before.initiatives, *many)),
        replace(before, initiatives=(*before.initiatives, *moved)),
    )
    assert len(flood) == MOST_EDITS + 1 and flood["more"].why == "9 more edits"
