"""What is found when a problem is looked at without being solved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import strawberry

from domain.errors import Fault
from domain.optimization.validate import ValidationReport


@strawberry.type(description="One fault of a problem.")
class ProblemFault:
    place: str | None = strawberry.field(
        description="Where it is, such as initiatives[12].engineering_tokens; null for the problem as a whole."
    )
    message: str = strawberry.field(description="What is wrong there.")


@strawberry.type(description="An initiative that takes no part, and why.")
class InitiativeReasons:
    initiative_key: str = strawberry.field(description="The key of the initiative.")
    reasons: list[str] = strawberry.field(description="Every reason, a sentence each.")


@strawberry.type(description="How many rules of a family a problem has.")
class RuleCount:
    family: str = strawberry.field(description="The family, such as capacity, floor, cap, target or prerequisite.")
    count: int = strawberry.field(description="How many there are.")


@strawberry.type(description="A rule that cannot hold, whatever is selected.")
class InfeasibleRule:
    rule_id: str = strawberry.field(description="The id of the rule in reports.")
    reason: str = strawberry.field(description="Why it cannot hold.")


@strawberry.type(description="What a solve of a problem would begin with.")
class ProblemFindings:
    valid: bool = strawberry.field(description="Whether the problem can be read; if not, faults says why.")
    faults: list[ProblemFault] = strawberry.field(description="Every fault of its form.", default_factory=list)
    initiatives: int = strawberry.field(description="How many initiatives it has.", default=0)
    candidates: list[str] = strawberry.field(
        description="The keys of the initiatives that may be selected.", default_factory=list
    )
    invalid: list[InitiativeReasons] = strawberry.field(
        description="Candidates that lack something, and what.", default_factory=list
    )
    delivered: list[str] = strawberry.field(
        description="The keys of initiatives that are delivered already.", default_factory=list
    )
    unselectable: list[InitiativeReasons] = strawberry.field(
        description="Valid candidates that no rule lets be selected, and why.", default_factory=list
    )
    rules: list[RuleCount] = strawberry.field(description="How many rules of each family.", default_factory=list)
    infeasible: list[InfeasibleRule] = strawberry.field(
        description="Rules that cannot hold; with any of them there is no portfolio.", default_factory=list
    )
    warnings: list[str] = strawberry.field(description="What looks like a mistake.", default_factory=list)


def findings_of(report: ValidationReport) -> ProblemFindings:
    """The findings in a report."""
    return ProblemFindings(
        valid=True,
        initiatives=report.initiatives,
        candidates=list(report.candidates),
        invalid=_reasons(report.invalid),
        delivered=list(report.delivered),
        unselectable=_reasons(report.unselectable),
        rules=[RuleCount(family=family, count=count) for family, count in report.rules.items()],
        infeasible=[InfeasibleRule(rule_id=rule, reason=reason) for rule, reason in report.infeasible.items()],
        warnings=list(report.warnings),
    )


def unreadable(faults: Iterable[Fault]) -> ProblemFindings:
    """The findings of a problem that cannot be read."""
    shown = [ProblemFault(place=fault.place or None, message=fault.message) for fault in faults]
    return ProblemFindings(valid=False, faults=shown)


def _reasons(found: Mapping[str, Iterable[str]]) -> list[InitiativeReasons]:
    return [InitiativeReasons(initiative_key=key, reasons=list(reasons)) for key, reasons in found.items()]
