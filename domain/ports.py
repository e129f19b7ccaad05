"""What the use cases need from outside, as protocols; adapters are wired in ``cli.wiring.bootstrap`` only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from domain.lean import dataclass

if TYPE_CHECKING:
    from datetime import datetime


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Current time in UTC."""


class WorkKind(StrEnum):
    """Kind of a queued piece of work.

    job: mostly waits, also for runs, so it takes no place of theirs. analysis: computes, so it takes the place of a
    run.
    """

    RUN = "run"
    JOB = "job"
    ANALYSIS = "analysis"


class QueuePhase(StrEnum):
    """State of a run in the queue. exhausted: begun as often as is allowed, and never ended."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    EXHAUSTED = "exhausted"

    @property
    def is_over(self) -> bool:
        """Whether the queue will not work on the run any more."""
        return self not in (QueuePhase.QUEUED, QueuePhase.RUNNING)


@dataclass(frozen=True, slots=True)
class QueueState:
    """What the queue knows of a run. attempt: how often it was begun; detail: why the queue gave it up."""

    phase: QueuePhase
    attempt: int = 0
    detail: str = ""


class RunQueue(Protocol):
    """Runs and actions that wait for a worker, by run id; ``DatabaseError`` where the queue cannot be reached."""

    def enqueue(self, run_id: str, kind: WorkKind = WorkKind.RUN) -> None:
        """Let a worker execute the run; nothing happens when the queue knows it already."""

    def stop(self, run_id: str) -> None:
        """Ask a running run for its best portfolio; one that still waits will stop as soon as it begins."""

    def cancel(self, run_id: str) -> None:
        """Take the run from the queue, and from the worker that executes it."""

    def states(self, run_ids: Iterable[str]) -> Mapping[str, QueueState]:
        """States of those runs that the queue knows."""
