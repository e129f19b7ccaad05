"""What is known of an answer, in words that claim no more than its proof holds.

Exact is called proven; what a floating-point solver says and nothing confirms is not; and where a search has ended
before its proof, the words say how far from the best possible its portfolio may be.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, Context, Decimal

from domain.integer_model.model import StageRole
from domain.integer_model.result import Proof, SolutionStatus
from domain.numbers import exact_arithmetic
from domain.portfolio.report import PortfolioReport, StageReport
from domain.rules.wording import figure, grouped

NUMERICALLY = "as far as floating point can tell"
_CLAIMS = (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE)
_ROUNDING = Context(prec=60, rounding=ROUND_CEILING, traps=[])
_WHOLE_FROM = 10
_DECIMALS = 2


def status_text(status: SolutionStatus, proof: Proof | None, gap: Decimal | None = None) -> str:
    """A status for tables and lists, with what is missing to its proof.

    proof: None where an older version did not record it. gap: that of the main stage, where it is known.
    """
    if status in _CLAIMS and proof is Proof.NUMERICAL:
        return f"{status.value} (not proven)"
    if status is SolutionStatus.FEASIBLE and gap:
        return f"{status.value}, within {share_at_most(gap)}"
    return status.value


def settled_numerically(stage: StageReport) -> bool:
    """Whether only a floating-point solver claims that nothing is better in a stage."""
    return stage.proof is Proof.NUMERICAL and stage.value is not None and stage.value == stage.bound


def shortfall_of_proof(report: PortfolioReport) -> str:
    """What is missing to the proof that a portfolio is the best, as part of a sentence; empty where nothing is."""
    if report.solution_status is SolutionStatus.OPTIMAL:
        if report.proof is not Proof.NUMERICAL:
            return ""
        return f"the best {NUMERICALLY}, which is not proven"
    deciding = [stage for stage in report.stages if stage.role == StageRole.OBJECTIVE.value]
    unsettled = [stage for stage in deciding if not stage.proven and not settled_numerically(stage)]
    if not unsettled:
        return "how far from the best possible it is, is not known"
    first, is_main = unsettled[0], unsettled[0] is deciding[-1]
    known = _distance(first)
    if is_main:
        return known or "how far from the best possible it is, is not known"
    return f"its {first.name} is {known or 'not proven'}, and what comes after it is open"


def _distance(stage: StageReport) -> str:
    """How far the value of a stage may be from the best possible; empty where no bound is known."""
    if stage.bound is None:
        return ""
    hedge = f" {NUMERICALLY}" if stage.proof is Proof.NUMERICAL else ""
    if stage.gap is None:
        return f"at best {grouped(stage.bound)}{hedge}"
    return f"within {share_at_most(stage.gap)} of the best possible{hedge}"


def share_at_most(share: Decimal) -> str:
    """A share as per cent, rounded up: whole from 10 % on, else two decimals, or one digit for smaller shares."""
    with exact_arithmetic():
        value = abs(share) * 100
    places = 0 if value >= _WHOLE_FROM else max(_DECIMALS, -value.adjusted())
    rounded = value.quantize(Decimal(1).scaleb(-places), context=_ROUNDING)
    return f"{Decimal(figure(rounded)):,f} %"
