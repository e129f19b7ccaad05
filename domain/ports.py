"""What the use cases need from outside, as protocols; adapters are wired in ``cli.bootstrap`` only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from threading import Event
from typing import TYPE_CHECKING, Protocol

from domain.lean import dataclass
from domain.model import Plan, SolveParameters
from domain.result import PlanResult, Progress

if TYPE_CHECKING:
    from datetime import datetime


def ignore_progress(_: Progress) -> None:
    """A listener that does nothing."""


class SolveControl:
    """One running solve, seen from outside: hear of progress, stop it (keep the best) or cancel it (keep none).

    Safe to use from any thread; stop and cancel take effect within a second.
    """

    def __init__(self, on_progress: Callable[[Progress], None] = ignore_progress) -> None:
        self.on_progress = on_progress
        self._stop = Event()
        self._cancel = Event()

    def stop(self) -> None:
        """Ask for the best portfolio found so far."""
        self._stop.set()

    def cancel(self) -> None:
        """Give the solve up and free its processor."""
        self._cancel.set()

    @property
    def stop_requested(self) -> bool:
        """Whether stop was called."""
        return self._stop.is_set()

    @property
    def cancel_requested(self) -> bool:
        """Whether cancel was called."""
        return self._cancel.is_set()


class SolverPort(Protocol):
    """Solves plans. A crash, overrun or memory fault is a ``PlanResult`` with termination error, never an exception."""

    @property
    def name(self) -> str:
        """Its name, such as ``cp-sat``, ``highs`` or ``auto``."""

    @property
    def exact_up_to(self) -> int:
        """The largest integer objective range that it proves exactly."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        """Solve all stages in order. Raises ``ParameterError`` for parameters that it does not accept."""


class SolverSource(Protocol):
    """Hands out solvers by name, each backend in a process of its own that stays warm."""

    @property
    def available(self) -> tuple[str, ...]:
        """The names of the solvers that can run here."""

    def solver(self, name: str) -> SolverPort:
        """The solver of a name, or ``auto``; others behind it confirm what it claims, and answer where it fails."""

    def alone(self, name: str) -> SolverPort:
        """The solver of a name with none behind it, for those who compare solvers."""

    def peak_megabytes(self) -> float:
        """The most memory that the living solver processes have held, added up; 0 where it cannot be told."""

    def close(self) -> None:
        """End all solver processes; the next solver that is asked for begins with a new one."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """This moment, in UTC."""


class WorkKind(StrEnum):
    """What a queued piece of work is. job: it mostly waits, also for runs, so it takes no place of theirs.

    analysis: it computes, so it takes the place of a run.
    """

    RUN = "run"
    JOB = "job"
    ANALYSIS = "analysis"


class QueuePhase(StrEnum):
    """Where the queue has a run. exhausted: begun as often as is allowed, and never ended."""

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
        """Those of the runs that the queue knows."""
