"""Named changes to a problem: a field by its place, or a rule by its id. Every error names the place.

Places are those of a problem file (``scenario.capacity_by_market[UK]``, ``initiatives[I-3].engineering_tokens``), with
an initiative named by its key; rule ids are those of results (``cap:market:UK``, ``mandatory:I-7``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from domain.edits.edit_values import read_entry, read_value, shown
from domain.edits.rule_edits import FAMILIES, removed_rule, rule_value, with_rule
from domain.errors import InputError
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem

_STEP = re.compile(r"\.?([A-Za-z_][A-Za-z0-9_]*)|\[([^\[\]]+)\]")
_PARTS = ("scenario", "constraint_set", "initiatives")


class EditKind(StrEnum):
    """Whether an edit gives something a value or takes it away.

    set: gives a field a value, or adds or changes a rule.
    remove: takes a value or a rule away.
    """

    SET = "set"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a problem.

    place: what is changed: a field such as ``scenario.capacity_total_tokens``, or a rule id such as ``cap:market:UK``.
    value: the new value as text; empty for a rule that has none, and for a removal.
    kind: whether the value is set or removed.
    """

    place: str
    value: str = ""
    kind: EditKind = EditKind.SET

    def __str__(self) -> str:
        if self.kind is EditKind.REMOVE:
            return f"{self.place} removed"
        return f"{self.place} = {self.value}" if self.value else self.place


@dataclass(frozen=True, slots=True)
class Edited:
    """A problem after an edit. before, after: the value at the place as text."""

    problem: PortfolioProblem
    before: str
    after: str


def apply_edit(problem: PortfolioProblem, edit: Edit) -> Edited:
    """Apply one edit to a problem. Raises ``InputError`` for an unknown place or a value that does not fit."""
    if edit.place.partition(":")[0] in FAMILIES and ":" in edit.place:
        before = rule_value(problem, edit.place)
        remove = edit.kind is EditKind.REMOVE
        changed = removed_rule(problem, edit.place) if remove else with_rule(problem, edit.place, edit.value)
        return Edited(changed, before or "no rule", rule_value(changed, edit.place) or "no rule")
    steps = _steps(edit.place)
    if steps[0] == "scenario":
        scenario, before, after = _edited(problem.scenario, steps[1:], edit)
        return Edited(replace(problem, scenario=scenario), before, after)
    if steps[0] == "constraint_set":
        rules, before, after = _edited(problem.constraint_set, steps[1:], edit)
        return Edited(replace(problem, constraint_set=rules), before, after)
    if steps[0] == "initiatives" and len(steps) > 2:
        return _edited_initiative(problem, steps[1], steps[2:], edit)
    known = ["scenario.FIELD", "initiatives[KEY].FIELD", "a rule id such as cap:market:UK"]
    raise InputError(f"{edit.place}: there is no such place{meant(steps[0], _PARTS)}; give {', '.join(known)}")


def meant(word: str, known: Collection[str]) -> str:
    """A suggestion for a misspelt word, or nothing."""
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _steps(place: str) -> list[str]:
    steps, at = [], 0
    while at < len(place):
        found = _STEP.match(place, at)
        if found is None:
            raise InputError(f"{place!r} is no place; write scenario.FIELD, initiatives[KEY].FIELD or a rule id")
        steps.append(found[1] or found[2].strip("\"'"))
        at = found.end()
    if not steps:
        raise InputError("the place of an edit is empty")
    return steps


def _edited_initiative(problem: PortfolioProblem, key: str, steps: list[str], edit: Edit) -> Edited:
    known: Mapping[str, Initiative] = {i.initiative_key: i for i in problem.initiatives}
    if key not in known:
        raise InputError(f"{edit.place}: there is no initiative {key!r}{meant(key, known)}")
    if steps[0] == "initiative_key":
        raise InputError(f"{edit.place}: the key of an initiative cannot be changed")
    changed, before, after = _edited(known[key], steps, edit)
    initiatives = tuple(changed if i.initiative_key == key else i for i in problem.initiatives)
    return Edited(replace(problem, initiatives=initiatives), before, after)


def _edited(owner: Any, steps: list[str], edit: Edit) -> tuple[Any, str, str]:
    """A record with one of its fields, or one entry of a mapping, changed."""
    known = {field.name: field for field in fields(owner)}
    if not steps or steps[0] not in known:
        name = steps[0] if steps else ""
        raise InputError(f"{edit.place}: there is no field {name!r}{meant(name, known)}")
    field, old = known[steps[0]], getattr(owner, steps[0])
    if len(steps) == 1:
        new = _default(field, edit) if edit.kind is EditKind.REMOVE else read_value(type(owner), field.name, edit)
        return replace(owner, **{field.name: new}), shown(old), shown(new)
    if len(steps) > 2 or not isinstance(old, Mapping | None) or "Mapping" not in str(field.type):
        raise InputError(f"{edit.place}: {field.name} has no parts of its own that can be changed")
    entries = dict(old or {})
    before = shown(entries.get(steps[1]))
    if edit.kind is EditKind.REMOVE:
        if entries.pop(steps[1], None) is None:
            raise InputError(f"{edit.place}: there is no {steps[1]!r} to remove{meant(steps[1], entries)}")
    else:
        entries[steps[1]] = read_entry(edit)
    return replace(owner, **{field.name: entries}), before, shown(entries.get(steps[1]))


def _default(field: Any, edit: Edit) -> Any:
    if field.default is not MISSING:
        return field.default
    if field.default_factory is not MISSING:
        return field.default_factory()
    raise InputError(f"{edit.place}: cannot be left out; give it another value")
