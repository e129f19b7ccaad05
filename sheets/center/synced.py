"""Rows that people filled in, compared with the database and with what both held at the last sync.

What stands in the sheet counts, blank cells included. Where the database has changed since, the row is told what it had
there; where both have, the row is flagged, and both values are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

from domain.errors import Fault
from domain.integer_model.model import Effort
from domain.problem.initiative import Initiative
from domain.problem.scenario import Scenario
from domain.storage import PortfolioFlag
from sheets.keys import RowKey
from sheets.memory import digest
from sheets.reading.tabs.candidates import CandidateRow
from sheets.reading.tabs.scenarios import ScenarioRow

NORTH_STAR, KPIS = "north_star_contribution", "kpi_contribution_json"
_COLUMNS = {
    "objective_weights": "objective_weights_json",
    "allow_scope_choice": "scope_choice",
    "objective_normalization": "normalization",
}
BOTH = "changed on both sides"
READ = "read:"
"""Before the name of a column in the memory: what was read there, apart from what the engine has written."""

Row = TypeVar("Row", CandidateRow, ScenarioRow)


class Sync:
    """Compares a row, field by field. last: the digests of the last sync, by column.

    notes: what the row is told; is_conflict: whether something was changed on both sides; read: digests to remember,
    once the row was stored.
    """

    def __init__(self, last: Mapping[str, tuple[str, ...]]) -> None:
        self._last = last
        self.notes: list[str] = []
        self.is_conflict = False
        self.read: dict[str, tuple[str, ...]] = {}

    def compare(self, column: str, here: Any, there: Any) -> None:
        """Note what is to be told of one field: ``here`` in the sheet, ``there`` in the database."""
        now = _digest(here)
        self.read[READ + column] = (now,)
        last = self._last.get(READ + column)
        if here == there or last is None or _digest(there) in last:
            return
        if now in last:
            self.notes.append(
                f"{column}: the database had {_shown(there)}, changed there since; {_shown(here)} of the sheet counts"
            )
        else:
            self.is_conflict = True
            self.notes.append(f"{column}: {BOTH}; {_shown(here)} stays, the database had {_shown(there)}")


class _Synced(Generic[Row]):
    """A row of the sheet, with the changes of the database since the last sync."""

    def __init__(self, row: Row, last: Mapping[str, tuple[str, ...]]) -> None:
        self._row: Row = row
        self._last = last
        self.sync: Sync | None = None

    @property
    def key(self) -> RowKey:
        """The values of its key columns."""
        return self._row.key

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every cell that cannot be used."""
        return self._row.faults


class SyncedCandidate(_Synced[CandidateRow]):
    """A candidate of the sheet: what ``CandidateRow`` says."""

    @property
    def initiative_key(self) -> str:
        """The initiative that it is about."""
        return self._row.initiative_key

    @property
    def is_selected(self) -> bool:
        """Whether it is ticked for the next run of selected candidates."""
        return self._row.is_selected

    def initiative(self, known: Initiative | None = None, north_star_kpi_key: str = "north_star") -> Initiative:
        """The initiative as the sheet has it, over what is known of it where the sheet has no column."""
        said = self._row.initiative(known, north_star_kpi_key)
        self.sync = Sync(self._last)
        base = said if known is None else known
        for name in self._row.fields:
            self.sync.compare(name, getattr(said, name), getattr(base, name))
        if self._row.says_kpis:
            self.sync.compare(KPIS, *(_others(each.kpi_contribution, north_star_kpi_key) for each in (said, base)))
        if self._row.says_north_star:
            self.sync.compare(NORTH_STAR, *(each.kpi_contribution.get(north_star_kpi_key) for each in (said, base)))
        return said

    def stated(self, north_star_kpi_key: str = "north_star") -> Initiative:
        """The initiative as the sheet alone has it."""
        return self._row.stated(north_star_kpi_key)


class SyncedScenario(_Synced[ScenarioRow]):
    """A scenario of the sheet, likewise."""

    @property
    def rules_name(self) -> str:
        """What its constraint set is called."""
        return self._row.rules_name

    @property
    def effort(self) -> Effort | None:
        """How much work its runs are worth; only the sheet knows."""
        return self._row.effort

    @property
    def named_runs(self) -> Mapping[PortfolioFlag, str]:
        """The runs that the row names."""
        return self._row.named_runs

    def scenario(self, known: Scenario | None = None) -> Scenario:
        """The scenario as the sheet has it, over what is known of it. ``ValueError`` where it is faulty."""
        said = self._row.scenario(known)
        if known is not None or self.sync is None:
            self.sync = Sync(self._last)
            base = said if known is None else known
            for name in self._row.fields:
                self.sync.compare(_COLUMNS.get(name, name), getattr(said, name), getattr(base, name))
        return said


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
