"""Batches as rows; what a batch makes as one JSON text, its problems in the form of a problem file."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.problem.constraints import ConstraintSet
from domain.problem.variants import Axes
from domain.records.faults import ROOT, Faults, is_object
from domain.storage.roadmap_batch import BatchPlan, BatchSource, RoadmapBatch
from persistence.batches import tables
from persistence.database.base import table_of
from persistence.database.flat import FlatMapping
from persistence.problem_files.form import FORM
from persistence.problem_files.json_text import one_line, parse

BATCH = FlatMapping(RoadmapBatch, table_of(tables.RoadmapBatch))


@dataclass(frozen=True, slots=True)
class _VariedRules:
    """A constraint set that is varied; id: of the stored one."""

    name: str
    id: int | None = None
    constraint_set: ConstraintSet | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    """A plan as its text has it: the axes beside the sources, and the rules as a list."""

    sources: tuple[BatchSource, ...]
    rules: tuple[_VariedRules, ...] = ()


_PARTS, _AXES = FORM.of(_Parts), FORM.of(Axes)


def plan_text(plan: BatchPlan) -> str:
    """What a batch makes, as JSON."""
    rules = [_VariedRules(name, plan.rule_ids.get(name), rules) for name, rules in plan.axes.rules.items()]
    return one_line(_AXES.write(replace(plan.axes, rules={})) | _PARTS.write(_Parts(plan.sources, tuple(rules))))


def plan_of(text: str, batch_id: str) -> BatchPlan:
    """What a batch makes. Raises ``ProblemFileError`` where somebody has written nonsense into it."""
    source = f"plan of batch {batch_id}"
    tree, faults, names = parse(text, source), Faults(), ("sources", "rules")
    if not is_object(tree, ROOT, faults):
        faults.raise_if_any(source)
    parts = _PARTS.read({name: value for name, value in tree.items() if name in names}, ROOT, faults)
    axes = _AXES.read({name: value for name, value in tree.items() if name not in names}, ROOT, faults)
    faults.raise_if_any(source)
    rules = {each.name: each.constraint_set for each in parts.rules}
    ids = {each.name: each.id for each in parts.rules if each.id is not None}
    return BatchPlan(parts.sources, replace(axes, rules=rules), ids)
