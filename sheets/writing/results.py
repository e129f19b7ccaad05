"""The rows of the tab Results_Portfolio: one for each initiative that was asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.numbers import ZERO
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport
from domain.problem.candidates import judge_candidates
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Scope, kpi_value
from domain.sheet_jobs.planning_workbook import RunNews
from sheets.headers import find_headers
from sheets.layout.outputs import RESULTS_PORTFOLIO
from sheets.update import RowKey, TabUpdate
from sheets.workbook import Grid, Writable
from sheets.writing.stale import stale_keys
from sheets.writing.words import Words

_SELECTED = (Decision.SELECTED, Decision.FORCED_IN)


def results_update(news: RunNews, report: PortfolioReport, grid: Grid) -> TabUpdate:
    """All rows of a portfolio; those of initiatives that are no longer part of the question are cleared.

    Rows of other scenarios stay. A tab of an earlier edition, which does not say the scenario, has rows of one alone.
    """
    is_of_old = "scenario_name" in find_headers(RESULTS_PORTFOLIO, grid).missing
    tab = replace(RESULTS_PORTFOLIO, key=("initiative_key",)) if is_of_old else RESULTS_PORTFOLIO
    links, words = _Links(news.problem, report), Words(news)
    by_key = {initiative.initiative_key: initiative for initiative in news.problem.initiatives}
    pool = judge_candidates(news.problem)
    rows: dict[RowKey, Mapping[str, Writable]] = {}
    for found in sorted(report.initiatives, key=_place):
        key = found.initiative_key
        initiative, selected = by_key[key], found.decision in _SELECTED
        size = next((size for size in pool.sizes.get(key, ()) if size.scope is found.scope), None)
        gain = kpi_value(initiative, size, news.problem.scenario.north_star_kpi_key) if size and selected else ZERO
        own: RowKey = (key,) if is_of_old else (key, news.scenario_name)
        rows[own] = {
            "scenario_name": news.scenario_name,
            "selected": selected,
            "allocated_tokens": found.tokens,
            "market": initiative.market,
            "department": initiative.department,
            "category": initiative.category,
            "north_star_gain": gain,
            "active_overall_score": initiative.active_overall_score,
            "mandatory_reason": links.mandate(initiative),
            "bundle_key": links.bundles(initiative),
            "dependency_status": links.dependencies(initiative),
            "notes": words.said("; ".join(found.reasons)),
            "run_status": _status(found, news.scenario_name),
            "title": initiative.title or None,
            "period": found.period,
            "scope": None if found.scope is Scope.NONE else found.scope.value,
            "override_result": news.decided.results.get(key),
        }
    stale = [
        key
        for key in stale_keys(tab, grid, rows, ("selected", "notes", "run_status"))
        if is_of_old or not key[1] or key[1] == news.scenario_name or key[1] not in news.scenario_names
    ]
    return TabUpdate(tab, rows, adds_rows=True, stale=stale, keeps_order=True)


def _place(found: InitiativeReport) -> tuple[bool, bool, int]:
    """What is selected first, each part by rank; what is no candidate last."""
    return found.decision not in _SELECTED, found.rank is None, found.rank or 0


def _status(found: InitiativeReport, scenario_name: str) -> str:
    """The decision and what it was made for; no run id, so that the same question asked again changes no cell."""
    period = f" for {found.period}" if found.period else ""
    return f"{found.decision.value.replace('_', ' ')}{period} in {scenario_name}"


class _Links:
    """What an initiative hangs together with, and what became of that."""

    def __init__(self, problem: PortfolioProblem, report: PortfolioReport) -> None:
        rules = problem.constraint_set
        self._mandatory = set(rules.mandatory_initiatives)
        self._bundles: dict[str, list[str]] = {}
        for bundle in rules.bundles:
            for key in bundle.initiative_keys:
                self._bundles.setdefault(key, []).append(bundle.bundle_key)
        self._needs: dict[str, list[str]] = {}
        for link in rules.prerequisites:
            self._needs.setdefault(link.initiative_key, []).append(link.requires)
        self._reports = {found.initiative_key: found for found in report.initiatives}
        self._delivered = {*problem.delivered}
        self._delivered.update(i.initiative_key for i in problem.initiatives if i.has_delivered_status)

    def mandate(self, initiative: Initiative) -> str | None:
        """Why it has to be part; None where it does not."""
        if not initiative.is_mandatory and initiative.initiative_key not in self._mandatory:
            return None
        return initiative.mandate_reason or ("mandatory" if initiative.is_mandatory else "mandatory by the constraints")

    def bundles(self, initiative: Initiative) -> str | None:
        """Every bundle that it is part of."""
        own = [initiative.bundle_key] if initiative.bundle_key else []
        return ", ".join(dict.fromkeys([*own, *self._bundles.get(initiative.initiative_key, ())])) or None

    def dependencies(self, initiative: Initiative) -> str | None:
        """What it needs, each with where that stands."""
        needs = dict.fromkeys([*initiative.prerequisite_keys, *self._needs.get(initiative.initiative_key, ())])
        return "; ".join(f"{key}: {self._standing(key)}" for key in needs) or None

    def _standing(self, key: str) -> str:
        if key in self._delivered:
            return "delivered"
        found = self._reports.get(key)
        if found is None:
            return "not among the initiatives"
        if found.decision in _SELECTED:
            return f"selected for {found.period}"
        return "no valid candidate" if found.decision is Decision.INVALID else "not selected"
