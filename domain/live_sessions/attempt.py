"""One draft on its way to an answer: looked at, bounded, and solved, in whatever order its turns come.

First the portfolio shown before, where it still holds, or a constructive start: at once an interval. Then bounds and
better points as the solver finds them, until the answer is the one that a cold solve gives.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import RLock

from domain.analyses.session.placed import PlacedPortfolio, plan_of
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import StageFigure, answered
from domain.errors import OptimizationEngineError
from domain.integer_model.bounding import BoundingSolver, BoundRequest
from domain.integer_model.model import Effort, Plan, SolveParameters
from domain.integer_model.result import PlanResult, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl, SolverPort
from domain.live_sessions.answers import Absence, BoundSource, LiveAnswer, WayOut, absences_of, live_answer, way_out_of
from domain.live_sessions.beginning import Shown, first_knowledge
from domain.live_sessions.drafts import Draft
from domain.live_sessions.knowledge import Knowledge
from domain.live_sessions.states import How
from domain.optimization.infeasibility import InfeasibilitySolves, least_relaxation
from domain.optimization.optimize import is_canonical
from domain.optimization.preparation import PreparedProblem, prepare
from domain.portfolio.report import ConflictReport
from domain.problem.problem import PortfolioProblem

LOG = logging.getLogger("optengine.live")
NOTHING_EDITED = Draft()
DOUBT = "a solver claims in floating point that there is no portfolio, and nothing confirms it"
CONTRADICTION = "a portfolio was found where another proof says that there is none, so nothing is certain of this draft"
WHOLE_COLUMNS = 600
"""Models of several periods with no more columns are solved as a whole: a third of the time that selecting first takes
for the sample organisation."""

BOUNDING_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Closing:
    """How a draft ended, kept for when it comes again: what was known, or why there is no portfolio."""

    known: Knowledge
    conflict: ConflictReport | None
    infeasible: bool
    way_out: WayOut | None = None


class Attempt:
    """What is known of one draft; its methods may be called from several threads.

    tell: is called after everything new, with nothing held. former: what was shown before; closing: how the same draft
    ended earlier in the session. draft: what the problem was made of, under which its end is remembered.
    """

    def __init__(
        self,
        seq: int,
        problem: PortfolioProblem,
        former: Shown | None = None,
        closing: Closing | None = None,
        tell: Callable[[Attempt], None] = lambda _: None,
        draft: Draft = NOTHING_EDITED,
    ) -> None:
        self.seq, self.problem, self._former, self._closing = seq, problem, former, closing
        self.draft = draft
        self.arrived = time.monotonic()
        self._tell = tell
        self._lock, self._looking = RLock(), RLock()
        self._looked = False
        self._prepared: PreparedProblem | None = None
        self._absences: tuple[Absence, ...] = ()
        self._known: Knowledge | None = None
        self._infeasible = False
        self._conflict: ConflictReport | None = None
        self._way_out: WayOut | None = None
        self._explained = False
        self._detail = ""
        self._shown: tuple[PlanResult, PlacedPortfolio, tuple[StageFigure, ...]] | None = None
        self.control, self.bounding = SolveControl(), SolveControl()

    def begin(self) -> None:
        """Get ready for a turn; from here on it can be stopped."""
        self.control = SolveControl(on_point=self._point)

    def look(self) -> None:
        """Find out what can be said without a solver; who asks what is known does not wait for it."""
        with self._looking:
            if self._looked:
                return
            self._looked = True
            try:
                prepared = prepare(self.problem)
                known = first_knowledge(prepared, self._former) if self._closing is None else self._closing.known
                with self._lock:
                    self._begin_with(prepared, known)
            except OptimizationEngineError as error:
                with self._lock:
                    self._detail = str(error)
        self._tell(self)

    def solve(self, solver: SolverPort, seconds: float) -> How:
        """Work on it for one turn; ``begin`` comes before."""
        try:
            self.look()
            prepared, known = self._prepared, self._known
            if prepared is None or known is None or known.canonical or self._closing is not None:
                return How.FINISHED
            return self._solved(prepared, solver, time.monotonic() + seconds)
        except OptimizationEngineError as error:
            with self._lock:
                self._detail = str(error)
            return How.FINISHED
        finally:
            self.control = SolveControl()  # it knows this attempt, and would keep it

    def bound(self, solver: SolverPort) -> None:
        """Learn what the linear relaxation of the first open stage proves: a bound, or that there is no portfolio.

        Ends when ``bounding`` is stopped, and where it takes too long: one thread asks for all sessions.
        """
        prepared, known = self._prepared, self._known
        if prepared is None or known is None or prepared.formulation.notes or not isinstance(solver, BoundingSolver):
            return
        plan, stage = prepared.formulation.plan, known.level
        if stage >= len(plan.stages) or self._infeasible:
            return
        if self.bounding.stop_requested or self.bounding.cancel_requested:
            return
        request = BoundRequest(plan.model.with_objective(plan.stages[stage].form))
        found = solver.bounds(request, SolveParameters(time_limit=BOUNDING_SECONDS), self.bounding)
        if found is None:
            return
        with self._lock:
            before = self._known, self._infeasible
            if found.whole is None and before[0] is not None:
                self._deny(drops=True)
            elif found.whole is not None and before[0] is not None:
                self._known = before[0].with_bound(stage, found.whole, BoundSource.RELAXATION)
            is_new = (self._known, self._infeasible) != before
        if is_new:
            self._tell(self)

    def answer(self, is_final: bool = False, place: int | None = None) -> LiveAnswer:
        """What is known now. Raises ``VerificationError`` for a portfolio that does not hold; it is never shown."""
        with self._lock:
            known, portfolio, stages = self._portfolio()
            former = self._former if portfolio is not None else None
            canonical = self.problem.scenario.canonical and portfolio is not None and known is not None
            return live_answer(
                seq=self.seq,
                is_final=is_final,
                is_infeasible=self._infeasible,
                canonical=canonical and known is not None and known.canonical,
                stages=stages,
                source=None if known is None else known.source,
                portfolio=portfolio,
                against=None if former is None else former.seq,
                before=None if former is None else former.portfolio,
                absences=self._absences,
                conflict=self._conflict,
                way_out=self._way_out,
                place=place,
                milliseconds=round(1000 * (time.monotonic() - self.arrived), 3),
                detail=self._detail,
            )

    def answer_or_refusal(self, is_final: bool, place: int | None) -> LiveAnswer:
        """What is known now; where that contradicts itself, that nothing is."""
        try:
            return self.answer(is_final, place)
        except OptimizationEngineError as error:
            LOG.exception("an answer of a live session does not hold, so it is not shown")
            with self._lock:
                self._known, self._detail = None, str(error)
            return self.answer(is_final, place)

    def shown(self) -> Shown | None:
        """What the next draft is compared with and starts from."""
        with self._lock:
            known, portfolio, _ = self._portfolio()
            if known is None or portfolio is None or self._prepared is None:
                return self._former
            return Shown(self.seq, self._prepared, known, portfolio)

    def closing(self) -> Closing | None:
        """How it ended, where that is proven; that there is no portfolio only with its conflict and the way out."""
        with self._lock:
            if self._known is not None and (self._known.canonical or self._explained):
                return Closing(self._known, self._conflict, self._infeasible, self._way_out)
            return None

    def proven(self) -> PlanResult | None:
        """The result, where it is the one that a cold solve gives."""
        with self._lock:
            known = self._known
            wants_canonical = self.problem.scenario.canonical
            if known is None or self._infeasible or not (known.canonical or (known.is_proven and not wants_canonical)):
                return None
            return known.result()

    def lose(self) -> None:
        """Note that the solver's process was lost too often."""
        with self._lock:
            self._detail = self._detail or "the solver's process was lost over this draft"

    def _begin_with(self, prepared: PreparedProblem, known: Knowledge) -> None:
        self._prepared, self._known = prepared, known
        self._absences = absences_of(prepared.ruled)
        if self._closing is not None:
            self._conflict, self._way_out = self._closing.conflict, self._closing.way_out
            self._infeasible = self._closing.infeasible

    def _solved(self, prepared: PreparedProblem, solver: SolverPort, deadline: float) -> How:
        """Solve the draft; once more where a process that dies over the canonical stages has left these open."""
        model, stages = prepared.formulation.plan.model, prepared.formulation.plan.stages
        if model.places is not None and model.num_columns <= WHOLE_COLUMNS:
            model = replace(model, places=replace(model.places, select_first=False))
        self._detail = ""
        for _ in range(2):
            known = self._known
            asked = Plan(replace(model, hint=None if known is None else known.values), stages)
            left = max(0.05, deadline - time.monotonic())
            result = solver.solve(asked, SolveParameters(time_limit=left, effort=Effort.NORMAL), self.control)
            if result.status is SolutionStatus.INFEASIBLE:
                return self._none(prepared, solver, result, deadline)
            self._learn(result)
            if result.termination is Termination.ERROR:
                self._detail = result.detail
                return How.LOST
            settled = result.is_proof and (is_canonical(prepared, result) or not self.problem.scenario.canonical)
            if settled or result.termination is not Termination.OPTIMALITY:
                break
        return How.CUT if self.control.stop_requested and not settled else How.FINISHED

    def _none(self, prepared: PreparedProblem, solver: SolverPort, result: PlanResult, deadline: float) -> How:
        """Say that there is no portfolio, then which rules cannot hold together."""
        with self._lock:
            if result.is_proof:
                self._deny()
            elif not self._infeasible and self._known is not None:
                self._detail = DOUBT
                return How.LOST  # so it is asked once more: whoever proves such things may have died over it
            is_denied = self._infeasible
        self._tell(self)
        if not is_denied:
            return How.FINISHED
        self.control.on_point = None  # the points to come are of other rules
        seconds = max(1.0, deadline - time.monotonic())
        asking = PlanningSession(self.problem, solver, SolveParameters(time_limit=seconds), self.control)
        conflict = asking.conflict(prepared.formulation.plan.model, {})
        if self.control.stop_requested:
            return How.CUT
        with self._lock:
            self._conflict = conflict
        self._tell(self)
        return self._find_way_out(prepared, solver, max(1.0, deadline - time.monotonic()))

    def _find_way_out(self, prepared: PreparedProblem, solver: SolverPort, seconds: float) -> How:
        """Look for the least change that would leave a portfolio."""
        solves = InfeasibilitySolves(solver, SolveParameters(), self.control, seconds)
        found = least_relaxation(prepared, solves)
        if self.control.stop_requested:
            return How.CUT
        with self._lock:
            self._explained = True
            if found is not None and not found.rules:
                self._contradict()
            elif found is not None:
                self._way_out = way_out_of(found)
        return How.FINISHED

    def _deny(self, drops: bool = False) -> None:
        """Take in a proof that there is no portfolio. drops: it is what gives way where a portfolio is known."""
        if self._known is not None and self._known.values is not None:
            if drops:
                LOG.error("a bound is dropped, which says that there is no portfolio where one is known")
            else:
                self._contradict()
        elif self._known is not None:
            self._infeasible, self._detail = True, "" if self._detail == DOUBT else self._detail

    def _contradict(self) -> None:
        """Forget all of it: one says that there is no portfolio, and another one has found one."""
        LOG.error("a portfolio was found for a draft of which it was proven that there is none; neither is shown")
        self._known, self._infeasible, self._detail = None, False, CONTRADICTION
        self._conflict = self._way_out = None

    def _point(self, result: PlanResult) -> None:
        """Learn a point on the way of a solve; what goes wrong here must not cost the solve."""
        if self._learn(result):
            self._tell(self)

    def _learn(self, result: PlanResult) -> bool:
        with self._lock:
            before, prepared = self._known, self._prepared
            if self._infeasible and result.values is not None:
                self._contradict()
            elif before is not None and prepared is not None:
                self._known = before.with_result(result, is_canonical(prepared, result))
            return self._known != before

    def _portfolio(self) -> tuple[Knowledge | None, PlacedPortfolio | None, tuple[StageFigure, ...]]:
        """The verified portfolio of what is known. Raises ``VerificationError``."""
        known, prepared = self._known, self._prepared
        if known is None or prepared is None or known.values is None or self._infeasible:
            return known, None, ()
        result = known.result()
        if self._shown is None or self._shown[0] != result:
            answer = answered(prepared, known.plan, result)
            assert answer.solution is not None
            self._shown = result, plan_of(prepared, answer.solution), answer.stages
        return known, *self._shown[1:]
