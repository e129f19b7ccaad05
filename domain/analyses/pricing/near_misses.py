"""The candidates that are the cheapest to take into a plan, in a few questions: what almost made it, and its price."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from domain.analyses.pricing.cheapest import Cheapest, cheapest
from domain.analyses.pricing.near_miss import NearMiss
from domain.analyses.pricing.price_bounds import least_losses
from domain.analyses.session.choices import ChoiceModel, choice_model
from domain.analyses.session.losses import first_loss, stage_losses
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, StageFigure
from domain.construction.completion import completed
from domain.integer_model.model import Stage
from domain.integer_model.result import Proof, SolutionStatus
from domain.numbers import ZERO, to_decimal
from domain.portfolio.report import PortfolioReport, StageReport


def near_misses(session: PlanningSession, base: Answer, keys: Sequence[str], most: int) -> tuple[NearMiss, ...]:
    """The cheapest of the candidates first, ``most`` of them and of the questions.

    Those that no question has settled follow in the order of the keys, with what they cost at least where something is
    known. base: the plan; only where it is proven best are questions asked.
    """
    if base.solution is None or base.values is None:
        return ()
    choice = choice_model(session)
    left = [key for key in keys if key in choice.columns and key not in base.solution.choices]
    found: list[NearMiss] = []
    if base.status is SolutionStatus.OPTIMAL:
        for answered in islice(cheapest(session, choice, base.values, dict.fromkeys(left, True)), most):
            if answered.answer.status is SolutionStatus.INFEASIBLE:
                return (*found, *(NearMiss(key, None, None, True) for key in left))[:most]
            left = list(answered.others)
            found += _settled(base, answered)
            if len(found) >= most:
                return tuple(found[:most])
    return (*found, *_bounded(session, choice, base.values, left[: most - len(found)], found))


def _settled(base: Answer, answered: Cheapest) -> Iterator[NearMiss]:
    after = answered.answer.solution
    if after is None or base.solution is None:
        return
    losses = stage_losses(base.stages, answered.answer)
    stage = first_loss(losses)
    lost = next((loss.lost_at_least for loss in losses if loss.name == stage), None) or ZERO
    leaves = tuple(key for key in base.solution.choices if key not in after.choices)
    enters = tuple(key for key in after.choices if key not in base.solution.choices)
    for key in answered.keys:
        yield NearMiss(key, stage, lost, True, leaves, tuple(each for each in enters if each != key))


def _bounded(
    session: PlanningSession,
    choice: ChoiceModel,
    values: Sequence[int],
    keys: Sequence[str],
    cheaper: Sequence[NearMiss],
) -> Iterator[NearMiss]:
    """What the keys cost at least: as much as what is cheaper, and by the relaxation with each of them."""
    stages = session.objective_stages
    places = {stage.name: -index for index, stage in enumerate(stages)}
    known = [(places[each.stage], each.lost or ZERO) for each in cheaper[-1:] if each.stage is not None]
    asks = bool(keys) and not session.is_over
    losses = least_losses(session, choice, values, dict.fromkeys(keys, True), len(keys))[0] if asks else {}
    for key in keys:
        least, bounds = losses.get(key), list(known)
        if least is not None and least.impossible:
            yield NearMiss(key, None, None, True)
            continue
        if least is not None and least.stage is not None:
            bounds.append((-least.stage, to_decimal(Fraction(least.amount) / stages[least.stage].scale)))
        place, lost = max(bounds, default=(0, ZERO))
        if lost > 0:
            yield NearMiss(key, stages[-place].name, lost, False)


def known_base(session: PlanningSession, report: PortfolioReport) -> Answer | None:
    """An answer that is kept, as a session finds it itself, so that nobody has to solve it again.

    Optimal where it is proven exactly; None where its plan does not fit.
    """
    prepared = session.prepared
    formulation, periods = prepared.formulation, prepared.rules.periods
    selected = set(report.selected)
    places = {
        each.initiative_key: (each.period, each.scope) for each in report.initiatives if each.initiative_key in selected
    }
    chosen = [
        column
        for column, option in enumerate(formulation.options)
        if places.get(option.initiative_key) == (periods[option.period], option.size.scope)
    ]
    values = completed(formulation, chosen)
    if len(chosen) != len(selected) or not formulation.plan.model.admits(values):
        return None
    portfolio = prepared.judged(formulation.decode(values))
    if portfolio.violations:
        return None
    told = {stage.name: stage for stage in report.stages}
    figures = tuple(
        _figure(stage, portfolio.stage_values[stage.name], told.get(stage.name)) for stage in session.stages
    )
    deciding = {stage.name for stage in session.objective_stages}
    is_proven = report.solution_status is SolutionStatus.OPTIMAL and report.proof is Proof.EXACT
    is_proven = is_proven and all(figure.proven for figure in figures if figure.name in deciding)
    status = SolutionStatus.OPTIMAL if is_proven else SolutionStatus.FEASIBLE
    return Answer(status, figures, portfolio.solution, values, proof=report.proof or Proof.NONE)


def _figure(stage: Stage, exact: Fraction, told: StageReport | None) -> StageFigure:
    """What is told of a stage counts for the very value that was told."""
    holds = told is not None and told.value is not None and told.value == to_decimal(exact)
    proof = told.proof if told is not None and holds else Proof.NONE
    is_exact = told is not None and proof is Proof.EXACT
    bound = None if not is_exact or told is None or told.bound is None else Fraction(told.bound)
    proven = is_exact and told is not None and told.proven
    return StageFigure(stage.name, stage.sense, stage.role, exact, exact if proven else bound, proven, proof)
