"""Rules of a problem changed by their ids: set, added where there is none, or removed wherever they are stated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from domain.edits.edit_values import (
    check_period,
    figures_text,
    pin_text,
    points_text,
    read_figures,
    read_lag,
    read_number,
    read_pin,
    read_points,
)
from domain.edits.relation_edits import NAMED, check_key, is_stated, lag_of, linked_pair, rows_without, without_relation
from domain.errors import InputError
from domain.problem.constraints import Cap, ConstraintSet, Dimension, Floor, Prerequisite, Target, TargetKind
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Scenario
from domain.rules.wording import figure, quantity

R = TypeVar("R", Scenario, ConstraintSet)

LIMITS = ("capacity", "floor", "cap", "target")
_KEYED: Mapping[str, tuple[str, str, str, Callable[[str, str], Any], Callable[[Any], str]]] = {
    "ratio": ("ratios", "ratio_key", "at_least", read_number, figure),
    "overhead": ("overheads", "overhead_key", "tokens_by_count", read_figures, figures_text),
    "formula": ("kpi_formulas", "kpi_key", "times", read_number, figure),
    "curve": ("response_curves", "curve_key", "points", read_points, points_text),
}
"""Families of rules with keys of their own: their list, the key, and what an edit gives anew, read and written."""
FAMILIES = (*LIMITS, "mandatory", "forced_out", "prerequisite", "exclusion", "pin", *_KEYED, *NAMED)
_CAPACITIES = {
    "market": "capacity_by_market",
    "department": "capacity_by_department",
    "team": "capacity_by_team",
}


def rule_value(problem: PortfolioProblem, rule_id: str) -> str:
    """What a rule says now: its figure, or ``in force``; empty where there is no such rule."""
    family, rest, period = _parts(rule_id)
    rules = problem.constraint_set
    if family == "capacity":
        capacity = _capacity(problem, rule_id, rest, period)
        return "" if capacity is None else figure(capacity)
    if family in ("floor", "cap"):
        found = _token_rule(rules, rule_id, family, rest, period)
        if found is None:
            return ""
        return figure(found.min_tokens if isinstance(found, Floor) else found.max_tokens)
    if family == "target":
        target = _target(rules, rest, period)
        return "" if target is None else f"{figure(target.target_value)} {target.floor_or_goal.value}"
    if family in _KEYED:
        listed, key, field, _, written = _KEYED[family]
        return next(
            (written(getattr(each, field)) for each in getattr(rules, listed) if getattr(each, key) == rest), ""
        )
    if family == "pin":
        return ", ".join(pin_text(pin) for pin in rules.pins if pin.initiative_key == rest)
    if family == "prerequisite":
        lag = lag_of(problem, *linked_pair(problem, rest, rule_id))
        if lag:
            return quantity(lag, "period") + " later"
    return "in force" if is_stated(problem, family, rest, rule_id) else ""


def with_rule(problem: PortfolioProblem, rule_id: str, value: str) -> PortfolioProblem:
    """The problem with the rule as stated. Raises ``InputError`` for an id or a value that makes no sense."""
    family, rest, period = _parts(rule_id)
    rules = problem.constraint_set
    if family == "capacity":
        return _with_capacity(problem, rule_id, rest, period, value)
    if family in ("floor", "cap"):
        return replace(problem, constraint_set=_with_token_rule(rules, rule_id, family, rest, period, value))
    if family == "target":
        return replace(problem, constraint_set=_with_target(rules, rule_id, rest, period, value))
    if family in _KEYED:
        listed, key, field, read, _ = _KEYED[family]
        if not rule_value(problem, rule_id):
            raise InputError(f"{rule_id}: there is no such {family}; state it in the constraint set first")
        said = {field: read(value, rule_id)}
        changed = tuple(replace(e, **said) if getattr(e, key) == rest else e for e in getattr(rules, listed))
        return replace(problem, constraint_set=_with(rules, listed, changed))
    if family == "pin":
        check_key(problem, rest, rule_id)
        others = rows_without(rules.pins, lambda pin: pin.initiative_key == rest)
        return replace(problem, constraint_set=replace(rules, pins=(*others, read_pin(rest, value, rule_id))))
    if family == "prerequisite" and value:
        first, second = linked_pair(problem, rest, rule_id)
        others = rows_without(rules.prerequisites, lambda each: (each.initiative_key, each.requires) == (first, second))
        link = Prerequisite(first, second, read_lag(value, rule_id))
        return replace(problem, constraint_set=replace(rules, prerequisites=(*others, link)))
    if value:
        raise InputError(f"{rule_id}: has no value; leave out ={value}")
    if is_stated(problem, family, rest, rule_id):
        return problem
    if family in NAMED:
        raise InputError(f"{rule_id}: there is no such {family}; state it in the constraint set first")
    if family in ("mandatory", "forced_out"):
        field = "mandatory_initiatives" if family == "mandatory" else "forced_out"
        check_key(problem, rest, rule_id)
        return replace(problem, constraint_set=_with(rules, field, (*getattr(rules, field), rest)))
    first, second = linked_pair(problem, rest, rule_id)
    if family == "prerequisite":
        added = replace(rules, prerequisites=(*rules.prerequisites, Prerequisite(first, second)))
    else:
        added = replace(rules, exclusions=(*rules.exclusions, (first, second)))
    return replace(problem, constraint_set=added)


def removed_rule(problem: PortfolioProblem, rule_id: str) -> PortfolioProblem:
    """The problem without the rule, wherever it is stated. Raises ``InputError`` where there is none."""
    family, rest, period = _parts(rule_id)
    if not rule_value(problem, rule_id):
        raise InputError(f"{rule_id}: there is no such rule to remove")
    rules = problem.constraint_set
    if family == "capacity":
        return _with_capacity(problem, rule_id, rest, period, None)
    if family in ("floor", "cap"):
        found = _token_rule(rules, rule_id, family, rest, period)
        field = "floors" if family == "floor" else "caps"
        kept = tuple(each for each in getattr(rules, field) if each != found)
        return replace(problem, constraint_set=_with(rules, field, kept))
    if family == "target":
        target = _target(rules, rest, period)
        return replace(problem, constraint_set=replace(rules, targets=tuple(t for t in rules.targets if t != target)))
    if family in _KEYED:
        listed, key, *_ = _KEYED[family]
        others = rows_without(getattr(rules, listed), lambda each: getattr(each, key) == rest)
        return replace(problem, constraint_set=_with(rules, listed, others))
    if family == "pin":
        pins = rows_without(rules.pins, lambda pin: pin.initiative_key == rest)
        return replace(problem, constraint_set=replace(rules, pins=pins))
    return without_relation(problem, family, rest, rule_id)


def _parts(rule_id: str) -> tuple[str, str, str | None]:
    """Family, the rest of the id, and the period where the rule has one."""
    family, _, rest = rule_id.partition(":")
    if family in LIMITS:
        head, sep, tail = rest.partition(":")
        bare, at, period = head.partition("@")
        rest = f"{'global' if bare.lower() == 'global' else bare}{at}{period}{sep}{tail}"
    if family in LIMITS and "@" in rest:
        rest, _, period = rest.rpartition("@")
        check_period(period, rule_id)
        return family, rest, period
    if not rest:
        raise InputError(f"{rule_id}: is no rule id; it ends before it says what for")
    return family, rest, None


def _capacity(problem: PortfolioProblem, rule_id: str, rest: str, period: str | None) -> Any:
    scenario = problem.scenario
    if rest == "global":
        total = scenario.capacity_total_tokens
        return total if period is None else scenario.capacity_by_period.get(period, total)
    dimension, _, key = rest.partition(":")
    if dimension not in _CAPACITIES or not key:
        raise InputError(f"{rule_id}: give capacity:global, or capacity:market:KEY, :department:KEY or :team:KEY")
    if period is not None:
        raise InputError(f"{rule_id}: a capacity by {dimension} holds in every period alike; leave out @{period}")
    return getattr(scenario, _CAPACITIES[dimension]).get(key)


def _with_capacity(
    problem: PortfolioProblem, rule_id: str, rest: str, period: str | None, value: str | None
) -> PortfolioProblem:
    _capacity(problem, rule_id, rest, period)
    number = None if value is None else read_number(value, rule_id)
    scenario = problem.scenario
    if rest == "global" and period is None:
        return replace(problem, scenario=replace(scenario, capacity_total_tokens=number))
    field, key = ("capacity_by_period", period) if period else (_CAPACITIES[rest.partition(":")[0]], "")
    entries = dict(getattr(scenario, field))
    key = key or rest.partition(":")[2]
    if number is None:
        entries.pop(key, None)
    else:
        entries[key] = number
    return replace(problem, scenario=_with(scenario, field, entries))


def _bearer(rule_id: str, rest: str) -> tuple[Dimension, str | None]:
    name, _, key = rest.partition(":")
    known = [dimension.value for dimension in Dimension]
    if name not in known:
        raise InputError(f"{rule_id}: {name!r} is no dimension; choose from {', '.join(known)}")
    if (name == Dimension.GLOBAL) == bool(key):
        raise InputError(f"{rule_id}: global has no key, every other dimension has one")
    return Dimension(name), key or None


def _token_rule(rules: ConstraintSet, rule_id: str, family: str, rest: str, period: str | None) -> Floor | Cap | None:
    dimension, key = _bearer(rule_id, rest)
    rows: tuple[Floor | Cap, ...] = rules.floors if family == "floor" else rules.caps
    return next((r for r in rows if (r.dimension, r.key, r.period_key) == (dimension, key, period)), None)


def _with_token_rule(
    rules: ConstraintSet, rule_id: str, family: str, rest: str, period: str | None, value: str
) -> ConstraintSet:
    dimension, key = _bearer(rule_id, rest)
    number, old = read_number(value, rule_id), _token_rule(rules, rule_id, family, rest, period)
    if family == "floor":
        new = Floor(dimension, number, key, period)
        return replace(rules, floors=_replaced(rules.floors, old, new))
    return replace(rules, caps=_replaced(rules.caps, old, Cap(dimension, number, key, period)))


def _target(rules: ConstraintSet, rest: str, period: str | None) -> Target | None:
    market, _, kpi_key = rest.partition(":")
    where = None if market == "global" else market
    return next((t for t in rules.targets if (t.market, t.kpi_key, t.period_key) == (where, kpi_key, period)), None)


def _with_target(rules: ConstraintSet, rule_id: str, rest: str, period: str | None, value: str) -> ConstraintSet:
    """The value is a number, with ``floor`` or ``goal`` behind it where that is to change; a new target is a floor."""
    market, _, kpi_key = rest.partition(":")
    if not market or not kpi_key:
        raise InputError(f"{rule_id}: give target:MARKET:KPI, or target:global:KPI")
    old = _target(rules, rest, period)
    amount, _, kind = value.strip().partition(" ")
    if kind.strip() not in ("", "floor", "goal"):
        raise InputError(f"{rule_id}: {kind.strip()!r} is neither floor nor goal")
    meant = TargetKind(kind.strip()) if kind.strip() else old.floor_or_goal if old else TargetKind.FLOOR
    where = None if market == "global" else market
    new = Target(kpi_key, read_number(amount, rule_id), meant, where, period)
    return replace(rules, targets=_replaced(rules.targets, old, new))


def _replaced(rows: tuple[Any, ...], old: Any, new: Any) -> tuple[Any, ...]:
    return (*rows, new) if old is None else tuple(new if row == old else row for row in rows)


def _with(record: R, field: str, value: Any) -> R:
    changed: dict[str, Any] = {field: value}
    return replace(record, **changed)
