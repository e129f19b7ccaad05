"""What a live session says about a draft."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.analyses.session.placed import PlacedPortfolio, PlannedItem
from domain.analyses.session.terms import StageFigure
from domain.integer_model.model import Sense, StageRole
from domain.integer_model.result import Proof, SolutionStatus
from domain.portfolio.diff import ItemChange
from domain.portfolio.figures import (
    CurveReport,
    FormulaReport,
    KpiReport,
    OverheadReport,
    RatioReport,
    TargetReport,
    UsageReport,
)
from domain.portfolio.report import ConflictReport, RelaxationReport, RelaxedRule
from domain.rules.rulebook import RuledProblem


class BoundSource(StrEnum):
    """How it is known that nothing is better than the bound of an answer.

    candidates: all candidates that add something are counted, whatever the rules say.
    earlier: an answer before it has proven it, and this draft only forbids more.
    relaxation: the linear relaxation of the draft, rounded to the safe side in integers.
    search: the solver's search, as in any other solve.
    """

    CANDIDATES = "candidates"
    EARLIER = "earlier"
    RELAXATION = "relaxation"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class LiveFigure:
    """One stage of the objective: proven, or between its value and its bound.

    name: which stage, such as ``north_star``.
    more_is_better: whether a greater value is better.
    value: what the portfolio reaches, in the unit of the stage.
    bound: no portfolio is better; None where none is known, as for all stages after one that is not proven.
    proven: whether the value is exact and the best there is.
    proof: what the bound rests on; numerical where a solver claims it in floating point and nothing confirms it.
    """

    name: str
    more_is_better: bool
    value: Decimal
    bound: Decimal | None
    proven: bool
    proof: Proof


class AbsenceKind(StrEnum):
    """Why an initiative takes no part.

    invalid: it lacks something, or contradicts itself.
    delivered: it is done already.
    unselectable: a rule of the draft leaves no way to select it.
    """

    INVALID = "invalid"
    DELIVERED = "delivered"
    UNSELECTABLE = "unselectable"


@dataclass(frozen=True, slots=True)
class Absence:
    """An initiative that no portfolio of a draft can have.

    initiative_key: key of the initiative.
    kind: why it takes no part. Invalid and delivered ones are no candidates.
    reasons: every reason, a sentence each.
    """

    initiative_key: str
    kind: AbsenceKind
    reasons: tuple[str, ...]


def absences_of(ruled: RuledProblem) -> tuple[Absence, ...]:
    """Those that take no part, in the order of the problem."""
    invalid, unselectable, delivered = ruled.pool.invalid, ruled.rules.unselectable, ruled.pool.delivered
    found: list[Absence] = []
    for key in (each.initiative_key for each in ruled.problem.initiatives):
        if key in delivered:
            found.append(Absence(key, AbsenceKind.DELIVERED, ("it is delivered already",)))
        elif key in invalid:
            found.append(Absence(key, AbsenceKind.INVALID, invalid[key]))
        elif key in unselectable:
            found.append(Absence(key, AbsenceKind.UNSELECTABLE, unselectable[key]))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class WayOut:
    """The least change of a draft that would leave a portfolio.

    rules: those that give way, and how far.
    objective: the main objective of that portfolio, in its unit; None where it is not known.
    proven: whether it is proven that no less would do and that no better portfolio goes with it.
    """

    rules: tuple[RelaxedRule, ...]
    objective: Decimal | None
    proven: bool


def way_out_of(report: RelaxationReport) -> WayOut:
    """What a live session says of a relaxation."""
    return WayOut(report.rules, report.objective, report.proven)


@dataclass(frozen=True, slots=True)
class LiveAnswer:
    """What is known of the newest draft of a live session; the portfolio is verified, whatever its grade of proof.

    seq: number of the draft; 0 for the problem as it was opened.
    is_final: whether nothing more follows for this draft.
    status: optimal where the value is proven, feasible where it lies between value and bound.
    canonical: whether a cold solve returns this very portfolio.
    value: the stage that decides the value; None without a portfolio.
    stages: all stages of the objective in order, tie-breaks included.
    bound_source: how the bound is known of the first stage that is not proven; None where all are, or none is known.
    selected: the initiatives of the portfolio with their places.
    against: number of the draft whose portfolio this one is compared with, the last one shown before the edit; None for
    the first one.
    entered: initiatives that the compared portfolio does not have.
    left: initiatives that only the compared portfolio has.
    moved: initiatives of both that are planned in another period or size.
    usage: tokens under each capacity, floor and cap.
    kpis: the total of each KPI.
    targets: each target and how far it is reached.
    curves: where the portfolio stands on each response curve.
    ratios: each ratio with what is reached of it.
    overheads: what each takes in each period, beside the tokens of the initiatives.
    formulas: what each makes of its factors.
    absences: initiatives that take no part whatever is selected, and why; empty until the draft was looked at.
    conflict: rules that cannot hold together; None unless there is no portfolio, and until they have been found.
    way_out: the cheapest way out of the conflict; None until it is found, and where none is found in time.
    place: place among those who wait for a solver, from 1; None where it does not wait.
    milliseconds: time from the arrival of the draft to this answer.
    detail: what else there is to say, such as why there is no answer; empty for nothing.
    """

    seq: int
    is_final: bool
    status: SolutionStatus
    canonical: bool
    value: LiveFigure | None
    stages: tuple[LiveFigure, ...]
    bound_source: BoundSource | None
    selected: tuple[PlannedItem, ...]
    against: int | None
    entered: tuple[ItemChange, ...]
    left: tuple[ItemChange, ...]
    moved: tuple[ItemChange, ...]
    usage: tuple[UsageReport, ...]
    kpis: tuple[KpiReport, ...]
    targets: tuple[TargetReport, ...]
    curves: tuple[CurveReport, ...]
    ratios: tuple[RatioReport, ...]
    overheads: tuple[OverheadReport, ...]
    formulas: tuple[FormulaReport, ...]
    absences: tuple[Absence, ...]
    conflict: ConflictReport | None
    way_out: WayOut | None
    place: int | None
    milliseconds: float
    detail: str


def live_answer(
    *,
    seq: int,
    is_final: bool,
    is_infeasible: bool,
    canonical: bool,
    stages: tuple[StageFigure, ...],
    source: BoundSource | None,
    portfolio: PlacedPortfolio | None,
    against: int | None,
    before: PlacedPortfolio | None,
    absences: tuple[Absence, ...],
    conflict: ConflictReport | None,
    way_out: WayOut | None,
    place: int | None,
    milliseconds: float,
    detail: str,
) -> LiveAnswer:
    """An answer from figures that are verified. before: the portfolio it is compared with."""
    figures = figures_of(stages)
    deciding = [figure for figure, stage in zip(figures, stages, strict=True) if stage.role is StageRole.OBJECTIVE]
    changed = _changes(before, portfolio)
    status = SolutionStatus.INFEASIBLE if is_infeasible else SolutionStatus.UNKNOWN
    if portfolio is not None:
        proven = all(figure.proven for figure in deciding)
        status = SolutionStatus.OPTIMAL if proven else SolutionStatus.FEASIBLE
    judged = None if portfolio is None else portfolio.assessment
    return LiveAnswer(
        seq=seq,
        is_final=is_final,
        status=status,
        canonical=canonical,
        value=deciding[-1] if deciding else None,
        stages=figures,
        bound_source=source if any(each.bound is not None and not each.proven for each in figures) else None,
        selected=() if portfolio is None else portfolio.items,
        against=against,
        entered=tuple(each for each in changed if each.before is None),
        left=tuple(each for each in changed if each.after is None),
        moved=tuple(each for each in changed if each.before and each.after and each.before != each.after),
        usage=() if judged is None else judged.usage,
        kpis=() if judged is None else judged.kpis,
        targets=() if judged is None else judged.targets,
        curves=() if judged is None else judged.curves,
        ratios=() if judged is None else judged.ratios,
        overheads=() if judged is None else judged.overheads,
        formulas=() if judged is None else judged.formulas,
        absences=absences,
        conflict=conflict,
        way_out=way_out,
        place=place,
        milliseconds=milliseconds,
        detail=detail,
    )


def figures_of(stages: tuple[StageFigure, ...]) -> tuple[LiveFigure, ...]:
    """Figures up to the first stage that is not proven with their bounds; what follows has none."""
    figures, is_open = [], False
    for stage in stages:
        bound = stage.value if stage.proven else stage.bound
        figures.append(
            LiveFigure(
                name=stage.name,
                more_is_better=stage.sense is Sense.MAXIMIZE,
                value=stage.value,
                bound=None if is_open else bound,
                proven=stage.proven and not is_open,
                proof=Proof.NONE if is_open else stage.proof,
            )
        )
        is_open = is_open or not stage.proven
    return tuple(figures)


def _changes(before: PlacedPortfolio | None, after: PlacedPortfolio | None) -> list[ItemChange]:
    """What is planned of each initiative in either portfolio, in the order of the keys."""
    if before is None or after is None:
        return []
    return [
        ItemChange(key, before.places.get(key), after.places.get(key))
        for key in sorted({*before.places, *after.places})
    ]
