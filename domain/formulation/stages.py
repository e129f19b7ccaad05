"""The ordered stages of a problem: goals, main objective, tie-breaks, canonical (docs/meaning.md, section 4).

The canonical ones leave one answer only: ``key`` among equal selections, ``early`` and an order among placements. The
weights of ``key`` are fixed (problem/canonical.py). ``early`` comes after all of them and never changes what is
selected, so a problem may be selected first and placed afterwards. What ``early`` leaves open is settled in an order:
the largest initiative as early as possible, then the next one. That takes questions whether something fits instead of
sums to be made least, which no solver proves in time where periods are full.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from domain.formulation.frame import FormulationContext
from domain.formulation.kpi_totals import Option
from domain.formulation.objective_terms import product, scaled_weights, time_factor
from domain.formulation.scaling import scale_form
from domain.formulation.target_rows import Shortfall
from domain.integer_model.model import LinearForm, Places, Sense, Stage, StageRole
from domain.numbers import ZERO
from domain.problem.canonical import EARLY, digest_of, key_stage, weights
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, TieBreak
from domain.problem.sizing import kpi_value


def canonical_stages(frame: FormulationContext) -> list[Stage]:
    """Canonical stages in order; that of the placement only where there are several periods."""
    columns = tuple(range(len(frame.options)))
    known: dict[tuple[str, str], tuple[int, ...]] = {}
    digits = []
    for option in frame.options:
        pair = _pair(option)
        if pair not in known:
            known[pair] = weights(*pair, len(columns) // frame.num_periods)
        digits.append(known[pair])
    forms = [LinearForm(columns, tuple(-digit for digit in place)) for place in zip(*digits, strict=True)]
    stages = [_least(key_stage(place), form) for place, form in enumerate(forms)]
    if frame.num_periods > 1 and columns:
        late = {c: _tokens(o) * o.period for c, o in enumerate(frame.options) if o.period and _tokens(o)}
        stages.append(_early(late))
    return stages


def places_of(frame: FormulationContext) -> Places | None:
    """Choice (an initiative in a size) and period of each option; None where there is only one period."""
    if frame.num_periods == 1:
        return None
    choices, firsts = array("q"), list[Option]()
    for columns in frame.columns_of.values():  # period by period, the sizes of each in the same order
        sizes = len(columns) // frame.num_periods
        choices.extend(len(firsts) + place % sizes for place in range(len(columns)))
        firsts += [frame.options[column] for column in columns[:sizes]]
    order: tuple[int, ...] = ()
    if frame.problem.scenario.canonical:
        order = tuple(sorted(range(len(firsts)), key=lambda choice: _rank(firsts[choice])))
    return Places(choices, array("q", (option.period for option in frame.options)), order)


def _rank(option: Option) -> tuple[Decimal, bytes]:
    return -_tokens(option), digest_of(*_pair(option))


def _pair(option: Option) -> tuple[str, str]:
    return option.initiative_key, option.size.scope.value


def _tokens(option: Option) -> Decimal:
    return option.size.tokens if option.size.tokens is not None else ZERO


def _early(terms: Mapping[int, Decimal]) -> Stage:
    """Stage that minimises tokens x period number, counted from 0."""
    scaled = scale_form(list(terms.values()))
    return _least(EARLY, LinearForm(tuple(terms), tuple(-coef for coef in scaled.coefs)), scaled.scale)


def _least(name: str, form: LinearForm, scale: Fraction = Fraction(1)) -> Stage:
    return Stage(name, Sense.MINIMIZE, StageRole.CANONICAL, form, scale)


Terms = Mapping[int, Decimal | Fraction]


def tolerable_stages(problem: PortfolioProblem) -> tuple[str, ...]:
    """The names of the stages of a problem that can be given a tolerance, in order."""
    scenario, goals = problem.scenario, list[str]()
    if scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC:
        shares = dict.fromkeys(f"fair_share:{share.kpi_key}" for share in problem.constraint_set.fair_shares)
        goals = ["goal_shortfall", *shares]
    main = "weighted_kpis" if scenario.uses_weights else "north_star"
    return (*goals, main, *(f"tie_break:{tie_break.value}" for tie_break in scenario.tie_breaks))


def build_stages(frame: FormulationContext, shortfall: Shortfall) -> tuple[Stage, ...]:
    """All stages of a problem in order."""
    scenario = frame.problem.scenario
    stages = []
    if scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC:
        stages.append(_stage(frame, "goal_shortfall", Sense.MINIMIZE, StageRole.OBJECTIVE, dict(shortfall)))
    for name, share in frame.shares.items():
        stages.append(_stage(frame, name, Sense.MAXIMIZE, StageRole.OBJECTIVE, {share.column: share.unit}))
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
    return frame.totals.tokens()


def _stage(frame: FormulationContext, name: str, sense: Sense, role: StageRole, terms: Terms) -> Stage:
    scaled = scale_form(list(terms.values()))
    sign = -1 if sense is Sense.MINIMIZE else 1
    form = LinearForm(tuple(terms), tuple(sign * coef for coef in scaled.coefs))
    return Stage(name, sense, role, form, scaled.scale)
