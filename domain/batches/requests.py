"""Starts batches of roadmaps and looks after them: a batch is stored whole first, and its parts are started then."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from domain.actions.requests import Actions
from domain.backlog.snapshots import snapshot
from domain.errors import ConflictingStateError, InputError
from domain.integer_model.model import SolveParameters
from domain.ports import Clock
from domain.problem.variants import Axes, Variant
from domain.rules.wording import quantity
from domain.runs.requests import RunRequest, claim, parameters_record
from domain.runs.runs import Runs
from domain.storage import Storage, UnitOfWork
from domain.storage.roadmap_batch import BatchCount, BatchItem, BatchPart, BatchPlan, BatchSource, RoadmapBatch
from domain.storage.run import RunStatus

START_OPERATION = "start_batch"
ACTION = "batch.part"
"""The action that makes some roadmaps of a batch."""
ITEMS_IN_PART = 5
"""Few, so that single runs get their turn between two parts; enough that the queue's own work does not count."""


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """A request for roadmaps of some stored scenarios along the axes. axes.rules stays empty.

    constraint_set_id: of all roadmaps, where no rules are varied. rule_ids: stored constraint sets to vary.
    idempotency_key: the same key and request, sent again, get the batch that was started first.
    """

    scenario_ids: tuple[int, ...]
    axes: Axes
    name: str = ""
    constraint_set_id: int | None = None
    rule_ids: tuple[int, ...] = ()
    parameters: SolveParameters = field(default_factory=SolveParameters)
    requested_by_email: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class BatchView:
    """The current state of a batch.

    status: queued until a roadmap has ended, success when all have, failed when none is left to be made and some are
    missing (``resume`` makes them).
    """

    batch: RoadmapBatch
    status: RunStatus
    count: BatchCount


class Batches:
    """Starts, watches and ends batches. Every method that takes a batch id raises ``NotFoundError``."""

    def __init__(self, storage: Storage, clock: Clock, runs: Runs, actions: Actions) -> None:
        self._storage, self._clock = storage, clock
        self._runs, self._actions = runs, actions

    def start(self, request: BatchRequest) -> RoadmapBatch:
        """Store a batch and hand its parts to the queue.

        Raises ``InputError`` for lists that make no sense or too many roadmaps, ``NotFoundError`` for what is not
        stored, ``ConflictingStateError`` where the idempotency key came with another request before.
        """
        self._check(request)
        with self._storage.writing() as uow:
            digest = _digest(request)
            claimed = claim(
                uow, START_OPERATION, request.requested_by_email, request.idempotency_key, lambda: digest, self._clock
            )
            if claimed is not None and claimed.answer is not None:
                return uow.batches.get(claimed.answer)
            batch = self._store(uow, request)
            if claimed is not None:
                uow.access.answer(claimed.id, batch.batch_id)
        self.start_parts()
        return batch

    def start_parts(self) -> None:
        """Start every part that is stored and was not started yet; also done by workers, should we be cut off here."""
        with self._storage.reading() as uow:
            waiting = uow.batches.waiting()
        for batch, part in waiting:
            payload = {"batch": batch.batch_id, "part": part.number, "first": part.first, "end": part.end}
            key = f"batch {batch.batch_id} part {part.number}"
            action = self._actions.start(ACTION, payload, batch.requested_by_email, key, counts=False)
            with self._storage.writing() as uow:
                uow.batches.part_started(batch.batch_id, part.number, action.run_id)

    def view(self, batch_id: str) -> BatchView:
        """Current state of a batch."""
        with self._storage.reading() as uow:
            return self.views(uow, [uow.batches.get(batch_id)])[0]

    def newest(self, limit: int = 100) -> list[BatchView]:
        """Current states of the newest batches, the newest first."""
        with self._storage.reading() as uow:
            return self.views(uow, uow.batches.newest(limit=limit))

    def views(self, uow: UnitOfWork, batches: Sequence[RoadmapBatch]) -> list[BatchView]:
        """Current states of stored batches."""
        counts = uow.batches.counts(batch.batch_id for batch in batches)
        return [_view(uow, batch, counts) for batch in batches]

    def items(self, batch_id: str, first: int = 0, end: int | None = None) -> Sequence[BatchItem]:
        """The roadmaps of a batch in order, with the runs that have ended."""
        with self._storage.reading() as uow:
            return uow.batches.items(batch_id, first, end)

    def cancel(self, batch_id: str) -> RoadmapBatch:
        """Cancel what is not made yet and keep the rest. Raises ``ConflictingStateError`` when all is made."""
        view = self.view(batch_id)
        if view.status is RunStatus.SUCCESS:
            raise ConflictingStateError(f"batch {batch_id} has ended already")
        with self._storage.writing() as uow:
            uow.batches.cancel(batch_id, self._clock.now())
            parts = uow.batches.parts(batch_id)
        for part in parts:
            if part.action_run_id is not None and part.status is not None and not part.status.is_final:
                self._give_up(part.action_run_id)
        with self._storage.reading() as uow:
            return uow.batches.get(batch_id)

    def resume(self, batch_id: str) -> RoadmapBatch:
        """Make the missing roadmaps of a failed batch. Raises ``ConflictingStateError`` for one that has not failed."""
        view = self.view(batch_id)
        if view.status is not RunStatus.FAILED:
            raise ConflictingStateError(f"batch {batch_id} is {view.status.value}; only a failed one can be resumed")
        with self._storage.writing() as uow:
            parts = uow.batches.parts(batch_id)
            number = len(parts)
            for part in {(each.first, each.end): each for each in parts}.values():
                if any(item.run is None for item in uow.batches.items(batch_id, part.first, part.end)):
                    uow.batches.add_part(batch_id, BatchPart(number, part.first, part.end))
                    number += 1
        self.start_parts()
        return view.batch

    def _give_up(self, action_run_id: str) -> None:
        try:
            self._actions.cancel(action_run_id)
        except ConflictingStateError:
            return  # it ended in this moment

    def _check(self, request: BatchRequest) -> None:
        if not request.scenario_ids:
            raise InputError("name at least one scenario for the roadmaps")
        for scenario_id in request.scenario_ids:
            self._runs.check(RunRequest(scenario_id, None, request.axes.solvers, request.parameters))

    def _store(self, uow: UnitOfWork, request: BatchRequest) -> RoadmapBatch:
        sources = []
        for scenario_id in dict.fromkeys(request.scenario_ids):
            problem = snapshot(uow, scenario_id, request.constraint_set_id)
            sources.append(BatchSource(problem.scenario.name, scenario_id, request.constraint_set_id, problem))
        rules = {}
        for rule_id in dict.fromkeys(request.rule_ids):
            record = uow.constraint_sets.get(rule_id)
            rules[record.constraint_set.name] = rule_id, record.constraint_set
        plan = BatchPlan(
            tuple(sources),
            replace(request.axes, rules={name: found for name, (_, found) in rules.items()}),
            {name: rule_id for name, (rule_id, _) in rules.items()},
        )
        variants = plan.variants()
        parts = _parts(len(variants))
        self._runs.limits.refuse_more(uow, request.requested_by_email, len(parts))
        batch = RoadmapBatch(
            batch_id=str(uuid.uuid4()),
            name=request.name.strip()
            or f"{quantity(len(variants), 'roadmap')} of {', '.join(s.name for s in sources)}",
            created_at=self._clock.now(),
            parameters=parameters_record(request.parameters),
            requested_by_email=request.requested_by_email,
        )
        return uow.batches.add(batch, plan, [_item(*each) for each in enumerate(variants)], parts)


def _item(position: int, variant: Variant) -> BatchItem:
    return BatchItem(position, variant.name, variant.scenario, variant.solver, str(uuid.uuid4()))


def _parts(count: int) -> list[BatchPart]:
    starts = range(0, count, ITEMS_IN_PART)
    return [BatchPart(number, first, min(first + ITEMS_IN_PART, count)) for number, first in enumerate(starts)]


def _view(uow: UnitOfWork, batch: RoadmapBatch, counts: Mapping[str, BatchCount]) -> BatchView:
    count = counts[batch.batch_id]
    if count.ended == count.total:
        status = RunStatus.SUCCESS
    elif batch.cancelled_at is not None:
        status = RunStatus.CANCELLED
    else:
        states = [part.status for part in uow.batches.parts(batch.batch_id)]
        if all(state is not None and state.is_final for state in states):
            status = RunStatus.FAILED
        else:
            begun = count.ended or any(state not in (None, RunStatus.QUEUED) for state in states)
            status = RunStatus.RUNNING if begun else RunStatus.QUEUED
    return BatchView(batch, status, count)


def _digest(request: BatchRequest) -> str:
    asked = asdict(replace(request, parameters=SolveParameters(), requested_by_email=None, idempotency_key=None))
    asked["parameters"] = parameters_record(request.parameters)
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode("utf-8")).hexdigest()
