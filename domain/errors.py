"""Every error this product raises on purpose, as one tree.

OptimizationEngineError
├── InputError                 what was given cannot be used; the user can mend it (exit code 2)
│   ├── ProblemFileError       a problem file with faults; carries every fault with its place
│   └── ParameterError         a solve parameter, solver name or backend option that is not accepted
├── SolverError                a backend did not do its work (exit code 5)
│   ├── SolverUnavailableError the backend's library is missing or does not load
│   ├── PluginError            a plugin that breaks the contract (wrong API version, misspelt hook)
│   └── SolveFailedError       a solve ended in an error: crash, deadline overrun, out of memory
├── NotFoundError              something that was asked for by its key or number does not exist
├── SessionGoneError           a live session that has ended, or that another process of the server has
├── ConflictingStateError      what is asked for does not go with what is stored (taken name, run that has ended)
│   └── EntryClashError        edits of entries that somebody else has changed; carries each with its place
├── LimitReachedError          somebody has as much under way as one may have; the same may be asked later
├── DatabaseError              the database cannot be reached, is not set up, or lacks its driver
│   ├── DatabaseUnavailableError  it is away, locked or full; the same may work in a while (exit code 2)
│   └── DatabaseNotReadyError  the database is empty or of another version; the user can mend it (exit code 2)
├── FormulationError           a problem whose numbers cannot be brought into an integer model
└── VerificationError          a portfolio that does not hold in exact arithmetic; never a result
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.lean import dataclass


class OptimizationEngineError(Exception):
    """Root of the tree: says what was wrong, where, and what to do."""


class InputError(OptimizationEngineError):
    """What was given cannot be used as it is."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of an input: its place (``initiatives[12].engineering_tokens``) and what is wrong there."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class ProblemFileError(InputError):
    """A problem file that cannot be read; ``faults`` holds every fault found, in file order."""

    def __init__(self, faults: Sequence[Fault], source: str = "") -> None:
        self.faults = tuple(faults)
        self.source = source
        super().__init__("\n".join(str(fault) for fault in self.faults))


class ParameterError(InputError):
    """A solve parameter, a solver name or a backend option that is not accepted."""


class SolverError(OptimizationEngineError):
    """A backend did not do its work."""


class SolverUnavailableError(SolverError):
    """The backend's library is missing or does not load."""


class PluginError(SolverError):
    """A solver plugin that breaks the contract of ``solvers.plugins.hookspecs``."""


class SolveFailedError(SolverError):
    """A solve that ended in an error: a crash, a deadline overrun, memory used up."""


LONGEST_KEY = 200
"""So much of what was asked for is repeated to who asked."""


class NotFoundError(OptimizationEngineError):
    """Something that was asked for does not exist; ``kind`` and ``key`` say what."""

    def __init__(self, kind: str, key: object) -> None:
        self.kind = kind
        self.key = key
        text = str(key)
        super().__init__(f"there is no {kind} {text if len(text) <= LONGEST_KEY else text[:LONGEST_KEY] + '…'}")


class SessionGoneError(OptimizationEngineError):
    """A live session that has ended, or that another process of the server has."""

    def __init__(self, session: str) -> None:
        super().__init__(
            f"the live session {session} is gone: it has ended, or another process of the server has it; open a new "
            "one and send the newest draft again"
        )


class ConflictingStateError(OptimizationEngineError):
    """What is asked for does not go with what is stored: a name that is taken, a run that has ended."""


class EntryClashError(ConflictingStateError):
    """Edits that do not go with the entries as they stand; ``clashes`` has each with its place among the edits."""

    def __init__(self, clashes: Sequence[Fault]) -> None:
        self.clashes = tuple(clashes)
        super().__init__("; ".join(str(clash) for clash in self.clashes))


class LimitReachedError(OptimizationEngineError):
    """Somebody has as much work waiting or under way as one person may have; the same may be asked later."""


class DatabaseError(OptimizationEngineError):
    """The database cannot be reached, is not set up, or lacks its driver."""


class DatabaseUnavailableError(DatabaseError):
    """The database is away, locked by another program, or has no room: the same may work in a while."""


class DatabaseNotReadyError(DatabaseError):
    """The database answers, but it is not at the newest revision; the message says how to bring it there."""


class FormulationError(OptimizationEngineError):
    """A problem whose numbers cannot be brought into an integer model."""


class VerificationError(OptimizationEngineError):
    """A portfolio that fails the exact check; ``violations`` says rule by rule how."""

    def __init__(self, violations: Sequence[str]) -> None:
        self.violations = tuple(violations)
        super().__init__("the portfolio does not hold in exact arithmetic: " + "; ".join(self.violations))
