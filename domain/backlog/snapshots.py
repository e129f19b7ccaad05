"""Builds the whole problem of a scenario, as a run stores it: what was true of the backlog at that moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from domain.errors import ConflictingStateError, NotFoundError
from domain.problem.constraints import NO_RULES, ConstraintSet
from domain.problem.kpis.shapes import drawn
from domain.problem.problem import PortfolioProblem
from domain.storage import UnitOfWork
from domain.storage.records import InitiativeRecord, ScenarioRecord


def snapshot(
    uow: UnitOfWork,
    scenario_id: int,
    constraint_set_id: int | None = None,
    initiative_keys: Iterable[str] | None = None,
    deadlines: Mapping[str, date] | None = None,
) -> PortfolioProblem:
    """The problem of a scenario: with chosen initiatives, or with the pool of candidates of its periods.

    deadlines: the last day of an initiative by its key, beside the one that it has itself. Raises
    ``NotFoundError`` for a number or a key that is not stored, ``ConflictingStateError`` for an archived scenario.
    """
    scenario = uow.scenarios.get(scenario_id)
    if scenario.archived_at is not None:
        raise ConflictingStateError(f"scenario {scenario.scenario.name} is archived; restore it first")
    rules = NO_RULES if constraint_set_id is None else uow.constraint_sets.get(constraint_set_id).constraint_set
    records = [
        _by(record, (deadlines or {}).get(record.key)) for record in _initiatives(uow, scenario, initiative_keys)
    ]
    return build_problem(scenario, rules, records, uow.initiatives.delivered_keys())


def as_snapshot(problem: PortfolioProblem) -> PortfolioProblem:
    """A problem that was stated whole, in the form of a snapshot: equal contents give an equal one."""
    return replace(
        problem,
        constraint_set=_drawn(problem.constraint_set),
        initiatives=tuple(sorted(problem.initiatives, key=lambda initiative: initiative.initiative_key)),
        delivered=tuple(sorted(set(problem.delivered))),
    )


def build_problem(
    scenario: ScenarioRecord,
    rules: ConstraintSet,
    records: Iterable[InitiativeRecord],
    delivered_keys: frozenset[str] = frozenset(),
) -> PortfolioProblem:
    """The problem of a scenario, a constraint set and initiatives; equal contents give an equal problem.

    delivered_keys: of the whole backlog; those that a rule names, and no candidate is, are taken along.
    """
    initiatives = tuple(record.initiative for record in sorted(records, key=lambda record: record.key))
    own = {initiative.initiative_key for initiative in initiatives}
    named = {key for initiative in initiatives for key in initiative.prerequisite_keys}
    named.update(rules.mandatory_initiatives)
    named.update(prerequisite.requires for prerequisite in rules.prerequisites)
    delivered = sorted({*scenario.delivered, *(named & delivered_keys - own)})
    return PortfolioProblem(scenario.scenario, _drawn(rules), initiatives, tuple(delivered))


def _drawn(rules: ConstraintSet) -> ConstraintSet:
    """Rules whose curves have points, so that what was planned with is known however shapes are drawn later."""
    if all(curve.points for curve in rules.response_curves):
        return rules
    curves = tuple(
        curve if curve.points else replace(curve, points=drawn(curve).points) for curve in rules.response_curves
    )
    return replace(rules, response_curves=curves)


def _by(record: InitiativeRecord, day: date | None) -> InitiativeRecord:
    """An initiative with a last day in addition to its own."""
    own = record.initiative.deadline_date
    if day is None or (own is not None and own <= day):
        return record
    return replace(record, initiative=replace(record.initiative, deadline_date=day))


def _initiatives(uow: UnitOfWork, scenario: ScenarioRecord, keys: Iterable[str] | None) -> Sequence[InitiativeRecord]:
    if keys is None:
        return uow.initiatives.candidates({scenario.scenario.period_key, *scenario.scenario.periods})
    wanted = tuple(dict.fromkeys(keys))
    found = uow.initiatives.by_keys(wanted)
    for key in wanted:
        if key not in found:
            raise NotFoundError("initiative", key)
    return tuple(found.values())
