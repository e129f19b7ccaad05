"""The machine of live sessions, driven by random events: it never loses a draft, a solver or its order."""

from __future__ import annotations

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.errors import LimitReachedError, SessionGoneError
from domain.live_sessions.machine import step
from domain.live_sessions.states import (
    MOST_LOST,
    REST_SECONDS,
    TURN_SECONDS,
    Attended,
    Begin,
    Closed,
    Edited,
    Effect,
    Ended,
    Event,
    Forget,
    How,
    Look,
    Opened,
    Reason,
    Rest,
    SessionLimits,
    Sessions,
    Settle,
    Stop,
    Ticked,
)

LIMITS = SessionLimits(per_token=3, most=5, idle_seconds=100.0, solvers=2, seconds=10.0)


class Life(RuleBasedStateMachine):
    """Stands in for what runs sessions: does what it is told, and remembers what it was told."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.now, self.count = Sessions(LIMITS), 0.0, 0
        self.running: dict[str, tuple[int, bool]] = {}
        self.newest: dict[str, int] = {}
        self.settled: dict[str, int] = {}
        self.forgotten: list[str] = []

    def happen(self, event: Event) -> tuple[Effect, ...]:
        self.state, effects = step(self.state, event)
        for effect in effects:
            match effect:
                case Begin(name, seq, seconds):
                    assert name not in self.running and seq == self.newest[name] and 0 < seconds <= LIMITS.seconds
                    self.running[name] = seq, False
                case Stop(name, seq):
                    assert self.running[name] == (seq, False), "only what runs is stopped, and once"
                    self.running[name] = seq, True
                case Settle(name, seq):
                    assert seq == self.newest[name], "only the newest draft has a last answer"
                    assert self.settled.get(name) != seq, "and one only"
                    self.settled[name] = seq
                case Look(name, seq):
                    assert seq == self.newest[name]
                case Forget(name):
                    del self.newest[name]
                    self.settled.pop(name, None)
                    self.forgotten.append(name)
                case Rest():
                    assert not self.running and not self.newest
        return effects

    def some(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.newest)))

    @rule(owner=st.sampled_from(["a", "b"]))
    def opens(self, owner: str) -> None:
        name, self.count = f"s{self.count}", self.count + 1
        own = sum(each.owner == owner for each in self.state.open.values())
        if own >= LIMITS.per_token or len(self.newest) >= LIMITS.most:
            with pytest.raises(LimitReachedError, match="as many as are allowed"):
                self.happen(Opened(name, owner, self.now))
            return
        self.newest[name] = 0
        effects = self.happen(Opened(name, owner, self.now))
        assert Look(name, 0) in effects

    @precondition(lambda self: self.newest)
    @rule(data=st.data(), further=st.integers(-2, 3))
    def edits(self, data: st.DataObject, further: int) -> None:
        name = self.some(data)
        seq = self.newest[name] + further
        if further > 0:
            self.newest[name] = seq
        effects = self.happen(Edited(name, seq, self.now))
        assert (Look(name, seq) in effects) == (further > 0)

    @precondition(lambda self: self.newest)
    @rule(data=st.data())
    def listens(self, data: st.DataObject) -> None:
        self.happen(Attended(self.some(data), self.now))

    @precondition(lambda self: any(each.listeners for each in self.state.open.values()))
    @rule(data=st.data())
    def drops_its_socket(self, data: st.DataObject) -> None:
        listened = sorted(name for name, each in self.state.open.items() if each.listeners)
        self.happen(Attended(data.draw(st.sampled_from(listened)), self.now, begins=False))

    @precondition(lambda self: self.running)
    @rule(data=st.data(), how=st.sampled_from(How), seconds=st.sampled_from([0.1, 4.0]))
    def lets_go(self, data: st.DataObject, how: How, seconds: float) -> None:
        name = data.draw(st.sampled_from(sorted(self.running)))
        self.now += seconds
        seq, _ = self.running.pop(name)
        self.happen(Ended(name, seq, how, self.now))

    @precondition(lambda self: self.newest)
    @rule(data=st.data())
    def closes(self, data: st.DataObject) -> None:
        self.happen(Closed(self.some(data), self.now))

    @rule(seconds=st.sampled_from([0.5, 2.0, 150.0]))
    def ticks(self, seconds: float) -> None:
        self.now += seconds
        self.happen(Ticked(self.now))

    @precondition(lambda self: self.forgotten)
    @rule()
    def asks_for_what_is_gone(self) -> None:
        gone = self.forgotten[-1]
        for event in (Edited(gone, 9, self.now), Attended(gone, self.now), Closed(gone, self.now)):
            with pytest.raises(SessionGoneError):
                step(self.state, event)

    @invariant()
    def no_more_solvers_are_at_work_than_allowed(self) -> None:
        assert {name: (turn.seq, turn.stopping) for name, turn in self.state.turns.items()} == self.running
        assert len(self.running) <= LIMITS.solvers

    @invariant()
    def nobody_waits_while_a_solver_is_free(self) -> None:
        waiting = self.state.queue
        assert len(set(waiting)) == len(waiting) and set(waiting) <= set(self.newest)
        assert not set(waiting) - set(self.running) or self.state.is_full

    @invariant()
    def every_newest_draft_is_on_its_way(self) -> None:
        assert set(self.state.open) == set(self.newest)
        for name, session in self.state.open.items():
            turn = self.state.turns.get(name)
            works = turn is not None and turn.seq == session.newest and not turn.stopping
            if session.wanted and not session.parked:
                assert works or name in self.state.queue or (turn is not None and turn.seq == session.newest)
            assert session.wanted == (self.settled.get(name) != self.newest[name])

    def teardown(self) -> None:
        """Whatever happened before: once solvers do their work, all newest drafts come to their end."""
        for name, session in self.state.open.items():
            if session.parked:
                self.happen(Attended(name, self.now))
        for _ in range(4 * LIMITS.most):
            for name, (seq, stopping) in list(self.running.items()):
                del self.running[name]
                self.happen(Ended(name, seq, How.CUT if stopping else How.FINISHED, self.now))
        assert not self.running and not self.state.queue
        assert self.settled == self.newest


Life.TestCase.settings = settings(max_examples=80, stateful_step_count=40, deadline=None)
TestLife = Life.TestCase


def _sessions(*events: Event, limits: SessionLimits = LIMITS) -> tuple[Sessions, list[Effect]]:
    state, told = Sessions(limits), list[Effect]()
    for event in events:
        state, effects = step(state, event)
        told += effects
    return state, told


def test_a_newer_draft_stops_the_solver_and_begins_when_it_has_let_go() -> None:
    before = (Opened("s", "a", 0.0), Edited("s", 1, 1.0))
    _, told = _sessions(*before)
    assert told == [Look("s", 0), Begin("s", 0, 10.0), Stop("s", 0), Look("s", 1)]
    _, told = _sessions(*before, Ended("s", 0, How.CUT, 1.5))
    assert told[-1] == Begin("s", 1, 10.0)


def test_an_older_draft_that_comes_late_changes_nothing() -> None:
    state, told = _sessions(Opened("s", "a", 0.0), Edited("s", 5, 1.0), Edited("s", 4, 2.0))
    assert state.open["s"].newest == 5 and told[-1] == Look("s", 5)


def test_a_long_draft_gives_way_to_one_that_waits_and_gets_a_longer_turn_then() -> None:
    limits = SessionLimits(solvers=1)
    state, told = _sessions(Opened("long", "a", 0.0), Opened("short", "a", 0.0), Ticked(TURN_SECONDS), limits=limits)
    assert told[-1] == Stop("long", 0)
    more = (Ended("long", 0, How.CUT, 1.0), Ended("short", 0, How.FINISHED, 1.0), Opened("other", "a", 1.0))
    for event in more:
        state, _ = step(state, event)
    assert set(state.turns) == {"long"}
    state, told_now = step(state, Ticked(1.0 + TURN_SECONDS))
    assert not told_now, "its second turn is twice as long"
    _, told_now = step(state, Ticked(1.0 + 2 * TURN_SECONDS))
    assert told_now == (Stop("long", 0),)


def test_a_draft_is_tried_again_when_its_solver_dies_but_not_for_ever() -> None:
    events = [Opened("s", "a", 0.0), *(Ended("s", 0, How.LOST, 1.0) for _ in range(MOST_LOST))]
    _, told = _sessions(*events)
    assert [type(each) for each in told] == [Look, *[Begin] * MOST_LOST, Settle]
    assert told[-1] == Settle("s", 0, lost=True)


def test_nobody_works_for_a_session_whose_listeners_have_gone_until_one_comes_back() -> None:
    events = (Opened("s", "a", 0.0), Attended("s", 0.0), Attended("s", 1.0, begins=False), Ended("s", 0, How.CUT, 1.1))
    state, told = _sessions(*events)
    assert told[1:] == [Begin("s", 0, 10.0), Stop("s", 0)] and not state.queue
    _, told_now = step(state, Attended("s", 5.0))
    assert [type(each) for each in told_now] == [Begin]


def test_an_idle_session_ends_and_its_solvers_rest_a_while_later() -> None:
    events = (Opened("s", "a", 0.0), Ended("s", 0, How.FINISHED, 1.0), Ticked(100.0), Ticked(101.0))
    state, told = _sessions(*events)
    assert told[-1] == Forget("s", Reason.IDLE) and not state.open
    state, told_now = step(state, Ticked(101.0 + REST_SECONDS))
    assert told_now == (Rest(),) and step(state, Ticked(1000.0))[1] == ()


def test_a_session_is_not_idle_while_its_draft_waits_for_an_answer_and_somebody_for_that() -> None:
    state, _ = _sessions(Opened("s", "a", 0.0), Attended("s", 0.0), Ticked(500.0))
    assert state.open
    state, _ = step(state, Attended("s", 500.0, begins=False))
    state, told = step(state, Ticked(600.0))
    assert told == (Forget("s", Reason.IDLE),)


def test_what_a_session_has_spent_is_taken_from_its_next_turn() -> None:
    _, told = _sessions(Opened("s", "a", 0.0), Ended("s", 0, How.CUT, 4.0), Ended("s", 0, How.CUT, 10.0))
    assert told[1:] == [Begin("s", 0, 10.0), Begin("s", 0, 6.0), Settle("s", 0)]
