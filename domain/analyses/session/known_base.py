"""The plan of an answer that is kept, as a session finds it itself: nobody has to solve it again."""

from __future__ import annotations

from fractions import Fraction

from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Answer, StageFigure
from domain.construction.completion import completed
from domain.integer_model.model import Stage
from domain.integer_model.result import Proof, SolutionStatus
from domain.numbers import to_decimal
from domain.portfolio.report import PortfolioReport, StageReport


def known_base(session: PlanningSession, report: PortfolioReport) -> Answer | None:
    """The answer to the problem of a session, optimal where it is proven exactly; None where its plan does not fit."""
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
