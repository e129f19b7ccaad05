"""How a run is solved, and its whole answer."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

import simplejson
import strawberry

from graphql_api.enums import Decision, Effort, ProofGrade, SolutionStatus, TerminationReason
from graphql_api.reports.shaping import shaped
from graphql_api.reports.types import (
    UNRECORDED,
    Conflict,
    InitiativeResult,
    KpiTotal,
    Relaxation,
    RuleUsage,
    StageResult,
    TargetResult,
)
from graphql_api.scalars import JsonValue
from graphql_api.transport.relay.connection import Connection, connection_of
from graphql_api.transport.relay.cursors import Order
from graphql_api.transport.relay.page import After, Before, First, Last, page_of

BY_POSITION = Order("position", (int,))
Decisions = Annotated[
    list[Decision] | None, strawberry.argument(description="Only those with one of these decisions; null for all.")
]


@strawberry.type(description="How far later stages may fall behind one; the wider of the two counts.")
class StageTolerance:
    """How far later stages may fall behind one."""

    stage: str = strawberry.field(description="The name of the stage.")
    absolute: str = strawberry.field(description="In the unit of the stage, as a fraction such as 1/2.")
    relative: str = strawberry.field(description="As a share of its value, as a fraction such as 1/100.")


@strawberry.type(description="How a run is solved.")
class RunParameters:
    """How a run is solved."""

    time_limit: float | None = strawberry.field(description="Seconds for the whole solve; null for no limit.")
    deterministic_limit: float | None = strawberry.field(description="Work in the solver's unit; null for no limit.")
    gap: float = strawberry.field(description="The share of the best at which it may stop; 0 for a full proof.")
    effort: Effort | None = strawberry.field(
        description="How much work the answer is worth; null where the gap and the limits alone say when to stop, as "
        "in runs of older versions."
    )
    seed: int = strawberry.field(description="The seed of everything random in the solver.")
    threads: int | None = strawberry.field(description="Threads; null for the solver's reproducible number.")
    memory_limit_mb: int | None = strawberry.field(description="Megabytes of its process; null for no limit.")
    stage_tolerances: list[StageTolerance] = strawberry.field(description="How far stages may fall behind.")
    options: JsonValue = strawberry.field(description="The solver's own options by name.")


@strawberry.type(description="Who solved a run, and with what.")
class Provenance:
    """Who solved a run, and with what."""

    name: str = strawberry.field(description="The solver; for auto the one that was first.")
    version: str = strawberry.field(description="The version of its library.")
    parameters: JsonValue = strawberry.field(description="The parameters as the solver understood them.")
    seed: int = strawberry.field(description="The seed of everything random in the solver.")
    reproducible: bool = strawberry.field(description="Whether the same inputs give the same answer again.")
    notes: list[str] = strawberry.field(description="What the solver had to say.")
    engine_version: str = strawberry.field(description="The version of this engine.")
    inputs_hash: str = strawberry.field(description="The SHA-256 of the inputs.")


@strawberry.type(description="Seconds that each step of a run took.")
class RunTimings:
    """Seconds that each step of a run took."""

    formulate: float = strawberry.field(description="Making the model.")
    solve: float = strawberry.field(description="Solving it.")
    verify: float = strawberry.field(description="Checking the portfolio in exact arithmetic.")
    explain: float = strawberry.field(description="Finding the reasons.")
    total: float = strawberry.field(description="All of it.")


@strawberry.type(description="The whole answer of a run. Numbers are exact, recomputed from the inputs.")
class RunResult:
    """How a run is solved, and its whole answer."""

    solution_status: SolutionStatus = strawberry.field(description="What is known about the portfolio.")
    proof: ProofGrade | None = strawberry.field(
        description=f"What that rests on, where it is optimal or infeasible; {UNRECORDED}."
    )
    canonical: bool | None = strawberry.field(
        description=f"Whether it is proven that every solver gives this very portfolio; {UNRECORDED}."
    )
    termination_reason: TerminationReason = strawberry.field(description="Why the solve ended.")
    detail: str = strawberry.field(description="Why the solve ended, in a sentence.")
    objective: Decimal | None = strawberry.field(
        description="The value of the main stage, in its unit; null without a portfolio."
    )
    bound: Decimal | None = strawberry.field(
        description="Nothing can be better than this, in the unit of the main stage; null where no bound is known."
    )
    gap: Decimal | None = strawberry.field(
        description="How far both are apart, as a share of the objective; null where that cannot be told."
    )
    stages: list[StageResult] = strawberry.field(description="Every stage of the objective, in order.")
    selected: list[str] = strawberry.field(description="The keys of the portfolio, in the order of the inputs.")
    usage: list[RuleUsage] = strawberry.field(description="Tokens under each capacity, floor and cap.")
    limiting_rules: list[str] = strawberry.field(description="The ids of the rules that keep something of value out.")
    kpis: list[KpiTotal] = strawberry.field(description="The total of each KPI.")
    targets: list[TargetResult] = strawberry.field(description="Every target and how far it is reached.")
    warnings: list[str] = strawberry.field(description="What in the inputs looks like a mistake.")
    conflict: Conflict | None = strawberry.field(description="Why there is no portfolio; null where there is one.")
    relaxation: Relaxation | None = strawberry.field(
        description="The least change that would leave a portfolio; null where there is one."
    )
    solver: Provenance = strawberry.field(description="Who solved it, and with what.")
    timings: RunTimings = strawberry.field(description="Wall-clock seconds that each step took.")
    rows: strawberry.Private[list[Any]]

    @strawberry.field(description="Every initiative of the inputs with its decision and reasons, in their order.")
    def initiatives(
        self,
        decisions: Decisions = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[InitiativeResult]:
        """The initiatives, page by page."""
        page = page_of(BY_POSITION, first, after, last, before)
        wanted = None if decisions is None else {str(each.value) for each in decisions}
        listed = [
            (position, row) for position, row in enumerate(self.rows) if wanted is None or row["decision"] in wanted
        ]
        found = [
            (position, row)
            for position, row in listed
            if (page.after is None or position > page.after[0]) and (page.before is None or position < page.before[0])
        ]
        read = (found[::-1] if page.backward else found)[: page.limit + 1]
        return connection_of(
            read, page, lambda each: shaped(InitiativeResult, each[1]), lambda each: (each[0],), lambda: len(listed)
        )


def run_result(text: str) -> RunResult:
    """The answer in the JSON text that a run keeps."""
    stored = simplejson.loads(text, use_decimal=True)
    return shaped(RunResult, stored | {"rows": stored["initiatives"]})
