"""What is said when runs are started or changed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import strawberry

from domain.errors import ParameterError
from domain.integer_model import model
from domain.integer_model.model import OptionValue, SolveParameters, Tolerance
from domain.runs.limits import SolveLimits
from domain.runs.requests import RunRequest
from domain.runs.runs import Runs
from graphql_api.enums import Effort
from graphql_api.mutations import UserInputError
from graphql_api.mutations.idempotency import Repeatable
from graphql_api.mutations.user_input import checked_key, input_number
from graphql_api.scalars import JsonValue


def check_solvers(
    runs: Runs, names: Mapping[str, str], parameters: SolveParameters, place: str = "input.parameters"
) -> None:
    """Raise ``UserInputError``. names: solvers by where they are named; place: where the parameters are."""
    for where, name in names.items():
        try:
            runs.check_solver(name, SolveParameters())
        except ParameterError as error:
            raise UserInputError(where, str(error)) from None
    for name in names.values():
        try:
            runs.check_solver(name, parameters)
        except ParameterError as error:
            raise UserInputError(place, str(error)) from None


DEFAULT_SECONDS = 300.0
MOST_SOLVERS = 20
MOST_INITIATIVES = 10_000


@strawberry.input(
    description="How far later stages may fall behind one; the wider of the two counts. Neither: it is held exactly."
)
class StageToleranceInput:
    stage: str = strawberry.field(description="The name of the stage, such as north_star or goal_shortfall.")
    absolute: Decimal | None = strawberry.field(description="In the unit of the stage.", default=None)
    relative: Decimal | None = strawberry.field(
        description="As a share of its value: 0.01 is one per cent.", default=None
    )


@strawberry.input(description="How a run is solved. What is left out has its default.")
class RunParametersInput:
    time_limit: float | None = strawberry.field(
        description=f"Seconds for the whole solve; null for no limit. Left out: {DEFAULT_SECONDS:g}, or the most that "
        "the server allows where that is less.",
        default=strawberry.UNSET,
    )
    effort: Effort | None = strawberry.field(
        description="How much work the answer is worth. Left out: NORMAL, unless deterministicLimit or gap says when "
        "to stop; not together with these.",
        default=None,
    )
    deterministic_limit: float | None = strawberry.field(
        description="Work in the solver's own unit: cuts off at the same point always. Takes the place of an effort.",
        default=None,
    )
    gap: float | None = strawberry.field(
        description="The share of the best at which it may stop; 0 for a full proof. Takes the place of an effort.",
        default=None,
    )
    seed: int = strawberry.field(description="The seed of everything random in the solver.", default=0)
    threads: int | None = strawberry.field(
        description="Threads; null for the solver's reproducible number.", default=None
    )
    memory_limit_mb: int | None = strawberry.field(
        description="Megabytes that the solver's process may use; null for no limit.", default=None
    )
    stage_tolerances: list[StageToleranceInput] | None = strawberry.field(
        description="How far stages may fall behind.", default=None
    )
    options: JsonValue | None = strawberry.field(
        description="The solver's own options: an object of names and values, each a text, a number or a boolean.",
        default=None,
    )


@strawberry.input(description="What to run, and how.")
class RunStartInput(Repeatable):
    scenario_id: strawberry.ID = strawberry.field(description="The scenario.")
    constraint_set_id: strawberry.ID | None = strawberry.field(
        description="The constraint set; left out, no rules but those of the initiatives.", default=None
    )
    solvers: list[str] | None = strawberry.field(
        description="One run with each of these solvers, over the same inputs; auto runs several beside each other in "
        "one run and takes the first proof. Left out: auto.",
        default=None,
    )
    parameters: RunParametersInput | None = strawberry.field(description="How to solve it.", default=None)
    initiative_keys: list[str] | None = strawberry.field(
        description="The initiatives; left out, the candidates of the scenario's periods.", default=None
    )


@strawberry.input(description="Which run to stop.")
class RunStopInput:
    id: strawberry.ID = strawberry.field(description="The id of a run that has not ended.")


@strawberry.input(description="Which run to give up.")
class RunCancelInput:
    id: strawberry.ID = strawberry.field(description="The id of a run that has not ended.")


@strawberry.input(description="Which run to try again.")
class RunRetryInput(Repeatable):
    id: strawberry.ID = strawberry.field(description="The id of a run that failed or was cancelled.")


@strawberry.input(description="Which run to run again, and what is to be different.")
class RunCloneInput(Repeatable):
    id: strawberry.ID = strawberry.field(description="The id of any run.")
    solver: str | None = strawberry.field(description="Another solver; left out, the same.", default=None)
    parameters: RunParametersInput | None = strawberry.field(
        description="Other parameters, all of them; left out, the same.", default=None
    )


def run_request(asked: RunStartInput, email: str | None, limits: SolveLimits) -> RunRequest:
    """What is asked for, in the terms of the domain. Raises ``UserInputError``."""
    keys, rules = asked.initiative_keys, asked.constraint_set_id
    _refuse_more("input.solvers", asked.solvers, MOST_SOLVERS)
    _refuse_more("input.initiativeKeys", keys, MOST_INITIATIVES)
    return RunRequest(
        scenario_id=input_number(asked.scenario_id, "Scenario", "input.scenarioId"),
        constraint_set_id=None if rules is None else input_number(rules, "ConstraintSet", "input.constraintSetId"),
        solvers=("auto",) if asked.solvers is None else tuple(asked.solvers),
        parameters=solve_parameters(asked.parameters, limits),
        initiative_keys=None if keys is None else tuple(keys),
        requested_by_email=email,
        idempotency_key=checked_key(asked.idempotency_key),
    )


def solve_parameters(asked: RunParametersInput | None, limits: SolveLimits) -> SolveParameters:
    """The parameters, in the terms of the domain. Raises ``UserInputError``. limits: for what is left out."""
    asked = asked or RunParametersInput()
    seconds = limits.usual(DEFAULT_SECONDS) if asked.time_limit is strawberry.UNSET else asked.time_limit
    return SolveParameters(
        time_limit=None if seconds is None else float(seconds),
        deterministic_limit=None if asked.deterministic_limit is None else float(asked.deterministic_limit),
        gap=float(asked.gap or 0),
        effort=_effort(asked),
        seed=asked.seed,
        threads=asked.threads,
        memory_limit_mb=asked.memory_limit_mb,
        stage_tolerances=_tolerances(asked.stage_tolerances or []),
        options=_options(asked.options),
    )


def _effort(asked: RunParametersInput) -> model.Effort | None:
    """None where a gap or a limit of work says when to stop."""
    stops = {"gap": asked.gap, "deterministicLimit": asked.deterministic_limit}
    given = [name for name, value in stops.items() if value is not None]
    if not given:
        return model.Effort.NORMAL if asked.effort is None else model.Effort(str(asked.effort.value.value))
    if asked.effort is not None:
        raise UserInputError("input.parameters.effort", f"and {given[0]} each say when to stop; give one of the two")
    return None


def _tolerances(asked: list[StageToleranceInput]) -> dict[str, Tolerance]:
    found: dict[str, Tolerance] = {}
    for index, each in enumerate(asked):
        place = f"input.parameters.stageTolerances[{index}]"
        if each.stage in found:
            raise UserInputError(f"{place}.stage", "the stage is given more than once")
        for name, amount in (("absolute", each.absolute), ("relative", each.relative)):
            if amount is not None and amount < 0:
                raise UserInputError(f"{place}.{name}", "must not be negative")
        found[each.stage] = Tolerance(Fraction(each.absolute or 0), Fraction(each.relative or 0))
    return found


def _options(asked: Any) -> dict[str, OptionValue]:
    place = "input.parameters.options"
    if asked is None:
        return {}
    if not isinstance(asked, Mapping):
        raise UserInputError(place, "is an object of names and values")
    found: dict[str, OptionValue] = {}
    for name, value in asked.items():
        if not isinstance(value, str | int | float):
            raise UserInputError(f"{place}.{name}", "is a text, a number or a boolean")
        found[name] = float(value) if isinstance(value, float) else value
    return found


def _refuse_more(place: str, values: list[str] | None, allowed: int) -> None:
    if values is not None and len(values) > allowed:
        raise UserInputError(place, f"may have {allowed} values at most")
