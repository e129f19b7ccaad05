"""What the engine and a solver process say to each other, one pickled message at a time over a private line."""

from __future__ import annotations

from domain.integer_model.bounding import BoundRequest, Bounds
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Progress
from domain.lean import dataclass
from solvers.stages.outcome import PlanState


@dataclass(frozen=True, slots=True)
class Solve:
    """To the process: solve this plan."""

    ticket: int
    plan: Plan
    parameters: SolveParameters


@dataclass(frozen=True, slots=True)
class Bound:
    """To the process: say what is known of these narrowings."""

    ticket: int
    request: BoundRequest
    parameters: SolveParameters


@dataclass(frozen=True, slots=True)
class Stop:
    """To the process: end the work of this ticket with the best point so far."""

    ticket: int


@dataclass(frozen=True, slots=True)
class Ready:
    """From the process: the library is imported, solves are welcome."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """From the process: the backend cannot be used, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """From the process: progress, for people."""

    progress: Progress


@dataclass(frozen=True, slots=True)
class Found:
    """From the process: a better point, to fall back on."""

    standing: PlanState


@dataclass(frozen=True, slots=True)
class Alive:
    """From the process: the backend has looked up from its work, to hear whether it should stop."""


@dataclass(frozen=True, slots=True)
class Refused:
    """From the process: options that the backend does not accept, a sentence each."""

    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """From the process: the result of the ticket's plan."""

    ticket: int
    result: PlanResult


@dataclass(frozen=True, slots=True)
class Bounded:
    """From the process: the bounds that the ticket asked for."""

    ticket: int
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Broken:
    """From the process: the solve failed in Python; after it the process is not used again."""

    detail: str
