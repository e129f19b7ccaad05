"""The log of changes: what was changed of what is stored, in the order in which it was stored for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class ChangedKind(StrEnum):
    """What a change is about.

    initiative: an initiative of the backlog.
    scenario: a scenario.
    constraint_set: a constraint set.
    run: a run of the optimizer.
    portfolio: a portfolio; its items are a part of it.
    batch: a batch of roadmaps; its runs are told by themselves.
    job: a job over a spreadsheet.
    analysis: an analysis of a plan.
    """

    INITIATIVE = "initiative"
    SCENARIO = "scenario"
    CONSTRAINT_SET = "constraint_set"
    RUN = "run"
    PORTFOLIO = "portfolio"
    BATCH = "batch"
    JOB = "job"
    ANALYSIS = "analysis"


class ChangeAction(StrEnum):
    """What became of it.

    created: it is new.
    updated: it was changed; of a run, a job or an analysis: a worker has begun it, or it has ended; of a batch: that of
        one of its parts, or it was given up or resumed.
    archived: it was put out of the way.
    restored: it was brought back.
    removed: it was removed for good, and its id finds nothing.
    """

    CREATED = "created"
    UPDATED = "updated"
    ARCHIVED = "archived"
    RESTORED = "restored"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    key: its number; of runs, batches, jobs and analyses the public id. id: its position in the log, which only grows.
    """

    kind: ChangedKind
    key: str
    action: ChangeAction
    occurred_at: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class LogBounds:
    """The positions of the oldest and the newest change that are still in the log; zero for an empty one."""

    oldest: int = 0
    newest: int = 0

    def reaches(self, position: int) -> bool:
        """Whether nothing that came after a position has been forgotten, and the position is one of this log."""
        return self.oldest - 1 <= position <= self.newest


class ChangeLog(Protocol):
    """The log of changes; writers add to it by themselves when they are done."""

    def bounds(self) -> LogBounds:
        """How far it reaches."""

    def after(self, position: int, limit: int) -> Sequence[Change]:
        """The changes after a position, the oldest first."""

    def forget(self, before: datetime) -> int:
        """Remove the changes of before a moment, but for the newest of them; how many."""
