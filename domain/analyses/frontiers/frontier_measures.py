"""What a frontier can be drawn between: the value of a portfolio, a KPI total, tokens, or the use of one capacity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from domain.analyses.frontiers.frontier_results import FrontierAxis
from domain.analyses.session.session import PlanningSession
from domain.formulation.scaling import scale_form
from domain.integer_model.model import LinearForm, Sense, Stage, StageRole
from domain.numbers import exact_arithmetic
from domain.optimization.preparation import PreparedProblem
from domain.portfolio.evaluation import Evaluation
from domain.problem.constraints import Dimension, TargetKind
from domain.rules.rules import TargetRule

VALUE = "value"
TOKENS = "tokens"
NEVER_BINDING = Decimal(-(10**24))
"""A floor below everything that a KPI total can be: it says no more than that the total is felt."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a portfolio. stages: in order, the last is the measure itself. read: its exact value."""

    axis: FrontierAxis
    stages: tuple[Stage, ...]
    read: Callable[[Evaluation], Fraction]

    @property
    def stage(self) -> Stage:
        """The stage of the measure itself."""
        return self.stages[-1]


def feeling(session: PlanningSession, kpi_keys: tuple[str, ...]) -> PlanningSession:
    """A session whose model counts these KPI totals in full, synergies included, whatever the objective is."""
    prepared = session.prepared
    felt = tuple(TargetRule("", None, key, None, NEVER_BINDING, TargetKind.FLOOR) for key in kpi_keys)
    rules = replace(prepared.rules, targets=(*prepared.rules.targets, *felt))
    return session.with_prepared(prepared.under(rules))


def value_measure(session: PlanningSession) -> Measure:
    """The main stage of the objective; in lexicographic mode the goals come before it."""
    stages = session.objective_stages
    name = stages[-1].name
    return Measure(FrontierAxis(VALUE, name, True), stages, lambda evaluation: evaluation.stage_values()[name])


def kpi_measure(prepared: PreparedProblem, kpi_key: str) -> Measure:
    """Total of one KPI with its synergies, without time sensitivity; ``prepared`` must come from ``feeling``."""
    with exact_arithmetic():
        terms = prepared.formulation.totals.terms(kpi_key)
    stage = _stage(f"kpi:{kpi_key}", Sense.MAXIMIZE, terms)
    axis = FrontierAxis(kpi_key, kpi_key, True)
    return Measure(axis, (stage,), lambda evaluation: evaluation.counted(kpi_key))


def tokens_measure(prepared: PreparedProblem) -> Measure:
    """All tokens over the whole horizon; fewer are better."""
    stage = _stage(TOKENS, Sense.MINIMIZE, prepared.formulation.totals.tokens())
    axis = FrontierAxis(TOKENS, TOKENS, False)
    return Measure(axis, (stage,), lambda evaluation: Fraction(evaluation.tokens_used(Dimension.GLOBAL)))


def _stage(name: str, sense: Sense, terms: Mapping[int, Decimal | Fraction]) -> Stage:
    with exact_arithmetic():
        scaled = scale_form(list(terms.values()))
    sign = -1 if sense is Sense.MINIMIZE else 1
    form = LinearForm(tuple(terms), tuple(sign * coef for coef in scaled.coefs))
    return Stage(name, sense, StageRole.OBJECTIVE, form, scaled.scale)
