"""The placement of one selection: in order, each choice as early as possible, or by repair where there are many."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

from domain.integer_model.builder import rebuilt
from domain.integer_model.model import (
    NO_UPPER,
    LinearForm,
    Model,
    Places,
    Plan,
    Sense,
    SolveParameters,
    Stage,
    StageRole,
)
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, StageOutcome, Termination
from domain.integer_model.submodel import with_carries
from domain.lean import replace
from solvers.canonical.compact import Compact, compacted, narrowed_to
from solvers.canonical.filling import most_by_filling
from solvers.canonical.placing import Placing
from solvers.selecting.budget import Budget, Solve
from solvers.selecting.repair import repaired
from solvers.selecting.results import Silent
from solvers.stages.stage_watch import Outlet

IN_ORDER = 200
"""So many choices are placed in order, each as early as possible; more of them by repair (docs/meaning.md)."""


class Placement:
    """Places one selection: the rest of the stages, then each choice as early as possible in its order."""

    def __init__(
        self, plan: Plan, places: Places, first: PlanResult, limits: SolveParameters, outlet: Outlet, solve: Solve
    ) -> None:
        self._plan, self._places, self._outlet = plan, places, outlet
        self._values = array("q", first.values or ())
        self._budget = Budget(limits, outlet, solve)
        self._rest = plan.stages[len(first.stages) :]
        self._members = _members_of(places)
        chosen = self._with_selection(list(zip(plan.stages, first.stages, strict=False)))
        self._values = with_carries(chosen, self._values)
        self._small: Compact = compacted(chosen)
        self._own = {column: place for place, column in enumerate(self._small.columns)}
        self._not_repaired: list[int] | None = None

    def run(self, first: PlanResult) -> PlanResult:
        """The result of the whole plan. first: of its first stages."""
        single, unproven = False, None
        outcomes = self._repaired_at_ends()
        if outcomes is not None:
            single = True
        else:
            outcomes, unproven = self._of_rest()
            if unproven is None and self._places.order:
                single, unproven = self._single(outcomes)
        ended = replace(
            first,
            values=self._values[: self._plan.model.num_columns],
            stages=(*first.stages, *outcomes),
            work=first.work + self._budget.work,
            single=single,
        )
        if unproven is None:
            return ended
        reproducible = first.reproducible and unproven.reproducible
        termination, detail = unproven.termination, unproven.detail
        faults = {
            Termination.ERROR: f"the placement was left unproven: {detail}",
            Termination.INFEASIBILITY: "that no placement is earlier is a solver's word, which no other one confirmed",
        }
        if termination in faults:
            return replace(ended, notes=(*first.notes, faults[termination]), reproducible=reproducible)
        return replace(ended, termination=termination, detail=detail, reproducible=reproducible)

    def _of_rest(self) -> tuple[list[StageOutcome], PlanResult | None]:
        """The stages that are left, in order; a result that did not prove one of them."""
        forms = [self._small.restricted(stage.form) for stage in self._rest]
        if not forms:
            return [], None
        pairs = zip(self._rest, forms, strict=True)
        stages = tuple(replace(stage, role=StageRole.TIE_BREAK, form=form) for stage, form in pairs)
        at_best = self._at_best(stages)
        if at_best is not None:
            return at_best, None
        result = self._asked(self._small.model, stages, self._small.down(self._values))
        if result.values is not None:
            self._values = self._small.up(result.values)
        known = result.stages or tuple(StageOutcome(stage.name, None, None, False) for stage in stages)
        outcomes = []
        for stage, form, outcome in zip(self._rest, forms, known, strict=True):
            value = stage.form.value(self._values)
            given = value - form.value(self._small.down(self._values))
            bound = None if outcome.bound is None else outcome.bound + given
            outcomes.append(replace(outcome, value=value, bound=bound, blended=outcome.blended))
        return outcomes, None if all(outcome.proven for outcome in outcomes) else result

    def _at_best(self, stages: Sequence[Stage]) -> list[StageOutcome] | None:
        """The outcomes where nothing can be earlier than the placement at hand; None where that is to be asked."""
        point = self._small.down(self._values)
        return self._proven() if self._ends(stages) == [stage.form.value(point) for stage in stages] else None

    def _ends(self, stages: Sequence[Stage]) -> list[int] | None:
        """What no placement can exceed in the stages left, over the smaller model; None where that is not known."""
        if any(
            self._small.fixed[column]
            for columns in self._members.values()
            if self._open(columns)
            for column in columns
            if column not in self._own
        ):
            return None
        slots = [slot for columns in self._members.values() if (slot := self._open(columns))]
        ends = [most_by_filling(self._small.model, stage.form, slots, self._periods()) for stage in stages]
        known = [end for end in ends if end is not None]
        return known if len(known) == len(ends) else None

    def _proven(self) -> list[StageOutcome]:
        values = [stage.form.value(self._values) for stage in self._rest]
        return [
            StageOutcome(stage.name, value, value, True, proof=Proof.EXACT)
            for stage, value in zip(self._rest, values, strict=True)
        ]

    def _periods(self) -> list[int]:
        return [self._places.periods[c] if c < len(self._places.periods) else 0 for c in self._small.columns]

    def _repaired_at_ends(self) -> list[StageOutcome] | None:
        """The outcomes where many choices are placed by repair, and lie as early in all as they can."""
        if not self._rest or len(self._slots()) <= IN_ORDER:
            return None
        stages = [replace(stage, form=self._small.restricted(stage.form)) for stage in self._rest]
        ends = self._ends(stages)
        if ends is None or not self._is_repaired([(stage, end) for stage, end in zip(stages, ends, strict=True)]):
            return None
        return self._proven()

    def _single(self, outcomes: Sequence[StageOutcome]) -> tuple[bool, PlanResult | None]:
        """Whether the placement is proven to be the one that is meant; a result that did not prove it."""
        point = self._small.down(self._values)
        stages = [replace(stage, form=self._small.restricted(stage.form)) for stage in self._rest]
        held = [(stage, stage.form.value(point)) for stage in stages]
        if len(self._slots()) > IN_ORDER:
            if self._is_repaired(held):
                return True, None
            if self._outlet.should_stop():  # what comes next would settle on another one than a repair that goes on
                return False, None
        return self._in_order(outcomes)

    def _is_repaired(self, held: Sequence[tuple[Stage, int]]) -> bool:
        """Take the placement that repair finds with stages at these values, where it finds one."""
        values = [value for _, value in held]
        if values == self._not_repaired:
            return False
        rows = [(f"hold:{stage.name}", stage.form, value, NO_UPPER) for stage, value in held]
        model = rebuilt(self._small.model, extra=rows)
        point = repaired(model, self._slots(), should_stop=self._outlet.should_stop)
        if point is None:
            self._not_repaired = values
            return False
        self._values = self._small.up(point[: self._small.model.num_columns])
        return True

    def _in_order(self, outcomes: Sequence[StageOutcome]) -> tuple[bool, PlanResult | None]:
        """Whether the placement is proven to be the first in order; a result that did not prove it."""
        held = []
        for stage, outcome in zip(self._rest, outcomes, strict=True):
            form = self._small.restricted(stage.form)
            held.append((f"hold:{outcome.name}", form, form.value(self._small.down(self._values)), NO_UPPER))
        model = rebuilt(self._small.model, extra=held) if held else self._small.model
        start = with_carries(model, self._small.down(self._values))
        placed = Placing(model, self._slots(), start).run(self._ask, self._ask)
        self._values = self._small.up(placed.values[: self._small.model.num_columns])
        return placed.first, placed.unproven

    def _ask(self, model: Model, form: LinearForm, start: array[int], most_work: float = math.inf) -> PlanResult:
        stage = Stage("place", Sense.MAXIMIZE, StageRole.OBJECTIVE, form)
        return self._asked(model, (stage,) if form.columns else (), start, most_work)

    def _asked(
        self, model: Model, stages: Sequence[Stage], start: Sequence[int], most_work: float = math.inf
    ) -> PlanResult:
        ending = self._budget.ending
        if ending is not None:
            return PlanResult(SolutionStatus.UNKNOWN, ending, None, reproducible=ending is Termination.WORK_LIMIT)
        hinted = replace(model, hint=array("q", start))
        return self._budget.solve(Plan(hinted, tuple(stages)), Silent(self._outlet), most_work=most_work)

    def _with_selection(self, above: Sequence[tuple[Stage, StageOutcome]]) -> Model:
        """The whole model with its selection made, and the stages above it held in what is still open.

        What a stage may lose counts from its best, of which the stages below it may have taken some already.
        """
        model, values = self._plan.model, self._values
        lower, upper = array("q", model.lower), array("q", model.upper)
        extra = []
        for columns in self._members.values():
            if any(values[column] for column in columns):
                extra.append(("", LinearForm(tuple(columns), (1,) * len(columns)), 1, NO_UPPER))
            else:
                for column in columns:
                    lower[column] = upper[column] = 0
        for stage, outcome in above:
            form, value = self._still_open(stage.form), stage.form.value(values)
            best = value if outcome.bound is None else max(value, outcome.bound)
            lost = math.floor(max(stage.abs_tol * stage.scale, stage.rel_tol * abs(best)))
            if form.columns:
                least = form.value(values) - max(0, lost - (best - value))
                extra.append((f"hold:{stage.name}", form, least, NO_UPPER))
                for column in self._too_dear(form, least, lower, upper):
                    upper[column] = 0
        return rebuilt(narrowed_to(model, lower, upper), extra=extra)

    def _too_dear(self, form: LinearForm, least: int, lower: Sequence[int], upper: Sequence[int]) -> list[int]:
        """Places that cost a form more than it may lose, all other choices lying where they are best for it."""
        coefs = dict(zip(form.columns, form.coefs, strict=True))
        spare, found = -least, list[tuple[int, int]]()
        for columns in self._members.values():
            if any(column in coefs for column in columns):
                open_ = [(coefs.pop(column, 0), column) for column in columns if upper[column]]
                best = max(open_)[0]
                spare += best
                found.extend((best - coef, column) for coef, column in open_)
        spare += sum(max(coef * lower[column], coef * upper[column]) for column, coef in coefs.items())
        return [column for cost, column in found if cost > spare]

    def _still_open(self, form: LinearForm) -> LinearForm:
        """A form without the choices to which it gives the same wherever they are placed, and those not made."""
        coefs = dict(zip(form.columns, form.coefs, strict=True))
        for columns in self._members.values():
            made = any(self._values[column] for column in columns)
            if not made or len({coefs.get(column, 0) for column in columns}) == 1:
                for column in columns:
                    coefs.pop(column, None)
        return LinearForm(tuple(coefs), tuple(coefs.values()))

    def _slots(self) -> list[list[int]]:
        order = (self._members.get(choice, ()) for choice in self._places.order)
        return [slot for columns in order if (slot := self._open(columns))]

    def _open(self, columns: Sequence[int]) -> list[int]:
        """Those columns of the smaller model that stand for these."""
        return [self._own[column] for column in columns if column in self._own]


def _members_of(places: Places) -> dict[int, list[int]]:
    """By choice, its columns from the earliest period on."""
    members: dict[int, list[int]] = {}
    for column, choice in enumerate(places.choices):
        if choice >= 0:
            members.setdefault(choice, []).append(column)
    for columns in members.values():
        columns.sort(key=lambda column: places.periods[column])
    return members
