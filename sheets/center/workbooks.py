"""The Optimization Center and the Roadmap as the jobs see them, over either kind of spreadsheet."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.errors import Fault
from domain.sheet_jobs.planning_workbook import PublishedVersion, PushReport, RowAnswer, SheetInputs, SheetNews
from sheets.center.inputs import FAULTY, read_input_tabs, read_inputs
from sheets.center.pushing import push_updates
from sheets.center.synced import BOTH, Sync, SyncedCandidate, SyncedScenario
from sheets.layout import ROADMAP
from sheets.layout.inputs import CANDIDATES, SCENARIO_CONFIG
from sheets.layout.outputs import GAPS_AND_ALERTS, RESULTS_PORTFOLIO, RUNS
from sheets.layout.summary import CHANGES, SUMMARY
from sheets.memory import Memory, NoMemory, Seen, read_seen
from sheets.reading.tabs.candidates import CandidateRow
from sheets.reading.tabs.scenarios import ScenarioRow
from sheets.update import TabUpdate
from sheets.workbook import Grid, Workbook
from sheets.writing import answer_updates, run_updates, version_updates


class Roadmap:
    """The port ``RoadmapWorkbook``. A publication is one read and one write, where anything differs."""

    def __init__(self, workbook: Workbook, memory: Memory | None = None) -> None:
        self._workbook = workbook
        self._memory: Memory = memory or NoMemory()

    @property
    def name(self) -> str:
        """The path of the file, or the address of the spreadsheet."""
        return self._workbook.name

    def publish(self, version: PublishedVersion) -> PushReport:
        """Write a version and its items."""
        tabs = [tab.name for tab in ROADMAP.tabs]
        return push_updates(self._workbook, tabs, lambda grids: version_updates(version, grids), self._memory)


FRESH_SECONDS = 10.0
"""How long what was pulled counts as read just now; a run takes longer, and people go on working meanwhile."""
_LATER_TABS = (SUMMARY.name, CHANGES.name)
_OUTPUT_TABS = (RUNS.name, RESULTS_PORTFOLIO.name, GAPS_AND_ALERTS.name, *_LATER_TABS)
_SYNCED_TABS = (CANDIDATES.name, SCENARIO_CONFIG.name)


class OptimizationCenter:
    """The port ``PlanningWorkbook``. A pull is one read; a push is one read and one write, where anything differs.

    memory: what was in the cells at the last sync; without one, nothing counts as changed on both sides.
    """

    def __init__(self, workbook: Workbook, memory: Memory | None = None) -> None:
        self._workbook = workbook
        self._memory: Memory = memory or NoMemory()
        self._grids: Mapping[str, Grid] = {}
        self._read_at = 0.0
        self._warnings: Mapping[tuple[str, tuple[str, ...]], tuple[Fault, ...]] = {}
        self._pulled: dict[tuple[str, tuple[str, ...]], SyncedCandidate | SyncedScenario] = {}

    @property
    def name(self) -> str:
        """The path of the file, or the address of the spreadsheet."""
        return self._workbook.name

    def pull(self) -> SheetInputs:
        """What people filled in. Raises ``WorkbookError`` where a tab or a header cannot be used."""
        self._grids = read_input_tabs(self._workbook, with_decisions=True)
        self._read_at = time.monotonic()
        inputs = read_inputs(self._grids)
        self._warnings = inputs.warnings
        texts = self._memory.recall(self._workbook.identity, _SYNCED_TABS)
        last = {tab: read_seen(texts.get(tab, "{}")) for tab in _SYNCED_TABS}
        candidates = [
            SyncedCandidate(row, last[CANDIDATES.name].get(row.key, {}))
            for row in inputs.candidates
            if isinstance(row, CandidateRow)
        ]
        scenarios = [
            SyncedScenario(row, last[SCENARIO_CONFIG.name].get(row.key, {}))
            for row in inputs.scenarios
            if isinstance(row, ScenarioRow)
        ]
        self._pulled = {(CANDIDATES.name, candidate.key): candidate for candidate in candidates}
        self._pulled |= {(SCENARIO_CONFIG.name, scenario.key): scenario for scenario in scenarios}
        return replace(inputs, candidates=candidates, scenarios=scenarios)

    def push(self, news: SheetNews) -> PushReport:
        """Write what differs."""
        answers = [self._with_notes(answer) for answer in news.answers]
        tabs = list(dict.fromkeys(answer.tab for answer in answers))
        if news.run is not None:
            tabs += _OUTPUT_TABS

        def updates(grids: Mapping[str, Grid]) -> Sequence[TabUpdate]:
            found = answer_updates(answers, news.run)
            return [*found, *run_updates(news.run, grids)] if news.run is not None else found

        grids, self._grids = self._grids, {}
        is_fresh = time.monotonic() - self._read_at < FRESH_SECONDS and all(tab in grids for tab in tabs)
        fresh = grids if is_fresh and tabs else None
        return push_updates(self._workbook, tabs, updates, self._memory, self._read(answers), fresh, _LATER_TABS)

    def _sync(self, answer: RowAnswer) -> Sync | None:
        """How a row fared against the database; None where the row was not stored."""
        pulled = self._pulled.get((answer.tab, answer.key))
        return None if pulled is None or answer.status == FAULTY else pulled.sync

    def _with_notes(self, answer: RowAnswer) -> RowAnswer:
        warnings = self._warnings.get((answer.tab, answer.key), ()) if answer.tab in _SYNCED_TABS else ()
        said = dict.fromkeys([answer.message, *map(str, warnings)])
        answer = replace(answer, message="; ".join(filter(None, said)))
        sync = self._sync(answer)
        if sync is None or not sync.notes:
            return answer
        status = f"{answer.status}, {BOTH}" if sync.is_conflict else answer.status
        return replace(answer, status=status, message="; ".join(filter(None, [*sync.notes, answer.message])))

    def _read(self, answers: Sequence[RowAnswer]) -> dict[str, Seen]:
        """What was read of the rows that were stored, which is what the next pull compares with."""
        found: dict[str, Seen] = {}
        for answer in answers:
            if (sync := self._sync(answer)) is not None:
                found.setdefault(answer.tab, {})[answer.key] = sync.read
        return found
