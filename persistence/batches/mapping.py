"""Batches as rows; what a batch makes as one JSON text, its problems in the form of a problem file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from domain.errors import DatabaseError
from domain.problem.constraints import ConstraintSet
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from domain.problem.variants import Axes, CapacityChange, WeightSet
from domain.storage.roadmap_batch import BatchPlan, BatchSource, RoadmapBatch
from persistence.batches import tables
from persistence.database.base import table_of
from persistence.database.flat import FlatMapping
from persistence.problem_files.form import CONSTRAINT_SET, PROBLEM
from persistence.problem_files.json_text import one_line, parse
from records.codecs import Codec
from records.faults import ROOT, Faults

T = TypeVar("T")
BATCH = FlatMapping(RoadmapBatch, table_of(tables.RoadmapBatch))


def plan_text(plan: BatchPlan) -> str:
    """What a batch makes, as JSON."""
    axes = plan.axes
    return one_line(
        {
            "sources": [
                {
                    "name": source.name,
                    "scenario_id": Decimal(source.scenario_id),
                    "constraint_set_id": _decimal(source.constraint_set_id),
                    "problem": PROBLEM.write(source.problem),
                }
                for source in plan.sources
            ],
            "modes": [mode.value for mode in axes.modes],
            "weight_sets": [{"name": each.name, "weights": dict(each.weights)} for each in axes.weight_sets],
            "frameworks": list(axes.frameworks),
            "capacities": [{"tokens": each.tokens, "share": each.share} for each in axes.capacities],
            "rules": [
                {
                    "name": name,
                    "id": _decimal(plan.rule_ids.get(name)),
                    "constraint_set": None if rules is None else CONSTRAINT_SET.write(rules),
                }
                for name, rules in axes.rules.items()
            ],
            "solvers": list(axes.solvers),
        }
    )


def plan_of(text: str, batch_id: str) -> BatchPlan:
    """What a batch makes. Raises ``ProblemFileError`` where somebody has written nonsense into it."""
    source = f"plan of batch {batch_id}"
    tree = parse(text, source)
    try:
        return _plan(tree, source)
    except (KeyError, TypeError, ValueError) as error:
        raise DatabaseError(f"{source} cannot be read: {error}") from None


def _plan(tree: Mapping[str, Any], source: str) -> BatchPlan:
    sources = []
    for each in tree["sources"]:
        problem = _read(PROBLEM, each["problem"], PortfolioProblem, source)
        sources.append(BatchSource(each["name"], int(each["scenario_id"]), _number(each["constraint_set_id"]), problem))
    axes = Axes(
        modes=tuple(ObjectiveMode(mode) for mode in tree["modes"]),
        weight_sets=tuple(WeightSet(each["name"], each["weights"]) for each in tree["weight_sets"]),
        frameworks=tuple(tree["frameworks"]),
        capacities=tuple(CapacityChange(each["tokens"], each["share"]) for each in tree["capacities"]),
        rules={each["name"]: _rules(each["constraint_set"], source) for each in tree["rules"]},
        solvers=tuple(tree["solvers"]),
    )
    rule_ids = {each["name"]: int(each["id"]) for each in tree["rules"] if each["id"] is not None}
    return BatchPlan(tuple(sources), axes, rule_ids)


def _rules(value: Any, source: str) -> ConstraintSet | None:
    return None if value is None else _read(CONSTRAINT_SET, value, ConstraintSet, source)


def _read(kind: Codec, value: Any, of: type[T], source: str) -> T:
    faults = Faults()
    found = kind.read(value, ROOT, faults)
    faults.raise_if_any(source)
    assert isinstance(found, of)
    return found


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def _number(value: Any) -> int | None:
    return None if value is None else int(value)
