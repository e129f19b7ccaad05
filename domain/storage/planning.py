"""Initiatives, scenarios and constraint sets, as the use cases read and write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from domain.errors import Fault
from domain.storage.records import ConstraintSetRecord, InitiativeRecord, ScenarioRecord


class InitiativeRepository(Protocol):
    """The backlog; every list is in the order of the keys."""

    def get(self, key: str) -> InitiativeRecord:
        """The initiative of a key."""

    def by_keys(self, keys: Iterable[str]) -> Mapping[str, InitiativeRecord]:
        """Those of the keys that are stored."""

    def stored_keys(self, keys: Iterable[str]) -> frozenset[str]:
        """Those of the keys that are stored, without what is stored under them."""

    def all(self) -> Sequence[InitiativeRecord]:
        """The whole backlog."""

    def candidates(self, period_keys: Iterable[str]) -> Sequence[InitiativeRecord]:
        """Those of the optimization pool that are meant for one of the periods, or for none in particular."""

    def delivered_keys(self) -> frozenset[str]:
        """The keys of all whose own status says that they are out."""

    def faults(self, record: InitiativeRecord) -> tuple[Fault, ...]:
        """Why an initiative could not be stored; empty when it could."""

    def save(self, records: Iterable[InitiativeRecord]) -> Mapping[str, int]:
        """Add those with a new key, replace the others (but not when they were created); the number of each.

        Raises ``ProblemFileError`` where one has faults.
        """

    def delete(self, key: str) -> None:
        """Remove an initiative that no portfolio holds."""


class ScenarioRepository(Protocol):
    """Scenarios, by number or by name."""

    def get(self, scenario_id: int) -> ScenarioRecord:
        """The scenario of a number."""

    def by_name(self, name: str) -> ScenarioRecord | None:
        """The scenario of a name."""

    def all(self) -> Sequence[ScenarioRecord]:
        """Every scenario, the oldest first."""

    def add(self, record: ScenarioRecord) -> ScenarioRecord:
        """Store a new scenario; it comes back with its number. Raises ``ProblemFileError`` for faults."""

    def update(self, record: ScenarioRecord) -> None:
        """Replace a scenario, but not when it was created."""

    def delete(self, scenario_id: int) -> None:
        """Remove a scenario without runs and portfolios."""


class ConstraintSetRepository(Protocol):
    """Constraint sets, by number or by name."""

    def get(self, constraint_set_id: int) -> ConstraintSetRecord:
        """The constraint set of a number."""

    def by_name(self, name: str) -> ConstraintSetRecord | None:
        """The constraint set of a name."""

    def all(self) -> Sequence[ConstraintSetRecord]:
        """Every constraint set, the oldest first."""

    def add(self, record: ConstraintSetRecord) -> ConstraintSetRecord:
        """Store a new constraint set; it comes back with its number. Raises ``ProblemFileError`` for faults."""

    def update(self, record: ConstraintSetRecord) -> None:
        """Replace a constraint set, but not when it was created."""

    def delete(self, constraint_set_id: int) -> None:
        """Remove a constraint set without runs."""
