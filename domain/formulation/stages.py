"""The ordered stages of a problem: goals, main objective, tie-breaks, canonical (docs/meaning.md, section 4)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from domain.formulation.canonical_stages import canonical_stages
from domain.formulation.frame import FormulationContext
from domain.formulation.objective_terms import product, scaled_weights, time_factor
from domain.formulation.scaling import scale_form
from domain.formulation.target_rows import Shortfall
from domain.integer_model.model import LinearForm, Sense, Stage, StageRole
from domain.numbers import ZERO
from domain.problem.scenario import ObjectiveMode, Scenario, TieBreak
from domain.problem.sizing import kpi_value

Terms = Mapping[int, Decimal | Fraction]


def tolerable_stages(scenario: Scenario) -> tuple[str, ...]:
    """The names of the stages of a scenario that can be given a tolerance, in order."""
    goals = ("goal_shortfall",) if scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC else ()
    main = "weighted_kpis" if scenario.uses_weights else "north_star"
    return (*goals, main, *(f"tie_break:{tie_break.value}" for tie_break in scenario.tie_breaks))


def build_stages(frame: FormulationContext, shortfall: Shortfall) -> tuple[Stage, ...]:
    """All stages of a problem in order."""
    scenario = frame.problem.scenario
    stages = []
    if scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC:
        stages.append(_stage(frame, "goal_shortfall", Sense.MINIMIZE, StageRole.OBJECTIVE, dict(shortfall)))
    name = "weighted_kpis" if scenario.uses_weights else "north_star"
    stages.append(_stage(frame, name, Sense.MAXIMIZE, StageRole.OBJECTIVE, _main_terms(frame)))
    for tie_break in scenario.tie_breaks:
        if tie_break is TieBreak.SCORE:
            stages.append(_stage(frame, "tie_break:score", Sense.MAXIMIZE, StageRole.TIE_BREAK, _score_terms(frame)))
        else:
            stages.append(_stage(frame, "tie_break:tokens", Sense.MINIMIZE, StageRole.TIE_BREAK, _token_terms(frame)))
    if scenario.canonical:
        stages += canonical_stages(frame)
    return tuple(stages)


def _main_terms(frame: FormulationContext) -> Terms:
    terms: dict[int, Decimal | Fraction] = {}
    weights = scaled_weights(frame)
    plain = frame.problem.scenario.time_sensitivity_weight == ZERO
    north_star = None if frame.problem.scenario.uses_weights else frame.problem.scenario.north_star_kpi_key
    bent = {key for key in weights if frame.totals.is_bent(key)}
    plain_weights = {key: weight for key, weight in weights.items() if key not in bent}
    for column, option in enumerate(frame.options if plain_weights else ()):
        initiative = frame.pool.candidates[option.initiative_key]
        if north_star is not None:
            value: Decimal | Fraction = kpi_value(initiative, option.size, north_star)
        else:
            value = _total([product(w, kpi_value(initiative, option.size, key)) for key, w in plain_weights.items()])
        if value and not plain:
            value = product(value, time_factor(frame, initiative, option.period))
        if value:
            terms[column] = value
    for bonus in frame.bonuses:
        if bonus.kpi_key in plain_weights:
            terms[bonus.column] = product(weights[bonus.kpi_key], bonus.amount)
    for kpi_key in sorted(bent):
        for column, amount in frame.totals.terms(kpi_key).items():
            terms[column] = _total([terms.get(column, ZERO), product(weights[kpi_key], amount)])
    if bent:
        terms = {column: terms[column] for column in sorted(terms) if terms[column]}
    if not terms and frame.options:
        keys = ", ".join(frame.problem.scenario.objective_kpi_keys) or "no KPI at all, since no weights are given"
        frame.notes.append(
            f"objective: no candidate adds anything to it ({keys}), so all portfolios are worth the same"
        )
    return terms


def _total(parts: list[Decimal | Fraction]) -> Decimal | Fraction:
    if all(isinstance(part, Decimal) for part in parts):
        return sum((part for part in parts if isinstance(part, Decimal)), ZERO)
    return sum((Fraction(part) for part in parts), Fraction(0))


def _score_terms(frame: FormulationContext) -> Terms:
    scores = {key: initiative.active_overall_score for key, initiative in frame.pool.candidates.items()}
    return {
        column: score
        for column, option in enumerate(frame.options)
        if (score := scores[option.initiative_key]) is not None and score != ZERO
    }


def _token_terms(frame: FormulationContext) -> Terms:
    return {column: option.size.tokens for column, option in enumerate(frame.options) if option.size.tokens}


def _stage(frame: FormulationContext, name: str, sense: Sense, role: StageRole, terms: Terms) -> Stage:
    scaled = scale_form(list(terms.values()))
    sign = -1 if sense is Sense.MINIMIZE else 1
    form = LinearForm(tuple(terms), tuple(sign * coef for coef in scaled.coefs))
    return Stage(name, sense, role, form, scaled.scale)
