from __future__ import annotations

import json
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

import pytest
import simplejson

from domain.analyses.comparing.results import SolverComparison
from domain.errors import ProblemFileError
from domain.integer_model.model import Sense, SolveParameters
from domain.optimization.optimize import optimize
from domain.portfolio.report import PortfolioReport, Timings
from domain.problem.constraints import ConstraintSet, Dimension, Floor, Target, TargetKind
from persistence.report_json import dumps, loads, report_to_dict
from persistence.typed_json import record_of
from tests.domain.builders import initiative, problem
from tests.tiny_solver import TinySolver

KEYS = [
    "solution_status",
    "proof", "canonical", "termination_reason", "detail", "objective", "bound", "gap", "stages", "selected",
    "initiatives", "usage", "limiting_rules", "kpis", "targets",
    "curves", "overheads", "ratios", "formulas", "smooth", "warnings", "conflict", "relaxation",
    "solver", "timings",
]  # fmt: skip


def solved(**rules: Any) -> PortfolioReport:
    question = problem(
        initiative("A", "5.50", "8706.10", team_tokens={"web": Decimal("0.1"), "api": Decimal(2)}),
        initiative("Ä", 4, 3),
        rules=ConstraintSet(**rules),
        capacity_total_tokens=Decimal(7),
    )
    return optimize(question, TinySolver(), SolveParameters(), inputs_hash="abc")


def strict(text: str) -> Any:
    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is not JSON")

    return json.loads(text, parse_constant=refuse, parse_float=Decimal)


def test_the_object_has_every_key_in_order_and_exact_numbers() -> None:
    text = dumps(solved())
    read = strict(text)
    assert list(read) == KEYS
    assert '"objective": 8706.1,' in text
    assert '"gap": 0,' in text
    assert read["selected"] == ["A"]
    first, second = read["initiatives"]
    assert first["tokens"] == Decimal("5.5")
    assert (first["decision"], first["period"], first["scope"], first["rank"]) == ("selected", "2026-Q1", "none", 1)
    assert list(first["team_tokens"]) == ["api", "web"]
    assert (second["initiative_key"], second["blocking_rules"]) == ("Ä", ["capacity:global"])
    assert list(read["timings"]) == ["load", "formulate", "solve", "verify", "explain", "total"]
    assert {"name", "version", "parameters", "seed", "reproducible", "notes", "engine_version", "inputs_hash"} == set(
        read["solver"]
    )
    assert read["conflict"] is None
    assert read["relaxation"] is None


def test_conflict_and_relaxation_are_objects() -> None:
    read = strict(dumps(solved(mandatory_initiatives=("A", "Ä"))))
    assert read["objective"] is None
    assert set(read["conflict"]["rules"]) == {"capacity:global", "mandatory:A", "mandatory:Ä"}
    assert read["conflict"]["minimal"] is True
    (rule,) = read["relaxation"]["rules"]
    assert (rule["rule_id"], rule["amount"]) == ("capacity:global", Decimal("2.5"))
    assert rule["relative"] == Decimal("0.357142857142857")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("1E+3", "1000"),
        ("1E-7", "1E-7"),
        ("0.10", "0.1"),
        ("-0.0", "0"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("0.1234567890123456789", "0.1234567890123456789"),
    ],
)
def test_decimals_are_written_exactly(given: str, written: str) -> None:
    text = dumps(replace(solved(), objective=Decimal(given)), indent=None)
    assert f'"objective": {written}' in text
    assert strict(text)["objective"] == Decimal(given)


def test_what_is_no_number_in_json_is_null() -> None:
    report = solved()
    odd = replace(report, timings=replace(report.timings, load=float("nan")), objective=Decimal("Infinity"))
    read = strict(dumps(odd))
    assert read["timings"]["load"] is None
    assert read["objective"] is None


def test_the_dict_holds_plain_values_only() -> None:
    def check(value: Any) -> None:
        if isinstance(value, dict):
            assert all(type(key) is str for key in value)
            for item in value.values():
                check(item)
        elif isinstance(value, list):
            for item in value:
                check(item)
        else:
            assert value is None or type(value) in (str, bool, int, float, Decimal)

    check(report_to_dict(solved()))


def without_rounding(report: PortfolioReport) -> PortfolioReport:
    seconds = {name: round(value, 6) for name, value in asdict(report.timings).items()}
    return replace(report, timings=Timings(**seconds))


@pytest.mark.parametrize("floor", [None, 5, 100])
def test_a_report_is_read_back_as_it_was(floor: int | None) -> None:
    floors = () if floor is None else (Floor(Dimension.GLOBAL, Decimal(floor)),)
    report = solved(floors=floors, targets=(Target("north_star", Decimal("3.50"), TargetKind.GOAL, None, "2026-Q1"),))
    assert (report.conflict is not None) == (floor == 100)
    again = loads(dumps(report))
    assert again == replace(without_rounding(report), solver=again.solver)
    assert strict(dumps(again)) == strict(dumps(report))


def test_every_fault_of_a_report_is_told_at_once() -> None:
    plain = report_to_dict(solved()) | {"objective": "much", "selected": "A", "initiatives": [{"title": 1}]}
    with pytest.raises(ProblemFileError) as caught:
        loads(simplejson.dumps(plain, use_decimal=True))
    places = [fault.place for fault in caught.value.faults]
    assert {"objective", "selected", "initiatives[0].title", "initiatives[0].initiative_key"} <= set(places)


def test_what_is_no_report_is_refused_with_its_place() -> None:
    plain = report_to_dict(solved())
    for change, place in (
        ({"objective": "much"}, 'objective: expected a number, got text "much"'),
        ({"solution_status": "fine"}, "solution_status: expected one of optimal, "),
        ({"selected": "A"}, 'selected: expected a list, got text "A"'),
        ({"colour": "red"}, "colour: unknown key"),
        ({"initiatives": [{"initiative_key": 1}]}, "initiatives[0].initiative_key: expected text, got the number 1"),
        ({"detail": True}, "detail: expected text, got true"),
    ):
        with pytest.raises(ProblemFileError) as caught:
            loads(simplejson.dumps(plain | change, use_decimal=True))
        assert str(caught.value).startswith(place)
    with pytest.raises(ProblemFileError, match="is no JSON"):
        loads("{")


def test_what_earlier_versions_left_empty_is_read_as_nothing() -> None:
    stored = {"stage": "", "sense": "", "answers": [], "agreements": [], "contradictions": []}
    assert record_of(SolverComparison, stored) == SolverComparison("", None, (), (), ())
    assert record_of(SolverComparison, stored | {"sense": "maximize"}).sense is Sense.MAXIMIZE
