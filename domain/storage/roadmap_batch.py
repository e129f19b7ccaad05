"""A stored batch: many roadmaps that were asked for at once, their runs, and the parts that workers take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.problem.problem import PortfolioProblem
from domain.problem.variants import Axes, Variant, expand
from domain.storage.run import OptimizationRun, RunStatus


@dataclass(frozen=True, slots=True)
class RoadmapBatch:
    """What is known of a batch without its problems. parameters: as a run keeps them; id: zero until it is stored."""

    batch_id: str
    name: str
    created_at: datetime
    parameters: Mapping[str, Any] = field(default_factory=dict)
    requested_by_email: str | None = None
    cancelled_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class BatchSource:
    """A scenario of the batch as it was when it was asked for. constraint_set_id: where no rules are varied."""

    name: str
    scenario_id: int
    constraint_set_id: int | None
    problem: PortfolioProblem


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """What a batch makes: its sources along the axes. rule_ids: the stored constraint set of a name in axes.rules."""

    sources: tuple[BatchSource, ...]
    axes: Axes
    rule_ids: Mapping[str, int] = field(default_factory=dict)

    def variants(self) -> tuple[Variant, ...]:
        """Every roadmap in order; the same ones every time. Raises ``InputError`` as ``expand`` does."""
        return expand({source.name: source.problem for source in self.sources}, self.axes)

    def source(self, variant: Variant) -> BatchSource:
        """Where a roadmap comes from."""
        return next(source for source in self.sources if source.name == variant.source)


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One roadmap of a batch. run_id: of its run, known from the start; run: None until that has ended.

    position: counted from 0 in the order of ``BatchPlan.variants``.
    """

    position: int
    name: str
    scenario: str
    solver: str
    run_id: str
    run: OptimizationRun | None = None


@dataclass(frozen=True, slots=True)
class BatchPart:
    """Some items of a batch, from ``first`` up to but not including ``end``, that a worker takes at a time.

    action_run_id: of the action that carries it out, None until that is started; status: of that action.
    """

    number: int
    first: int
    end: int
    action_run_id: str | None = None
    status: RunStatus | None = None


@dataclass(frozen=True, slots=True)
class BatchCount:
    """How many roadmaps of a batch there are to make, have ended, and have ended badly."""

    total: int
    ended: int
    failed: int
