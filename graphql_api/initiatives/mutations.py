"""The mutations of initiatives."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Any

import strawberry

from domain.backlog.graduation import Graduation, graduate
from domain.backlog.graduation_rules import GraduationRules
from domain.backlog.initiatives import InitiativeChange, SavedRow, change_initiatives
from domain.errors import Fault, NotFoundError, ProblemFileError
from domain.problem.periods import parse_period
from graphql_api.context import Context, Info
from graphql_api.enums import KpiChainRule
from graphql_api.initiatives.payloads import (
    InitiativeGraduateResult,
    InitiativesBulkUpserted,
    InitiativesBulkUpsertResult,
    InitiativesGraduated,
    InitiativeUpserted,
    InitiativeUpsertResult,
    UpsertOutcome,
    is_stale,
    row_answer,
    row_faults,
)
from graphql_api.initiatives.types import INITIATIVE, Initiative, InitiativeField, InitiativeInput, initiative_of
from graphql_api.mutations import UserInputError, mutation
from graphql_api.mutations.idempotency import Repeatable, answer_once, told_once
from graphql_api.mutations.places import input_faults
from graphql_api.mutations.versions import StaleVersion
from graphql_api.problems.types import InitiativeReasons
from graphql_api.records.generating import STORED
from graphql_api.transport.errors.codes import ErrorCode
from persistence.unit_of_work import SqlUnitOfWork


@strawberry.input(description="One initiative to add, or to change where its key is known.")
class InitiativeUpsertInput(Repeatable):
    initiative: InitiativeInput = strawberry.field(description="The initiative.")


@strawberry.input(description="Many initiatives to add, or to change where their keys are known.")
class InitiativesBulkUpsertInput(Repeatable):
    initiatives: list[InitiativeInput] = strawberry.field(description="The initiatives, each judged for itself.")
    all_or_nothing: bool = strawberry.field(
        description="Whether nothing is stored where one of them is at fault.", default=False
    )


@strawberry.input(
    description="What an initiative has to bring along to be a candidate; left out: tokens, a market, a KPI chain."
)
class GraduationRulesInput:
    min_score: Decimal | None = strawberry.field(
        description="The least activeOverallScore, or score of a framework.", default=None
    )
    framework: str | None = strawberry.field(description="The framework whose score minScore is about.", default=None)
    required_fields: list[InitiativeField] = strawberry.field(
        description="Fields that must not be empty.", default_factory=list
    )
    needs_tokens: bool = strawberry.field(description="Whether its cost in tokens has to be known.", default=True)
    needs_market: bool = strawberry.field(description="Whether it has to belong to a market.", default=True)
    markets: list[str] = strawberry.field(description="The only markets; none: all.", default_factory=list)
    statuses: list[str] = strawberry.field(description="The only statuses; none: all.", default_factory=list)
    kpi_chain: KpiChainRule = strawberry.field(description="What is asked of its KPI chain.", default=KpiChainRule.KEYS)
    north_star_kpi_key: str = strawberry.field(
        description="The north star of those that name none of their own.", default="north_star"
    )
    contribution_kpi_keys: list[str] = strawberry.field(
        description="KPIs of which it has to have a contribution to one; none: not asked for.", default_factory=list
    )

    def to_domain(self) -> GraduationRules:
        """The rules."""
        rules = GraduationRules(**STORED.arguments(GraduationRules, self))
        return replace(rules, required_fields=tuple(each.value for each in self.required_fields))


@strawberry.input(description="Which initiatives are to be judged, by which rules, for which period.")
class InitiativeGraduateInput(Repeatable):
    period_key: str = strawberry.field(description="The period, such as 2026, 2026-H1, 2026-Q1, 2026-01 or 2026-W05.")
    rules: GraduationRulesInput = strawberry.field(description="The rules.", default_factory=GraduationRulesInput)
    initiative_keys: list[str] | None = strawberry.field(
        description="The keys of those to judge; left out, the whole backlog is.", default=None
    )
    apply: bool = strawberry.field(
        description="Whether the pool of candidates is changed; if not, the answer says what would be.", default=True
    )


MOST_ROWS = 500
Saved = tuple[tuple[SavedRow, ...], dict[str, Initiative]]


@strawberry.type
class InitiativeMutation:
    """The mutations of initiatives."""

    @mutation(description="Add an initiative, or change the one of that key.")
    async def initiative_upsert(
        self, info: Info, input: Annotated[InitiativeUpsertInput, strawberry.argument(description="The initiative.")]
    ) -> InitiativeUpsertResult:
        context = info.context
        stored, is_new = await context.write(lambda uow: _upsert(uow, context, input))
        return InitiativeUpserted(initiative=stored, outcome=UpsertOutcome.ADDED if is_new else UpsertOutcome.CHANGED)

    @mutation(
        description=f"Add or change up to {MOST_ROWS} initiatives. A row at fault is left out and says why; the others "
        "are stored, unless allOrNothing is set.",
        cost=100,
    )
    async def initiatives_bulk_upsert(
        self,
        info: Info,
        input: Annotated[InitiativesBulkUpsertInput, strawberry.argument(description="The initiatives.")],
    ) -> InitiativesBulkUpsertResult:
        if len(input.initiatives) > MOST_ROWS:
            raise UserInputError("input.initiatives", f"send {MOST_ROWS} at most")
        context = info.context
        rows, stored = await context.write(lambda uow: _bulk_upsert(uow, context, input))
        answers = [row_answer(row, stored, row_faults(row, index)) for index, row in enumerate(rows)]
        outcomes = [answer.outcome for answer in answers]
        return InitiativesBulkUpserted(
            added=outcomes.count(UpsertOutcome.ADDED),
            changed=outcomes.count(UpsertOutcome.CHANGED),
            failed=outcomes.count(UpsertOutcome.FAILED),
            rows=answers,
        )

    @mutation(
        description="Judge the backlog, or some of it, by rules; those that meet them become candidates for the "
        "period, those of the period that do not lose that flag.",
        cost=100,
    )
    async def initiative_graduate(
        self,
        info: Info,
        input: Annotated[
            InitiativeGraduateInput,
            strawberry.argument(description="The initiatives to judge, and the rules to judge them by."),
        ],
    ) -> InitiativeGraduateResult:
        context = info.context
        period, candidates, rejected, entered, left = await context.write(
            lambda uow: told_once(
                uow, context, "initiativeGraduate", input, lambda: _told(_graduate(uow, context, input))
            )
        )
        return InitiativesGraduated(
            period_key=period,
            applied=input.apply,
            candidates=candidates,
            rejected=[InitiativeReasons(initiative_key=key, reasons=reasons) for key, reasons in rejected],
            entered=entered,
            left=left,
        )


def _told(found: Graduation) -> list[Any]:
    rejected = [[each.initiative_key, each.reasons] for each in found.verdicts if not each.graduates]
    return [found.period_key, found.candidates, rejected, found.entered, found.left]


def _graduate(uow: SqlUnitOfWork, context: Context, asked: InitiativeGraduateInput) -> Graduation:
    keys, rules = asked.initiative_keys, asked.rules.to_domain()
    try:
        parse_period(asked.period_key)
    except ValueError as error:
        raise UserInputError("input.periodKey", str(error)) from None
    try:
        return graduate(uow, rules, asked.period_key, context.clock, initiative_keys=keys, apply=asked.apply)
    except NotFoundError as error:
        place = f"input.initiativeKeys[{(keys or []).index(str(error.key))}]"
        raise UserInputError(place, str(error), ErrorCode.NOT_FOUND) from None


def _upsert(uow: SqlUnitOfWork, context: Context, asked: InitiativeUpsertInput) -> tuple[Initiative, bool]:
    """The initiative as it is stored now, and whether it was added."""
    key = asked.initiative.initiative_key

    def make() -> list[bool]:
        (row,) = change_initiatives(uow, [_change(asked.initiative)], context.clock)
        faults = input_faults(row.faults, "input.initiative")
        if is_stale(row):
            raise StaleVersion(faults[0].place, faults[0].message, _stored(uow, [row]).get(key))
        if faults:
            raise ProblemFileError(faults)
        return [row.is_new]

    (is_new,) = answer_once(uow, context, "initiativeUpsert", asked, make)
    return initiative_of(uow.initiatives.get(key)), is_new


def _bulk_upsert(uow: SqlUnitOfWork, context: Context, asked: InitiativesBulkUpsertInput) -> Saved:
    """What became of each row, and the initiatives that are stored now."""

    def make() -> list[Any]:
        rows = change_initiatives(uow, [_change(each) for each in asked.initiatives], context.clock)
        faults = [fault for index, row in enumerate(rows) for fault in row_faults(row, index)]
        if faults and asked.all_or_nothing:
            raise ProblemFileError(faults)
        return [[row.is_new, [(fault.place, fault.message) for fault in row.faults]] for row in rows]

    told = told_once(uow, context, "initiativesBulkUpsert", asked, make)
    rows = tuple(
        SavedRow(each.initiative_key, is_new=is_new, faults=tuple(Fault(*fault) for fault in faults))
        for each, (is_new, faults) in zip(asked.initiatives, told, strict=True)
    )
    return rows, _stored(uow, rows)


def _stored(uow: SqlUnitOfWork, rows: Iterable[SavedRow]) -> dict[str, Initiative]:
    found = uow.initiatives.by_keys(row.initiative_key for row in rows if not row.faults or is_stale(row))
    return {key: initiative_of(record) for key, record in found.items()}


def _change(asked: Any) -> InitiativeChange:
    values, faults = INITIATIVE.changes(asked)
    return InitiativeChange(values.pop("initiative_key"), values, faults, asked.if_version)
