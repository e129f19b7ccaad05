"""What solves that others ask for may use of a machine, and how many may wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from domain.errors import LimitReachedError, ParameterError
from domain.integer_model.model import SolveParameters

if TYPE_CHECKING:
    from domain.storage import UnitOfWork

Amount = TypeVar("Amount", int, float)


@dataclass(frozen=True, slots=True)
class SolveLimits:
    """The most that a solve may ask for; 0 for no limit.

    seconds, memory_mb: also what a solve gets that asks for none; an analysis has the seconds as a whole. threads: a
    solve that asks for none gets its backend's own number. queued: runs, analyses, jobs and parts of batches that one
    person may have waiting or under way.
    """

    seconds: float = 3600.0
    threads: int = 64
    memory_mb: int = 0
    queued: int = 1000

    def refuse_more(self, uow: UnitOfWork, email: str | None, wanted: int = 1) -> None:
        """Raise ``LimitReachedError`` where somebody would have too much waiting or under way; not for those without
        a name, who are on this machine.
        """
        if not self.queued or email is None:
            return
        found = uow.runs.open_of(email) + uow.action_runs.open_of(email)
        if found + wanted > self.queued:
            raise LimitReachedError(
                f"{email} may have {self.queued} runs, analyses, jobs and parts of batches waiting or under way here, "
                f"and has {found}; wait for some to end, or cancel them"
            )

    def check(self, parameters: SolveParameters) -> None:
        """Raise ``ParameterError`` for what is asked for beyond them, with a sentence for each."""
        asked = (
            ("time_limit", parameters.time_limit, "seconds", " seconds"),
            ("threads", parameters.threads, "threads", ""),
            ("memory_limit_mb", parameters.memory_limit_mb, "memory_mb", ""),
        )
        beyond = [
            f"{name} may be {most:g}{unit} at most here (the setting solves.{setting}), not {given:g}"
            for name, given, setting, unit in asked
            if (most := getattr(self, setting)) and given is not None and given > most
        ]
        if beyond:
            raise ParameterError("; ".join(beyond))

    def usual(self, seconds: float) -> float:
        """The time limit of who says none: the usual seconds, or those that are allowed where these are fewer."""
        return min(seconds, self.seconds or seconds)

    def within(self, parameters: SolveParameters) -> SolveParameters:
        """The same, cut to what is allowed: not all that asks has been checked, such as a run stored before."""
        return replace(
            parameters,
            time_limit=_least(parameters.time_limit, self.seconds),
            threads=None if parameters.threads is None else _least(parameters.threads, self.threads),
            memory_limit_mb=_least(parameters.memory_limit_mb, self.memory_mb),
        )


def _least(asked: Amount | None, most: Amount) -> Amount | None:
    if not most:
        return asked
    return most if asked is None else min(asked, most)


UNLIMITED = SolveLimits(0.0, 0, 0, 0)
