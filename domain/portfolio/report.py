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
from domain.problem.constraints import CurvePoint
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
    """One initiative in an answer.

    initiative_key: its key.
    title: its title at that time.
    decision: what became of it.
    period: the period it is planned in; None where it is not selected.
    scope: the size it is planned in.
    tokens: the tokens it takes; zero where it is not selected.
    value: what it is worth by itself in the main objective.
    reasons: why, in sentences.
    blocking_rules: the ids of the rules that adding it to this portfolio would break.
    rank: its place by value for each token among all candidates, from 1; None for what is no candidate.
    market: its market; None for none.
    department: its department; None for none.
    category: its category; None for none.
    team_tokens: the tokens it takes of each team.
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
    """The total of one KPI over a portfolio.

    kpi_key: the key of the KPI.
    total: contributions and synergies together.
    contributions: what the initiatives contribute by themselves.
    synergies: what groups of them add or take away.
    """

    kpi_key: str
    total: Decimal
    contributions: Decimal
    synergies: Decimal


@dataclass(frozen=True, slots=True)
class CurveReport:
    """Where the portfolio stands on a response curve.

    rule_id: the curve, such as ``curve:uk-conversion``.
    kpi_key: the KPI whose total it bends.
    market: the market whose total that is; None: the sum of what all markets count.
    raw: what contributions and synergies add up to.
    counted: what that counts for.
    slope: what one more of the raw total would count for; at a point of the curve, beyond it.
    distance: how far the points are off the shape that they stand for, at most; None where no shape was drawn.
    points: the points of the curve.
    """

    rule_id: str
    kpi_key: str
    market: str | None
    raw: Decimal
    counted: Decimal
    slope: Decimal
    distance: Decimal | None
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class OverheadReport:
    """What an overhead takes in a period, beside the tokens of the initiatives.

    rule_id: the overhead, such as ``overhead:switching``.
    period: the period in which it is paid.
    selected: how many of those that it counts it is paid for: in that period, or in all where it is paid once.
    tokens: what they take besides their own.
    next: what one more of them would take besides its own; less than nothing where it takes away.
    """

    rule_id: str
    period: str
    selected: int
    tokens: Decimal
    next: Decimal


@dataclass(frozen=True, slots=True)
class SmoothReport:
    """What a solver of nonlinear models finds where curves follow their shapes instead of their points.

    rule_ids: the curves that follow their shapes.
    status: what the solver says of its portfolio.
    value: what its portfolio is worth along the shapes, recomputed with 50 digits, in the unit of the main stage; None
    without a portfolio.
    bound: nothing is better along the shapes than this, as the solver says; None where it says nothing.
    proof: what that rests on: ``numerical``, floating point that nothing confirms, or ``none``.
    selected: keys of the initiatives of its portfolio.
    drawn: what the portfolio of this report is worth along the shapes.
    solver: which solver that was.
    seconds: how long it took.
    notes: what else is to be known, a sentence each.
    """

    rule_ids: tuple[str, ...]
    status: SolutionStatus
    value: Decimal | None
    bound: Decimal | None
    proof: Proof
    selected: tuple[str, ...]
    drawn: Decimal
    solver: str
    seconds: float
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RatioReport:
    """A ratio that is asked for, and the one that the portfolio reaches.

    rule_id: the rule, such as ``ratio:score-per-token``.
    numerator: the KPI above.
    denominator: the KPI below; ``tokens`` for all tokens.
    at_least: what is asked for.
    above: the total of the numerator.
    below: the total of the denominator.
    reached: the one divided by the other; None where there is nothing to divide by.
    """

    rule_id: str
    numerator: str
    denominator: str
    at_least: Decimal
    above: Decimal
    below: Decimal
    reached: Decimal | None


@dataclass(frozen=True, slots=True)
class FactorReport:
    """A factor of a formula.

    kpi_key: the KPI.
    base: what there is without any of the initiatives.
    raw: what contributions and synergies add up to.
    slope: what one more of the raw total would count for in the KPI of the formula.
    """

    kpi_key: str
    base: Decimal
    raw: Decimal
    slope: Decimal


@dataclass(frozen=True, slots=True)
class FormulaReport:
    """What a formula makes of the totals that it multiplies.

    rule_id: the formula, such as ``formula:gmv``.
    kpi_key: the KPI.
    counted: what it counts for.
    factors: the two totals.
    """

    rule_id: str
    kpi_key: str
    counted: Decimal
    factors: tuple[FactorReport, ...]


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
    """One stage of the objective: a goal, the main objective, or a tie-break; in its own unit.

    name: its name, such as ``north_star``.
    sense: in which direction it is better.
    role: what it decides.
    value: what was reached; None without a portfolio.
    bound: nothing can be better than this; None where none is known.
    gap: how far value and bound are apart, as a share of the value; None where that cannot be told.
    proven: whether the value is proven to be the best: value and bound agree, and the proof is exact.
    blended: whether it was solved in one objective with others.
    proof: what the bound rests on; None where an older version did not record it.
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
    proof: what it rests on that they cannot hold together; None where an older version did not record it.
    """

    rules: tuple[str, ...]
    minimal: bool
    explanations: tuple[str, ...]
    detail: str = ""
    proof: Proof = Proof.NONE


@dataclass(frozen=True, slots=True)
class RelaxedRule:
    """How far one rule has to give way.

    rule_id: the id of the rule.
    amount: by how much; None where it is dropped as a whole.
    relative: the same as a share of its limit; 1 where it is dropped.
    suggestion: what to change, in a sentence.
    """

    rule_id: str
    amount: Decimal | None
    relative: Decimal
    suggestion: str


@dataclass(frozen=True, slots=True)
class RelaxationReport:
    """The least change that would leave a portfolio.

    total_relative_violation: the sum of the shares of all rules.
    rules: the rules that give way.
    selected: the keys of the portfolio that it allows.
    initiatives: every initiative of that portfolio's problem.
    objective: the main objective of that portfolio, in its unit; None where it is not known.
    proven: whether it is proven that no less would do and that no better portfolio goes with it.
    proof: what that rests on; None where an older version did not record it.
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
    """Who solved a run, and with what.

    name: the solver; for auto the one that was first.
    version: the version of its library.
    parameters: the parameters as the solver understood them.
    seed: the seed of everything random in the solver.
    reproducible: whether the same inputs give the same answer again.
    notes: what the solver had to say.
    engine_version: the version of this engine.
    inputs_hash: the SHA-256 of the inputs.
    """

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
    """Wall-clock seconds that each step of a run took.

    load: reading the problem; set by who read it.
    formulate: making the model.
    solve: solving it.
    verify: checking the portfolio in exact arithmetic.
    explain: finding the reasons.
    total: all of it.
    """

    load: float = 0.0
    formulate: float = 0.0
    solve: float = 0.0
    verify: float = 0.0
    explain: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class PortfolioReport:
    """The whole answer of a run. Numbers are exact, recomputed from the inputs.

    solution_status: what is known about the portfolio.
    proof: what that rests on, where it is optimal or infeasible; None where an older version did not record it.
    canonical: whether it is proven that every solver that proves as much gives this very portfolio; None where an older
    version did not record it.
    termination_reason: why the solve ended.
    detail: why the solve ended, in a sentence.
    objective: the value of the main stage (no tie-break and no shortfall), in its unit; None without a portfolio.
    bound: nothing can be better than this, in the unit of the main stage; None where no bound is known.
    gap: how far both are apart, as a share of the objective; None where that cannot be told.
    stages: every stage of the objective, in order.
    selected: the keys of the portfolio, in the order of the inputs.
    initiatives: every initiative of the inputs with its decision and reasons, in their order.
    usage: tokens under each capacity, floor and cap.
    limiting_rules: the ids of the rules that keep something of value out.
    kpis: the total of each KPI.
    targets: every target and how far it is reached.
    curves: where the portfolio stands on each response curve.
    overheads: tokens that are used besides the initiatives' own.
    ratios: what is asked for and reached of each ratio.
    formulas: what each formula makes of the totals that it multiplies.
    smooth: what is found along the shapes of curves, beside the exact answer; None where no curve asks for it.
    warnings: what in the inputs looks like a mistake.
    conflict: why there is no portfolio; None where there is one.
    relaxation: the least change that would leave a portfolio; None where there is one.
    solver: who solved it, and with what.
    timings: wall-clock seconds that each step took.
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
    curves: tuple[CurveReport, ...] = ()
    overheads: tuple[OverheadReport, ...] = ()
    ratios: tuple[RatioReport, ...] = ()
    formulas: tuple[FormulaReport, ...] = ()
    smooth: SmoothReport | None = None

    @property
    def is_proof(self) -> bool:
        """Whether the best, or that there is none, is proven exactly."""
        return self.solution_status in (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE) and self.proof is Proof.EXACT
