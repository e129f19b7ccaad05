"""Joins the rules of the tabs Constraints and Targets into one constraint set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from domain.problem.constraints import Bundle, Cap, ConstraintSet, Floor, Prerequisite, SynergyBonus, Target
from sheets.reading.constraints import ConstraintRow, Deadline, Exclusion, ForcedOut, Mandatory
from sheets.reading.targets import TargetRow

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class SheetRules:
    """The constraint set, and the deadlines by initiative, which belong to the initiatives and not to it."""

    constraint_set: ConstraintSet
    deadlines: dict[str, date] = field(default_factory=dict)


def join_rules(name: str, constraints: Iterable[ConstraintRow], targets: Iterable[TargetRow]) -> SheetRules:
    """The rules of all rows without faults. A target given in both tabs counts once; of two deadlines the earlier."""
    rules = [rule for row in constraints for rule in row.rules]

    def of(kind: type[R]) -> list[R]:
        return [rule for rule in rules if isinstance(rule, kind)]

    deadlines: dict[str, date] = {}
    for deadline in of(Deadline):
        known = deadlines.get(deadline.initiative_key, deadline.day)
        deadlines[deadline.initiative_key] = min(known, deadline.day)
    stated = [row.target for row in targets if row.target is not None]
    constraint_set = ConstraintSet(
        name=name,
        floors=tuple(of(Floor)),
        caps=tuple(of(Cap)),
        targets=tuple(dict.fromkeys([*stated, *of(Target)])),
        mandatory_initiatives=tuple(dict.fromkeys(rule.initiative_key for rule in of(Mandatory))),
        forced_out=tuple(dict.fromkeys(rule.initiative_key for rule in of(ForcedOut))),
        prerequisites=tuple(dict.fromkeys(of(Prerequisite))),
        exclusions=tuple(dict.fromkeys((rule.first, rule.second) for rule in of(Exclusion))),
        bundles=tuple(of(Bundle)),
        synergies=tuple(of(SynergyBonus)),
    )
    return SheetRules(constraint_set, deadlines)
