"""Many roadmaps beside each other: who holds what, how far they agree, what they bring in, and which are dominated.

Everything is recomputed from the problems' own numbers; nothing is solved here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from domain.integer_model.result import Proof, SolutionStatus
from domain.numbers import ZERO, exact_arithmetic, negated, to_decimal
from domain.portfolio.report import InitiativeReport, PortfolioReport
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Scope

WITH_PORTFOLIO = (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)


class Standing(StrEnum):
    """How many of the roadmaps hold an initiative.

    core: all of them.
    borderline: some of them.
    exterior: not one of them.
    """

    CORE = "core"
    BORDERLINE = "borderline"
    EXTERIOR = "exterior"


@dataclass(frozen=True, slots=True)
class Roadmap:
    """An answer to compare. scenario: its name without the solver; roadmaps that share it answer the same problem."""

    name: str
    scenario: str
    problem: PortfolioProblem
    report: PortfolioReport


@dataclass(frozen=True, slots=True)
class RoadmapSummary:
    """One roadmap in a line.

    name: the name of the roadmap, unique in the comparison.
    scenario: its name without the solver; roadmaps that share it solve the same problem.
    solver: the solver that made it.
    status: what is known of its portfolio.
    proven: whether it is proven exactly that nothing is better in its scenario, or that it has no portfolio.
    value: the main objective, in the unit of its own scenario; None without a portfolio.
    bound: no portfolio of its scenario is better than this; None where no bound is known.
    goal_shortfall: the sum of the relative shortfalls of the goals; None where its objective has no such stage.
    initiatives: how many initiatives are selected.
    tokens: the total of their tokens.
    kpis: totals by KPI, with synergies.
    seconds: wall-clock time of the solve.
    detail: what else is known, such as why it has no portfolio; empty where there is nothing to add.
    proof: what its status rests on.
    """

    name: str
    scenario: str
    solver: str
    status: SolutionStatus
    proven: bool
    value: Decimal | None
    bound: Decimal | None
    goal_shortfall: Decimal | None
    initiatives: int
    tokens: Decimal
    kpis: Mapping[str, Decimal]
    seconds: float
    detail: str
    proof: Proof = Proof.NONE


@dataclass(frozen=True, slots=True)
class Held:
    """Where one roadmap plans an initiative.

    roadmap: the name of the roadmap.
    period: the key of the period.
    scope: the size it is planned in.
    """

    roadmap: str
    period: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One initiative over all roadmaps.

    initiative_key: key of the initiative.
    title: what people call it; empty where it has no title.
    held: the roadmaps that hold it, and where.
    count: how many roadmaps hold it.
    core_index: the share of the roadmaps with a portfolio that hold it, from 0 to 1.
    standing: whether all, some or none of the roadmaps hold it.
    """

    initiative_key: str
    title: str
    held: tuple[Held, ...]
    count: int
    core_index: Decimal
    standing: Standing


@dataclass(frozen=True, slots=True)
class Overlap:
    """How far two roadmaps agree.

    first: the name of one roadmap.
    second: the name of the other roadmap.
    shared: how many initiatives both hold.
    either: how many initiatives at least one of them holds.
    jaccard: shared divided by either, from 0 to 1; 1 where both are empty.
    """

    first: str
    second: str
    shared: int
    either: int
    jaccard: Decimal


@dataclass(frozen=True, slots=True)
class Dominated:
    """A roadmap that others beat: as much of every KPI for as few tokens, and better in one of them.

    roadmap: the name of the roadmap that is beaten.
    by: the names of those that beat it.
    """

    roadmap: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoadmapComparison:
    """All roadmaps side by side.

    roadmaps: every roadmap in a line, with or without a portfolio.
    matrix: the initiatives by falling core index, then in the order of the problems.
    overlaps: every two roadmaps that have a portfolio.
    kpi_keys: every KPI that some roadmap has a total of, by name.
    dominated: roadmaps that others beat; empty where there is none.
    """

    roadmaps: tuple[RoadmapSummary, ...]
    matrix: tuple[MatrixRow, ...]
    overlaps: tuple[Overlap, ...]
    kpi_keys: tuple[str, ...]
    dominated: tuple[Dominated, ...]


def compare_roadmaps(roadmaps: Sequence[Roadmap]) -> RoadmapComparison:
    """Compare roadmaps with different names; those without a portfolio are listed but not compared."""
    summaries = tuple(_summary(roadmap) for roadmap in roadmaps)
    found = [roadmap for roadmap in roadmaps if _has_portfolio(roadmap.report)]
    kpi_keys = tuple(sorted({key for summary in summaries for key in summary.kpis}))
    return RoadmapComparison(
        roadmaps=summaries,
        matrix=_matrix(found, roadmaps),
        overlaps=tuple(_overlap(first, second) for first, second in combinations(found, 2)),
        kpi_keys=kpi_keys,
        dominated=_dominated([s for s in summaries if s.status in WITH_PORTFOLIO], kpi_keys),
    )


def _has_portfolio(report: PortfolioReport) -> bool:
    return report.solution_status in WITH_PORTFOLIO


def _summary(roadmap: Roadmap) -> RoadmapSummary:
    report = roadmap.report
    shortfall = next((stage.value for stage in report.stages if stage.name == "goal_shortfall"), None)
    with exact_arithmetic():
        tokens = sum((initiative.tokens for initiative in _chosen(report)), ZERO)
    return RoadmapSummary(
        name=roadmap.name,
        scenario=roadmap.scenario,
        solver=report.solver.name,
        status=report.solution_status,
        proven=report.is_proof,
        value=report.objective,
        bound=report.bound,
        goal_shortfall=shortfall,
        initiatives=len(report.selected),
        tokens=tokens,
        kpis={kpi.kpi_key: kpi.total for kpi in report.kpis},
        seconds=report.timings.solve,
        detail=report.detail,
        proof=report.proof,
    )


def _chosen(report: PortfolioReport) -> list[InitiativeReport]:
    selected = set(report.selected)
    return [initiative for initiative in report.initiatives if initiative.initiative_key in selected]


def _matrix(found: Sequence[Roadmap], roadmaps: Sequence[Roadmap]) -> tuple[MatrixRow, ...]:
    titles: dict[str, str] = {}
    for roadmap in roadmaps:
        for initiative in roadmap.problem.initiatives:
            titles.setdefault(initiative.initiative_key, initiative.title or "")
    held: dict[str, list[Held]] = {key: [] for key in titles}
    for roadmap in found:
        for chosen in _chosen(roadmap.report):
            held[chosen.initiative_key].append(Held(roadmap.name, chosen.period or "", chosen.scope))
    rows = [_row(key, titles[key], places, len(found)) for key, places in held.items()]
    return tuple(sorted(rows, key=lambda row: -row.count))


def _row(key: str, title: str, held: Sequence[Held], of: int) -> MatrixRow:
    count = len(held)
    standing = Standing.EXTERIOR if not count else Standing.CORE if count == of else Standing.BORDERLINE
    share = to_decimal(Fraction(count, of)) if of else ZERO
    return MatrixRow(key, title, tuple(held), count, share, standing)


def _overlap(first: Roadmap, second: Roadmap) -> Overlap:
    ours, theirs = set(first.report.selected), set(second.report.selected)
    shared, either = len(ours & theirs), len(ours | theirs)
    jaccard = to_decimal(Fraction(shared, either)) if either else Decimal(1)
    return Overlap(first.name, second.name, shared, either, jaccard)


def _dominated(summaries: Sequence[RoadmapSummary], kpi_keys: Sequence[str]) -> tuple[Dominated, ...]:
    """More of each KPI is better, and fewer tokens are."""
    figures = {s.name: (*(s.kpis.get(key, ZERO) for key in kpi_keys), negated(s.tokens)) for s in summaries}
    out = []
    for name, own in figures.items():
        by = tuple(
            other
            for other, theirs in figures.items()
            if theirs != own and all(a >= b for a, b in zip(theirs, own, strict=True))
        )
        if by:
            out.append(Dominated(name, by))
    return tuple(out)
