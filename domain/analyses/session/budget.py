"""What a computation of many questions may still spend: seconds, and work where an effort is asked for."""

from __future__ import annotations

import time
from dataclasses import replace

from domain.integer_model.model import Effort, SolveParameters

WORK = {Effort.QUICK: 10.0, Effort.NORMAL: 60.0}
"""Work for all questions together, about seconds of one core; a single question gets its effort within it."""
LEAST_WORK = 0.05


class Budget:
    """Time and work left, shared by all sessions of one analysis; a part of it also spends from the whole."""

    def __init__(self, parameters: SolveParameters, whole: Budget | None = None) -> None:
        """Start with everything that the parameters allow."""
        limit = parameters.time_limit
        self._deadline = None if limit is None else time.monotonic() + limit
        self._work = None if parameters.effort is None else WORK.get(parameters.effort)
        if parameters.effort is not None and parameters.deterministic_limit is not None:
            self._work = parameters.deterministic_limit
        self._whole = whole

    @property
    def seconds_left(self) -> float | None:
        """Seconds left; None without a time limit."""
        return None if self._deadline is None else self._deadline - time.monotonic()

    @property
    def is_spent(self) -> bool:
        """Whether too little is left for another solve."""
        seconds = self.seconds_left
        return (seconds is not None and seconds <= 0) or (self._work is not None and self._work < LEAST_WORK)

    def limited(self, parameters: SolveParameters) -> SolveParameters:
        """Parameters for the next solve, limited to what is left."""
        parameters = replace(parameters, time_limit=self.seconds_left)
        return parameters if self._work is None else replace(parameters, deterministic_limit=self._work)

    def spend(self, work: float) -> None:
        """Subtract what a solve took."""
        if self._work is not None:
            self._work -= work
        if self._whole is not None:
            self._whole.spend(work)

    def part(self, share: float, of_work: float | None = None) -> Budget:
        """A share of what is left; no less than nothing. of_work: the share of the work, where it is not the same."""
        part = Budget(SolveParameters(), self)
        seconds = self.seconds_left
        part._deadline = None if seconds is None else time.monotonic() + max(seconds, 0.0) * share
        part._work = None if self._work is None else max(self._work, 0.0) * (share if of_work is None else of_work)
        return part
