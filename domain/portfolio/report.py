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
from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.figures import (
    CurveReport,
    FormulaReport,
    KpiReport,
    OverheadReport,
    RatioReport,
    SmoothReport,
    TargetReport,
    UsageReport,
)
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
    def allocated_tokens(self) -> Decimal:
        """The tokens of all that is selected."""
        with exact_arithmetic():
            return sum((initiative.tokens for initiative in self.initiatives), ZERO)

    @property
    def overhead_tokens(self) -> Decimal:
        """The tokens that overheads take besides."""
        with exact_arithmetic():
            return sum((overhead.tokens for overhead in self.overheads), ZERO)

    @property
    def tokens_used(self) -> Decimal:
        """All tokens that the capacity of all counts."""
        with exact_arithmetic():
            return self.allocated_tokens + self.overhead_tokens

    @property
    def is_proof(self) -> bool:
        """Whether the best, or that there is none, is proven exactly."""
        return self.solution_status in (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE) and self.proof is Proof.EXACT
