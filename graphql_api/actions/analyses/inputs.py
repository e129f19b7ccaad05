"""What is said when analyses are started or given up."""

from __future__ import annotations

from typing import Any

import strawberry

from domain.analyses.catalogue import Analysis
from domain.runs.requests import parameters_record
from graphql_api.mutations import UserInputError
from graphql_api.mutations.idempotency import ABOUT
from graphql_api.mutations.places import input_number
from graphql_api.records.family import made_type
from graphql_api.records.generating import argument_fields, plain_arguments
from graphql_api.runs.inputs import RunParametersInput, solve_parameters
from graphql_api.runs.types import RUN
from graphql_api.transport.errors.codes import ApiError
from graphql_api.transport.relay.ids import decode_id
from records.descriptions import sentence, words


@strawberry.input(description="Which analysis to give up.")
class AnalysisCancelInput:
    """Which analysis to give up."""

    id: strawberry.ID = strawberry.field(description="The id of an analysis that has not ended.")


def start_input(analysis: Analysis) -> Any:
    """The input that starts an analysis: what it is about, how it is solved, and its request."""
    base: dict[str, tuple[Any, Any]] = {
        "run_id": (
            strawberry.ID | None,
            strawberry.field(description="The run whose inputs are analysed; or else name a scenario.", default=None),
        ),
        "scenario_id": (
            strawberry.ID | None,
            strawberry.field(description="The scenario, with its candidates as they are by then.", default=None),
        ),
        "constraint_set_id": (
            strawberry.ID | None,
            strawberry.field(description="The constraint set of that scenario; left out, no rules.", default=None),
        ),
        "solver": (str | None, strawberry.field(description="The solver; left out, auto.", default=None)),
        "parameters": (
            RunParametersInput | None,
            strawberry.field(description="How to solve it; the time limit is for the whole analysis.", default=None),
        ),
        "idempotency_key": (str | None, strawberry.field(description=ABOUT, default=None)),
    }
    request = argument_fields(analysis.request)
    if "solvers" in request:
        del base["solver"]
    assert not set(base) & set(request), f"{analysis.request.__name__} has a field that every analysis has"
    needed = {name: part for name, part in request.items() if type(None) not in getattr(part[0], "__args__", ())}
    name = "".join(part.capitalize() for part in analysis.name.split("-"))
    return made_type(strawberry.input, f"{name}StartInput", sentence(words(analysis.summary)), needed | base | request)


def start_payload(analysis: Analysis, asked: Any) -> dict[str, Any]:
    """The payload of an analysis. Raises ``UserInputError``."""
    rules = asked.constraint_set_id
    given = {
        "run_id": None if asked.run_id is None else _key(asked.run_id),
        "scenario_id": None
        if asked.scenario_id is None
        else input_number(asked.scenario_id, "Scenario", "input.scenarioId"),
        "constraint_set_id": None if rules is None else input_number(rules, "ConstraintSet", "input.constraintSetId"),
        "solver": getattr(asked, "solver", None),
        "parameters": parameters_record(solve_parameters(asked.parameters or RunParametersInput())),
        "request": plain_arguments(analysis.request, asked),
    }
    return {name: value for name, value in given.items() if value is not None}


def _key(global_id: str) -> str:
    try:
        return decode_id(global_id, RUN)
    except ApiError as error:
        raise UserInputError("input.runId", error.message, error.code) from None
