"""What the API works with; put together by whoever starts it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.actions.requests import ActionFeed, Actions
from domain.live_sessions.runner import LiveSessions
from domain.ports import Clock
from domain.runs.execution import LendSolvers
from domain.runs.limits import UNLIMITED, SolveLimits
from domain.runs.progress import ProgressFeed
from domain.runs.runs import Runs
from persistence.run_queue.ledger import WorkerRow
from persistence.unit_of_work import SqlStorage, SystemClock
from solvers.plugins.registry import SolverRegistry, load_solvers


@dataclass(frozen=True, slots=True)
class Services:
    """The services that concepts find in their context, by type and name; without a database some are lacking.

    lend_solvers: for what is solved at once, in this process. solve_limits: what runs may use here. workers: those that
    live. sample: the problem file that the explorer offers to try things out with.
    shared: what all operations of a server have together, by what made it.
    """

    solvers: SolverRegistry = field(default_factory=load_solvers)
    clock: Clock = field(default_factory=SystemClock)
    storage: SqlStorage | None = None
    runs: Runs | None = None
    progress: ProgressFeed | None = None
    actions: Actions | None = None
    action_progress: ActionFeed | None = None
    live: LiveSessions | None = None
    lend_solvers: LendSolvers | None = None
    solve_limits: SolveLimits = UNLIMITED
    workers: Callable[[], Sequence[WorkerRow]] = tuple
    sample: Path | None = None
    shared: dict[object, Any] = field(default_factory=dict)
