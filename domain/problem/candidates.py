"""Which initiatives are valid candidates, and every reason why the others are not (docs/meaning.md, section 5)."""

from __future__ import annotations

from collections.abc import Mapping

from domain.lean import dataclass
from domain.numbers import ZERO
from domain.problem.constraints import Dimension
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Scope, Size, is_score, sizes_of

_TOKENS_FIELD = {
    Scope.MVP: "engineering_tokens_mvp",
    Scope.FULL: "engineering_tokens_full",
    Scope.CUSTOM: "engineering_tokens",
    Scope.NONE: "engineering_tokens",
}


@dataclass(frozen=True, slots=True)
class CandidatePool:
    """The judged initiatives of a problem.

    candidates: valid ones by key, in file order. sizes: the sizes each may be planned in. invalid: every reason by key.
    delivered: every delivered key, from the list or by status.
    """

    candidates: Mapping[str, Initiative]
    sizes: Mapping[str, tuple[Size, ...]]
    invalid: Mapping[str, tuple[str, ...]]
    delivered: frozenset[str]


def judge_candidates(problem: PortfolioProblem) -> CandidatePool:
    """Judge every initiative of a problem; delivered ones are neither valid nor invalid."""
    delivered = set(problem.delivered)
    delivered.update(i.initiative_key for i in problem.initiatives if i.has_delivered_status)
    needs_market = _names_markets(problem)
    kpi_keys = _kpi_keys(problem)
    excused = _needed_by_others(problem, delivered)
    candidates: dict[str, Initiative] = {}
    sizes: dict[str, tuple[Size, ...]] = {}
    invalid: dict[str, tuple[str, ...]] = {}
    for initiative in problem.initiatives:
        key = initiative.initiative_key
        if key in delivered:
            continue
        own_sizes = sizes_of(initiative, problem.scenario)
        reasons = _token_reasons(initiative, own_sizes)
        if needs_market and initiative.market is None:
            reasons.append("market is missing, and a rule names markets")
        if key not in excused and not _has_contribution(initiative, kpi_keys):
            reasons.append(f"contribution to {_either(kpi_keys)} is missing (zero is fine)")
        first, last = initiative.earliest_start_date, initiative.last_day
        if first is not None and last is not None and first > last:
            reasons.append(f"the date window is inverted: earliest start {first} is after {last}")
        if reasons:
            invalid[key] = tuple(reasons)
        else:
            candidates[key] = initiative
            sizes[key] = own_sizes
    return CandidatePool(candidates, sizes, invalid, frozenset(delivered))


def _token_reasons(initiative: Initiative, sizes: tuple[Size, ...]) -> list[str]:
    reasons: list[str] = []
    for size in sizes:
        name = _TOKENS_FIELD[size.scope]
        if size.tokens is None:
            scope = "" if size.scope is Scope.NONE else f", and scope_mode is {size.scope.value}"
            reasons.append(f"{name} is missing{scope}")
        elif size.tokens < ZERO:
            reasons.append(f"{name} is negative: {size.tokens}")
        own_teams = size.scope is Scope.MVP and initiative.team_tokens_mvp is not None
        teams = "team_tokens_mvp" if own_teams else "team_tokens"
        reasons += [f"{teams} of {team} is negative: {t}" for team, t in size.team_tokens.items() if t < ZERO]
    return list(dict.fromkeys(reasons))


def _names_markets(problem: PortfolioProblem) -> bool:
    rules = problem.constraint_set
    return (
        bool(problem.scenario.capacity_by_market)
        or any(floor.dimension is Dimension.MARKET for floor in rules.floors)
        or any(cap.dimension is Dimension.MARKET for cap in rules.caps)
        or any(target.market is not None for target in rules.targets)
        or any(curve.market is not None for curve in rules.response_curves)
        or any(overhead.dimension is Dimension.MARKET for overhead in rules.overheads)
    )


def _kpi_keys(problem: PortfolioProblem) -> tuple[str, ...]:
    rules = problem.constraint_set
    factors = {each.kpi_key: [factor.kpi_key for factor in each.multiply] for each in rules.kpi_formulas}
    named = (*problem.scenario.objective_kpi_keys, *(target.kpi_key for target in rules.targets))
    return tuple(dict.fromkeys(key for name in named for key in factors.get(name, [name])))


def _has_contribution(initiative: Initiative, kpi_keys: tuple[str, ...]) -> bool:
    return not kpi_keys or any(is_score(key) or key in initiative.kpi_contribution for key in kpi_keys)


def _needed_by_others(problem: PortfolioProblem, delivered: set[str]) -> set[str]:
    """Keys that need no contribution of their own: mandatory, required by another candidate, or bundled with one."""
    rules = problem.constraint_set
    open_keys = {i.initiative_key for i in problem.initiatives} - delivered
    needed = set(rules.mandatory_initiatives)
    pairs = [(p.initiative_key, p.requires) for p in rules.prerequisites]
    bundles = {b.bundle_key: set(b.initiative_keys) for b in rules.bundles}
    for initiative in problem.initiatives:
        key = initiative.initiative_key
        pairs += [(key, required) for required in initiative.prerequisite_keys]
        if initiative.is_mandatory:
            needed.add(key)
        if initiative.bundle_key is not None:
            bundles.setdefault(initiative.bundle_key, set()).add(key)
    needed.update(required for key, required in pairs if key != required and key in open_keys)
    for members in bundles.values():
        if len(members & open_keys) > 1:
            needed.update(members)
    return needed


def _either(kpi_keys: tuple[str, ...]) -> str:
    return kpi_keys[0] if len(kpi_keys) == 1 else "any of " + ", ".join(kpi_keys)
