"""The tables, one module per model or small group; every name of the roadmap is a name here."""

from persistence.tables.access import ApiToken, AuditEntry, IdempotencyKey
from persistence.tables.action_run import ActionRun, ActionRunStep
from persistence.tables.base import Base
from persistence.tables.batch import RoadmapBatch, RoadmapBatchItem, RoadmapBatchPart
from persistence.tables.initiative import Initiative
from persistence.tables.planning import OptimizationConstraintSet, OptimizationScenario
from persistence.tables.portfolio import Portfolio, PortfolioItem, RoadmapVersion
from persistence.tables.run import OptimizationRun, OptimizationRunStep
from persistence.tables.sheets import SheetMemory

__all__ = [
    "ActionRun",
    "ActionRunStep",
    "ApiToken",
    "AuditEntry",
    "Base",
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
