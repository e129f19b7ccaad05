"""Live sessions with real solvers: whatever happens on the way, the newest draft is answered as a cold solve does."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import weakref
from collections.abc import AsyncGenerator, Iterable, Iterator, Sequence
from contextlib import aclosing, contextmanager, suppress
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product
from random import Random
from typing import Any

import pytest

from cli.wiring.runs import SolverPoolCache
from domain.edits.edits import Edit
from domain.errors import InputError, LimitReachedError, SessionGoneError
from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import Effort, Plan, SolveParameters
from domain.integer_model.result import SolutionStatus
from domain.live_sessions.answers import LiveAnswer
from domain.live_sessions.attempt import Attempt
from domain.live_sessions.drafts import Draft, drafted
from domain.live_sessions.knowledge import narrows
from domain.live_sessions.runner import LiveSessions
from domain.live_sessions.states import SessionLimits
from domain.optimization.optimize import optimize
from domain.portfolio.report import PortfolioReport
from domain.problem.problem import PortfolioProblem
from solvers.pool import SolverPool
from tests.domain.builders import initiative, problem
from tests.strategies import random_problem

pytestmark = pytest.mark.solver

SESSIONS = int(os.environ.get("LIVE_SESSIONS", "8"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "70000"))
ME = "me"


class Cache(SolverPoolCache):
    """Knows the processes of all solvers that it has lent."""

    def __init__(self) -> None:
        super().__init__()
        self._lent: set[SolverPool] = set()

    @contextmanager
    def lend(self) -> Iterator[SolverPool]:
        with super().lend() as lent:
            self._lent.add(lent)
            yield lent

    @property
    def pids(self) -> set[int]:
        workers = [worker for lent in list(self._lent) for worker in list(lent._workers.values())]
        return {pid for worker in workers if (pid := worker.pid) is not None}


def living(pids: set[int]) -> set[int]:
    return {pid for pid in pids if os.path.exists(f"/proc/{pid}")}


def opened(cache: SolverPoolCache | None = None, **limits: Any) -> LiveSessions:
    cache = cache or SolverPoolCache()
    return LiveSessions(cache, cache, SessionLimits(**limits), solver="cp-sat")


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


async def last(answers: AsyncGenerator[LiveAnswer, None], seq: int, seen: list[LiveAnswer] | None = None) -> LiveAnswer:
    """The last answer to a draft."""
    async with asyncio.timeout(60):
        async for answer in answers:
            if answer.seq == seq and seen is not None:
                seen.append(answer)
            if answer.seq == seq and answer.is_final:
                return answer
    raise AssertionError("the session ended without an answer")


def cold(question: PortfolioProblem, pool: SolverPool) -> PortfolioReport:
    return optimize(question, pool.solver("auto"), SolveParameters(effort=Effort.NORMAL))


def check_against(report: PortfolioReport, answers: Sequence[LiveAnswer]) -> None:
    """Every answer on the way tells the truth about what a cold solve finds, and the last one is the same."""
    stages = {stage.name: stage for stage in report.stages}
    said = [replace(answer, milliseconds=0, place=None) for answer in answers]
    assert all(one != other for one, other in pairwise(said)), "each answer says something new"
    for answer in answers:
        if report.solution_status is SolutionStatus.INFEASIBLE:
            assert answer.status in (SolutionStatus.INFEASIBLE, SolutionStatus.UNKNOWN)
            continue
        assert answer.status is not SolutionStatus.INFEASIBLE
        is_open = False
        for figure in answer.stages:
            best = stages[figure.name].value
            assert best is not None
            if is_open:
                assert figure.bound is None and not figure.proven
            elif figure.proven:
                assert figure.value == figure.bound == best
            elif figure.bound is not None:
                low, high = sorted((figure.value, figure.bound))
                assert low <= best <= high
            is_open = is_open or not figure.proven
    final = answers[-1]
    if report.solution_status is SolutionStatus.INFEASIBLE:
        assert final.status is SolutionStatus.INFEASIBLE and final.conflict is not None
        return
    assert final.status is SolutionStatus.OPTIMAL and final.value is not None and final.value.value == report.objective
    if report.canonical and final.canonical:
        totals = (final.kpis, final.curves, final.ratios, final.overheads, final.formulas)
        assert totals == (report.kpis, report.curves, report.ratios, report.overheads, report.formulas)
        own = {item.initiative_key: (item.period_key, item.scope, item.tokens) for item in final.selected}
        assert own == {
            each.initiative_key: (each.period, each.scope, each.tokens)
            for each in report.initiatives
            if each.initiative_key in report.selected
        }
    assert final.canonical or not report.canonical
    assert final.usage == report.usage and final.targets == report.targets


def random_draft(random: Random, question: PortfolioProblem) -> Draft:
    keys = [each.initiative_key for each in question.initiatives]
    random.shuffle(keys)
    forced_in, forced_out = keys[: random.randint(0, 1)], keys[1 : 1 + random.randint(0, 1)]
    number = random.randint(1, 9)
    edits = random.choice(
        (
            (),
            (Edit("capacity:global", str(number)),),
            (Edit("cap:category:UX", str(number)), Edit("capacity:global", str(3 * number))),
            (Edit(f"initiatives[{keys[0]}].kpi_contribution[north_star]", str(number)),),
        )
    )
    return Draft(edits, tuple(forced_in), tuple(forced_out))


def kill_all(pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


async def live_through(
    random: Random, sessions: LiveSessions, cache: Cache, session: str, base: PortfolioProblem
) -> int:
    """Edit at random moments, with sockets that drop and solvers that die in between; return the newest number."""
    seq, listening = 0, None
    for _ in range(random.randint(1, 6)):
        seq += random.randint(1, 3)
        assert sessions.edit(session, ME, seq, random_draft(random, base)) == seq
        assert sessions.edit(session, ME, seq - 1, random_draft(random, base)) == seq
        if listening is None and random.random() < 0.6:
            listening = sessions.listen(session, ME)
            await anext(listening)
        elif listening is not None and random.random() < 0.5:
            await listening.aclose()
            listening = None
        if random.random() < 0.15:
            kill_all(cache.pids)
        await asyncio.sleep(random.choice((0.0, 0.0, 0.01, 0.1)))
    if listening is not None:
        await listening.aclose()
    return seq


def test_the_newest_draft_is_answered_as_a_cold_solve_does_whatever_has_happened(pool: SolverPool) -> None:
    async def lives() -> None:
        for seed in range(FIRST, FIRST + SESSIONS):
            random, base = Random(seed), random_problem(seed, max_portfolios=400)
            session, other = sessions.open(base, ME), sessions.open(base, ME)
            seq = await live_through(random, sessions, cache, session, base)
            seen: list[LiveAnswer] = []
            async with aclosing(sessions.listen(session, ME)) as answers:
                await last(answers, seq, seen)
                for further in range(2):
                    seq += 1
                    draft = random_draft(random, base)
                    sessions.edit(session, ME, seq, draft)
                    if further:
                        seen.clear()
                        await last(answers, seq, seen)
            check_against(cold(drafted(base, draft), pool), seen)
            async with aclosing(sessions.listen(other, ME)) as answers:
                check_against(cold(base, pool), [await last(answers, 0)])
            sessions.close(session, ME)
            sessions.close(other, ME)

    cache = Cache()
    with opened(cache, solvers=2) as sessions:
        asyncio.run(lives())
        pids = cache.pids
        assert pids
        assert not sessions.state.open and not sessions.state.turns and not sessions.state.queue
    assert not living(pids), "no solver process is left behind"


def test_drafts_that_forbid_more_and_more_keep_proofs_that_a_cold_solve_gives_too(pool: SolverPool) -> None:
    async def lives() -> int:
        kept = 0
        for seed in range(FIRST, FIRST + SESSIONS // 2):
            random, base, capacity = Random(seed), random_problem(seed, max_portfolios=400), 14
            session = sessions.open(base, ME)
            async with aclosing(sessions.listen(session, ME)) as answers:
                await last(answers, 0)
                for seq in range(1, 6):
                    capacity -= random.randint(0, 3)
                    draft, seen = Draft((Edit("capacity:global", str(max(0, capacity))),)), list[LiveAnswer]()
                    sessions.edit(session, ME, seq, draft)
                    await last(answers, seq, seen)
                    check_against(cold(drafted(base, draft), pool), seen)
                    kept += seen[0].canonical
            sessions.close(session, ME)
        return kept

    with opened() as sessions:
        assert asyncio.run(lives()), "some are proven without a solve"


A, B = initiative("A", tokens=2, value=5), initiative("B", tokens=2, value=3)
BASE = problem(A, B, capacity_total_tokens=Decimal(2))


def test_an_answer_says_who_enters_and_who_leaves_since_the_one_before() -> None:
    async def lives() -> None:
        session = sessions.open(BASE, ME)
        async with aclosing(sessions.listen(session, ME)) as answers:
            first = await last(answers, 0)
            assert [each.initiative_key for each in first.selected] == ["A"] and first.against is None
            sessions.edit(session, ME, 1, Draft(force_out=("A",)))
            second = await last(answers, 1)
        assert [each.initiative_key for each in second.entered] == ["B"]
        assert [each.initiative_key for each in second.left] == ["A"]
        assert second.against == 0 and second.canonical and second.value is not None and second.value.value == 3

    with opened() as sessions:
        asyncio.run(lives())


def test_a_draft_that_only_forbids_what_nobody_wants_is_proven_without_a_solver() -> None:
    async def lives() -> None:
        session = sessions.open(problem(A, B, capacity_total_tokens=Decimal(3)), ME)
        async with aclosing(sessions.listen(session, ME)) as answers:
            await last(answers, 0)
            kill_all(cache.pids)
            sessions.edit(session, ME, 1, Draft((Edit("capacity:global", "2"),)))
            answer = await last(answers, 1)
        assert answer.canonical and [each.initiative_key for each in answer.selected] == ["A"]

    cache = Cache()
    with opened(cache) as sessions:
        asyncio.run(lives())


def test_what_was_shown_is_mended_before_anything_else_is_looked_for() -> None:
    many = [initiative(f"I-{number}", tokens=2, value=5 + number) for number in range(50)]
    shown = Attempt(0, problem(*many, capacity_total_tokens=Decimal(8)))
    shown.look()
    smaller = Attempt(1, problem(*many, capacity_total_tokens=Decimal(6)), shown.shown())
    smaller.look()
    answer = smaller.answer()
    assert [each.initiative_key for each in answer.left] == ["I-46"] and not answer.entered and not answer.moved
    gone = Attempt(1, problem(*many[:49], capacity_total_tokens=Decimal(8)), shown.shown())
    gone.look()
    assert [each.initiative_key for each in gone.answer().left] == ["I-49"]


def test_a_draft_that_only_forbids_keeps_what_has_been_proven_and_one_that_allows_more_does_not() -> None:
    rules = [([3, 2], 4), ([1, 1], 2)]

    def plan(*limits: tuple[list[int], int]) -> Plan:
        builder = ModelBuilder()
        for _ in range(2):
            builder.add_column(0, 3)
        for coefs, upper in limits:
            builder.add_row("", [0, 1], coefs, upper=upper)
        return Plan(builder.build())

    def points(each: Plan) -> set[tuple[int, ...]]:
        return {point for point in product(range(4), repeat=2) if each.model.admits(point)}

    former = plan(*rules)
    for first, second, more in product(range(3, 6), range(1, 4), (None, ([0, 1], 1))):
        after = plan(([3, 2], first), ([1, 1], second), *([more] if more else []))
        assert narrows(former, after) == (first <= 4 and second <= 2)
        assert not narrows(former, after) or points(after) <= points(former)


def test_a_conflict_is_told_with_its_rules_and_the_cheapest_way_out() -> None:
    async def lives() -> LiveAnswer:
        session = sessions.open(BASE, ME)
        async with aclosing(sessions.listen(session, ME)) as answers:
            await last(answers, 0)
            sessions.edit(session, ME, 1, Draft((Edit("capacity:global", "3"),), force_in=("A", "B")))
            return await last(answers, 1)

    with opened() as sessions:
        answer = asyncio.run(lives())
    assert answer.status is SolutionStatus.INFEASIBLE and answer.conflict is not None
    assert set(answer.conflict.rules) == {"mandatory:A", "mandatory:B", "capacity:global"}
    assert answer.way_out is not None and answer.way_out.proven and answer.way_out.objective == 8
    assert [(rule.rule_id, rule.amount) for rule in answer.way_out.rules] == [("capacity:global", 1)]


def test_a_session_belongs_to_who_has_opened_it_and_ends_when_it_is_closed() -> None:
    async def told(session: str) -> list[LiveAnswer]:
        answers = sessions.listen(session, ME)
        seen = [await anext(answers)]
        sessions.close(session, ME)
        return seen + [answer async for answer in answers]

    with opened(per_token=1) as sessions:
        session = sessions.open(BASE, ME)
        for foreign in (lambda: sessions.edit(session, "you", 1, Draft()), lambda: sessions.close(session, "you")):
            with pytest.raises(SessionGoneError):
                foreign()
        with pytest.raises(LimitReachedError, match="1 live sessions are open for this token"):
            sessions.open(BASE, ME)
        with pytest.raises(InputError, match="forced in and out"):
            sessions.edit(session, ME, 1, Draft(force_in=("A",), force_out=("A",)))
        with pytest.raises(InputError, match="edit 1: capacity:globl"):
            sessions.edit(session, ME, 1, Draft((Edit("capacity:globl", "2"),)))
        assert asyncio.run(told(session))
        with pytest.raises(SessionGoneError):
            sessions.edit(session, ME, 2, Draft())


def test_a_closed_session_leaves_nothing_for_the_collector_of_garbage() -> None:
    """What it holds, as models and portfolios, is large, and collections are rare in a server."""

    async def lives() -> list[weakref.ref[Attempt]]:
        session = sessions.open(BASE, ME)
        known = [weakref.ref(sessions.attempt(session, ME))]
        async with aclosing(sessions.listen(session, ME)) as answers:
            await last(answers, 0)
            for seq in range(1, 4):
                sessions.edit(session, ME, seq, Draft((Edit("capacity:global", str(seq)),)))
                known.append(weakref.ref(sessions.attempt(session, ME)))
            await last(answers, 3)
        sessions.close(session, ME)
        return known

    gc.collect()
    gc.disable()
    try:
        with opened() as sessions:
            known = asyncio.run(lives())
        assert len(known) == 4 and [ref() for ref in known] == [None] * 4
    finally:
        gc.enable()


def test_whoever_listens_to_a_session_that_ends_for_being_idle_is_told_so() -> None:
    async def listens(session: str) -> None:
        async with asyncio.timeout(30):
            async for _ in sessions.listen(session, ME):
                pass

    with opened(idle_seconds=0.2) as sessions, pytest.raises(SessionGoneError):
        asyncio.run(listens(sessions.open(BASE, ME)))
