"""One transaction over all repositories."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from domain.storage.access import AccessRepository
from domain.storage.batches import BatchRepository
from domain.storage.changes import ChangeLog
from domain.storage.planning import ConstraintSetRepository, InitiativeRepository, ScenarioRepository
from domain.storage.portfolios import PortfolioRepository
from domain.storage.runs import ActionRunRepository, RunRepository
from domain.storage.sheets import SheetMemoryRepository


class UnitOfWork(Protocol):
    """One transaction and the repositories in it. Never held open during a solve."""

    @property
    def initiatives(self) -> InitiativeRepository:
        """The backlog."""

    @property
    def scenarios(self) -> ScenarioRepository:
        """The scenarios."""

    @property
    def constraint_sets(self) -> ConstraintSetRepository:
        """The constraint sets."""

    @property
    def runs(self) -> RunRepository:
        """The optimization runs."""

    @property
    def action_runs(self) -> ActionRunRepository:
        """The jobs."""

    @property
    def batches(self) -> BatchRepository:
        """The batches of roadmaps."""

    @property
    def portfolios(self) -> PortfolioRepository:
        """The portfolios."""

    @property
    def access(self) -> AccessRepository:
        """Tokens, audit log and idempotency keys."""

    @property
    def changes(self) -> ChangeLog:
        """The log of changes."""

    @property
    def sheet_memory(self) -> SheetMemoryRepository:
        """What was last seen and written in spreadsheets."""


class Storage(Protocol):
    """Opens units of work; usable from any thread."""

    def reading(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that only reads, from one consistent state."""

    def writing(self) -> AbstractContextManager[UnitOfWork]:
        """A unit of work that is stored when the block ends well, and undone when it raises."""
