"""What a solve claims about its stages, checked against the exact figures and told in the problem's own units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from domain.errors import VerificationError
from domain.integer_model.model import Plan, Sense, Stage, StageRole
from domain.integer_model.result import Proof, StageOutcome
from domain.numbers import to_decimal
from domain.optimization.preparation import PreparedProblem
from domain.portfolio.judged import JudgedPortfolio
from domain.portfolio.report import StageReport


def verified(
    prepared: PreparedProblem, values: Sequence[int], outcomes: Mapping[str, StageOutcome], stages: Sequence[Stage]
) -> JudgedPortfolio:
    """The portfolio at a point of the model, checked against the problem itself.

    stages: those of the problem whose claims are checked, too. Raises ``VerificationError``.
    """
    formulation = prepared.formulation
    portfolio = prepared.judged(formulation.decode(values))
    if portfolio.violations:
        raise VerificationError([str(violation) for violation in portfolio.violations])
    check_stages(stages, outcomes, values, portfolio.stage_values, rounded=bool(formulation.notes))
    return portfolio


def check_stages(
    stages: Sequence[Stage],
    outcomes: Mapping[str, StageOutcome],
    values: Sequence[int],
    exact: Mapping[str, Fraction],
    rounded: bool = False,
) -> None:
    """Raise ``VerificationError`` where the exact value of a stage contradicts the model or a proven bound.

    The exact value may be better than the model's (a bonus that the model did not count), never worse, and
    never better than a bound. rounded: rows or columns were rounded, so a bound holds for the rounded model only.
    """
    faults = []
    for stage in stages:
        better = 1 if stage.sense is Sense.MAXIMIZE else -1
        claimed = stage.in_unit(stage.form.value(values))
        if better * (exact[stage.name] - claimed) < -stage.rounding:
            faults.append(f"stage {stage.name}: the model counts {claimed}, recomputed it is {exact[stage.name]}")
        outcome = outcomes.get(stage.name)
        if outcome is None or outcome.bound is None or rounded:
            continue
        bound = stage.in_unit(outcome.bound)
        if stage.role is StageRole.OBJECTIVE and better * (exact[stage.name] - bound) > stage.rounding:
            faults.append(f"stage {stage.name}: {exact[stage.name]} is beyond the proven bound {bound}")
    if faults:
        raise VerificationError(faults)


def stage_reports(
    plan: Plan, outcomes: Mapping[str, StageOutcome], exact: Mapping[str, Fraction]
) -> tuple[StageReport, ...]:
    """Every stage with its exact value (None without a portfolio), its bound and its relative gap."""
    return tuple(_report(stage, outcomes.get(stage.name), exact.get(stage.name)) for stage in plan.stages)


def grade_of(stage: Stage, outcome: StageOutcome) -> Proof:
    """Grade of proof of a stage's bound; a rounded stage is never exact."""
    return Proof.NUMERICAL if stage.rounding and outcome.proof is Proof.EXACT else outcome.proof


def main_stage(reports: Sequence[StageReport]) -> StageReport | None:
    """The last stage that decides the value of the portfolio."""
    deciding = [report for report in reports if report.role == StageRole.OBJECTIVE.value]
    return deciding[-1] if deciding else None


def relative_gap(value: Fraction | None, bound: Fraction | None) -> Fraction | None:
    """``|bound - value| / |value|``; zero where they are equal, None where there is none."""
    if value is None or bound is None:
        return None
    if value == bound:
        return Fraction(0)
    return abs(bound - value) / abs(value) if value else None


def _report(stage: Stage, outcome: StageOutcome | None, value: Fraction | None) -> StageReport:
    bound = None if outcome is None else _bound(stage, outcome, value)
    gap = relative_gap(value, bound)
    grade = Proof.NONE if outcome is None else grade_of(stage, outcome)
    return StageReport(
        name=stage.name,
        sense=stage.sense.value,
        role=stage.role.value,
        value=None if value is None else to_decimal(value),
        bound=None if bound is None else to_decimal(bound),
        gap=None if gap is None else to_decimal(gap),
        proven=outcome is not None and grade is Proof.EXACT and outcome.proven,
        blended=outcome is not None and outcome.blended,
        proof=grade,
    )


def _bound(stage: Stage, outcome: StageOutcome, value: Fraction | None) -> Fraction | None:
    """The bound in the stage's own unit, moved to the safe side by what was rounded."""
    if outcome.bound is None:
        return None
    if outcome.proven and outcome.bound == outcome.value and not stage.rounding and value is not None:
        return value
    bound = stage.in_unit(outcome.bound)
    if stage.sense is Sense.MAXIMIZE:
        return max(bound + stage.rounding, value) if value is not None else bound + stage.rounding
    return min(bound - stage.rounding, value) if value is not None else bound - stage.rounding
