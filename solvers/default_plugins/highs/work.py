"""What a solve of HiGHS has taken, counted at fixed points of its search, so that it is the same on every machine.

HiGHS tells no LP iterations while it solves, and its nodes cost next to nothing or seconds. It asks whether it is to
go on at fixed points of the search, though: about once a round of cuts at the root and once a node below it. Each such
call counts for what a round or a node of a model of this size was seen to cost.
"""

from __future__ import annotations

from domain.lean import dataclass
from solvers.api import Model

ROOT_SECONDS, ROOT_SECONDS_AN_ENTRY = 0.004, 1.5e-6
NODE_SECONDS, NODE_SECONDS_AN_ENTRY = 0.0004, 5e-7
"""Measured on the public problems of the benchmarks, one core; within a factor of three of the clock there."""


@dataclass(slots=True)
class Work:
    """So far; limit: where to end, None where nothing limits it."""

    root: float
    node: float
    limit: float | None
    spent: float = 0.0

    @classmethod
    def on(cls, model: Model, limit: float | None) -> Work:
        """Nothing spent yet on a model."""
        entries = len(model.columns)
        root = ROOT_SECONDS + ROOT_SECONDS_AN_ENTRY * entries
        return cls(root, NODE_SECONDS + NODE_SECONDS_AN_ENTRY * entries, limit)

    def count(self, nodes: int) -> bool:
        """Count one call at so many nodes; whether the limit is reached."""
        self.spent += self.root if nodes <= 1 else self.node
        return self.limit is not None and self.spent >= self.limit
