"""What is said when batches are started or changed."""

from __future__ import annotations

from typing import Any

import strawberry

from domain.analyses.many_roadmaps.roadmaps import RoadmapsRequest
from domain.batches.requests import BatchRequest
from domain.problem.variants import Axes
from domain.runs.limits import SolveLimits
from graphql_api.mutations import UserInputError
from graphql_api.mutations.idempotency import key_field
from graphql_api.mutations.user_input import checked_key, input_number, refuse_unstorable
from graphql_api.records.family import made_type
from graphql_api.records.generating import argument_fields, plain_arguments
from graphql_api.runs.inputs import MOST_SOLVERS, RunParametersInput, solve_parameters
from persistence.typed_json import record_of

VARIED = ("modes", "weight_sets", "frameworks", "capacities")
MOST_IDS = 100
_ARGUMENTS = argument_fields(RoadmapsRequest)

BatchStartInput: Any = made_type(
    strawberry.input,
    "BatchStartInput",
    "Which roadmaps to make: every objective is combined with every capacity, constraint set and solver.",
    {
        "scenario_ids": (list[strawberry.ID], strawberry.field(description="The ids of the scenarios; 100 at most.")),
        "name": (str | None, strawberry.field(description="What to call the batch.", default=None)),
        "constraint_set_id": (
            strawberry.ID | None,
            strawberry.field(description="The constraint set of all roadmaps; left out, no rules.", default=None),
        ),
        "varied_constraint_set_ids": (
            list[strawberry.ID] | None,
            strawberry.field(description="Constraint sets to be varied, in place of that one.", default=None),
        ),
        **{name: _ARGUMENTS[name] for name in VARIED},
        "solvers": (
            list[str] | None,
            strawberry.field(description="Each roadmap with each of these solvers; left out: auto.", default=None),
        ),
        "parameters": (RunParametersInput | None, strawberry.field(description="How to solve each.", default=None)),
        **key_field(),
    },
)


@strawberry.input(description="Which batch to give up.")
class BatchCancelInput:
    id: strawberry.ID = strawberry.field(description="The id of a batch that has not ended.")


@strawberry.input(description="Which batch to resume.")
class BatchResumeInput:
    id: strawberry.ID = strawberry.field(description="The id of a batch that has failed.")


LONGEST_NAME = 500


def batch_request(asked: Any, email: str | None, limits: SolveLimits) -> BatchRequest:
    """What is asked for, in the terms of the domain. Raises ``UserInputError``."""
    varied, rules = asked.varied_constraint_set_ids or [], asked.constraint_set_id
    solvers = ["auto"] if asked.solvers is None else asked.solvers
    for place, values, most in (
        ("scenarioIds", asked.scenario_ids, MOST_IDS),
        ("variedConstraintSetIds", varied, MOST_IDS),
        ("solvers", solvers, MOST_SOLVERS),
    ):
        if len(values) > most:
            raise UserInputError(f"input.{place}", f"may have {most} values at most")
    refuse_unstorable("input.name", asked.name or "", LONGEST_NAME)
    plain = plain_arguments(RoadmapsRequest, asked, VARIED)
    request: RoadmapsRequest = record_of(RoadmapsRequest, plain)
    return BatchRequest(
        scenario_ids=tuple(input_number(each, "Scenario", "input.scenarioIds") for each in asked.scenario_ids),
        axes=Axes(
            modes=request.modes,
            weight_sets=request.weight_sets,
            frameworks=request.frameworks,
            capacities=request.capacities,
            solvers=tuple(solvers),
        ),
        name=asked.name or "",
        constraint_set_id=None if rules is None else input_number(rules, "ConstraintSet", "input.constraintSetId"),
        rule_ids=tuple(input_number(each, "ConstraintSet", "input.variedConstraintSetIds") for each in varied),
        parameters=solve_parameters(asked.parameters, limits),
        requested_by_email=email,
        idempotency_key=checked_key(asked.idempotency_key),
    )
