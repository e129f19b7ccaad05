"""What rows say that can be used and was hardly meant: each with the cell, for a warning at the row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.errors import Fault
from domain.problem.constraints import Bundle, Pin, Prerequisite
from sheets.headers import find_headers
from sheets.keys import RowKey, cell_place
from sheets.layout import Tab
from sheets.layout.inputs import CANDIDATES, CONSTRAINTS
from sheets.reading.cells.kinds import shown
from sheets.reading.cells.names import Names, folded
from sheets.reading.cells.remade import may_have_been
from sheets.reading.tabs.candidates import CandidateRow
from sheets.reading.tabs.constraints import ConstraintRow, Deadline, Delivered, Exclusion, ForcedOut, Mandatory, Rule
from sheets.workbook import Grid, cell_name


@dataclass(frozen=True, slots=True)
class Oddity:
    """A warning at a row. is_unknown: whether the row names an initiative that no row of Candidates is about."""

    tab: str
    key: RowKey
    fault: Fault
    is_unknown: bool = False


def find_oddities(
    grids: Mapping[str, Grid], candidates: Sequence[CandidateRow], constraints: Sequence[ConstraintRow]
) -> list[Oddity]:
    """All warnings, in the order of the rows."""
    finder = _Finder(grids, candidates, constraints)
    return [*finder.of_candidates(), *finder.of_constraints()]


class _Finder:
    def __init__(
        self, grids: Mapping[str, Grid], candidates: Sequence[CandidateRow], constraints: Sequence[ConstraintRow]
    ) -> None:
        self._grids = grids
        self._columns = {tab.name: find_headers(tab, grids[tab.name]).columns for tab in (CANDIDATES, CONSTRAINTS)}
        self._candidates, self._constraints = candidates, constraints
        self._known = {row.initiative_key: not row.faults for row in candidates if row.initiative_key}
        self._names = Names(self._known)
        self._remade = {name: cell for row in candidates for name, cell in self._may_have_been(row)}
        self._delivered = {
            rule.initiative_key for row in constraints for rule in row.rules if isinstance(rule, Delivered)
        }
        self._bundles: dict[str, set[str]] = {}
        for row in candidates:
            if bundle := row.fields.get("bundle_key"):
                self._bundles.setdefault(str(bundle), set()).add(row.initiative_key)
        for rule in (rule for row in constraints for rule in row.rules):
            if isinstance(rule, Bundle):
                self._bundles.setdefault(rule.bundle_key, set()).update(rule.initiative_keys)

    def of_candidates(self) -> Iterator[Oddity]:
        for row in self._candidates:
            if row.faults:
                continue
            needed = row.fields.get("prerequisite_keys")
            if isinstance(needed, tuple) and row.initiative_key in needed:
                yield self._odd(CANDIDATES, row, "prerequisite_keys", "names the initiative itself, which says nothing")
            for key in needed if isinstance(needed, tuple) else ():
                if key != row.initiative_key and key not in self._known and key not in self._delivered:
                    said = f"no row of Candidates is about {key}, so that this needs {key} to be delivered"
                    said += self._meant(key)
                    yield self._odd(CANDIDATES, row, "prerequisite_keys", said)
            bundle = row.fields.get("bundle_key")
            if bundle and len(self._bundles[str(bundle)]) == 1:
                said = f"no other initiative is in the bundle {shown(bundle)}, so that it says nothing"
                yield self._odd(CANDIDATES, row, "bundle_key", said)

    def of_constraints(self) -> Iterator[Oddity]:
        for row in self._constraints:
            for said in dict.fromkeys(said for rule in row.rules for said in self._idle(rule)):
                yield self._odd(CONSTRAINTS, row, "key", said)
            told = {key: said for rule in row.rules for key, said in self._absent(rule)}
            for key, said in told.items():
                yield self._odd(CONSTRAINTS, row, "key", said, is_unknown=key not in self._known)

    def _idle(self, rule: Rule) -> Iterator[str]:
        if isinstance(rule, Prerequisite) and rule.initiative_key == rule.requires:
            yield f"{rule.requires} is said to need itself, which says nothing"
        if isinstance(rule, Bundle) and len(self._bundles[rule.bundle_key]) < 2:
            yield f"the bundle {shown(rule.bundle_key)} has one member only, so that it says nothing"

    def _absent(self, rule: Rule) -> Iterator[tuple[str, str]]:
        """The initiatives of a rule that take no part, each with what that means."""
        for key in _named(rule):
            if self._known.get(key) or (key in self._delivered and isinstance(rule, Prerequisite | Mandatory)):
                continue
            why = f"the row of {key} in Candidates has faults"
            if key not in self._known:
                why = f"{key} is unknown: no row of Candidates has this key"
            meant = "" if key in self._known else self._meant(key)
            if isinstance(rule, Mandatory):
                yield key, f"{why}, so that no portfolio can keep the rule{meant}"
            elif isinstance(rule, Prerequisite) and key == rule.requires:
                yield key, f"{why}, so that {rule.initiative_key} cannot be selected unless {key} is delivered{meant}"
            else:
                yield key, f"{why}, so that the rule says nothing of it{meant}"

    def _meant(self, key: str) -> str:
        """Which row may be meant by a key that none has, as a question."""
        if question := self._names.question(key):
            return question
        cell = self._remade.get(folded(key))
        return "" if cell is None else f"; did you mean {cell}, of which the spreadsheet made a number?"

    def _may_have_been(self, row: CandidateRow) -> Iterator[tuple[str, str]]:
        """Names, folded, of which the spreadsheet may have made the key of a row, with its cell."""
        grid, at = self._grids[CANDIDATES.name], self._columns[CANDIDATES.name]["initiative_key"]
        for name in may_have_been(grid.value(row.row, at), grid.looks.get((row.row, at))):
            yield name, f"{CANDIDATES.name}!{cell_name(row.row, at)}"

    def _odd(
        self, tab: Tab, row: CandidateRow | ConstraintRow, name: str, said: str, *, is_unknown: bool = False
    ) -> Oddity:
        place = cell_place(tab.name, row.row, self._columns[tab.name].get(name, 0), name, row.key)
        return Oddity(tab.name, row.key, Fault(place, said), is_unknown)


def _named(rule: Rule) -> tuple[str, ...]:
    """The initiatives that a rule names."""
    if isinstance(rule, Mandatory | ForcedOut | Deadline | Pin):
        return (rule.initiative_key,)
    if isinstance(rule, Prerequisite):
        return rule.initiative_key, rule.requires
    if isinstance(rule, Exclusion):
        return rule.first, rule.second
    return rule.initiative_keys if isinstance(rule, Bundle) else ()
