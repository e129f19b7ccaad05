"""The formulation from top to bottom: options become columns, rules become tagged rows, objectives become stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.errors import ParameterError
from domain.formulation.frame import FormulationContext
from domain.formulation.kpi_totals import BonusColumn, KpiTotals, Option
from domain.formulation.nonlinear.curve_columns import add_count_columns, add_curve_columns, add_share_columns
from domain.formulation.nonlinear.formula_columns import add_formula_columns
from domain.formulation.nonlinear.overhead_columns import add_overhead_columns
from domain.formulation.nonlinear.synergy_columns import add_synergy_columns
from domain.formulation.rule_rows import add_relation_rows, add_token_rows
from domain.formulation.stages import build_stages, places_of
from domain.formulation.target_rows import add_ratio_rows, add_target_rows
from domain.integer_model.model import Plan, Stage, StageRole, Tolerance
from domain.lean import dataclass, replace
from domain.numbers import exact_arithmetic
from domain.problem.selection import Choice, PortfolioSolution
from domain.rules.rulebook import RuledProblem


@dataclass(frozen=True, slots=True)
class Formulation:
    """The plan of a problem and how to read its answer: the first columns of the model are the options, in order.

    Rows of a rule bear its id as tag; structural rows have an empty tag. notes: which rows or stages were
    rounded and in which direction, and which objective terms were dropped. totals: what KPIs are made of.
    """

    ruled: RuledProblem
    plan: Plan
    totals: KpiTotals
    notes: tuple[str, ...] = ()

    @property
    def options(self) -> Sequence[Option]:
        """What the first columns choose."""
        return self.totals.options

    @property
    def bonuses(self) -> Sequence[BonusColumn]:
        """The columns that carry synergies."""
        return self.totals.bonuses

    def decode(self, values: Sequence[int]) -> PortfolioSolution:
        """Convert a point of the model to the portfolio it represents."""
        chosen = (option for column, option in enumerate(self.options) if values[column])
        return PortfolioSolution({o.initiative_key: Choice(o.initiative_key, o.period, o.size) for o in chosen})


def formulate(ruled: RuledProblem, tolerances: Mapping[str, Tolerance] | None = None) -> Formulation:
    """Formulate every rule and stage of a problem.

    tolerances: how far later stages may fall behind a stage, by its name. Raises ``ParameterError`` for a name
    that no stage of this problem bears, or a negative tolerance.
    """
    with exact_arithmetic():
        frame, rules = FormulationContext(ruled), ruled.rules
        if rules.overheads:
            add_overhead_columns(frame)
        add_token_rows(frame)
        add_relation_rows(frame)
        add_synergy_columns(frame)
        if rules.count_bonuses or rules.curves or rules.fair_shares:
            add_count_columns(frame)
            add_curve_columns(frame)
            add_share_columns(frame)
        if rules.formulas:
            add_formula_columns(frame)
        shortfall = add_target_rows(frame) if rules.targets else []
        if rules.ratios:
            add_ratio_rows(frame)
        stages = _tolerant(build_stages(frame, shortfall), tolerances or {})
        plan = Plan(replace(frame.builder.build(), places=places_of(frame)), stages)
        return Formulation(ruled, plan, frame.totals, tuple(frame.notes))


def _tolerant(stages: tuple[Stage, ...], tolerances: Mapping[str, Tolerance]) -> tuple[Stage, ...]:
    names = [stage.name for stage in stages if stage.role is not StageRole.CANONICAL]
    for name, tolerance in tolerances.items():
        if name not in names:
            raise ParameterError(f"there is no stage {name!r} to give a tolerance to; stages: {', '.join(names)}")
        if tolerance.absolute < 0 or tolerance.relative < 0:
            raise ParameterError(f"the tolerance of stage {name} is negative")
    return tuple(
        replace(stage, abs_tol=tolerances[stage.name].absolute, rel_tol=tolerances[stage.name].relative)
        if stage.name in tolerances
        else stage
        for stage in stages
    )
