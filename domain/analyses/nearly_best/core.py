"""The near-optimal core: which initiatives are in every portfolio within a loss, in none, or in some.

Each question looks for a portfolio within the loss that shows as many undecided initiatives as possible the other way
round: one in that was always out so far, one out that was always in. When none shows even one, all that are left are
decided together. So there is at most one question for each initiative that changes, and one more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from domain.analyses.nearly_best.near_best import NearBest, Threshold, Within, loss_faults, near_best
from domain.analyses.session.exactness import refuse_inexact
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Listener, Step, ignore
from domain.errors import Fault
from domain.integer_model.model import NO_UPPER, LinearForm, Sense, Stage, StageRole
from domain.integer_model.result import SolutionStatus
from domain.problem.problem import PortfolioProblem

DEFAULT_LOSS = Decimal("0.01")
GOOD_ENOUGH = 0.5
"""Any portfolio that shows something new moves on, so the one that shows most is not waited for."""


@dataclass(frozen=True, slots=True)
class CoreRequest:
    """Within which loss portfolios count as nearly best.

    within: the loss in value: a share of the best value (0.01 is 1 %), or in the unit of the value where it is not
    ``relative``.
    relative: whether the loss is a share of the best value.
    """

    within: Decimal = DEFAULT_LOSS
    relative: bool = True


class Presence(StrEnum):
    """Whether every, some or no portfolio within the loss has a candidate.

    always: every one has it.
    sometimes: some have it, and some do not.
    never: no one has it.
    open: a limit came before it was decided.
    """

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class CoreInitiative:
    """One candidate and how many nearly best portfolios have it.

    initiative_key: key of the candidate.
    presence: whether every, some or no portfolio within the loss has it.
    in_best: whether the best portfolio has it.
    seen_in: how many of the portfolios found on the way have it.
    """

    initiative_key: str
    presence: Presence
    in_best: bool
    seen_in: int


@dataclass(frozen=True, slots=True)
class CoreResult:
    """The core of all portfolios within a loss.

    status: what is known of the best portfolio.
    threshold: what every portfolio within the loss attains; None without a portfolio.
    initiatives: all candidates in file order; empty without a portfolio.
    complete: whether every candidate is decided.
    portfolios: how many different portfolios within the loss were found on the way.
    questions: how many solves there were after the first.
    notes: what has to be known to read the core, a sentence each.
    """

    status: SolutionStatus
    threshold: Threshold | None
    initiatives: tuple[CoreInitiative, ...]
    complete: bool
    portfolios: int
    questions: int
    notes: tuple[str, ...]


def faults(problem: PortfolioProblem, request: CoreRequest) -> Iterator[Fault]:
    """What is wrong with a request, as far as that is known without solving."""
    yield from loss_faults(request.within, request.relative)


def core(session: PlanningSession, request: CoreRequest, listen: Listener = ignore) -> CoreResult:
    """Decide every candidate, exactly, within the limits of the session."""
    refuse_inexact(session)
    near = near_best(session, Within(request.within, request.relative))
    if near is None:
        return CoreResult(session.base().status, None, (), session.base().proven, 0, 0, ())
    return _Core(session, near, listen).run()


class _Core:
    def __init__(self, session: PlanningSession, near: NearBest, listen: Listener) -> None:
        self._near, self._listen = near, listen
        self._session = session.with_prepared(session.prepared)
        self._session.parameters = replace(session.parameters, gap=GOOD_ENOUGH)
        self._keys = tuple(session.prepared.pool.candidates)
        self._found: list[frozenset[str]] = [frozenset(near.base.selected)]
        self._open = set(self._keys)
        self._questions = 0

    def run(self) -> CoreResult:
        complete = not self._keys
        while not complete and not self._session.is_over:
            kept_in = [key for key in self._keys if key in self._open and key in self._found[0]]
            kept_out = [key for key in self._keys if key in self._open and key not in self._found[0]]
            form = self._differing(kept_in, kept_out)
            stage = Stage("newly_shown", Sense.MAXIMIZE, StageRole.OBJECTIVE, form, Fraction(1))
            one_new = ("one_new", form, 1 - len(kept_in), NO_UPPER)
            answer = self._session.ask((*self._near.rows, one_new), stages=(stage,))
            self._questions += 1
            complete = answer.status is SolutionStatus.INFEASIBLE
            if answer.solution is None:
                break
            selected = frozenset(answer.selected)
            self._found.append(selected)
            self._open = {key for key in self._open if (key in selected) == (key in self._found[0])}
            done = len(self._keys) - len(self._open)
            self._listen(Step(done, len(self._keys), self._result(complete=False)))
            complete = not self._open
        return self._result(complete)

    def _differing(self, kept_in: list[str], kept_out: list[str]) -> LinearForm:
        """How many of some initiatives change sides, less the number of those that are in."""
        columns: list[int] = []
        coefs: list[int] = []
        for keys, sign in ((kept_in, -1), (kept_out, 1)):
            for key in keys:
                own = self._session.columns_of(key)
                columns += own
                coefs += [sign] * len(own)
        return LinearForm(tuple(columns), tuple(coefs))

    def _result(self, complete: bool) -> CoreResult:
        best = self._found[0]

        def presence(key: str) -> Presence:
            if key not in self._open:
                return Presence.SOMETIMES
            if not complete:
                return Presence.OPEN
            return Presence.ALWAYS if key in best else Presence.NEVER

        initiatives = tuple(
            CoreInitiative(key, presence(key), key in best, sum(key in found for found in self._found))
            for key in self._keys
        )
        return CoreResult(
            status=self._near.base.status,
            threshold=self._near.threshold,
            initiatives=initiatives,
            complete=complete,
            portfolios=len(set(self._found)),
            questions=self._questions,
            notes=self._near.notes,
        )
