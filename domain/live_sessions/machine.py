"""What happens next in the live sessions of a server: one pure function from a state and an event to both anew.

What it sees to: the newest draft of every session that somebody waits for is answered to the end, no more solvers are
at work than allowed, each that is told to begin is waited for, and all sessions get their turns, first come first
served.
"""

from __future__ import annotations

from dataclasses import replace

from domain.errors import LimitReachedError, SessionGoneError
from domain.live_sessions import states

Step = tuple[states.Sessions, tuple[states.Effect, ...]]


def step(state: states.Sessions, event: states.Event) -> Step:
    """The state after an event, and what is to be done.

    Raises ``SessionGoneError`` where the session is not open, ``LimitReachedError`` where no more may be opened.
    """
    match event:
        case states.Opened():
            state, effects = _opened(state, event)
        case states.Edited():
            state, effects = _edited(state, event)
        case states.Attended():
            state, effects = _attended(state, event)
        case states.Ended():
            state, effects = _ended(state, event)
        case states.Closed():
            session_of(state, event.session)
            state, effects = _without(state, event.session, states.Reason.CLOSED, event.at)
        case states.Ticked():
            state, effects = _ticked(state, event.at)
    return _granted(state, effects, event.at)


def session_of(state: states.Sessions, session: str) -> states.SessionState:
    """An open session. Raises ``SessionGoneError``."""
    found = state.open.get(session)
    if found is None:
        raise SessionGoneError(session)
    return found


def _opened(state: states.Sessions, event: states.Opened) -> Step:
    limits = state.limits
    own = sum(each.owner == event.owner for each in state.open.values())
    for count, most, whose in ((own, limits.per_token, " for this token"), (len(state.open), limits.most, "")):
        if count >= most:
            raise LimitReachedError(
                f"{count} live sessions are open{whose}, as many as are allowed; close one, or wait until one that is "
                f"idle ends after {limits.idle_seconds:g} s"
            )
    state = _with(replace(state, empty_since=None), event.session, states.SessionState(event.owner, event.at))
    return _queued(state, event.session), (states.Look(event.session, 0),)


def _edited(state: states.Sessions, event: states.Edited) -> Step:
    session = session_of(state, event.session)
    if event.seq <= session.newest:
        return _with(state, event.session, replace(session, touched=event.at)), ()
    fresh = states.SessionState(session.owner, event.at, event.seq, listeners=session.listeners)
    state, stops = _stopped(_with(state, event.session, fresh), event.session)
    return _queued(state, event.session), (*stops, states.Look(event.session, event.seq))


def _attended(state: states.Sessions, event: states.Attended) -> Step:
    if not event.begins and event.session not in state.open:
        return state, ()
    session = session_of(state, event.session)
    listeners = session.listeners + (1 if event.begins else -1)
    parked = not listeners and session.wanted
    state = _with(state, event.session, replace(session, touched=event.at, listeners=listeners, parked=parked))
    if parked:
        queue = tuple(each for each in state.queue if each != event.session)
        return _stopped(replace(state, queue=queue), event.session)
    return (_queued(state, event.session) if session.parked else state), ()


def _ended(state: states.Sessions, event: states.Ended) -> Step:
    turns = dict(state.turns)
    turn = turns.pop(event.session)
    state = replace(state, turns=turns)
    session = state.open.get(event.session)
    if session is None or session.newest != event.seq or not session.wanted:
        return state, ()
    lost = session.lost + (event.how is states.How.LOST)
    spent = session.spent + event.at - turn.began
    over = event.how is states.How.FINISHED or lost >= states.MOST_LOST or spent >= state.limits.seconds
    session = replace(session, touched=event.at, turns=session.turns + 1, lost=lost, spent=spent, wanted=not over)
    state = _with(state, event.session, session)
    if over:
        return state, (states.Settle(event.session, event.seq, event.how is states.How.LOST),)
    return (state if session.parked else _queued(state, event.session)), ()


def _ticked(state: states.Sessions, at: float) -> Step:
    effects: list[states.Effect] = []
    for name, session in list(state.open.items()):
        waits = session.wanted and not session.parked
        if not waits and at - session.touched >= state.limits.idle_seconds:
            state, more = _without(state, name, states.Reason.IDLE, at)
            effects += more
    for name, turn in list(state.turns.items()):
        found = state.open.get(name)
        allowed = states.TURN_SECONDS * 2.0 ** (found.turns if found else 0)
        if state.queue and at - turn.began >= allowed:
            state, more = _stopped(state, name)
            effects += more
    if state.empty_since is not None and not state.turns and at - state.empty_since >= states.REST_SECONDS:
        state = replace(state, empty_since=None)
        effects.append(states.Rest())
    return state, tuple(effects)


def _with(state: states.Sessions, name: str, session: states.SessionState) -> states.Sessions:
    return replace(state, open={**state.open, name: session})


def _without(state: states.Sessions, name: str, reason: states.Reason, at: float) -> Step:
    left = {each: session for each, session in state.open.items() if each != name}
    queue = tuple(each for each in state.queue if each != name)
    state = replace(state, open=left, queue=queue, empty_since=None if left else at)
    state, stops = _stopped(state, name)
    return state, (*stops, states.Forget(name, reason))


def _queued(state: states.Sessions, name: str) -> states.Sessions:
    return state if name in state.queue else replace(state, queue=(*state.queue, name))


def _stopped(state: states.Sessions, name: str) -> Step:
    """Tell the solver of a session to end, once."""
    turn = state.turns.get(name)
    if turn is None or turn.stopping:
        return state, ()
    return replace(state, turns={**state.turns, name: replace(turn, stopping=True)}), (states.Stop(name, turn.seq),)


def _granted(state: states.Sessions, effects: tuple[states.Effect, ...], at: float) -> Step:
    """Give free solvers to those who wait, first come first served."""
    begun: list[states.Begin] = []
    while not state.is_full:
        name = next((each for each in state.queue if each not in state.turns), None)
        if name is None:
            break
        session = state.open[name]
        queue = tuple(each for each in state.queue if each != name)
        state = replace(state, queue=queue, turns={**state.turns, name: states.Turn(session.newest, at)})
        begun.append(states.Begin(name, session.newest, max(0.1, state.limits.seconds - session.spent)))
    return state, (*effects, *begun)
