"""The answer to a problem, as people, the API and the sheets read it (docs/meaning.md, section 6).

All figures are recomputed from the problem's own numbers and exact; a quotient that does not terminate
is rounded to 15 significant digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.integer_model.result import Proof, SolutionStatus, Termination
from domain.lean import dataclass, field
from domain.problem.sizing import Scope


class Decision(StrEnum):
    """What became of an initiative.

    selected: it is in the portfolio.
    not_selected: others were worth more.
    forced_in: it is in because it is mandatory.
    forced_out: a rule keeps it out.
    invalid: it lacks something that a candidate needs, and took no part.
    """

    SELECTED = "selected"
    NOT_SELECTED = "not_selected"
    FORCED_IN = "forced_in"
    FORCED_OUT = "forced_out"
    INVALID = "invalid"


class Severity(StrEnum):
    """How far a target is missed.

    none: it is met.
    low: by less than 10 %.
    medium: by less than 50 %.
    high: by 50 % or more.
    critical: it is a floor, and must not be missed.
    """

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True)
class InitiativeReport:
    """One initiative of the file. tokens: allocated ones, zero when not selected; value: of the main objective, plain.

    blocking_rules: ids of the rules that adding it to this portfolio alone would break.
    rank: 1 is the best value per token among all candidates; None for what is no candidate.
    """

    initiative_key: str
    title: str
    decision: Decision
    period: str | None
    scope: Scope
    tokens: Decimal
    value: Decimal
    reasons: tuple[str, ...]
    blocking_rules: tuple[str, ...] = ()
    rank: int | None = None
    market: str | None = None
    department: str | None = None
    category: str | None = None
    team_tokens: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UsageReport:
    """Tokens used under one capacity, floor or cap.

    rule_id: the rule, such as ``capacity:market:UK``.
    used: tokens that the portfolio uses.
    limit: tokens that are allowed, or that a floor asks for.
    slack: distance to the limit in tokens; negative where the rule is broken.
    binding: whether there is no slack.
    """

    rule_id: str
    used: Decimal
    limit: Decimal
    slack: Decimal
    binding: bool


@dataclass(frozen=True, slots=True)
class KpiReport:
    """Total of one KPI over the portfolio: contributions, synergy bonuses, and their sum."""

    kpi_key: str
    total: Decimal
    contributions: Decimal
    synergies: Decimal


@dataclass(frozen=True, slots=True)
class TargetReport:
    """One target and how far a portfolio reaches it.

    rule_id: the rule of the target, such as ``target:UK:revenue``.
    market: the market whose initiatives count; None for all.
    kpi_key: the KPI whose total counts.
    period: the period it applies to; None for the whole horizon.
    floor_or_goal: ``floor`` where it must be reached, ``goal`` where it may be missed.
    target: the total that is asked for, in the unit of the KPI.
    achieved: the total that the portfolio reaches.
    gap: target less achieved; zero where it is met.
    severity: how far it is missed.
    """

    rule_id: str
    market: str | None
    kpi_key: str
    period: str | None
    floor_or_goal: str
    target: Decimal
    achieved: Decimal
    gap: Decimal
    severity: Severity


@dataclass(frozen=True, slots=True)
class StageReport:
    """One stage of the objective in its own unit; gap is relative, None where no bound is known.

    proof: what the bound rests on. proven: value and bound agree, and the proof is exact.
    """

    name: str
    sense: str
    role: str
    value: Decimal | None
    bound: Decimal | None
    gap: Decimal | None
    proven: bool
    blended: bool
    proof: Proof = Proof.NONE


@dataclass(frozen=True, slots=True)
class ConflictReport:
    """Why there is no portfolio: rules that cannot hold together.

    rules: ids of the rules in conflict.
    minimal: whether dropping any one of them leaves rules that can hold together.
    explanations: what each rule asks for, one sentence per rule in the same order.
    detail: what else is known, such as that time ran out; empty where there is nothing to add.
    proof: what the claim rests on that they cannot hold together.
    """

    rules: tuple[str, ...]
    minimal: bool
    explanations: tuple[str, ...]
    detail: str = ""
    proof: Proof = Proof.NONE


@dataclass(frozen=True, slots=True)
class RelaxedRule:
    """How far one rule has to give way. relative: share of its limit (1 for a rule that is dropped)."""

    rule_id: str
    amount: Decimal | None
    relative: Decimal
    suggestion: str


@dataclass(frozen=True, slots=True)
class RelaxationReport:
    """The least total relative violation, the rules that give way, and the portfolio that it allows.

    proven: exactly, that no less would do and no better portfolio goes with it. proof: what either claim rests on.
    """

    total_relative_violation: Decimal
    rules: tuple[RelaxedRule, ...]
    selected: tuple[str, ...]
    initiatives: tuple[InitiativeReport, ...]
    objective: Decimal | None
    proven: bool
    proof: Proof = Proof.NONE


@dataclass(frozen=True, slots=True)
class SolverReport:
    """Provenance: who solved it and with what."""

    name: str
    version: str
    parameters: Mapping[str, Any]
    seed: int
    reproducible: bool
    notes: tuple[str, ...]
    engine_version: str
    inputs_hash: str


@dataclass(frozen=True, slots=True)
class Timings:
    """Wall-clock seconds of each step; load is set by who read the problem."""

    load: float = 0.0
    formulate: float = 0.0
    solve: float = 0.0
    verify: float = 0.0
    explain: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class PortfolioReport:
    """The whole answer. objective, bound and gap are those of the main stage (not of a tie-break or a shortfall).

    proof: what an optimal or infeasible status rests on. canonical: it is proven that every solver that proves as much
    gives this very portfolio.
    """

    solution_status: SolutionStatus
    termination_reason: Termination
    detail: str
    objective: Decimal | None
    bound: Decimal | None
    gap: Decimal | None
    stages: tuple[StageReport, ...]
    selected: tuple[str, ...]
    initiatives: tuple[InitiativeReport, ...]
    usage: tuple[UsageReport, ...]
    limiting_rules: tuple[str, ...]
    kpis: tuple[KpiReport, ...]
    targets: tuple[TargetReport, ...]
    warnings: tuple[str, ...]
    conflict: ConflictReport | None
    relaxation: RelaxationReport | None
    solver: SolverReport
    timings: Timings
    proof: Proof = Proof.NONE
    canonical: bool = False

    @property
    def is_proof(self) -> bool:
        """Whether the best, or that there is none, is proven exactly."""
        return self.solution_status in (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE) and self.proof is Proof.EXACT
