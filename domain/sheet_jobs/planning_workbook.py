"""The spreadsheets as the jobs see them: what people filled in, and what is written back; ``sheets`` adapts them.

The Optimization Center is read once and written once a job, only where something differs; the Roadmap spreadsheet is
only written. Opening, reading and writing raise an ``OptimizationEngineError`` for what cannot be mended by waiting.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from domain.analyses.pricing.near_miss import NearMiss
from domain.errors import Fault
from domain.integer_model.model import Effort
from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.portfolio import Portfolio
from domain.portfolio.report import PortfolioReport
from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Scenario
from domain.sheet_jobs.changes import EarlierPlan
from domain.sheet_jobs.decisions import Decided, SheetDecisions
from domain.storage import PortfolioFlag
from domain.storage.run import OptimizationRun


@dataclass(frozen=True, slots=True)
class JobPorts:
    """Opens spreadsheets by name and reads stored answers of runs."""

    open_center: OpenWorkbook
    open_roadmap: OpenRoadmap
    read_report: Callable[[str], PortfolioReport]


CANDIDATES = "Candidates"
SCENARIO_CONFIG = "Scenario_Config"
CONSTRAINTS = "Constraints"
TARGETS = "Targets"
CAPACITY = "Capacity"
SYNERGIES = "Synergies"


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """Answer beside one input row, in run_status and run_message. key: values of the tab's key columns."""

    tab: str
    key: tuple[str, ...]
    status: str
    message: str = ""


class CandidateInput(Protocol):
    """A row of the tab Candidates."""

    @property
    def key(self) -> tuple[str, ...]:
        """The values of its key columns."""

    @property
    def initiative_key(self) -> str:
        """The initiative that it is about."""

    @property
    def is_selected(self) -> bool:
        """Whether it is ticked for the next run of selected candidates."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every cell that cannot be used; the row counts only where there is none."""

    def initiative(self, known: Initiative | None = None, north_star_kpi_key: str = "north_star") -> Initiative:
        """The initiative as the sheet states it, over what is known of it where the sheet has no column."""

    def stated(self, north_star_kpi_key: str = "north_star") -> Initiative:
        """The initiative as the sheet alone states it, which is what runs from it plan with."""


class ScenarioInput(Protocol):
    """A row of the tab Scenario_Config."""

    @property
    def key(self) -> tuple[str, ...]:
        """The values of its key columns: the name of the scenario."""

    @property
    def rules_name(self) -> str:
        """What its constraint set is called; empty where the row does not say."""

    @property
    def effort(self) -> Effort | None:
        """How much work its runs are worth; None where the row does not say."""

    @property
    def named_runs(self) -> Mapping[PortfolioFlag, str]:
        """The runs that the row names as baseline and as the active one, where it does."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every cell that cannot be used; the row counts only where there is none."""

    def scenario(self, known: Scenario | None = None) -> Scenario:
        """The scenario as the sheet states it, over what is known where the sheet has no column.

        Without what is known: as the sheet alone states it. Raises ``ValueError`` where it is faulty.
        """


@dataclass(frozen=True, slots=True)
class SheetRules:
    """What the sound rows say for one scenario beside its own row.

    deadlines: the last day of an initiative by its key, from Constraints, beside the one that it has itself. groups:
    groups of synergy by member, beside those that initiatives name themselves. delivered: keys, candidates or not.
    """

    constraint_set: ConstraintSet = field(default_factory=ConstraintSet)
    deadlines: Mapping[str, date] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    delivered: tuple[str, ...] = ()

    def completed(self, initiative: Initiative) -> Initiative:
        """An initiative with what the rules say of it."""
        key = initiative.initiative_key
        days = [day for day in (initiative.deadline_date, self.deadlines.get(key)) if day is not None]
        groups = tuple(dict.fromkeys((*initiative.synergy_group_keys, *self.groups.get(key, ()))))
        return replace(initiative, deadline_date=min(days, default=None), synergy_group_keys=groups)


@dataclass(frozen=True, slots=True)
class SheetInputs:
    """What people filled in.

    rules: by the name of every scenario that can be used. answers: one for every sound or faulty row of the tabs of
    rules and for every faulty row of the other tabs. faults: every cell that cannot be used. warnings: by tab and key
    of a row, what can be used and was hardly meant. decisions: what people decide beside the optimizer.
    """

    candidates: Sequence[CandidateInput] = ()
    scenarios: Sequence[ScenarioInput] = ()
    rules: Mapping[str, SheetRules] = field(default_factory=dict)
    answers: tuple[RowAnswer, ...] = ()
    faults: tuple[Fault, ...] = ()
    warnings: Mapping[tuple[str, tuple[str, ...]], tuple[Fault, ...]] = field(default_factory=dict)
    decisions: SheetDecisions = field(default_factory=SheetDecisions)

    @property
    def scenario_names(self) -> frozenset[str]:
        """The names of all scenarios, faulty ones as well."""
        return frozenset(row.key[0] for row in self.scenarios if len(row.key) == 1)

    def problem(self, row: ScenarioInput, keys: Collection[str] | None = None) -> PortfolioProblem:
        """The problem of a scenario as the sheet alone states it; every sound candidate, or those of the keys.

        Raises ``ValueError`` where the row of the scenario is faulty.
        """
        scenario, rules = row.scenario(), self.rules[row.key[0]]
        sound = [each.stated(scenario.north_star_kpi_key) for each in self.candidates if not each.faults]
        wanted = {each.initiative_key for each in sound}.intersection(keys) if keys is not None else None
        asked = [each for each in sound if wanted is None or each.initiative_key in wanted]
        rest = [each for each in sound if wanted is not None and each.initiative_key not in wanted]
        others = [each.initiative_key for each in rest if each.has_delivered_status]
        delivered = tuple(dict.fromkeys((*rules.delivered, *others)))
        return PortfolioProblem(scenario, rules.constraint_set, tuple(map(rules.completed, asked)), delivered)


@dataclass(frozen=True, slots=True)
class RunNews:
    """How a run stands or ended. report: None where it has no answer; without a portfolio the last good results stay.

    link: where its results are to be seen, for link_to_results. refused: what is wrong with the rows that could not be
    used, by tab and key; left_out: how much that is, in a sentence. earlier: the plans that it is compared with.
    decided: what people decide beside it. scenario_names: all that the spreadsheet has; results of others are cleared.
    near_misses: what was the cheapest to take in of what the plan does not have.
    """

    run: OptimizationRun
    scenario_name: str
    problem: PortfolioProblem
    report: PortfolioReport | None = None
    link: str = ""
    refused: tuple[RowAnswer, ...] = ()
    left_out: str = ""
    earlier: tuple[EarlierPlan, ...] = ()
    decided: Decided = field(default_factory=Decided)
    scenario_names: frozenset[str] = frozenset()
    near_misses: tuple[NearMiss, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetNews:
    """What to write: answers beside input rows, and the outcome of a run."""

    answers: tuple[RowAnswer, ...] = ()
    run: RunNews | None = None


@dataclass(frozen=True, slots=True)
class PushReport:
    """What a push did.

    cells: how many were written. findings: cells that were left as they are and why, such as formulas of people.
    pending: what could not be written for now and why, such as a file that somebody has open; the same push writes
    it later.
    """

    cells: int = 0
    findings: tuple[Fault, ...] = ()
    pending: tuple[Fault, ...] = ()


class PlanningWorkbook(Protocol):
    """An Optimization Center spreadsheet."""

    @property
    def name(self) -> str:
        """How people know it: the name of the file, or the address of the spreadsheet."""

    def pull(self) -> SheetInputs:
        """Read what people filled in, at once; a bad row does not keep others from being read."""

    def push(self, news: SheetNews) -> PushReport:
        """Write all differences at once, or nothing where there are none; pushing again changes nothing."""


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A portfolio as a version of the roadmap.

    run_id: the run that found it. initiatives: those of its items, by key. total_value: of the main objective.
    overhead_tokens: what overheads take besides.
    """

    portfolio: Portfolio
    scenario: Scenario
    initiatives: Mapping[str, Initiative]
    published_at: datetime
    run_id: str | None = None
    total_value: Decimal | None = None
    overhead_tokens: Decimal = ZERO

    @property
    def tokens_used(self) -> Decimal:
        """All tokens that it takes."""
        with exact_arithmetic():
            return self.portfolio.allocated_tokens + self.overhead_tokens


class RoadmapWorkbook(Protocol):
    """A Roadmap spreadsheet."""

    @property
    def name(self) -> str:
        """How people know it: the name of the file, or the address of the spreadsheet."""

    def publish(self, version: PublishedVersion) -> PushReport:
        """Write a version and its items in place of those of the same portfolio; other versions stay."""


OpenWorkbook = Callable[[str], PlanningWorkbook]
"""Opens an Optimization Center: ``plan.xlsx``, or the id or address of a Google spreadsheet."""
OpenRoadmap = Callable[[str], RoadmapWorkbook]
"""Opens a Roadmap spreadsheet, named as ``OpenWorkbook`` takes it."""
