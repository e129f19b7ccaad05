"""Starts actions, looks after them and tells how they move: one is stored first and handed to the queue then."""

from __future__ import annotations

import contextlib
import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from domain.actions.registry import ActionRegistry
from domain.errors import ConflictingStateError, DatabaseError
from domain.ports import Clock, QueuePhase, QueueState, RunQueue
from domain.runs.progress import PAUSE_SECONDS, Feed
from domain.runs.requests import claim
from domain.runs.runs import Runs
from domain.storage import Storage
from domain.storage.run import ActionRun, LoggedStep, RunStatus

START_OPERATION = "start_action"


@dataclass(frozen=True, slots=True)
class ActionView:
    """The current state of an action. attempt: how often a worker has begun it."""

    run: ActionRun
    attempt: int = 0


class Actions:
    """Starts, watches and cancels actions. Every method that takes a run id raises ``NotFoundError``."""

    def __init__(self, storage: Storage, queue: RunQueue, clock: Clock, registry: ActionRegistry, runs: Runs) -> None:
        self._storage, self._queue, self._clock = storage, queue, clock
        self.registry, self._runs = registry, runs

    def start(
        self,
        name: str,
        payload: Mapping[str, Any],
        requested_by_email: str | None = None,
        idempotency_key: str | None = None,
        counts: bool = True,
    ) -> ActionRun:
        """Store an action and hand it to the queue; the same key and request get the action that was started first.

        counts: false for what was counted as a part of something else.
        Raises ``InputError`` for a name or a payload that cannot be carried out, ``ConflictingStateError`` where the
        key came with another request before.
        """
        action = self.registry.get(name)
        action.check(payload)
        wanted = ActionRun(
            run_id=str(uuid.uuid4()),
            action=name,
            created_at=self._clock.now(),
            requested_by_email=requested_by_email,
            payload=dict(payload),
        )
        with self._storage.writing() as uow:
            asked = partial(_digest, name, payload)
            claimed = claim(uow, START_OPERATION, requested_by_email, idempotency_key, asked, self._clock)
            if claimed is not None and claimed.answer is not None:
                stored = uow.action_runs.get(claimed.answer)
            else:
                if counts:
                    self._runs.limits.refuse_more(uow, requested_by_email)
                stored = uow.action_runs.add(wanted)
                if claimed is not None:
                    uow.access.answer(claimed.id, stored.run_id)
        with contextlib.suppress(DatabaseError):  # where the queue does not answer, a worker finds it later
            self._queue.enqueue(stored.run_id, action.kind)
        return stored

    def view(self, run_id: str) -> ActionView:
        """Current state of an action."""
        with self._storage.reading() as uow:
            action = uow.action_runs.get(run_id)
        return self.views([action])[0]

    def views(self, actions: Sequence[ActionRun]) -> list[ActionView]:
        """Current states of stored actions; the queue knows which of them wait and which are executed."""
        states = self._queue.states(action.run_id for action in actions)
        return [_view(action, states.get(action.run_id)) for action in actions]

    def newest(self, statuses: Iterable[RunStatus] = (), limit: int = 100, prefix: str = "") -> list[ActionView]:
        """Current states of the newest actions, the newest first. prefix: that of their names."""
        with self._storage.reading() as uow:
            found = uow.action_runs.newest(statuses, limit=limit, prefix=prefix)
        return self.views(found)

    def steps(self, run_id: str) -> Sequence[LoggedStep]:
        """The step log of an action, in order."""
        with self._storage.reading() as uow:
            return uow.action_runs.steps(run_id)

    def cancel(self, run_id: str) -> ActionRun:
        """Cancel an action and the run that it has started. Raises ``ConflictingStateError`` where it has ended."""
        now = self._clock.now()
        with self._storage.writing() as uow:
            uow.action_runs.finish(run_id, RunStatus.CANCELLED, now, error_text="cancelled on request")
            action = uow.action_runs.get(run_id)
            number = action.optimization_run_id
            started = None if number is None else uow.runs.numbered(number)
        if action.status is not RunStatus.CANCELLED:
            raise ConflictingStateError(f"job {run_id} has ended already: {action.status.value}")
        self._queue.cancel(run_id)
        if started is not None and not started.status.is_final:
            with contextlib.suppress(ConflictingStateError):
                self._runs.cancel(started.run_id)
        return action


def _view(action: ActionRun, state: QueueState | None) -> ActionView:
    attempt = 0 if state is None else state.attempt
    if action.status.is_final:
        return ActionView(action, attempt)
    waits = state is None or state.phase is QueuePhase.QUEUED
    return ActionView(replace(action, status=RunStatus.QUEUED if waits else RunStatus.RUNNING), attempt)


def _digest(name: str, payload: Mapping[str, Any]) -> str:
    text = json.dumps([name, payload], sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class ActionFeed(Feed[ActionView]):
    """Feed of actions."""

    def __init__(self, storage: Storage, actions: Actions, pause: float = PAUSE_SECONDS) -> None:
        def read(run_ids: Sequence[str]) -> list[ActionView]:
            with storage.reading() as uow:
                found = [uow.action_runs.get(run_id) for run_id in run_ids]
            return actions.views(found)

        super().__init__(read, pause)
