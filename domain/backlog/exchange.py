"""Takes a problem into the backlog: its initiatives, its constraint set and its scenario, in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from domain.backlog.constraint_sets import create_constraint_set
from domain.backlog.initiatives import save_initiatives
from domain.backlog.scenarios import create_scenario
from domain.errors import ConflictingStateError, Fault, ProblemFileError
from domain.ports import Clock
from domain.problem.constraints import ConstraintSet
from domain.problem.problem import PortfolioProblem
from domain.storage import UnitOfWork
from domain.storage.records import ConstraintSetRecord, InitiativeRecord, ScenarioRecord


class KnownInitiatives(StrEnum):
    """What becomes of initiatives that are stored already.

    refuse: nothing is imported where there are some.
    keep: they stay as they are.
    change: they become what the problem says, and candidates of its period; archived ones are brought back.
    """

    REFUSE = "refuse"
    KEEP = "keep"
    CHANGE = "change"


@dataclass(frozen=True, slots=True)
class ImportNames:
    """Names to store a problem under in place of its own; empty for its own."""

    scenario: str = ""
    constraint_set: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was stored. constraint_set: None for a problem without rules. kept: keys of those that stay as they were."""

    scenario: ScenarioRecord
    constraint_set: ConstraintSetRecord | None
    added: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]


def import_problem(
    uow: UnitOfWork,
    problem: PortfolioProblem,
    clock: Clock,
    known: KnownInitiatives = KnownInitiatives.REFUSE,
    names: ImportNames = ImportNames(),
    created_by: str | None = None,
) -> Imported:
    """Store what a problem holds; its initiatives become candidates of the scenario's first period.

    Raises ``ProblemFileError`` with the place in the problem, ``ConflictingStateError`` for a name that is taken or,
    where that is asked for, initiatives that are known.
    """
    stored = uow.initiatives.by_keys(each.initiative_key for each in problem.initiatives)
    if stored and known is KnownInitiatives.REFUSE:
        shown = ", ".join(sorted(stored)[:5]) + (" and others" if len(stored) > 5 else "")
        raise ConflictingStateError(
            f"{len(stored)} of the initiatives are stored already: {shown}; say whether to keep or to change them"
        )
    scenario = replace(problem.scenario, name=names.scenario or problem.scenario.name)
    now = clock.now()
    records = [
        _candidate(stored.get(each.initiative_key), InitiativeRecord(each, now, now), scenario.period_key)
        for each in problem.initiatives
        if each.initiative_key not in stored or known is KnownInitiatives.CHANGE
    ]
    _save(uow, problem, records, clock)
    own = create_scenario(uow, scenario, clock, delivered=problem.delivered, created_by=created_by)
    rules = replace(problem.constraint_set, name=names.constraint_set or problem.constraint_set.name)
    is_empty = replace(rules, name="") == ConstraintSet(name="")
    if not is_empty and not rules.name.strip():
        rules = replace(rules, name=f"Rules of {scenario.name}")
    written = {record.key for record in records}
    return Imported(
        own,
        None if is_empty else create_constraint_set(uow, rules, clock),
        tuple(key for key in sorted(written) if key not in stored),
        tuple(key for key in sorted(written) if key in stored),
        tuple(key for key in sorted(stored) if key not in written),
    )


def _candidate(before: InitiativeRecord | None, record: InitiativeRecord, period_key: str) -> InitiativeRecord:
    """The initiative as the problem has it, with what is kept beside, as a candidate; no archived one is."""
    kept = record if before is None else replace(before, initiative=record.initiative)
    return replace(kept, is_optimization_candidate=True, candidate_period_key=period_key, archived_at=None)


def _save(uow: UnitOfWork, problem: PortfolioProblem, records: list[InitiativeRecord], clock: Clock) -> None:
    places = {each.initiative_key: index for index, each in enumerate(problem.initiatives)}
    faults = [
        Fault(f"initiatives[{places[row.initiative_key]}].{fault.place}", fault.message)
        for row in save_initiatives(uow, records, clock)
        for fault in row.faults
    ]
    if faults:
        raise ProblemFileError(faults)
