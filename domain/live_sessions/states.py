"""The state of all live sessions of a server, and what may happen to it. Nothing here runs, waits or computes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How much live sessions may use of a server.

    per_token, most: sessions that are open at a time, of one token and in all. idle_seconds: a session in which nothing
    is asked for so long ends. solvers: how many drafts are solved at a time; others wait for their turn. seconds: how
    long one draft is worked on at most. initiatives: how many the problem of a session may have; one thread looks at
    the drafts of all.
    """

    per_token: int = 5
    most: int = 100
    idle_seconds: float = 600.0
    solvers: int = 1
    seconds: float = 60.0
    initiatives: int = 5_000


TURN_SECONDS = 1.0
"""How long a draft is worked on while others wait; twice as long with each further turn, so that all come to an end."""
REST_SECONDS = 30.0
"""How long solvers are kept warm after the last session has ended."""
MOST_LOST = 2
"""After so many solver processes lost over one draft, it is not tried again."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A solver at work on a draft. stopping: it has been told to end."""

    seq: int
    began: float
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class SessionState:
    """One open session.

    owner: who opened it. touched: when something was last asked or answered. newest: the number of the newest draft.
    wanted: that one still lacks its last answer. parked: it waits until somebody listens again. listeners: how many do.
    turns, lost, spent: turns that the newest draft has had, solver processes lost over it, and seconds.
    """

    owner: str
    touched: float
    newest: int = 0
    wanted: bool = True
    parked: bool = False
    listeners: int = 0
    turns: int = 0
    lost: int = 0
    spent: float = 0.0


@dataclass(frozen=True, slots=True)
class Sessions:
    """All sessions of a server.

    turns: who has a solver, by session; one that has been closed is among them until its solver has let go. queue: who
    waits for one, first come first served. empty_since: when the last session ended; None while there is one, and when
    the solvers have been sent home.
    """

    limits: SessionLimits = field(default_factory=SessionLimits)
    open: Mapping[str, SessionState] = field(default_factory=dict)
    turns: Mapping[str, Turn] = field(default_factory=dict)
    queue: tuple[str, ...] = ()
    empty_since: float | None = None

    @property
    def is_full(self) -> bool:
        """Whether every solver is at work."""
        return len(self.turns) >= self.limits.solvers

    def place(self, session: str) -> int | None:
        """Its place in the queue, from 1; None where it does not wait."""
        return self.queue.index(session) + 1 if session in self.queue else None


class How(StrEnum):
    """How a turn ended.

    finished: nothing more is to be had. cut: it was stopped, or its time was up. lost: the solver's process died.
    """

    FINISHED = "finished"
    CUT = "cut"
    LOST = "lost"


class Reason(StrEnum):
    """Why a session is no more."""

    CLOSED = "closed"
    IDLE = "idle"


@dataclass(frozen=True, slots=True)
class Opened:
    """Somebody asks for a session."""

    session: str
    owner: str
    at: float


@dataclass(frozen=True, slots=True)
class Edited:
    """A draft has come. seq: its number; one that is not greater than all before it is out of date."""

    session: str
    seq: int
    at: float


@dataclass(frozen=True, slots=True)
class Attended:
    """Somebody begins to listen, or, with ``begins`` false, has gone."""

    session: str
    at: float
    begins: bool = True


@dataclass(frozen=True, slots=True)
class Ended:
    """A solver has let go of a draft."""

    session: str
    seq: int
    how: How
    at: float


@dataclass(frozen=True, slots=True)
class Closed:
    """Somebody closes a session."""

    session: str
    at: float


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time has passed."""

    at: float


Event = Opened | Edited | Attended | Ended | Closed | Ticked


@dataclass(frozen=True, slots=True)
class Begin:
    """Let a solver work on a draft, for so many seconds at most."""

    session: str
    seq: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Stop:
    """Tell the solver of a session to end; an ``Ended`` follows."""

    session: str
    seq: int


@dataclass(frozen=True, slots=True)
class Look:
    """Say what is known of a draft without a solve, and bound it, whether or not it has to wait for a solver."""

    session: str
    seq: int


@dataclass(frozen=True, slots=True)
class Settle:
    """No more is going to be known of a draft: its newest answer is the last one. lost: solver processes have died."""

    session: str
    seq: int
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Forget:
    """A session is no more."""

    session: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Rest:
    """No session has been open for a while: the solvers may end."""


Effect = Begin | Stop | Look | Settle | Forget | Rest
