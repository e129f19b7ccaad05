"""Questions of a frontier over a capacity, where the horizon has several periods.

The value is proven by itself, under the capacity as a rule of its own: no column of that is needed by period, so that
its proof is much the easier part. How few tokens are enough for it comes second: asked for where the capacity is of one
period; over several ones it is read off the portfolio, and shown to be the least by bounds, where these can.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.analyses.frontiers.capacity_limits import Level
from domain.analyses.frontiers.frontier_measures import Measure
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, StageFigure
from domain.integer_model.bounding import BoundingSolver, BoundRequest
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import Model
from domain.integer_model.result import Proof, SolutionStatus

SHARE, SHARE_OF_WORK, SHARE_OF_FIRST = 0.05, 0.006, 0.03
"""Of what is left for each question: hard packings at one end must not cost the other points. The first one gets more
work: what can be said of all that lies below depends on it.

Where markets and departments fill up in every period at once, no solver proves the best packing in useful time; what
can be proven takes a third of that work at most, and mostly a hundredth."""


@dataclass(frozen=True, slots=True)
class CapacityQuestions:
    """Asks for the best under a capacity.

    whole: the model under the largest limit of the frontier; free: the same without the capacity, its columns alike.
    """

    session: PlanningSession
    first: Measure
    level: Level
    whole: Model
    free: Model

    def ask(self, threshold: int | None, hint: Sequence[int] | None, is_first: bool) -> Answer:
        """The best of the first measure at or above a threshold of the second, and how far it reaches in that.

        hint: a known portfolio; the constructive start where there is none.
        """
        model = self.whole if threshold is None else rebuilt(self.free, extra=self.level.at_most(threshold))
        share = SHARE_OF_FIRST if is_first else SHARE_OF_WORK
        answer = self._asked(model, self.first, self.session.constructed(model) if hint is None else hint, share)
        if answer.solution is None or answer.values is None:
            return answer
        proven = {figure.name for figure in answer.stages if figure.proven}
        if len(self.level.uses) == 1 and proven.issuperset(stage.name for stage in self.first.stages):
            held = rebuilt(model, extra=[self.session.held(stage, answer.values) for stage in self.first.stages])
            least = self._asked(held, self.level.measure, answer.values, SHARE_OF_WORK)
            if least.status is SolutionStatus.OPTIMAL:
                return replace(least, stages=(*answer.stages, *least.stages))
        second = self.level.measure
        read = second.read(self.session.prepared.judged(answer.solution).figures)
        figure = StageFigure(second.stage.name, second.stage.sense, second.stage.role, read, None, False)
        return replace(answer, stages=(*answer.stages, figure))

    def shown_to_need(self, answers: Mapping[int, Answer]) -> dict[int, Answer]:
        """Those of the answers of which bounds show that less of the capacity is not enough for their value.

        answers: by how far they reach, each with its value proven. One relaxation answers for all.
        """
        solver, stage, levels = self.session.solver, self.first.stage, self.level.measure.stage.form.columns
        tells = len(self.first.stages) == 1 and not stage.rounding and len(levels) == 1
        if not (answers and tells and isinstance(solver, BoundingSolver)) or self.session.is_over:
            return {}
        # The level is counted by a column of its own over several periods alone; nothing lies below a level of 0.
        narrowings = [((levels[0], 0, max(-reached - 1, 0)),) for reached in answers]
        request = BoundRequest(self.level.model.with_objective(stage.form), narrowings, sharpen=len(answers))
        bounds = solver.bounds(request, self.session.limited(), self.session.control)
        if bounds is None:
            return {}
        shown = {}
        for (reached, answer), bound in zip(answers.items(), bounds.narrowed, strict=True):
            if not reached or bound is None or bound < answer.reached(stage):
                *first, second = answer.stages
                known = replace(second, exact_bound=second.exact, proven=True, proof=Proof.EXACT)
                shown[reached] = replace(answer, stages=(*first, known))
        return shown

    def _asked(self, model: Model, measure: Measure, hint: Sequence[int] | None, of_work: float) -> Answer:
        session = self.session.with_time_share(SHARE, of_work)
        return session.ask_model(model, stages=measure.stages, hint=hint)
