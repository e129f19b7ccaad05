"""A problem file taken into the backlog."""

from __future__ import annotations

from typing import Annotated, Any

import strawberry

from domain.backlog.exchange import Imported, ImportNames, KnownInitiatives, import_problem
from domain.errors import Fault, ProblemFileError
from domain.problem.problem import PortfolioProblem
from graphql_api.constraint_sets.types import ConstraintSet, constraint_set_of
from graphql_api.context import Context, Info, in_thread
from graphql_api.enums import enum_of
from graphql_api.mutations import MutationFailed, Outcome, UserInputError, mutation
from graphql_api.mutations.idempotency import Repeatable, answer_once
from graphql_api.problems.query import read_problem
from graphql_api.scalars import JsonValue
from graphql_api.scenarios.types import Scenario, scenario_of
from persistence.problem_files.problem_file import loads
from persistence.unit_of_work import SqlUnitOfWork

ExistingInitiatives: Any = enum_of(KnownInitiatives, "ExistingInitiatives")


@strawberry.input(description="A problem to take into the backlog; give either problem or text.")
class ProblemImportInput(Repeatable):
    problem: JsonValue | None = strawberry.field(
        description="The problem in the form of a problem file (docs/problem.schema.json).", default=None
    )
    text: str | None = strawberry.field(
        description="The problem file as a text, which keeps every digit whatever your language makes of numbers.",
        default=None,
    )
    scenario_name: str | None = strawberry.field(description="A name in place of the scenario's own.", default=None)
    constraint_set_name: str | None = strawberry.field(
        description="A name in place of the constraint set's own.", default=None
    )
    existing: ExistingInitiatives = strawberry.field(
        description="What becomes of initiatives that are stored already.", default=ExistingInitiatives.REFUSE
    )


@strawberry.type(description="A problem was taken into the backlog.")
class ProblemImported(Outcome):
    scenario: Scenario = strawberry.field(description="The new scenario.")
    constraint_set: ConstraintSet | None = strawberry.field(
        description="The new constraint set; null for a problem without rules."
    )
    added: list[str] = strawberry.field(description="The keys of initiatives that are new.")
    changed: list[str] = strawberry.field(description="The keys of initiatives that were changed.")
    kept: list[str] = strawberry.field(description="The keys of initiatives that stay as they were.")


ProblemImportResult = Annotated[
    ProblemImported | MutationFailed,
    strawberry.union("ProblemImportResult", description="What was stored, or why nothing was."),
]


@strawberry.type
class ProblemFileMutation:
    """The mutation of problem files."""

    @mutation(
        description="Store a problem as a scenario, a constraint set and initiatives, all or nothing. The initiatives "
        "become candidates of the scenario's first period, beside those that it has.",
        cost=1000,
    )
    async def problem_import(
        self, info: Info, input: Annotated[ProblemImportInput, strawberry.argument(description="The problem.")]
    ) -> ProblemImportResult:
        context, asked = info.context, input
        try:
            problem = await in_thread(_read, asked)
            made = await context.write(lambda uow: _import(uow, context, asked, problem))
        except ProblemFileError as error:
            raise ProblemFileError(_placed(asked, error), error.source) from None
        rules = made.constraint_set
        return ProblemImported(
            scenario=scenario_of(made.scenario),
            constraint_set=None if rules is None else constraint_set_of(rules),
            added=list(made.added),
            changed=list(made.changed),
            kept=list(made.kept),
        )


def _import(uow: SqlUnitOfWork, context: Context, asked: ProblemImportInput, problem: PortfolioProblem) -> Imported:
    known: Any = asked.existing.value
    names = ImportNames((asked.scenario_name or "").strip(), (asked.constraint_set_name or "").strip())

    def make() -> list[Any]:
        made = import_problem(uow, problem, context.clock, known, names, context.email)
        rules = None if made.constraint_set is None else made.constraint_set.id
        return [made.scenario.id, rules, list(made.added), list(made.changed), list(made.kept)]

    number, rules, *keys = answer_once(uow, context, "problemImport", asked, make)
    return Imported(uow.scenarios.get(number), None if rules is None else uow.constraint_sets.get(rules), *keys)


def _read(asked: ProblemImportInput) -> PortfolioProblem:
    if (asked.problem is None) == (asked.text is None):
        raise UserInputError("input.problem", "give either problem or text")
    return loads(asked.text) if asked.text is not None else read_problem(asked.problem)


def _placed(asked: ProblemImportInput, error: ProblemFileError) -> tuple[Fault, ...]:
    """The faults, at their places in the input; in a text, these are words for people."""
    if asked.text is not None:
        return tuple(Fault("input.text", str(each)) for each in error.faults)
    return tuple(
        Fault(f"input.problem.{each.place}" if each.place else "input.problem", each.message) for each in error.faults
    )
