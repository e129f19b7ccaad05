"""The closed sets of answers."""

from __future__ import annotations

from enum import Enum

import strawberry

from domain.integer_model import model, result
from domain.portfolio import portfolio, report
from domain.problem import sizing


@strawberry.enum(description="What is known about the portfolio, apart from why the solve ended.")
class SolutionStatus(Enum):
    """What is known about the portfolio."""

    OPTIMAL = strawberry.enum_value(
        result.SolutionStatus.OPTIMAL, description="Nothing better exists; proof says what that rests on."
    )
    FEASIBLE = strawberry.enum_value(
        result.SolutionStatus.FEASIBLE, description="It keeps every rule; a better one may exist."
    )
    INFEASIBLE = strawberry.enum_value(
        result.SolutionStatus.INFEASIBLE,
        description="No portfolio keeps every rule; proof says what that rests on.",
    )
    UNKNOWN = strawberry.enum_value(result.SolutionStatus.UNKNOWN, description="Nothing was found and nothing proven.")


@strawberry.enum(
    description="What a claim rests on that no point can show: that nothing is better, or that there is none."
)
class ProofGrade(Enum):
    """What a claim rests on."""

    EXACT = strawberry.enum_value(result.Proof.EXACT, description="Integer arithmetic within tested limits: proven.")
    NUMERICAL = strawberry.enum_value(
        result.Proof.NUMERICAL, description="The word of a floating-point solver that nothing confirmed: not proven."
    )
    NONE = strawberry.enum_value(result.Proof.NONE, description="Nothing is claimed, or it was not recorded.")


@strawberry.enum(description="Why the solve ended.")
class TerminationReason(Enum):
    """Why the solve ended."""

    OPTIMALITY = strawberry.enum_value(result.Termination.OPTIMALITY, description="The search was complete.")
    INFEASIBILITY = strawberry.enum_value(
        result.Termination.INFEASIBILITY, description="It was found that there is no portfolio."
    )
    GAP_REACHED = strawberry.enum_value(
        result.Termination.GAP_REACHED, description="The gap that was allowed, or that its effort allows, is reached."
    )
    WORK_LIMIT = strawberry.enum_value(
        result.Termination.WORK_LIMIT, description="The work that its effort or limit allows is used up."
    )
    TIME_LIMIT = strawberry.enum_value(result.Termination.TIME_LIMIT, description="The time limit was met.")
    STOPPED = strawberry.enum_value(
        result.Termination.STOPPED, description="Somebody stopped it; the best portfolio so far is kept."
    )
    CANCELLED = strawberry.enum_value(result.Termination.CANCELLED, description="Somebody gave it up.")
    ERROR = strawberry.enum_value(result.Termination.ERROR, description="It failed; the error text says why.")


@strawberry.enum(description="What became of an initiative.")
class Decision(Enum):
    """What became of an initiative."""

    SELECTED = strawberry.enum_value(report.Decision.SELECTED, description="It is in the portfolio.")
    NOT_SELECTED = strawberry.enum_value(report.Decision.NOT_SELECTED, description="Others were worth more.")
    FORCED_IN = strawberry.enum_value(report.Decision.FORCED_IN, description="It is in because it is mandatory.")
    FORCED_OUT = strawberry.enum_value(report.Decision.FORCED_OUT, description="A rule keeps it out.")
    INVALID = strawberry.enum_value(
        report.Decision.INVALID, description="It lacks something that a candidate needs, and took no part."
    )


@strawberry.enum(description="The size in which an initiative is planned.")
class Scope(Enum):
    """The size in which an initiative is planned."""

    MVP = strawberry.enum_value(sizing.Scope.MVP, description="The smallest version that is of use.")
    FULL = strawberry.enum_value(sizing.Scope.FULL, description="All of it.")
    CUSTOM = strawberry.enum_value(sizing.Scope.CUSTOM, description="A size of its own.")
    NONE = strawberry.enum_value(sizing.Scope.NONE, description="It has only one size.")


@strawberry.enum(description="How far a target is missed.")
class Severity(Enum):
    """How far a target is missed."""

    NONE = strawberry.enum_value(report.Severity.NONE, description="It is met.")
    LOW = strawberry.enum_value(report.Severity.LOW, description="By less than 10 %.")
    MEDIUM = strawberry.enum_value(report.Severity.MEDIUM, description="By less than 50 %.")
    HIGH = strawberry.enum_value(report.Severity.HIGH, description="By 50 % or more.")
    CRITICAL = strawberry.enum_value(report.Severity.CRITICAL, description="It is a floor, and must not be missed.")


@strawberry.enum(description="Who decided on an item of a portfolio.")
class ItemSource(Enum):
    """Who decided on an item of a portfolio."""

    OPTIMIZER = strawberry.enum_value(portfolio.ItemSource.OPTIMIZER, description="The optimizer.")
    MANUAL_OVERRIDE = strawberry.enum_value(
        portfolio.ItemSource.MANUAL_OVERRIDE, description="A person, otherwise than the optimizer."
    )


@strawberry.enum(description="In which direction a stage of the objective is better.")
class StageSense(Enum):
    """In which direction a stage is better."""

    MAXIMIZE = strawberry.enum_value(model.Sense.MAXIMIZE, description="More is better.")
    MINIMIZE = strawberry.enum_value(model.Sense.MINIMIZE, description="Less is better.")


@strawberry.enum(description="What a stage of the objective decides.")
class StageRole(Enum):
    """What a stage of the objective decides."""

    OBJECTIVE = strawberry.enum_value(model.StageRole.OBJECTIVE, description="What the portfolio is worth.")
    TIE_BREAK = strawberry.enum_value(model.StageRole.TIE_BREAK, description="Which one of equal portfolios it is.")
    CANONICAL = strawberry.enum_value(
        model.StageRole.CANONICAL, description="Which one it is of those that nothing else tells apart."
    )
