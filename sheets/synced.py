"""Rows that people filled in, compared with the database and with what both held at the last sync.

Only the sheet has changed: it counts. Only the database has changed: it counts, and the row says so. Both have: what
the person wrote in the sheet counts and stays, the row is flagged, and both values are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.errors import Fault
from domain.integer_model.model import Effort
from domain.problem.initiative import Initiative
from domain.problem.scenario import Scenario
from sheets.keys import RowKey
from sheets.memory import digest
from sheets.reading import CandidateRow, ScenarioRow

NORTH_STAR, KPIS = "north_star_contribution", "kpi_contribution_json"
_COLUMNS = {"objective_weights": "objective_weights_json"}
BOTH = "changed on both sides"
READ = "read:"
"""Before the name of a column in the memory: what was read there, apart from what the engine has written."""


class Sync:
    """Decides, field by field, which side counts. last: the digests of the last sync, by column.

    notes: what the row is told; is_conflict: whether something was changed on both sides; read: digests to remember,
    once the row was stored.
    """

    def __init__(self, last: Mapping[str, tuple[str, ...]]) -> None:
        self._last = last
        self.notes: list[str] = []
        self.is_conflict = False
        self.read: dict[str, tuple[str, ...]] = {}

    def choose(self, column: str, here: Any, there: Any) -> Any:
        """The value of one field: ``here`` in the sheet, ``there`` in the database."""
        now = _digest(here)
        self.read[READ + column] = (now,)
        last = self._last.get(READ + column)
        if here == there or last is None or _digest(there) in last:
            return here
        if now in last:
            self.notes.append(
                f"{column}: the database has {_shown(there)}, changed there since; it counts, not the sheet"
            )
            return there
        self.is_conflict = True
        self.notes.append(f"{column}: {BOTH}; {_shown(here)} stays, the database had {_shown(there)}")
        return here


class SyncedCandidate:
    """A candidate of the sheet; what ``CandidateRow`` says, with the changes of the database since the last sync."""

    def __init__(self, row: CandidateRow, last: Mapping[str, tuple[str, ...]]) -> None:
        self._row, self._last = row, last
        self.sync: Sync | None = None

    @property
    def key(self) -> RowKey:
        """The values of its key columns."""
        return self._row.key

    @property
    def initiative_key(self) -> str:
        """The initiative that it is about."""
        return self._row.initiative_key

    @property
    def is_selected(self) -> bool:
        """Whether it is ticked for the next run of selected candidates."""
        return self._row.is_selected

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every cell that cannot be used."""
        return self._row.faults

    def initiative(self, known: Initiative | None = None, north_star_kpi_key: str = "north_star") -> Initiative:
        """The initiative as the sheet has it, over what is known of it beside."""
        said = self._row.initiative(known, north_star_kpi_key)
        self.sync = Sync(self._last)
        base = said if known is None else known
        chosen = {name: self.sync.choose(name, getattr(said, name), getattr(base, name)) for name in self._row.fields}
        contribution = dict(said.kpi_contribution)
        if self._row.kpis:
            others = self.sync.choose(
                KPIS, _others(contribution, north_star_kpi_key), _others(base.kpi_contribution, north_star_kpi_key)
            )
            contribution = {k: v for k, v in contribution.items() if k == north_star_kpi_key} | others
        if self._row.north_star is not None:
            there = base.kpi_contribution.get(north_star_kpi_key)
            value = self.sync.choose(NORTH_STAR, self._row.north_star, there)
            if value is None:
                contribution.pop(north_star_kpi_key, None)
            else:
                contribution[north_star_kpi_key] = value
        return replace(said, **chosen, kpi_contribution=contribution)


class SyncedScenario:
    """A scenario of the sheet, likewise."""

    def __init__(self, row: ScenarioRow, last: Mapping[str, tuple[str, ...]]) -> None:
        self._row, self._last = row, last
        self.sync: Sync | None = None

    @property
    def key(self) -> RowKey:
        """The name of the scenario."""
        return self._row.key

    @property
    def effort(self) -> Effort | None:
        """How much work its runs are worth; only the sheet knows."""
        return self._row.effort

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every cell that cannot be used."""
        return self._row.faults

    def scenario(self, known: Scenario | None = None) -> Scenario:
        """The scenario as the sheet has it, over what is known of it beside. ``ValueError`` where it is faulty."""
        said = self._row.scenario(known)
        self.sync = Sync(self._last)
        base = said if known is None else known
        chosen: dict[str, Any] = {}
        for name in ("period_key", "capacity_total_tokens", "objective_mode", "objective_weights"):
            chosen[name] = self.sync.choose(_COLUMNS.get(name, name), getattr(said, name), getattr(base, name))
        horizon = base.horizon if chosen["period_key"] == base.period_key else ()
        return replace(said, **chosen, horizon=horizon)


def _others(contribution: Mapping[str, Decimal], north_star: str) -> dict[str, Decimal]:
    return {key: value for key, value in contribution.items() if key != north_star}


def _plain(value: Any) -> str:
    """A value of the domain as a text that does not depend on how its numbers are written."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_plain(number)}" for key, number in sorted(value.items()))
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _digest(value: Any) -> str:
    return digest(_plain(value) or " ")


def _shown(value: Any) -> str:
    return f'"{_plain(value)}"' if _plain(value) else "nothing"
