"""Writes scenarios: new ones, changed ones, and copies to ask what would happen if."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from domain.edits.edits import Edit
from domain.edits.stored_edits import edited_scenario
from domain.errors import InputError
from domain.ports import Clock
from domain.problem.scenario import Scenario
from domain.storage import UnitOfWork
from domain.storage.records import ScenarioRecord


def create_scenario(
    uow: UnitOfWork,
    scenario: Scenario,
    clock: Clock,
    *,
    description: str = "",
    delivered: Iterable[str] = (),
    created_by: str | None = None,
) -> ScenarioRecord:
    """Store a new scenario.

    Raises ``ProblemFileError`` with every fault, ``ConflictingStateError`` for a name that is taken.
    """
    now = clock.now()
    return uow.scenarios.add(ScenarioRecord(scenario, now, now, description, tuple(delivered), created_by))


def update_scenario(
    uow: UnitOfWork,
    scenario_id: int,
    clock: Clock,
    *,
    scenario: Scenario | None = None,
    description: str | None = None,
    delivered: Iterable[str] | None = None,
) -> ScenarioRecord:
    """Change the given fields of a scenario. Runs and portfolios keep the inputs that they had."""
    before = uow.scenarios.get(scenario_id)
    after = replace(
        before,
        scenario=before.scenario if scenario is None else scenario,
        description=before.description if description is None else description,
        delivered=before.delivered if delivered is None else tuple(delivered),
        updated_at=clock.now(),
        version=before.version + 1,
    )
    uow.scenarios.update(after)
    return after


def clone_scenario(
    uow: UnitOfWork,
    scenario_id: int,
    name: str,
    clock: Clock,
    *,
    created_by: str | None = None,
    edits: Sequence[Edit] = (),
) -> ScenarioRecord:
    """A copy under another name, without the runs and portfolios of the original, changed by edits in their order.

    Raises ``ProblemFileError`` for an edit that is not about the scenario.
    """
    original = uow.scenarios.get(scenario_id)
    if name.strip() == original.scenario.name:
        raise InputError("a copy needs a name of its own")
    return create_scenario(
        uow,
        replace(edited_scenario(original.scenario, edits), name=name.strip()),
        clock,
        description=original.description,
        delivered=original.delivered,
        created_by=created_by,
    )
