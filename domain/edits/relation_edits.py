"""Rules that are in force or not, such as about initiatives and their links: found and taken out wherever stated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from domain.errors import InputError
from domain.problem.problem import PortfolioProblem

NAMED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "bundle": ("bundles", ("bundle_key",)),
    "synergy": ("synergies", ("synergy_group_key", "kpi_key")),
    "fair_share": ("fair_shares", ("kpi_key",)),
}
"""Families that an edit can take away and not add: their list, and what an id says behind the family."""


def is_stated(problem: PortfolioProblem, family: str, rest: str, rule_id: str) -> bool:
    """Whether a mandate, a ban, a link between two initiatives or a named rule is stated anywhere."""
    rules, initiatives = problem.constraint_set, problem.initiatives
    if family in NAMED:
        listed, _ = NAMED[family]
        borne = family == "bundle" and any(i.bundle_key == rest for i in initiatives)
        return borne or any(_name_of(each, family) == rest for each in getattr(rules, listed))
    if family == "mandatory":
        return rest in rules.mandatory_initiatives or any(
            i.is_mandatory for i in initiatives if i.initiative_key == rest
        )
    if family == "forced_out":
        return rest in rules.forced_out
    first, second = linked_pair(problem, rest, rule_id)
    if family == "prerequisite":
        return any((each.initiative_key, each.requires) == (first, second) for each in rules.prerequisites) or any(
            second in i.prerequisite_keys for i in initiatives if i.initiative_key == first
        )
    pair = {first, second}
    return any(set(each) == pair for each in rules.exclusions) or any(
        {i.initiative_key, other} == pair for i in initiatives for other in i.exclusion_keys
    )


def without_relation(problem: PortfolioProblem, family: str, rest: str, rule_id: str) -> PortfolioProblem:
    """The problem without a mandate, a ban, a link or a named rule, wherever it is stated."""
    rules, initiatives = problem.constraint_set, problem.initiatives
    if family in NAMED:
        listed, _ = NAMED[family]
        others: Any = rows_without(getattr(rules, listed), lambda each: _name_of(each, family) == rest)
        rules = replace(rules, **{listed: others})
        if family == "bundle":
            initiatives = tuple(replace(i, bundle_key=None) if i.bundle_key == rest else i for i in initiatives)
    elif family == "mandatory":
        rules = replace(rules, mandatory_initiatives=rows_without(rules.mandatory_initiatives, lambda key: key == rest))
        initiatives = tuple(replace(i, is_mandatory=False) if i.initiative_key == rest else i for i in initiatives)
    elif family == "forced_out":
        rules = replace(rules, forced_out=rows_without(rules.forced_out, lambda key: key == rest))
    else:
        first, second = linked_pair(problem, rest, rule_id)
        if family == "prerequisite":
            link = (first, second)
            others = rows_without(rules.prerequisites, lambda each: (each.initiative_key, each.requires) == link)
            rules = replace(rules, prerequisites=others)
            initiatives = tuple(
                replace(i, prerequisite_keys=rows_without(i.prerequisite_keys, lambda key: key == second))
                if i.initiative_key == first
                else i
                for i in initiatives
            )
        else:
            pair = {first, second}
            rules = replace(rules, exclusions=rows_without(rules.exclusions, lambda each: set(each) == pair))
            initiatives = tuple(
                replace(i, exclusion_keys=rows_without(i.exclusion_keys, lambda key: key in pair))
                if i.initiative_key in pair
                else i
                for i in initiatives
            )
    return replace(problem, constraint_set=rules, initiatives=initiatives)


def _name_of(rule: Any, family: str) -> str:
    """What the id of a named rule says behind its family."""
    return ":".join(getattr(rule, field) for field in NAMED[family][1])


def lag_of(problem: PortfolioProblem, key: str, required: str) -> int:
    """How many periods one initiative has to come after another that it requires; 0 where nothing is said."""
    links = problem.constraint_set.prerequisites
    return max(
        (each.lag_periods for each in links if (each.initiative_key, each.requires) == (key, required)), default=0
    )


def rows_without(rows: tuple[Any, ...], gone: Callable[[Any], bool]) -> tuple[Any, ...]:
    """The rows but for some."""
    return tuple(row for row in rows if not gone(row))


def check_key(problem: PortfolioProblem, key: str, rule_id: str) -> None:
    """Raise ``InputError`` for an initiative that the problem does not have."""
    if problem.initiatives and not any(i.initiative_key == key for i in problem.initiatives):
        raise InputError(f"{rule_id}: there is no initiative {key!r}")


def linked_pair(problem: PortfolioProblem, rest: str, rule_id: str) -> tuple[str, str]:
    """The two initiatives that a rule links; their keys may contain colons."""
    known = {i.initiative_key for i in problem.initiatives} | set(problem.delivered)
    places = [at for at, sign in enumerate(rest) if sign == ":"]
    splits = [(rest[:at], rest[at + 1 :]) for at in places]
    fitting = [pair for pair in splits if set(pair) <= known] or splits
    if not fitting:
        raise InputError(f"{rule_id}: names one initiative; it takes two, as in prerequisite:I-3:I-1")
    first, second = fitting[0]
    for key in (first, second):
        if known and key not in known:
            raise InputError(f"{rule_id}: there is no initiative {key!r}")
    if first == second:
        raise InputError(f"{rule_id}: names {first} twice")
    return first, second
