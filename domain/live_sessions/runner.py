"""Runs live sessions: keeps their state, does what the machine says, and owns the threads and the solvers."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol

from domain.errors import InputError, OptimizationEngineError, SessionGoneError
from domain.integer_model.solver import SolverSource
from domain.live_sessions import states
from domain.live_sessions.answers import LiveAnswer
from domain.live_sessions.attempt import Attempt
from domain.live_sessions.drafts import Draft, drafted
from domain.live_sessions.feed import Listener, Room
from domain.live_sessions.machine import session_of, step
from domain.problem.problem import PortfolioProblem

LOG = logging.getLogger("optengine.live")
BOUNDING = "auto"
"""Name of the one that is asked for bounds."""
TICK_SECONDS = 1.0


class WarmSolvers(Protocol):
    """Solvers that stay warm between drafts."""

    def lend(self) -> AbstractContextManager[SolverSource]:
        """Lend solvers that nobody else uses at the same time."""

    def close(self) -> None:
        """End the processes of all that are not lent."""


class LiveSessions:
    """The live sessions of this process; safe to use from any thread. Use it as a context, whose end ends them all.

    Whatever names a session raises ``SessionGoneError`` where it is not open here, or belongs to somebody else.
    """

    def __init__(
        self,
        solvers: WarmSolvers,
        bounding: WarmSolvers,
        limits: states.SessionLimits | None = None,
        solver: str = "auto",
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """bounding: solvers that are asked for bounds only. solver: name of the one that answers drafts; one backend
        alone leaves the other cores to others.
        """
        self._solvers, self._bounding, self._solver, self._now = solvers, bounding, solver, now
        self._state = states.Sessions(limits or states.SessionLimits())
        self._rooms: dict[str, Room] = {}
        self._at_work: dict[str, Attempt] = {}
        self._lock = threading.RLock()
        self._working = ThreadPoolExecutor(self._state.limits.solvers, "live-solve")
        self._looking = ThreadPoolExecutor(1, "live-look")
        self._ticking: threading.Thread | None = None
        self._over = threading.Event()

    def __enter__(self) -> LiveSessions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shut_down()

    @property
    def state(self) -> states.Sessions:
        """The state as it is now."""
        return self._state

    def open(self, problem: PortfolioProblem, owner: str) -> str:
        """Open a session on a problem, and begin to answer it.

        Raises ``LimitReachedError`` where too many are, and ``InputError`` for a problem that is too large.
        """
        found, most = len(problem.initiatives), self._state.limits.initiatives
        if found > most:
            raise InputError(
                f"the problem has {found} initiatives, and a live session takes {most} (the setting live.initiatives); "
                "start a run instead"
            )
        session = uuid.uuid4().hex
        room = Room(owner, problem)
        room.attempt = self._attempt(session, room, 0, problem, Draft())
        with self._lock:
            self._rooms[session] = room
            try:
                later = self._step(states.Opened(session, owner, self._now()))
            except OptimizationEngineError:
                del self._rooms[session]
                raise
            if self._ticking is None:
                self._ticking = threading.Thread(target=self._tick, name="live-tick", daemon=True)
                self._ticking.start()
        self._do(later)
        return session

    def edit(self, session: str, owner: str, seq: int, draft: Draft) -> int:
        """Answer a draft in place of all before it; return the number of the newest one, which may be another.

        Raises ``InputError`` for an edit that is not possible; the draft before it stays.
        """
        room = self._room(session, owner)
        attempt = self._attempt(session, room, seq, drafted(room.problem, draft), draft)
        with self._lock:
            newest = session_of(self._state, session).newest
            if seq > newest:
                room.attempt.bounding.stop()
                room.attempt, newest = attempt, seq
            later = self._step(states.Edited(session, seq, self._now()))
        self._do(later)
        return newest

    async def listen(self, session: str, owner: str) -> AsyncGenerator[LiveAnswer, None]:
        """The newest answer, and again whenever more is known, until the session is closed.

        Raises ``SessionGoneError`` where it ends for being idle.
        """
        listener = Listener()
        room = self._room(session, owner)
        with self._lock:
            later = self._step(states.Attended(session, self._now()))
            room.listeners.add(listener)
            if room.latest is not None:
                listener.tell(room.latest)
        self._do(later)
        try:
            while True:
                news = await listener.next()
                if news is states.Reason.CLOSED:
                    return
                if isinstance(news, states.Reason):
                    raise SessionGoneError(session)
                yield news
        finally:
            with self._lock:
                room.listeners.discard(listener)
                later = self._step(states.Attended(session, self._now(), begins=False))
            self._do(later)

    def own(self, owner: str) -> dict[str, states.SessionState]:
        """The open sessions of somebody, by id, the oldest first."""
        return {session: each for session, each in self._state.open.items() if each.owner == owner}

    def idle_seconds(self, session: states.SessionState) -> float:
        """For how long nothing has been asked of a session."""
        return max(0.0, self._now() - session.touched)

    def attempt(self, session: str, owner: str) -> Attempt:
        """What is known of the newest draft."""
        return self._room(session, owner).attempt

    def close(self, session: str, owner: str) -> None:
        """End a session and forget its drafts."""
        self._room(session, owner)
        with self._lock:
            later = self._step(states.Closed(session, self._now()))
        self._do(later)

    def shut_down(self) -> None:
        """End all sessions, and the processes of their solvers."""
        self._over.set()
        for session in list(self._state.open):
            with self._lock:
                later = self._step(states.Closed(session, self._now()))
            self._do(later)
        self._looking.shutdown()
        self._working.shutdown()
        ticking = self._ticking
        if ticking is not None:
            ticking.join()
        self._solvers.close()
        self._bounding.close()

    def _room(self, session: str, owner: str) -> Room:
        room = self._rooms.get(session)
        if room is None or room.owner != owner:
            raise SessionGoneError(session)
        return room

    def _attempt(self, session: str, room: Room, seq: int, problem: PortfolioProblem, draft: Draft) -> Attempt:
        former = room.attempt.shown() if seq else None
        return Attempt(seq, problem, former, room.closings.get(draft), lambda each: self._tell(session, each), draft)

    def _step(self, event: states.Event) -> list[states.Effect]:
        """Take an event in, and do what must be in order; the rest is returned, to be done with nothing held."""
        self._state, effects = step(self._state, event)
        later: list[states.Effect] = []
        for effect in effects:
            match effect:
                case states.Begin(session, seq, seconds):
                    attempt = self._rooms[session].attempt
                    attempt.begin()
                    self._at_work[session] = attempt
                    self._working.submit(self._work, session, seq, attempt, seconds)
                case states.Stop(session):
                    self._at_work[session].control.stop()
                case states.Forget(session, reason):
                    room = self._rooms.pop(session)
                    room.attempt.bounding.cancel()
                    for listener in room.listeners:
                        listener.tell(reason)
                case _:
                    later.append(effect)
        return later

    def _do(self, effects: list[states.Effect]) -> None:
        for effect in effects:
            match effect:
                case states.Look(session, seq):
                    self._looking.submit(self._look, session, seq)
                case states.Settle(session, seq, lost):
                    self._settle(session, seq, lost)
                case states.Rest():
                    self._solvers.close()
                    self._bounding.close()

    def _happen(self, event: states.Event) -> None:
        with self._lock:
            later = self._step(event)
        self._do(later)

    def _work(self, session: str, seq: int, attempt: Attempt, seconds: float) -> None:
        how = states.How.LOST
        try:
            with self._solvers.lend() as solvers:
                how = attempt.solve(solvers.solver(self._solver), seconds)
        except Exception:
            LOG.exception("a draft of a live session failed unexpectedly")
        finally:
            with self._lock:
                del self._at_work[session]
                later = self._step(states.Ended(session, seq, how, self._now()))
            self._do(later)

    def _look(self, session: str, seq: int) -> None:
        room = self._rooms.get(session)
        attempt = None if room is None else room.attempt
        if room is None or attempt is None or attempt.seq != seq:
            return
        attempt.look()
        if room.attempt is attempt and not room.is_over(seq):
            with self._bounding.lend() as solvers:
                attempt.bound(solvers.solver(BOUNDING))

    def _settle(self, session: str, seq: int, lost: bool) -> None:
        room = self._rooms.get(session)
        attempt = None if room is None else room.attempt  # read once: an edit may come at any moment
        if room is None or attempt is None or attempt.seq != seq:
            return
        if lost:
            attempt.lose()
        closing = attempt.closing()
        with self._lock:
            room.remember(attempt.draft, closing)
        self._tell(session, attempt, is_final=True)

    def _tell(self, session: str, attempt: Attempt, is_final: bool = False) -> None:
        """Tell all who listen what is known of a draft, if it is the newest one still."""
        room = self._rooms.get(session)
        if room is None:
            return
        with room.telling:
            if room.attempt is attempt and not room.is_over(attempt.seq):
                answer = attempt.answer_or_refusal(is_final, self._state.place(session))
                with self._lock:
                    room.tell(answer)

    def _tick(self) -> None:
        while not self._over.wait(TICK_SECONDS):
            self._happen(states.Ticked(self._now()))
            with self._lock:
                if not (self._state.open or self._state.turns or self._state.empty_since is not None):
                    self._ticking = None
                    return
