"""The tables, one module per model or small group; every name of the roadmap is a name here."""

from persistence.access.tables import ApiToken, AuditEntry, IdempotencyKey
from persistence.actions.tables import ActionRun, ActionRunStep
from persistence.batches.tables import RoadmapBatch, RoadmapBatchItem, RoadmapBatchPart
from persistence.changes.tables import Change
from persistence.database.base import Base
from persistence.initiatives.tables import Initiative
from persistence.portfolios.tables import Portfolio, PortfolioItem, RoadmapVersion
from persistence.runs.tables import OptimizationRun, OptimizationRunStep
from persistence.scenarios_and_rules.tables import OptimizationConstraintSet, OptimizationScenario
from persistence.sheets.tables import SheetMemory

__all__ = [
    "ActionRun",
    "ActionRunStep",
    "ApiToken",
    "AuditEntry",
    "Base",
    "Change",
    "IdempotencyKey",
    "Initiative",
    "OptimizationConstraintSet",
    "OptimizationRun",
    "OptimizationRunStep",
    "OptimizationScenario",
    "Portfolio",
    "PortfolioItem",
    "RoadmapBatch",
    "RoadmapBatchItem",
    "RoadmapBatchPart",
    "RoadmapVersion",
    "SheetMemory",
]
