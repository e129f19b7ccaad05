"""Names that differ in spelling and mean the same to people, and rules about names that no candidate has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from domain.errors import Fault
from domain.problem.constraints import Cap, Dimension, Floor, Target
from sheets.headers import find_headers
from sheets.keys import cell_place, key_text
from sheets.layout import Tab
from sheets.layout.inputs import CANDIDATES, CONSTRAINTS, SCENARIO_CONFIG, SYNERGIES, TARGETS
from sheets.reading.cells.kinds import shown
from sheets.reading.cells.names import Names, meaning
from sheets.reading.oddities import Oddity
from sheets.reading.tabs.candidates import CandidateRow
from sheets.reading.tabs.constraints import ConstraintRow
from sheets.reading.tabs.scenarios import ScenarioRow
from sheets.reading.tabs.targets import TargetRow
from sheets.workbook import Grid

_TABS = (CANDIDATES, SCENARIO_CONFIG, CONSTRAINTS, TARGETS)
_GROUPS = ("market", "department", "category", "bundle_key")
_KPIS = ("immediate_kpi_key", "primary_kpi_key")
_MARKET = "market"
_WEIGHTS = "objective_weights_json"
_Row: TypeAlias = ScenarioRow | ConstraintRow | TargetRow


def find_lookalikes(
    grids: Mapping[str, Grid],
    candidates: Sequence[CandidateRow],
    constraints: Sequence[ConstraintRow],
    targets: Sequence[TargetRow],
    scenarios: Sequence[ScenarioRow] = (),
) -> list[Oddity]:
    """A warning at each name that is spelled otherwise than most, and at each rule about a name that nobody has."""
    finder = _Finder(grids, candidates, _told_by_rules(grids, constraints, scenarios))
    return [
        *finder.of_keys(),
        *finder.of_groups(),
        *finder.of_contributions(),
        *finder.of_scenarios(scenarios),
        *finder.of_rules(constraints),
        *finder.of_targets(targets),
    ]


class _Finder:
    def __init__(self, grids: Mapping[str, Grid], candidates: Sequence[CandidateRow], told: Mapping[str, bool]) -> None:
        """told: KPIs to which more than the contributions of candidates adds, true for those of the north star."""
        self._columns = {tab.name: find_headers(tab, grids[tab.name]).columns for tab in _TABS}
        self._candidates = candidates
        self._names = {name: Counter(_of(candidates, name)) for name in (*_GROUPS, *_KPIS)}
        self._contributed = Counter(kpi for row in candidates for kpi in row.kpis)
        stars = any(row.north_star is not None for row in candidates)
        self._added = {*self._contributed, *(kpi for kpi, is_star in told.items() if stars or not is_star)}
        self._kpis = self._contributed + self._names[_KPIS[0]] + self._names[_KPIS[1]]
        self._near = {
            name: Names(_usual_first(found), is_market=name == _MARKET) for name, found in self._names.items()
        }
        self._near_kpis = Names(_usual_first(self._kpis))

    def of_keys(self) -> Iterator[Oddity]:
        """Keys of initiatives that look like another one."""
        first: dict[str, CandidateRow] = {}
        for row in self._candidates:
            if not (key := row.initiative_key):
                continue
            before = first.setdefault(meaning(key), row)
            if before.initiative_key != key:
                said = f"{shown(key)} looks like {shown(before.initiative_key)} in row {before.row + 1}, and is another"
                yield self._odd(CANDIDATES, row, "initiative_key", f"{said}; did you mean {before.initiative_key}?")

    def of_groups(self) -> Iterator[Oddity]:
        """Markets, departments and so on that few rows spell otherwise than most."""
        for name in (*_GROUPS, *_KPIS):
            usual = _usual(self._names[name], is_market=name == _MARKET)
            for row in self._candidates:
                value = row.fields.get(name)
                if not isinstance(value, str) or not value:
                    continue
                most = usual[meaning(value, is_market=name == _MARKET)]
                if most != value:
                    rows = self._names[name][most]
                    said = f"{shown(value)} is not {shown(most)}, as {rows} row{'s say' if rows > 1 else ' says'}"
                    yield self._odd(
                        CANDIDATES, row, name, f"{said}, so that rules tell them apart; did you mean {most}?"
                    )

    def of_contributions(self) -> Iterator[Oddity]:
        """KPIs in contributions that few rows spell otherwise than most."""
        usual = _usual(self._contributed, is_market=False)
        for row in self._candidates:
            for kpi in row.kpis:
                if (most := usual[meaning(kpi)]) != kpi:
                    said = f"{shown(kpi)} is not {shown(most)}, which other rows contribute to; did you mean {most}?"
                    column = f"kpi:{kpi}" if f"kpi:{kpi}" in self._columns[CANDIDATES.name] else "kpi_contribution_json"
                    yield self._odd(CANDIDATES, row, column, said)

    def of_scenarios(self, rows: Iterable[ScenarioRow]) -> Iterator[Oddity]:
        """Weights of a KPI that is spelled otherwise."""
        for row in rows:
            for kpi in row.said.objective_weights if row.said is not None else ():
                column = f"weight:{kpi}" if f"weight:{kpi}" in self._columns[SCENARIO_CONFIG.name] else _WEIGHTS
                yield from self._of_kpi(SCENARIO_CONFIG, row, column, kpi)

    def of_rules(self, rows: Iterable[ConstraintRow]) -> Iterator[Oddity]:
        """Floors, caps and targets about a name that no candidate has."""
        for row in rows:
            for rule in row.rules:
                if isinstance(rule, Floor | Cap) and rule.key is not None:
                    said = self._unknown(rule.dimension.value, rule.key)
                elif isinstance(rule, Target):
                    yield from self._of_kpi(CONSTRAINTS, row, "target_kpi_key", rule.kpi_key)
                    said = self._unknown(_MARKET, rule.market)
                else:
                    continue
                if said:
                    yield self._odd(CONSTRAINTS, row, "key", said)

    def of_targets(self, rows: Iterable[TargetRow]) -> Iterator[Oddity]:
        """Targets of a market that no candidate has, and of a KPI that is spelled otherwise."""
        for row in rows:
            if row.target is not None:
                yield from self._of_kpi(TARGETS, row, "kpi_key", row.target.kpi_key)
                if said := self._unknown(_MARKET, row.target.market):
                    yield self._odd(TARGETS, row, "market", said)

    def _unknown(self, dimension: str, name: str | None) -> str:
        """What is to be said of a name in a rule; nothing where candidates have it, or no candidate has any."""
        known = self._names.get(dimension)
        if name is None or not known or name in known or dimension not in tuple(Dimension):
            return ""
        guess = self._near[dimension].question(name)
        return f"no candidate that can be used has the {dimension} {shown(name)}, so that the rule bites nobody{guess}"

    def _of_kpi(self, tab: Tab, row: _Row, column: str, kpi: str) -> Iterator[Oddity]:
        if kpi not in self._kpis and (meant := self._near_kpis.near(kpi)) is not None:
            said = f"{shown(kpi)} is not {shown(meant)}, which candidates contribute to; did you mean {meant}?"
            yield self._odd(tab, row, column, said)
        elif self._added and kpi not in self._added and tab in (CONSTRAINTS, TARGETS):
            said = f"no candidate that can be used contributes to {shown(kpi)}, so that nothing counts for it"
            yield self._odd(tab, row, column, said)

    def _odd(self, tab: Tab, row: CandidateRow | _Row, name: str, said: str) -> Oddity:
        place = cell_place(tab.name, row.row, self._columns[tab.name].get(name, 0), name, row.key)
        return Oddity(tab.name, row.key, Fault(place, said))


def _told_by_rules(
    grids: Mapping[str, Grid], constraints: Sequence[ConstraintRow], scenarios: Sequence[ScenarioRow]
) -> dict[str, bool]:
    """The KPIs to which curves, formulas and synergies add, and those of the north star."""
    rules = [rule for row in constraints for rule in row.rules if not isinstance(rule, Target)]
    found = {str(kpi): False for rule in rules if (kpi := getattr(rule, "kpi_key", None))}
    if (grid := grids.get(SYNERGIES.name)) is not None and grid.rows:
        at = find_headers(SYNERGIES, grid).columns.get("kpi_key")
        found |= {key_text(grid.value(row, at)): False for row in range(1, len(grid.rows)) if at is not None}
    return {row.said.north_star_kpi_key: True for row in scenarios if row.said is not None} | found


def _of(candidates: Iterable[CandidateRow], name: str) -> Iterator[str]:
    for row in candidates:
        value = row.fields.get(name)
        if isinstance(value, str) and value:
            yield value


def _usual_first(names: Counter[str]) -> list[str]:
    return [name for name, _ in names.most_common()]


def _usual(names: Counter[str], *, is_market: bool) -> dict[str, str]:
    """By meaning, the spelling that most rows have; the first of several."""
    usual: dict[str, str] = {}
    for name, count in names.items():
        plain = meaning(name, is_market=is_market)
        if plain not in usual or count > names[usual[plain]]:
            usual[plain] = name
    return usual
