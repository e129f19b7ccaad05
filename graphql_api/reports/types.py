"""The parts of an answer."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from graphql_api.enums import Decision, ProofGrade, Scope, Severity, StageRole, StageSense, TargetKind

UNRECORDED = "null where an older version did not record it"


@strawberry.type(description="One stage of the objective: a goal, the main objective, or a tie-break.")
class StageResult:
    """One stage of the objective."""

    name: str = strawberry.field(description="Its name, such as north_star.")
    sense: StageSense = strawberry.field(description="In which direction it is better.")
    role: StageRole = strawberry.field(description="What it decides.")
    value: Decimal | None = strawberry.field(description="What was reached; null without a portfolio.")
    bound: Decimal | None = strawberry.field(description="Nothing can be better than this; null where none is known.")
    gap: Decimal | None = strawberry.field(
        description="How far value and bound are apart, as a share of the value; null where that cannot be told."
    )
    proven: bool = strawberry.field(description="Whether the value is proven to be the best.")
    blended: bool = strawberry.field(description="Whether it was solved in one objective with others.")
    proof: ProofGrade | None = strawberry.field(description=f"What the bound rests on; {UNRECORDED}.")


@strawberry.type(description="One initiative in an answer.")
class InitiativeResult:
    """One initiative in an answer."""

    initiative_key: str = strawberry.field(description="Its key.")
    title: str = strawberry.field(description="Its title at that time.")
    decision: Decision = strawberry.field(description="What became of it.")
    period: str | None = strawberry.field(description="The period it is planned in; null where it is not selected.")
    scope: Scope = strawberry.field(description="The size it is planned in.")
    tokens: Decimal = strawberry.field(description="The tokens it takes; zero where it is not selected.")
    value: Decimal = strawberry.field(description="What it is worth by itself in the main objective.")
    reasons: list[str] = strawberry.field(description="Why, in sentences.")
    blocking_rules: list[str] = strawberry.field(
        description="The ids of the rules that adding it to this portfolio would break."
    )
    rank: int | None = strawberry.field(
        description="Its place by value for each token among all candidates; null for what is no candidate."
    )
    market: str | None = strawberry.field(description="Its market; null for none.")
    department: str | None = strawberry.field(description="Its department; null for none.")
    category: str | None = strawberry.field(description="Its category; null for none.")


@strawberry.type(description="Tokens used under one capacity, floor or cap.")
class RuleUsage:
    """Tokens used under one capacity, floor or cap."""

    rule_id: str = strawberry.field(description="The id of the rule, such as capacity:market:UK@2026-Q1.")
    used: Decimal = strawberry.field(description="Tokens that the portfolio uses.")
    limit: Decimal = strawberry.field(description="Tokens that are allowed, or for a floor asked for.")
    slack: Decimal = strawberry.field(description="How far from the limit; negative where the rule is broken.")
    binding: bool = strawberry.field(description="Whether nothing is left.")


@strawberry.type(description="The total of one KPI over a portfolio.")
class KpiTotal:
    """The total of one KPI over a portfolio."""

    kpi_key: str = strawberry.field(description="The key of the KPI.")
    total: Decimal = strawberry.field(description="Contributions and synergies together.")
    contributions: Decimal = strawberry.field(description="What the initiatives contribute by themselves.")
    synergies: Decimal = strawberry.field(description="What groups of them add or take away.")


@strawberry.type(description="One target and how far it is reached.")
class TargetResult:
    """One target and how far it is reached."""

    rule_id: str = strawberry.field(description="The id of the rule.")
    market: str | None = strawberry.field(description="The market it counts; null for all.")
    kpi_key: str = strawberry.field(description="The KPI it counts.")
    period: str | None = strawberry.field(description="The period it counts; null for the whole horizon.")
    floor_or_goal: TargetKind = strawberry.field(description="Whether it must be reached.")
    target: Decimal = strawberry.field(description="The total that is asked for, in the unit of the KPI.")
    achieved: Decimal = strawberry.field(description="The total that is reached.")
    gap: Decimal = strawberry.field(description="What is missing; zero where it is met.")
    severity: Severity = strawberry.field(description="How far it is missed.")


@strawberry.type(description="Why there is no portfolio: rules that cannot hold together.")
class Conflict:
    """Why there is no portfolio."""

    rules: list[str] = strawberry.field(description="The ids of the rules.")
    minimal: bool = strawberry.field(description="Whether the rest could be kept without any one of them.")
    explanations: list[str] = strawberry.field(description="What each rule asks for, in the same order.")
    detail: str = strawberry.field(description="What else there is to say, such as that time ran out.")
    proof: ProofGrade | None = strawberry.field(description=f"What it rests on that they cannot; {UNRECORDED}.")


@strawberry.type(description="How far one rule has to give way.")
class RelaxedRule:
    """How far one rule has to give way."""

    rule_id: str = strawberry.field(description="The id of the rule.")
    amount: Decimal | None = strawberry.field(description="By how much; null where it is dropped as a whole.")
    relative: Decimal = strawberry.field(description="The same as a share of its limit; 1 where it is dropped.")
    suggestion: str = strawberry.field(description="What to change, in a sentence.")


@strawberry.type(description="The least change that would leave a portfolio.")
class Relaxation:
    """The least change that would leave a portfolio."""

    total_relative_violation: Decimal = strawberry.field(description="The sum of the shares of all rules.")
    rules: list[RelaxedRule] = strawberry.field(description="The rules that give way.")
    selected: list[str] = strawberry.field(description="The keys of the portfolio that it allows.")
    objective: Decimal | None = strawberry.field(
        description="The main objective of that portfolio, in its unit; null where it is not known."
    )
    proven: bool = strawberry.field(description="Whether it is proven to be the least.")
    proof: ProofGrade | None = strawberry.field(description=f"What that rests on; {UNRECORDED}.")


@strawberry.type(description="A rule that a portfolio breaks.")
class Violation:
    """A rule that a portfolio breaks."""

    rule_id: str = strawberry.field(
        description="The id of the rule; choice:KEY for an initiative that cannot be planned like that."
    )
    message: str = strawberry.field(description="How the rule is broken, in a sentence.")
