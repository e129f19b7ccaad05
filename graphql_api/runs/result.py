"""How a run is solved, and its whole answer."""

from __future__ import annotations

from typing import Annotated, Any

import simplejson
import strawberry

from domain.portfolio.report import PortfolioReport
from domain.records.descriptions import described
from graphql_api.enums import Decision, Effort
from graphql_api.records.family import made_type
from graphql_api.records.reported import REPORTED, InitiativeResult, initiative_result
from graphql_api.scalars import JsonValue
from graphql_api.transport.relay.connection import After, Before, Connection, First, Last
from graphql_api.transport.relay.in_order import connection_in_order

Decisions = Annotated[
    list[Decision] | None, strawberry.argument(description="Only those with one of these decisions; null for all.")
]


@strawberry.type(description="How far later stages may fall behind one; the wider of the two counts.")
class StageTolerance:
    stage: str = strawberry.field(description="The name of the stage.")
    absolute: str = strawberry.field(description="In the unit of the stage, as a fraction such as 1/2.")
    relative: str = strawberry.field(description="As a share of its value, as a fraction such as 1/100.")


@strawberry.type(description="How a run is solved.")
class RunParameters:
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


_ANSWER: Any = made_type(strawberry.type, "Answer", described(PortfolioReport)[0], REPORTED.parts(PortfolioReport))


@strawberry.type(description=described(PortfolioReport)[0])
class RunResult(_ANSWER):  # type: ignore[misc]
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
        chosen = None if decisions is None else {str(each.value) for each in decisions}
        wanted = None if chosen is None else lambda row: row["decision"] in chosen
        return connection_in_order(self.rows, initiative_result, first, after, last, before, wanted)


def run_result(text: str) -> RunResult:
    """The answer in the JSON text that a run keeps."""
    stored = simplejson.loads(text, use_decimal=True)
    return RunResult(**REPORTED.values(PortfolioReport, stored), rows=stored["initiatives"])
