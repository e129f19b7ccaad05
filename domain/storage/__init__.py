"""What the use cases need of a database, as protocols; ``persistence`` keeps them on SQLite and PostgreSQL.

Apart from ``domain.ports``, since solvers see those and are to learn no business. Every ``get`` raises
``NotFoundError``; a write that breaks a rule of the database (a name that is taken, something still in use) raises
``ConflictingStateError``.
"""

from domain.storage.access import AccessRepository
from domain.storage.batches import BatchRepository
from domain.storage.planning import ConstraintSetRepository, InitiativeRepository, ScenarioRepository
from domain.storage.portfolios import PortfolioFlag, PortfolioRepository
from domain.storage.runs import ActionRunRepository, RunRepository
from domain.storage.sheets import SheetMemoryRepository
from domain.storage.unit_of_work import Storage, UnitOfWork

__all__ = [
    "AccessRepository",
    "ActionRunRepository",
    "BatchRepository",
    "ConstraintSetRepository",
    "InitiativeRepository",
    "PortfolioFlag",
    "PortfolioRepository",
    "RunRepository",
    "ScenarioRepository",
    "SheetMemoryRepository",
    "Storage",
    "UnitOfWork",
]
